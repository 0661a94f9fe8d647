// Entries about one picture, beside it. What is pointed at in them is lit in their own picture.

import { h } from "../page/element.js";
import { Picture } from "../rate/picture.js";
import { lightWhatHasFocus } from "../rate/texts.js";
import { EntryCard } from "./entry.js";

/** Put entries that follow each other into groups of one picture and of regions that mean the same. */
export function grouped(shown) {
  const groups = [];
  for (const each of shown) {
    const last = groups.at(-1);
    const { regions } = each.entry.candidate;
    if (last && last.image.id === each.image.id && regions.every((region) => agrees(last.regions, region))) {
      last.shown.push(each);
      last.regions.push(...regions.filter(({ id }) => !last.regions.some((known) => known.id === id)));
    } else {
      groups.push({ image: each.image, regions: [...regions], shown: [each] });
    }
  }
  return groups;
}

function agrees(known, { id, box }) {
  const same = known.find((region) => region.id === id);
  return !same || same.box.every((side, at) => side === box[at]);
}

export class PictureGroup {
  /** `link` leads to all that is said of the picture; `fate` makes a node for an entry. */
  constructor({ image, regions, shown }, { address, selection, link = null, fate = () => null }) {
    this.cards = shown.map((each) => new EntryCard(each, { address, selection, regions, fate: fate(each) }));
    this.list = h("div", { class: "rate-cards" }, this.cards.map(({ node }) => node));
    this.node = h("section", { class: "browse-group", "aria-label": `Picture ${shown[0].entry.path}` });
    this.picture = new Picture({ within: this.node });
    this.node.append(h("div", { class: "picture-column" }, this.picture.node,
      h("p", { class: "quiet browse-path" }, h("span", { dir: "auto" }, shown[0].entry.path), link)), this.list);
    this.picture.show({ ...image, url: `${address}/picture?${new URLSearchParams({ image: image.id })}` }, regions);
    lightWhatHasFocus(this.node, () => regions);
  }

  dispose() {
    this.picture.dispose();
    for (const card of this.cards) card.dispose();
  }
}
