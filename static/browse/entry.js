// One entry: its question, answer and rationale, what is known of it, and where it comes from.

import { h } from "../page/element.js";
import { Texts, because } from "../rate/texts.js";
import { OriginCard } from "./origin.js";
import { score } from "./words.js";

/** What is known of an entry at a glance; a fate tells the score already. */
function tags({ entry, type, scores, said }, { fate }) {
  const { set_aside: aside, marks } = entry;
  const tag = (kind, words) => h("span", { class: `said ${kind}` }, words);
  return [
    tag("closed", type),
    ...(fate ? [] : Object.entries(scores).map(([critic, value]) => h("span", { class: "said closed", title: critic }, `score ${score(value)}`))),
    said ? tag(said.verdict, `${said.verdict} by ${said.people} ${said.people === 1 ? "person" : "people"}`) : null,
    aside ? tag("reject", `set aside: ${aside}`) : null,
    ...marks.map((mark) => tag("maybe", mark)),
  ];
}

export class EntryCard {
  /** `address` is that of the corpus; `selection` is told what is selected; `fate` is a node that says more. */
  constructor(shown, { address, selection, regions, fate = null }) {
    const { candidate: { qar, origin }, set_aside: aside } = shown.entry;
    Object.assign(this, { name: shown.name, selection });
    this.texts = new Texts(regions);
    this.box = h("input", { type: "checkbox", checked: selection.has(this.name), disabled: aside !== "",
      "aria-label": `Select: ${qar.question}`, onchange: () => this.#select() });
    this.origin = new OriginCard(`${address}/origin?${new URLSearchParams({ entry: this.name })}`);
    this.node = h("article", { class: "rate-card browse-card", tabindex: "-1", "aria-label": qar.question || "Entry without a question" },
      h("div", { class: "browse-line" }, h("label", { class: "browse-check" }, this.box), fate, tags(shown, { fate })),
      this.texts.node("h4", "turn-question", qar.question),
      this.texts.node("p", "answer-text", qar.answer),
      because(this.texts.node("span", "rationale-text", qar.rationale)),
      h("p", { class: "quiet browse-whence", dir: "auto" }, whence(origin)),
      this.origin.node);
    this.mark();
  }

  #select() {
    this.selection.turn(this.name, this.box.checked);
  }

  /** Show whether it is selected. */
  mark() {
    this.box.checked = this.selection.has(this.name);
    this.node.classList.toggle("current", this.box.checked);
  }

  toggle() {
    if (this.box.disabled) return;
    this.box.checked = !this.box.checked;
    this.#select();
  }

  focus() {
    this.node.focus({ preventScroll: true });
    this.node.scrollIntoView({ block: "nearest", behavior: "smooth" });
  }

  dispose() {
    this.texts.dispose();
  }
}

function whence({ teacher, model, prompt, program, steer }) {
  const by = [teacher ?? model, prompt ?? program].filter(Boolean).join(", by ");
  return steer ? `${by}, asked for more of ${steer}` : by;
}
