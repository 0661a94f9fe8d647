// Two texts about one question, side by side and whole, and the four criteria that they are compared by in turn.
// The focus follows keys, never the pointer; after a press of the pointer the next criterion is the current one.

import { h } from "../page/element.js";
import { Texts, because, lightWhatHasFocus, stepUpAndDown } from "../rate/texts.js";
import { criteriaGroups } from "./criteria.js";
import { CRITERIA, SIDES } from "./preferences.js";

const LETTERS = ["A", "B"];

let screens = 0;

export class Pair {
  #texts = new Texts([]);
  #groups = [];
  #entries = null;
  #at = null; // a criterion
  #pointed = false;

  constructor({ say }) {
    this.say = say;
    this.node = h("div", { class: "pair" });
    this.node.addEventListener("focusin", ({ target }) => this.#focused(target));
    // A radio button that arrows choose is clicked, too, but not by a pointer: then `detail` is 0.
    this.node.addEventListener("click", ({ detail }) => (this.#pointed = detail > 0), true);
    lightWhatHasFocus(this.node, () => this.#texts.regions);
    stepUpAndDown(this.node, (way) => this.step(way));
  }

  show({ shown, regions }, entries) {
    screens += 1;
    this.#texts.dispose();
    this.#texts = new Texts(regions);
    this.#entries = entries;
    this.#groups = criteriaGroups(`pair-${screens}`, { onprefer: (...choice) => this.#prefer(...choice) });
    this.question = this.#texts.node("h3", "turn-question pair-question", shown[0].qar.question);
    this.question.tabIndex = -1;
    this.feedback = h("div", { class: "card-feedback", hidden: true });
    this.node.replaceChildren(this.question,
      h("div", { class: "pair-texts" }, shown.map(({ qar }, at) => this.#text(qar, LETTERS[at]))),
      h("div", { class: "pair-criteria" }, this.#groups.map((group) => group.node)), this.feedback);
    this.refresh();
    this.#mark(entries.missing[0]?.[0] ?? CRITERIA[0]);
  }

  #text({ answer, rationale }, letter) {
    const why = rationale ? because(this.#texts.node("span", "rationale-text", rationale)) : null;
    return h("article", { class: "pair-text", "aria-label": `Text ${letter}` },
      h("p", { class: "pair-letter", "aria-hidden": "true" }, letter),
      this.#texts.node("p", "answer-text", answer), why);
  }

  refresh() {
    for (const group of this.#groups) {
      const value = this.#entries.value(group.criterion);
      group.show(value, { closed: !this.#entries.isOpen(group.criterion) });
    }
  }

  /** Put the focus on the question, where a screen reader begins to read. */
  focusFirst() {
    this.question.focus({ preventScroll: true });
  }

  /** Choose a side for the current criterion by a key and go on. */
  side(at) {
    const criterion = this.#at;
    this.#entries.prefer(criterion, SIDES[at]);
    this.goTo(this.#next(criterion));
  }

  /** Choose by a radio button. */
  #prefer(criterion, side) {
    this.#entries.prefer(criterion, side);
    if (this.#pointed) this.#mark(this.#next(criterion)[0]);
  }

  #next(criterion) {
    const { missing, isComplete } = this.#entries;
    if (isComplete) this.say("All four are answered. Enter submits.");
    return missing[0] ?? [criterion];
  }

  /** Go to the next criterion or the one before, as far as their turn has come. */
  step(way) {
    const open = CRITERIA.filter((criterion) => this.#entries.isOpen(criterion));
    const at = open.indexOf(this.#at) + way;
    this.goTo([open[Math.min(Math.max(at, 0), open.length - 1)]]);
  }

  /** Go to a place: the next key press chooses for it. Nothing of it has the focus before something is chosen: a ring
   *  around A would speak for A. */
  goTo([criterion]) {
    this.#mark(criterion);
    const group = this.#group(criterion);
    const target = this.#entries.value(criterion) ? group : group.node;
    target.focus({ preventScroll: true });
    group.node.scrollIntoView({ block: "nearest", behavior: "smooth" });
  }

  /** Practice: say why, and let nothing be changed any more. Which side is meant is in the words. */
  explain(feedback) {
    for (const group of this.#groups) group.node.disabled = true;
    this.#mark(null);
    const reasons = [...new Set(feedback.map(({ why }) => why).filter(Boolean))];
    this.feedback.hidden = reasons.length === 0;
    this.feedback.replaceChildren(...reasons.map((why) => this.#texts.node("p", "expected-why", why)));
  }

  #group(criterion) {
    return this.#groups.find((group) => group.criterion === criterion);
  }

  #mark(criterion) {
    this.#at = criterion;
    for (const group of this.#groups) group.node.classList.toggle("current", group.criterion === criterion);
  }

  #focused(target) {
    const criterion = target.closest(".verdicts")?.dataset.criterion;
    if (this.#at && criterion) this.#mark(criterion);
  }
}
