// The cards of a screen, and which of their groups the next key press rates. The focus follows keys, never the pointer.

import { h } from "../page/element.js";
import { CRITERIA, VERDICTS } from "./ballot.js";
import { Card } from "./card.js";
import { lightWhatHasFocus, stepUpAndDown } from "./texts.js";

let screens = 0;

export class Cards {
  #cards = [];
  #regions = [];
  #ballot = null;
  #at = null; // [position, criterion]

  constructor({ say }) {
    this.say = say;
    this.node = h("div", { class: "rate-cards" });
    this.node.addEventListener("focusin", ({ target }) => this.#focused(target));
    lightWhatHasFocus(this.node, () => this.#regions);
    stepUpAndDown(this.node, (way) => this.step(way));
  }

  show(screen, ballot) {
    screens += 1;
    const { shown, regions } = screen;
    this.dispose();
    this.#regions = regions;
    this.#ballot = ballot;
    this.#cards = shown.map((one, at) => new Card(one, regions, {
      number: at + 1, count: shown.length, name: `screen-${screens}`, onrate: (...vote) => ballot.rate(...vote),
    }));
    this.node.replaceChildren(...this.#cards.map((card) => card.node));
    this.refresh();
    this.#mark(ballot.missing[0] ?? ballot.places[0]);
  }

  refresh() {
    for (const card of this.#cards) card.show(this.#ballot);
  }

  explain(feedback) {
    for (const each of feedback) this.#card(each.position)?.explain(each, this.#ballot);
    this.#mark(null);
  }

  /** Put the focus on the first card, where a screen reader begins to read. */
  focusFirst() {
    this.#cards[0]?.node.focus({ preventScroll: true });
  }

  /** Rate the current group by a key and go on to the next. */
  digit(number) {
    const [position, criterion] = this.#at;
    const rated = this.#ballot.isForced(position, criterion) ? "qa" : criterion;
    this.#ballot.rate(position, rated, VERDICTS[number - 1]);
    this.#goOn(position, rated);
  }

  #goOn(position, criterion) {
    const { places, missing, isComplete } = this.#ballot;
    const at = places.findIndex((place) => place[0] === position && place[1] === criterion);
    const next = places.slice(at + 1).find((place) => !this.#ballot.isForced(...place));
    if (isComplete) this.say("All are rated. Enter submits.");
    this.goTo(next ?? missing[0] ?? [position, criterion]);
  }

  /** Go to the next card or the one before, and there to what is not rated yet. */
  step(way) {
    const { positions, missing } = this.#ballot;
    const at = positions.indexOf(this.#at[0]) + way;
    const position = positions[Math.min(Math.max(at, 0), positions.length - 1)];
    this.goTo(missing.find((place) => place[0] === position) ?? [position, "qa"]);
  }

  /** Go to a place: the next key press rates it. */
  goTo([position, criterion]) {
    const card = this.#card(position);
    const open = this.#ballot.isForced(position, criterion) ? "qa" : criterion;
    this.#mark([position, open]);
    card.groups[open].focus({ preventScroll: true });
    card.node.scrollIntoView({ block: "nearest", behavior: "smooth" });
  }

  dispose() {
    for (const card of this.#cards) card.dispose();
  }

  #card(position) {
    return this.#cards.find((card) => card.position === position);
  }

  #mark(place) {
    this.#at = place;
    for (const card of this.#cards) card.current(place?.[0] === card.position ? place[1] : null);
  }

  #focused(target) {
    if (!this.#at) return;
    const position = Number(target.closest(".rate-card")?.dataset.position);
    const group = target.closest(".verdicts")?.dataset.criterion;
    if (!this.#card(position) || (!group && position === this.#at[0])) return;
    const missing = this.#ballot.missing.find((place) => place[0] === position)?.[1];
    this.#mark([position, CRITERIA.includes(group) ? group : missing ?? "qa"]);
  }
}
