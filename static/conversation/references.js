// Texts of people and models with their "[1]" as chips. Everything else stays text: nothing is parsed as HTML.

import { paint } from "../canvas/colours.js";
import { h } from "../page/element.js";
import { tell } from "../page/events.js";

const MENTION = /\[(\d{1,4})\]/g;

let lights = 0;

/** Light a region's box on the picture while a node is hovered or focused. */
export function lightWhilePointed(node, region) {
  lights += 1;
  const key = `chip-${lights}`;
  const light = (on) => tell("light", { key, id: region.id, box: region.box, label: region.label, on, from: node });
  for (const name of ["mouseenter", "focus"]) node.addEventListener(name, () => light(true));
  for (const name of ["mouseleave", "blur"]) node.addEventListener(name, () => light(false));
  return () => light(false);
}

/** The picture that a text is about: where there are several, the one that shares the smallest part of the page with it. */
const pictureOf = (node) => node.closest(":has(.canvas-picture)")?.querySelector(".canvas-picture");

function chip(region, lit) {
  // Read aloud in the middle of a sentence, so the name is short and what a press does is said after it.
  const name = `Region ${region.id}${region.label ? `, ${region.label}` : ""}`;
  const node = h("button", {
    type: "button", class: "region-chip", "data-region": region.id, "aria-label": name, "aria-description": "Shows it on the picture", title: region.label || null,
    onclick: () => pictureOf(node)?.scrollIntoView({ block: "nearest", behavior: "smooth" }),
  }, `[${region.id}]`);
  paint(node, region.id);
  lit.push(lightWhilePointed(node, region));
  return node;
}

/** Split a text at its mentions: strings and regions; what names no known region stays a string. */
export function partsOf(text, regions) {
  const parts = [];
  let from = 0;
  for (const match of text.matchAll(MENTION)) {
    const region = regions.find((one) => one.id === Number(match[1]));
    if (!region) continue;
    parts.push(text.slice(from, match.index), region);
    from = match.index + match[0].length;
  }
  return [...parts, text.slice(from)].filter((part) => part !== "");
}

/** A node whose text can grow while chips that are already there keep focus and hover. */
export class ReferenceText {
  #lit = [];
  #shown = [];

  constructor(tag, attributes) {
    this.node = h(tag, attributes);
  }

  show(text, regions) {
    const parts = partsOf(text, regions);
    let same = 0;
    while (same < this.#shown.length && same < parts.length && this.#equal(this.#shown[same], parts[same])) same += 1;
    const last = this.node.childNodes[same];
    if (last && typeof parts[same] === "string" && typeof this.#shown[same] === "string") {
      last.data = parts[same];
      same += 1;
    }
    while (this.node.childNodes.length > same) this.node.lastChild.remove();
    for (const part of parts.slice(same)) {
      this.node.append(typeof part === "string" ? part : chip(part, this.#lit));
    }
    this.#shown = parts;
  }

  #equal(a, b) {
    return typeof a === "string" ? a === b : a?.id === b?.id && typeof b !== "string";
  }

  /** Put out the lights of chips that go away. */
  dispose() {
    for (const darken of this.#lit) darken();
  }
}
