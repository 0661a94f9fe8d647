// The preferences of one pair: by four criteria in turn the text on the left, the one on the right, or neither.

import { Entries } from "../rate/entries.js";

export const SIDES = ["left", "tie", "right"];
// The words of PairCriterion (models/judging.py), in the order in which they are asked.
export const CRITERIA = ["correctness", "informativeness", "plausibility", "overall"];

export class Preferences extends Entries {
  constructor() {
    super(CRITERIA.map((criterion) => [criterion]), SIDES);
  }

  /** Has a criterion's turn come? What was given once stays open to be changed. */
  isOpen(criterion) {
    const [first] = this.missing;
    return !first || first[0] === criterion || this.value(criterion) !== null;
  }

  prefer(criterion, side) {
    if (this.isOpen(criterion)) this.choose([criterion], side);
  }

  /** Plain data: what a draft keeps. */
  draft() {
    return { ...this.judgement(), flagged: this.flagged, comment: this.comment };
  }

  /** Take over a draft; what does not fit is left out. */
  adopt({ comparisons = [], flagged, comment } = {}) {
    const given = Array.isArray(comparisons) ? comparisons : [];
    this.adoptAll(given.map(({ criterion, value }) => [[criterion], value]), { flagged, comment });
  }

  /** What is sent: every criterion once, as the texts stand on this screen. */
  judgement() {
    return { comparisons: this.entered.map(([criterion]) => ({ criterion, value: this.value(criterion) })) };
  }
}
