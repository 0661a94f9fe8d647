// What is asked about a pair, and what a tie means each time (annotation/guidelines/compare-2.md says more).

import { set } from "../page/element.js";
import { Verdicts } from "../rate/verdicts.js";
import { CRITERIA } from "./preferences.js";

const ASKED = {
  correctness: ["Correctness", "Which one is right about the picture?", "Tie: both are right, or both are wrong."],
  informativeness: ["Informativeness", "Which one tells more that matters here?",
    "Tie: both tell about as much, or what they tell is wrong in both."],
  plausibility: ["Plausibility", "Which one makes more sense?", "Tie: both make sense, or neither does."],
  overall: ["Overall", "Which one would you rather be given?",
    "Tie: only when both are bad. A slight preference is a preference."],
};
const OPTIONS = [["left", "A", ""], ["tie", "Tie", "T"], ["right", "B", ""]];

/** One group for each criterion; `onprefer` gets criterion and side. */
export function criteriaGroups(name, { onprefer }) {
  return CRITERIA.map((criterion, at) => {
    const [title, question, tie] = ASKED[criterion];
    const group = new Verdicts(`${name}-${criterion}`, criterion, {
      legend: `${at + 1}. ${title}`, question, options: OPTIONS, onrate: (side) => onprefer(criterion, side),
    });
    group.say(tie);
    set(group.node, { tabindex: -1, "aria-describedby": group.why.id });
    return group;
  });
}
