// What annotators flagged, wrote and skipped, the latest first.

import { h } from "../page/element.js";
import { day } from "./figures.js";
import { Section } from "./section.js";
import { table } from "./table.js";

export function remarkSection(address) {
  return new Section("Flags, comments and skips", { path: `${address}/remarks`, show });
}

function show({ said, all_said: allSaid, skips, all_skips: allSkips }) {
  return [
    table(latest("Flags and comments", said, allSaid), ["Item", "Annotator", "Flag", "Comment", "Day"],
      said.map((each) => [code(each.item_id), each.annotator, each.flagged ? "flagged" : "–", words(each.comment), day(each.created_at)])),
    table(latest("Skips", skips, allSkips), ["Item", "Annotator", "Reason", "Note", "Day"],
      skips.map((each) => [code(each.item_id), each.annotator, each.reason, words(each.note), day(each.created_at)])),
  ];
}

const latest = (what, shown, all) => (shown.length < all ? `${what}: the latest ${shown.length} of ${all}; the export has them all` : what);
const code = (id) => h("code", { title: id }, id.length > 12 ? `${id.slice(0, 12)}…` : id);
const words = (text) => h("span", { class: "admin-comment", dir: "auto" }, text || "–");
