// The texts of a screen with their chips, each of which lights its region on the picture.

import { ReferenceText } from "../conversation/references.js";
import { h } from "../page/element.js";
import { tell } from "../page/events.js";

export class Texts {
  #all = [];

  constructor(regions) {
    this.regions = regions;
  }

  /** Make a node of a text. */
  node(tag, name, words) {
    const text = new ReferenceText(tag, { class: name, dir: "auto" });
    text.show(words, this.regions);
    this.#all.push(text);
    return text.node;
  }

  /** Put out the lights of chips that go away. */
  dispose() {
    for (const text of this.#all) text.dispose();
  }
}

/** The line of a rationale; the space keeps its two parts from being read as one word. */
export const because = (rationale) =>
  h("p", { class: "rationale" }, h("span", { class: "why" }, "Why"), " ", rationale);

/** A chip that has the focus keeps its region lit when the page scrolls away under the pointer that pressed it. */
export function lightWhatHasFocus(node, regions) {
  const light = (target, on) => {
    const region = regions().find(({ id }) => id === Number(target.dataset.region));
    if (region) tell("light", { key: "focused", id: region.id, box: region.box, label: region.label, on, from: target });
  };
  node.addEventListener("focusin", ({ target }) => light(target, true));
  node.addEventListener("focusout", ({ target }) => light(target, false));
}

/** In a group of radio buttons the browser lets all four arrows change the value; ours go to the next group instead. */
export function stepUpAndDown(node, step) {
  node.addEventListener("keydown", (event) => {
    const way = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!way || event.target.type !== "radio" || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    step(way);
  }, true);
}
