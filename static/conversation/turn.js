// One turn: the question with its chips, the answers side by side, and what can be done with them.

import { own } from "../page/addresses.js";
import { h, icon } from "../page/element.js";
import { tell } from "../page/events.js";
import { AnswerView } from "./answer.js";
import { copyText } from "./clipboard.js";
import { CompareBlind } from "./compare_blind.js";
import { RankingView, percent, ranked } from "./ranking.js";
import { ReferenceText } from "./references.js";

/** What a screen reader says when a turn is whole. */
export function spoken({ answers, choices }) {
  const [best] = ranked(choices ?? []);
  const share = best?.share ? percent(best.share) : "";
  return answers.map(({ text, rationale, error }) => `${text} ${share} ${rationale} ${error}`).join(" ");
}

/** The turn as plain text, for the clipboard. */
export function plainText({ question, answers, choices }) {
  const lines = [`Question: ${question.text}`];
  for (const { text, share } of ranked(choices ?? [])) lines.push(`${percent(share)} ${text}`.trim());
  for (const { role, text, rationale, model } of answers) {
    lines.push(`${answers.length > 1 ? `${role[0].toUpperCase()}${role.slice(1)}` : "Answer"} (${model}): ${text}`);
    if (rationale) lines.push(`Why: ${rationale}`);
  }
  return lines.join("\n");
}

function action(name, label, onclick) {
  return h("button", { type: "button", class: "turn-action", onclick }, icon(name), h("span", {}, label));
}

/** A button that wants to be pressed twice; leaving it takes the first press back. */
function careful(name, label, sure, act) {
  const words = h("span", {}, label);
  const rest = () => {
    words.textContent = label;
    button.classList.remove("sure");
  };
  const button = h("button", { type: "button", class: "turn-action", onblur: rest, onclick: () => {
    if (button.classList.contains("sure")) return act();
    button.classList.add("sure");
    words.textContent = sure;
    button.focus(); // Safari does not focus buttons on click, and leaving must be noticed.
    return undefined;
  } }, icon(name), words);
  return button;
}

export class TurnView {
  #answers = new Map();
  #lit = false;

  constructor(turn, { conversation, away }) {
    this.turn = turn;
    this.place = { conversation, turn: turn.id };
    this.question = new ReferenceText("h3", { class: "turn-question", dir: "auto" });
    this.ranking = turn.choices ? new RankingView() : null;
    this.answers = h("div", { class: "answers" });
    this.cutOff = h("p", { class: "turn-cut-off", hidden: true }, "The answer was cut off. Ask again to get one.");
    this.regionsButton = action("eye", "Show regions", () => this.#light(!this.#lit));
    this.copyButton = action("copy", "Copy", () => this.#copy());
    this.compare = new CompareBlind(this.place);
    this.actions = h("div", { class: "turn-actions", role: "group", "aria-label": "This question" },
      this.copyButton,
      this.regionsButton,
      action("again", "Ask again", () => this.#again()),
      this.#marked(conversation, turn.id),
      careful("trash", "Delete", "Press again to delete", away));
    this.node = h("article", { class: "turn", "data-turn": turn.id },
      this.question.node, this.ranking?.node, this.answers, this.cutOff, this.compare.node, this.actions);
  }

  #marked(conversation, id) {
    const file = own(`/api/conversations/${encodeURIComponent(conversation)}/turns/${encodeURIComponent(id)}/marked.png`);
    const attributes = { class: "turn-action", href: file, download: "marked.png", title: "The picture with these regions drawn in" };
    return h("a", attributes, icon("download"), h("span", {}, "PNG"));
  }

  show(turn, { busy }) {
    this.turn = turn;
    const { regions, text, typed } = turn.question;
    this.question.show(text || typed, regions);
    this.ranking?.show(turn.choices, regions, turn.answers[0]);
    const answers = turn.answers.length ? turn.answers : this.#expected(busy);
    this.answers.classList.toggle("pair", answers.length > 1);
    for (const answer of answers) {
      let view = this.#answers.get(answer.role);
      if (!view) this.#answers.set(answer.role, (view = new AnswerView(answer.role, this.place)));
      if (!view.node.isConnected) this.answers.append(view.node);
      // The chosen answer is the first of the ranking already.
      const shown = this.ranking ? { ...answer, text: "" } : answer;
      view.show(shown, regions, { busy, pair: answers.length > 1 });
    }
    this.compare.show(busy ? [] : turn.answers);
    this.cutOff.hidden = busy || turn.answers.length > 0;
    this.regionsButton.hidden = regions.length === 0;
    this.actions.hidden = busy;
    this.node.setAttribute("aria-busy", String(busy));
  }

  /** Before the first words there is an empty answer, so that somebody sees that work goes on. */
  #expected(busy) {
    return busy ? [{ role: "student", text: "", rationale: "", model: "", error: "", note: "", complete: false }] : [];
  }

  /** Show this turn's own regions, whatever lies on the canvas now. */
  #light(on) {
    this.#lit = on;
    this.regionsButton.setAttribute("aria-pressed", String(on));
    this.regionsButton.lastChild.textContent = on ? "Hide regions" : "Show regions";
    for (const { id, box, label } of this.turn.question.regions) {
      tell("light", { key: `${this.turn.id}-${id}`, id, box, label, on });
    }
  }

  async #copy() {
    const done = await copyText(plainText(this.turn));
    this.copyButton.lastChild.textContent = done ? "Copied" : "Could not copy";
    setTimeout(() => (this.copyButton.lastChild.textContent = "Copy"), 2000);
  }

  #again() {
    const { typed, text, regions } = this.turn.question;
    tell("reuse", { regions });
    tell("ask-again", { question: typed || text, choices: this.turn.choices?.map((choice) => choice.text) });
  }

  dispose() {
    if (this.#lit) this.#light(false);
    this.question.dispose();
    this.ranking?.dispose();
    for (const view of this.#answers.values()) view.dispose();
    this.node.remove();
  }
}
