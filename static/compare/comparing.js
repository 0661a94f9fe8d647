// What is particular to comparing, for the page that rating and comparing share (rate/page.js).

import { Pair } from "./pair.js";
import { Preferences } from "./preferences.js";

const WORDS = {
  column: "Two texts to compare",
  tools: "Comparing tools",
  done: "answered",
  missing: (count) => (count === 1 ? "One is not answered yet." : `${count} are not answered yet.`),
  judged: (count) => (count === 1 ? "You compared 1 pair." : `You compared ${count} pairs.`),
  nothing: "There is nothing to compare",
  noRound: "No round of comparing is open at the moment.",
};

export const COMPARING = {
  name: "compare",
  words: WORDS,
  command: "deixis compare demo",
  keys: [
    ["A or 1", "the text on the left; then the next criterion comes up"],
    ["T or 2", "a tie"],
    ["B or 3", "the text on the right"],
    ["↓ or J, ↑ or K", "next and previous criterion"],
  ],
  entries: () => new Preferences(),
  view: (say) => new Pair({ say }),
  keysOf: (pair) => ({
    1: () => pair.side(0), a: () => pair.side(0),
    2: () => pair.side(1), t: () => pair.side(1),
    3: () => pair.side(2), b: () => pair.side(2),
    j: () => pair.step(1), ArrowDown: () => pair.step(1), k: () => pair.step(-1), ArrowUp: () => pair.step(-1),
  }),
};
