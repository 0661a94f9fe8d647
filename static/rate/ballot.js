// The ratings of one screen: two verdicts on each of its texts.
//
// The rule that a rejected question and answer rejects its rationale too is the server's (annotation/rating.py); here it
// is only shown. What was chosen for a rationale before comes back when the rejection is taken back.

import { Entries } from "./entries.js";

export const VERDICTS = ["accept", "maybe", "reject"];
export const CRITERIA = ["qa", "rationale"];

export class Ballot extends Entries {
  /** `positions` are those of the screen's candidates, in the order in which they are shown. */
  constructor(positions) {
    super(positions.flatMap((position) => CRITERIA.map((criterion) => [position, criterion])), VERDICTS);
    this.positions = positions;
  }

  isForced(position, criterion) {
    return criterion === "rationale" && this.chosen(position, "qa") === "reject";
  }

  value(position, criterion) {
    return this.isForced(position, criterion) ? "reject" : this.chosen(position, criterion);
  }

  rate(position, criterion, value) {
    this.choose([position, criterion], value);
  }

  /** Plain data: what a draft keeps. */
  draft() {
    const ratings = this.entered.map(([position, criterion]) => {
      return { position, criterion, value: this.chosen(position, criterion) };
    });
    return { ratings, flagged: this.flagged, comment: this.comment };
  }

  /** Take over a draft; what does not fit this screen is left out. */
  adopt({ ratings = [], flagged, comment } = {}) {
    const given = Array.isArray(ratings) ? ratings : [];
    this.adoptAll(given.map(({ position, criterion, value }) => [[position, criterion], value]), { flagged, comment });
  }

  /** What is sent: every place exactly once. */
  ratings() {
    return this.places.map(([position, criterion]) => ({
      position,
      criterion,
      value: this.value(position, criterion),
      given: this.isForced(position, criterion) ? "forced" : "chosen",
    }));
  }

  judgement() {
    return { ratings: this.ratings() };
  }
}
