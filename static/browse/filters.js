// The fields by which entries are found. What can be chosen, and how often there is such a thing, is the corpus's to say.

import { h } from "../page/element.js";
import { VERDICTS } from "./words.js";

const ORDERS = [["picture", "as they were made"], ["highest", "highest score first"], ["lowest", "lowest score first"]];
let forms = 0;

export class Filters {
  /** `changed` is told the fields that are no longer as they were. */
  constructor({ changed }) {
    forms += 1;
    this.changed = changed;
    this.name = `browse-filter-${forms}`;
    this.words = this.#input("words", { type: "search", placeholder: "Words in question, answer, rationale", maxlength: 500 });
    this.least = this.#input("least", { type: "number", step: "0.05", placeholder: "any" });
    this.most = this.#input("most", { type: "number", step: "0.05", placeholder: "any" });
    const names = ["type", "teacher", "prompt", "steer", "mark", "reason", "rating", "critic", "order"];
    this.selects = Object.fromEntries(names.map((name) => [name, h("select", { id: this.#id(name), onchange: () => this.#tell(name) })]));
    this.fields = h("div", { class: "browse-fields" });
    this.node = h("form", { class: "browse-filters", role: "search", "aria-label": "Filters",
      onsubmit: (event) => {
        event.preventDefault();
        this.#tell("words");
      } }, this.fields);
  }

  #id(name) {
    return `${this.name}-${name}`;
  }

  #input(name, attributes) {
    return h("input", { id: this.#id(name), ...attributes, onchange: () => this.#tell(name) });
  }

  #tell(name) {
    const { value } = this[name] ?? this.selects[name];
    this.changed({ [name]: value.trim() });
  }

  /** Show what can be chosen and what is. */
  show(state, wanted) {
    const { counts, scored, rated } = state;
    const critics = Object.keys(scored);
    this.#fill("type", [["", "any"], ...counted(counts.type)]);
    this.#fill("teacher", [["", "any"], ...counted(counts.teacher)]);
    this.#fill("prompt", [["", "any"], ...counted(counts.prompt)]);
    this.#fill("steer", [["", "any"], ...counted(counts.steer)]);
    this.#fill("mark", [["", "any or none"], ["none", "none"], ["any", "some mark"], ...counted(counts.mark)]);
    this.#fill("reason", [["none", "left out"], ["", "shown, too"], ["any", "alone"], ...counted(counts.reason)]);
    this.#fill("rating", [["", "any or none"], ["none", "not rated"], ...VERDICTS.map((verdict) => [verdict, `${verdict} (${rated[verdict]})`])]);
    this.#fill("critic", critics.map((critic) => [critic, critic]));
    this.#fill("order", ORDERS);
    for (const [name, select] of Object.entries(this.selects)) choose(select, wanted[name]);
    for (const name of ["words", "least", "most"]) this[name].value = wanted[name];
    this.#lay(state, critics);
  }

  #fill(name, options) {
    this.selects[name].replaceChildren(...options.map(([value, words]) => h("option", { value }, words)));
  }

  /** Only what can tell one entry from another is asked for. */
  #lay({ counts }, critics) {
    const { selects } = this;
    const tells = (name) => Object.keys(counts[name]).length > 1;
    const field = (words, input, there = true) => (there ? h("label", { for: input.id }, words, input) : null);
    const has = critics.length > 0;
    this.fields.replaceChildren(...[
      field("Search", this.words), field("Question type", selects.type), field("Prompt", selects.prompt, tells("prompt")),
      field("Teacher", selects.teacher, tells("teacher")), field("Asked for more of", selects.steer, tells("steer")),
      field("Mark", selects.mark), field("Set aside", selects.reason), field("People said", selects.rating),
      field("Scored by", selects.critic, critics.length > 1), field("Least score", this.least, has),
      field("Most score", this.most, has), field("Order", selects.order, has),
    ].filter(Boolean));
  }

  focus() {
    this.words.focus();
    this.words.select();
  }
}

const counted = (counts) => Object.entries(counts).filter(([value]) => value).sort(([, a], [, b]) => b - a)
  .map(([value, count]) => [value, `${value} (${count.toLocaleString("en")})`]);

/** Choose a value; one that is not among the options is shown nevertheless, since the list is searched by it. */
function choose(select, value) {
  if (![...select.options].some((option) => option.value === value) && value) select.append(h("option", { value }, value));
  select.value = value;
}
