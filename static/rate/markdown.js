// Guidelines from Markdown: headings, paragraphs, lists, quotations, tables, bold, italic and code. Everything else, and
// all markup, stays text: nodes are made one by one and words reach them as text nodes only.

import { paint } from "../canvas/colours.js";
import { h } from "../page/element.js";

const INLINE = /\*\*(.+?)\*\*|\*(.+?)\*|`([^`]+)`|\[(\d{1,4})\]/g;
const HEADING = /^(#{1,4}) +(.*)$/;
const ITEM = /^(?:([-*])|\d+[.)]) +(.*)$/;
const ROW = /^\|(.*)\|$/;
const RULE_ROW = /^\|[\s:|-]+\|$/;

function reference(id) {
  const node = h("span", { class: "region-chip" }, `[${id}]`);
  paint(node, Number(id));
  return node;
}

/** The nodes of one line of text. */
export function inline(text) {
  const nodes = [];
  let from = 0;
  for (const match of text.matchAll(INLINE)) {
    const [all, bold, italic, code, id] = match;
    nodes.push(text.slice(from, match.index));
    if (bold) nodes.push(h("strong", {}, ...inline(bold)));
    else if (italic) nodes.push(h("em", {}, ...inline(italic)));
    else nodes.push(code ? h("code", {}, code) : reference(id));
    from = match.index + all.length;
  }
  return [...nodes, text.slice(from)].filter((node) => node !== "");
}

/** Lines of one kind that belong together: [kind, lines]. */
function blocksOf(text) {
  const blocks = [];
  let open = null;
  for (const line of text.replace(/\r\n?/g, "\n").split("\n").map((each) => each.trim())) {
    const kind = kindOf(line);
    const goesOn = open && (open[0] === kind || (kind === "words" && open[0] !== "heading" && open[0] !== "row"));
    if (kind === "blank") open = null;
    else if (goesOn && kind !== "heading") open[1].push(line);
    else blocks.push((open = [kind, [line]]));
  }
  return blocks;
}

function kindOf(line) {
  if (!line) return "blank";
  if (HEADING.test(line)) return "heading";
  if (ROW.test(line)) return "row";
  if (line.startsWith(">")) return "quote";
  const item = ITEM.exec(line);
  if (item) return item[1] ? "bullet" : "number";
  return "words";
}

function list(tag, lines) {
  const items = [];
  for (const line of lines) {
    const item = ITEM.exec(line);
    if (item) items.push(item[2]);
    else items.push(`${items.pop()} ${line}`);
  }
  return h(tag, {}, items.map((item) => h("li", {}, ...inline(item))));
}

function table(lines) {
  const [head, ...body] = lines.filter((line) => !RULE_ROW.test(line))
    .map((line) => ROW.exec(line)[1].split("|").map((cell) => cell.trim()));
  const row = (cells, tag) => h("tr", {}, cells.map((cell) => h(tag, {}, ...inline(cell))));
  return h("div", { class: "table-frame" },
    h("table", {}, h("thead", {}, row(head, "th")), h("tbody", {}, body.map((cells) => row(cells, "td")))));
}

function block([kind, lines]) {
  if (kind === "heading") {
    const [, marks, words] = HEADING.exec(lines[0]);
    return h(`h${Math.min(marks.length + 1, 4)}`, {}, ...inline(words));
  }
  if (kind === "bullet") return list("ul", lines);
  if (kind === "number") return list("ol", lines);
  if (kind === "row") return table(lines);
  if (kind === "quote") {
    return h("blockquote", {}, markdown(lines.map((line) => line.replace(/^> ?/, "")).join("\n")));
  }
  return h("p", {}, ...inline(lines.join(" ")));
}

/** Nodes for a text in Markdown; its first heading becomes an h2. */
export function markdown(text) {
  return blocksOf(text).map(block);
}
