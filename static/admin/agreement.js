// How much annotators agree, by Krippendorff's alpha with its interval over pictures, and pair by pair.

import { drawn, plain } from "./figures.js";
import { Section } from "./section.js";
import { folded, table } from "./table.js";
import { counted, criterion } from "./words.js";

const SCALE = { from: -0.2, to: 1, at: 0 };
const WHY = "Krippendorff’s ordinal alpha: 1 is perfect agreement, 0 what chance would give. Intervals hold 95 %, drawn again over "
  + "pictures.";
const COMPARED = ["Criterion", "Alpha", "Compared"];
const RATED = ["Criterion", "Alpha", "Alpha of chosen verdicts", "Compared"];
const MOST_PAIRS = 100;

export function agreementSection(address) {
  return new Section("Agreement", { path: `${address}/agreement`, why: WHY, show: (reports) => [
    table("Agreement by criterion", reports.some(({ chosen }) => chosen) ? RATED : COMPARED, reports.map(line)),
    ...reports.map(pairs),
  ] });
}

function line({ criterion: name, all, chosen }) {
  return [criterion(name), drawn(all.alpha, SCALE), ...(chosen ? [drawn(chosen.alpha, SCALE)] : []),
    `${counted(all.units, "text")}, ${counted(all.pictures, "picture")}`];
}

function pairs({ criterion: name, pairs: found }) {
  if (found.length === 0) return null;
  const rows = found.slice(0, MOST_PAIRS).map(({ first, second, n, kappa }) => [`${first} and ${second}`, plain(kappa), String(n)]);
  return folded(`${criterion(name)}: ${counted(found.length, "pair")} of annotators`,
    table(`Weighted kappa of pairs: ${criterion(name)}`, ["Annotators", "Kappa", "Texts in common"], rows, { quiet: true }));
}
