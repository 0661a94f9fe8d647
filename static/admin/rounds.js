// All rounds, the newest first.

import { h, withCode } from "../page/element.js";
import { day } from "./figures.js";
import { table } from "./table.js";

const NONE = "There is no round yet. `deixis annotate demo` makes one to try, and `deixis annotate import FILE` one of your own.";
const KINDS = { rate: "Rate", compare: "Compare" };

export const addressOf = (id) => `?${new URLSearchParams({ round: id })}`;

/** The table of all rounds; `open` leads to one. */
export function roundsTable(states, open) {
  if (states.length === 0) return h("p", { class: "admin-none" }, withCode(NONE));
  return table("Rounds of judging", ["Round", "Page", "State", "Judged", "Annotators", "Begun"], states.map(({ round, progress }) => [
    h("a", { href: addressOf(round.id), onclick: (event) => open(event, round.id) }, round.name),
    KINDS[round.kind], stateOf(round),
    h("span", { class: "admin-figure" }, h("span", {}, `${progress.done} of ${progress.slots}`), progressBar(progress)),
    String(progress.annotators.length), day(round.created_at),
  ]), { quiet: true });
}

export function stateOf({ open, filling }) {
  return h("span", { class: open ? "said accept" : "said closed" }, open ? "open" : filling ? "being filled" : "closed");
}

export function progressBar({ done, slots }) {
  return h("span", { class: "share-bar", "aria-hidden": "true" },
    h("span", { class: "share-filled", style: `width:${slots ? (100 * done) / slots : 0}%` }));
}
