// Texts that name regions: every [0] in the colour in which its region is drawn into the picture.

import { paint } from "../canvas/colours.js";
import { h } from "../page/element.js";

/** Return the nodes of a text; whatever it holds stays text. */
export function mentions(text) {
  return text.split(/(\[\d{1,4}\])/).filter(Boolean).map((part) => {
    const id = /^\[(\d{1,4})\]$/.exec(part);
    if (!id) return part;
    const node = h("span", { class: "skills-mention" }, part);
    paint(node, Number(id[1]));
    return node;
  });
}
