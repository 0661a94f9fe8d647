// Which model is preferred, by the majority of annotators on each pair; what has no majority is said and not hidden.

import { h } from "../page/element.js";
import { chance, drawn, parts, percent, plain, withInterval } from "./figures.js";
import { Section } from "./section.js";
import { folded, table } from "./table.js";
import { counted, criterion } from "./words.js";

const WHY = "Shares are of the pairs that have a majority. The sign test says how likely wins and losses at least so far apart are if "
  + "both models are equally good; intervals hold 95 %, drawn again over pictures.";
const SIDES = "Sides are balanced, so without a bias half of all preferences are for the left, whoever is better.";
const COLUMNS = ["Criterion", "Wins", "Ties", "Losses", "Wins, ties, losses", "No majority", "Sign test p", "Pairs"];

export function comparisonSection(address) {
  return new Section("Who is preferred", { path: `${address}/comparison`, why: WHY, show });
}

function show({ tables, left_out_as_equal: equal, by_question_type: byType, position_bias: bias, strengths }) {
  const leftOut = equal.map(({ first, second, questions }) => h("p", {},
    `${counted(questions, "question")} left out, to which ${first} and ${second} say the same; no share here counts them.`));
  if (tables.length === 0) return [...leftOut, h("p", { class: "quiet" }, "No pair is judged by two annotators yet.")];
  const models = [...new Set(tables.map(({ first, second }) => `${first}\n${second}`))].map((names) => names.split("\n"));
  return [...leftOut, ...models.flatMap((pair) => pairTables(pair, tables, byType)),
    strengths.length ? strengthTable(strengths) : null, biasTable(bias), h("p", { class: "quiet" }, SIDES)];
}

function pairTables([first, second], tables, byType) {
  const own = (all) => all.filter((each) => each.first === first && each.second === second);
  const typed = own(byType);
  return [table(`${first} against ${second}`, COLUMNS, own(tables).map(line)),
    folded(`${first} against ${second} by type of question`,
      table("By type of question", ["Type", ...COLUMNS], typed.map((each) => [each.slice, ...line(each)]), { quiet: true }))];
}

function line(each) {
  const { win_share: win, tie_share: tie, loss_share: loss } = each;
  return [criterion(each.criterion), ...[win, tie, loss].map((share) => withInterval(share, percent)),
    parts([["accept", win.value], ["tie", tie.value], ["reject", loss.value]]), withInterval(each.no_majority, percent),
    chance(each.sign_p), `${each.judged_pairs} of ${counted(each.pictures, "picture")}`];
}

function strengthTable(strengths) {
  return table("Strength on one scale (Bradley and Terry, log odds against an average model)",
    ["Model", "Criterion", "Strength", "Wins, ties, losses"],
    strengths.map((each) => [each.model, criterion(each.criterion), drawn(each.strength, { from: -3, to: 3, at: 0, format: plain }),
      `${each.wins}, ${each.ties}, ${each.losses}`]));
}

function biasTable(bias) {
  return table("Does the side matter?", ["Criterion", "Share for the left", "Left, tie, right", "Sign test p"],
    bias.map((each) => [criterion(each.criterion), drawn(each.left_share, { at: 0.5, format: percent }),
      `${each.left}, ${each.ties}, ${each.right}`, chance(each.p)]));
}
