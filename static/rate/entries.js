// What an annotator has entered for one screen, and the way back. What can be entered is a matter of the page: a ballot
// of ratings (ballot.js) or the preferences of a pair (compare/preferences.js).
//
// A place is a list of names that together say what a value is for, such as [0, "qa"] or ["overall"].
// Listeners of "change" get {at}: the place that changed, or null.

const MOST_STEPS = 200;

const keyOf = (place) => place.join(" ");

export class Entries extends EventTarget {
  flagged = false;
  comment = "";
  #chosen = new Map();
  #past = [];

  /** `places` in reading order, and the `values` that each may have. */
  constructor(places, values) {
    super();
    Object.assign(this, { places, values });
  }

  /** Does a rule give this place's value, so that nobody can? */
  isForced() {
    return false;
  }

  /** What was chosen for a place by hand, whatever a rule makes of it. */
  chosen(...place) {
    return this.#chosen.get(keyOf(place)) ?? null;
  }

  /** The value of a place, null where there is none yet. */
  value(...place) {
    return this.chosen(...place);
  }

  get missing() {
    return this.places.filter((place) => this.value(...place) === null);
  }

  get isComplete() {
    return this.missing.length === 0;
  }

  get canUndo() {
    return this.#past.length > 0;
  }

  /** Give a place its value; a forced one cannot be changed. */
  choose(place, value) {
    if (this.isForced(...place) || this.value(...place) === value) return;
    this.#step(place);
    this.#chosen.set(keyOf(place), value);
    this.#told(place);
  }

  flag(on = !this.flagged) {
    this.#step(null);
    this.flagged = on;
    this.#told(null);
  }

  /** Change the comment; letters typed one after the other are one step. */
  write(comment) {
    if (!this.#past.at(-1)?.typing) this.#step(null, { typing: true });
    this.comment = comment;
    this.#told(null);
  }

  /** Go back one step; returns the place that changed, null for flag or comment, undefined when nothing is left. */
  undo() {
    const step = this.#past.pop();
    if (!step) return undefined;
    this.#chosen = new Map(step.chosen);
    this.flagged = step.flagged;
    this.comment = step.comment;
    this.#told(step.at);
    return step.at;
  }

  /** The places that were given a value by hand. */
  get entered() {
    return this.places.filter((place) => this.chosen(...place) !== null);
  }

  /** Take over pairs of place and value, a flag and a comment; what does not fit this screen is left out. */
  adoptAll(given, { flagged, comment }) {
    for (const [place, value] of given) {
      const fits = this.places.some((each) => keyOf(each) === keyOf(place)) && this.values.includes(value);
      if (fits) this.#chosen.set(keyOf(place), value);
    }
    this.flagged = flagged === true;
    this.comment = typeof comment === "string" ? comment : "";
    this.#past = [];
    this.#told(null);
  }

  #step(at, { typing = false } = {}) {
    this.#past.push({ at, typing, chosen: [...this.#chosen], flagged: this.flagged, comment: this.comment });
    if (this.#past.length > MOST_STEPS) this.#past.shift();
  }

  #told(at) {
    this.dispatchEvent(new CustomEvent("change", { detail: { at } }));
  }
}
