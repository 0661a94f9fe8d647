// What is particular to rating, for the page that rating and comparing share (page.js).

import { Ballot } from "./ballot.js";
import { Cards } from "./cards.js";

const WORDS = {
  column: "Answers to rate",
  tools: "Rating tools",
  done: "rated",
  missing: (count) => (count === 1 ? "One is not rated yet." : `${count} are not rated yet.`),
  judged: (count) => (count === 1 ? "You rated 1 screen." : `You rated ${count} screens.`),
  nothing: "There is nothing to rate",
  noRound: "No round of rating is open at the moment.",
};

export const RATING = {
  name: "rate",
  words: WORDS,
  command: "deixis annotate demo",
  keys: [
    ["1, 2, 3", "accept, maybe, reject; then the next one comes up"],
    ["↓ or J, ↑ or K", "next and previous answer"],
  ],
  entries: ({ shown }) => new Ballot(shown.map(({ position }) => position)),
  view: (say) => new Cards({ say }),
  keysOf: (cards) => ({
    1: () => cards.digit(1), 2: () => cards.digit(2), 3: () => cards.digit(3),
    j: () => cards.step(1), ArrowDown: () => cards.step(1), k: () => cards.step(-1), ArrowUp: () => cards.step(-1),
  }),
};
