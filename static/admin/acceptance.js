// How many texts are accepted by the labelling rule, and how that moved while the round went on.

import { h } from "../page/element.js";
import { day, drawn, percent, shareOf, withInterval } from "./figures.js";
import { Section } from "./section.js";
import { folded, table } from "./table.js";
import { counted } from "./words.js";

const WHY = "A text is accepted when none of its annotators rejects it. A drift is in the queue, which may begin with hard cases, or "
  + "in the annotators.";

export function acceptanceSection(address) {
  return new Section("Accepted over time", { path: `${address}/acceptance`, why: WHY, show });
}

function show({ rule, accepted, unfinished, undecided, adjudicated, days, runs }) {
  const all = `${withInterval(shareOf(accepted), percent)} of ${counted(accepted.n, "labelled text")} accepted by the rule `
    + `${rule}; ${unfinished} not judged often enough, ${undecided} undecided, ${adjudicated} with a last word of an admin.`;
  const byRun = table("Accepted by 50 judgements", ["Judgements", "Accepted", "Texts"],
    runs.map(({ first, last, accepted: own }) => [`${first} to ${last}`, ...shares(own)]), { quiet: true });
  return [h("p", { class: "admin-lead" }, all),
    table("Accepted by day", ["Day", "Accepted", "Texts"], days.map((each) => [day(each.day), ...shares(each.accepted)])),
    runs.length ? folded("By 50 judgements", byRun) : null];
}

const shares = (share) => [drawn(shareOf(share), { format: percent }), String(share.n)];
