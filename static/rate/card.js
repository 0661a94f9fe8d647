// One candidate: its question, answer and rationale, and two groups of real radio buttons to rate them with.

import { h } from "../page/element.js";
import { CRITERIA } from "./ballot.js";
import { Texts, because } from "./texts.js";
import { Verdicts } from "./verdicts.js";

const LEGEND = { qa: "Question and answer", rationale: "Rationale" };
const FORCED = "A rationale for a rejected answer is rejected with it.";
const OPTIONS = [["accept", "Accept", "1"], ["maybe", "Maybe", "2"], ["reject", "Reject", "3"]];

export class Card {
  constructor({ position, qar }, regions, { number, count, name, onrate }) {
    const texts = new Texts(regions);
    Object.assign(this, { position, texts });
    this.groups = Object.fromEntries(CRITERIA.map((criterion) => [criterion,
      new Verdicts(`${name}-${position}-${criterion}`, criterion, {
        legend: LEGEND[criterion], options: OPTIONS, onrate: (value) => onrate(position, criterion, value),
      })]));
    this.feedback = h("div", { class: "card-feedback", hidden: true });
    this.node = h("article", {
      class: "rate-card", tabindex: "-1", "data-position": position, "aria-label": `Answer ${number} of ${count}`,
    },
    h("p", { class: "card-number", "aria-hidden": "true" }, `${number} of ${count}`),
    texts.node("h3", "turn-question", qar.question),
    texts.node("p", "answer-text", qar.answer),
    because(texts.node("span", "rationale-text", qar.rationale)),
    h("div", { class: "card-verdicts" }, CRITERIA.map((criterion) => this.groups[criterion].node)),
    this.feedback);
  }

  show(ballot) {
    for (const criterion of CRITERIA) {
      const forced = ballot.isForced(this.position, criterion);
      this.groups[criterion].show(ballot.value(this.position, criterion), { forced });
      this.groups[criterion].say(forced ? FORCED : "");
    }
  }

  /** Mark the card, and of its two groups the one, that the next key press rates. */
  current(criterion) {
    this.node.classList.toggle("current", criterion !== null);
    for (const each of CRITERIA) this.groups[each].node.classList.toggle("current", each === criterion);
  }

  /** After a qualification screen: what the two should have been rated, and why. Nothing can be changed any more. */
  explain({ qa, rationale, why }, ballot) {
    const expected = { qa, rationale };
    const lines = CRITERIA.map((criterion) => {
      const met = ballot.value(this.position, criterion) === expected[criterion];
      this.groups[criterion].node.disabled = true;
      return h("p", { class: `expected ${met ? "met" : "missed"}` },
        `${LEGEND[criterion]}: ${met ? "yes, " : "we say "}${expected[criterion]}.`);
    });
    this.feedback.hidden = false;
    this.feedback.replaceChildren(...lines, ...(why ? [this.texts.node("p", "expected-why", why)] : []));
  }

  dispose() {
    this.texts.dispose();
  }
}
