// All cards, a line each.

import { day } from "../admin/figures.js";
import { table } from "../admin/table.js";
import { h } from "../page/element.js";
import { points } from "./figures.js";

const COLUMNS = ["Model", "What it is", "Contrastive", "Generative", "Chance", "Made"];

/** Make the table; `go` follows a link to a card. */
export function cardsTable(cards, go) {
  const rows = cards.map((each) => {
    if (each.problem) return [each.name, h("span", { class: "admin-warning" }, each.problem), "", "", "", ""];
    const address = `?${new URLSearchParams({ card: each.name })}`;
    const link = h("a", { href: address, onclick: (event) => go(event, address) }, each.model);
    const kind = each.shipped ? `${each.kind}, shipped` : each.kind;
    return [link, kind, points(each.contrastive), points(each.generative), points(each.chance), day(each.made)];
  });
  return table("Skill cards, means over skills in percent", COLUMNS, rows, { quiet: true });
}
