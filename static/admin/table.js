// Real tables with a caption. On a phone every row becomes a card whose lines say what they are (admin_tables.css); the
// roles are written out because a table that is laid out otherwise loses them.

import { h } from "../page/element.js";

/** Make a table. `columns` are names, those in `numbers` are set to the right; the first cell of a row names it. */
export function table(caption, columns, rows, { empty = "Nothing yet.", quiet = false } = {}) {
  if (rows.length === 0) return h("p", { class: "quiet admin-empty" }, `${caption}: ${empty[0].toLowerCase()}${empty.slice(1)}`);
  const head = h("tr", { role: "row" }, columns.map((name) => h("th", { scope: "col", role: "columnheader" }, name)));
  return h("div", { class: "admin-table" }, h("table", { role: "table" },
    h("caption", { class: quiet ? "visually-hidden" : null }, caption),
    h("thead", { role: "rowgroup" }, head),
    h("tbody", { role: "rowgroup" }, rows.map((cells) => row(columns, cells)))));
}

function row(columns, [first, ...others]) {
  return h("tr", { role: "row" },
    h("th", { scope: "row", role: "rowheader" }, first),
    others.map((cell, at) => h("td", { role: "cell", "data-label": columns[at + 1] }, cell)));
}

/** More of the same, folded away. */
export function folded(summary, ...inside) {
  return h("details", { class: "admin-more" }, h("summary", {}, summary), inside);
}
