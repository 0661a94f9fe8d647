// Draw the regions as SVG. Nodes are kept per region and changed in place, so that focus stays where it is.
// Everything that must keep its size on the screen (tags, handles) is given in units of one CSS pixel.

import { set, s } from "../page/element.js";
import { colourOf, inkOn, isDashed, paint } from "./colours.js";
import { handlesOf } from "./geometry.js";

const TAG_HEIGHT = 22;
const LONGEST_LABEL = 24;

/** What a screen reader says about a region. */
export function nameOf({ id, kind, label, box }) {
  const [x0, y0, x1, y1] = box.map(Math.round);
  return `Region ${id}${label ? `, ${label}` : ""}: ${kind}, x ${x0} to ${x1}, y ${y0} to ${y1}`;
}

const place = ([x0, y0, x1, y1]) => ({ x: x0, y: y0, width: x1 - x0, height: y1 - y0 });

function regionNode() {
  return s("g", { class: "region", tabindex: "0", role: "button" },
    s("rect", { class: "region-halo" }),
    s("rect", { class: "region-outline" }),
    s("g", { class: "region-tag", "aria-hidden": "true" }, s("rect", { rx: 4 }), s("text", {})));
}

function tagText({ id, label }) {
  const short = label.length > LONGEST_LABEL ? `${label.slice(0, LONGEST_LABEL - 1)}…` : label;
  return short ? `${id} ${short}` : String(id);
}

function drawTag(tag, region, unit, view) {
  const [back, text] = tag.children;
  const words = tagText(region);
  if (text.textContent !== words) text.textContent = words;
  const [x0, y0, x1] = region.box;
  const width = (Math.max(words.length * 8, 8) + 12) * unit;
  const height = TAG_HEIGHT * unit;
  // Above the box where there is room in sight, else inside it.
  const y = y0 - height >= view.y ? y0 - height : Math.min(Math.max(y0, view.y), region.box[3] - height / 2);
  const x = Math.min(Math.max(x0, view.x), Math.max(view.x + view.w - width, x0), Math.max(x1, x0));
  set(tag, { transform: `translate(${x} ${y}) scale(${unit})` });
  set(back, { width: width / unit, height: TAG_HEIGHT, fill: colourOf(region.id) });
  set(text, { x: 6, y: 16, fill: inkOn(colourOf(region.id)) });
}

function drawRegion(node, region, { selected, unit, view }) {
  const [halo, outline, tag] = node.children;
  const isSelected = region.id === selected;
  paint(node, region.id);
  node.classList.toggle("selected", isSelected);
  set(node, { "data-region": region.id, "aria-pressed": String(isSelected), "aria-label": nameOf(region) });
  set(halo, place(region.box));
  set(outline, {
    ...place(region.box),
    stroke: colourOf(region.id),
    fill: colourOf(region.id),
    "stroke-dasharray": isDashed(region.id) ? "7 4" : null,
  });
  drawTag(tag, region, unit, view);
}

function drawHandles(layer, region, unit) {
  layer.replaceChildren();
  if (!region) return;
  for (const [name, x, y] of handlesOf(region.box)) {
    layer.append(s("rect", {
      class: "handle", "data-handle": name, x: x - 5 * unit, y: y - 5 * unit, width: 10 * unit, height: 10 * unit,
      rx: 2 * unit, style: `cursor:${name}-resize`,
    }));
  }
}

/** The layers above the picture, from back to front. */
export class Drawing {
  #nodes = new Map();
  #lights = new Map();

  constructor(svg) {
    this.picture = s("image", { class: "picture", preserveAspectRatio: "none" });
    this.layer = s("g", { class: "regions", role: "presentation" });
    this.lightLayer = s("g", { class: "lights", "aria-hidden": "true" });
    this.handles = s("g", { class: "handles", "aria-hidden": "true" });
    this.sketch = s("g", { class: "sketch", "aria-hidden": "true" });
    svg.append(this.picture, this.layer, this.lightLayer, this.handles, this.sketch);
  }

  show({ regions, selected }, { unit, view }) {
    const gone = new Set(this.#nodes.keys());
    // By id: Tab walks through the regions in the order of their numbers.
    for (const region of [...regions].sort((a, b) => a.id - b.id)) {
      gone.delete(region.id);
      let node = this.#nodes.get(region.id);
      if (!node) {
        node = regionNode();
        this.#nodes.set(region.id, node);
        this.#insert(node, region.id);
      }
      drawRegion(node, region, { selected, unit, view });
    }
    for (const id of gone) {
      this.#nodes.get(id).remove();
      this.#nodes.delete(id);
    }
    drawHandles(this.handles, regions.find((region) => region.id === selected), unit);
    for (const { node, region } of this.#lights.values()) drawTag(node.lastChild, region, unit, view);
  }

  #insert(node, id) {
    const after = [...this.layer.children].find((other) => Number(other.dataset.region) > id);
    this.layer.insertBefore(node, after ?? null);
  }

  node(id) {
    return this.#nodes.get(id);
  }

  /** Light a box of a snapshot, whether or not it still is on the canvas. */
  light(key, region, on, { unit, view }) {
    this.#lights.get(key)?.node.remove();
    this.#lights.delete(key);
    if (on) {
      const node = s("g", { class: "light" },
        s("rect", { class: "light-halo", ...place(region.box) }),
        s("rect", { class: "light-box", ...place(region.box), stroke: colourOf(region.id), fill: colourOf(region.id) }),
        s("g", { class: "region-tag" }, s("rect", { rx: 4 }), s("text", {})));
      drawTag(node.lastChild, region, unit, view);
      this.lightLayer.append(node);
      this.#lights.set(key, { node, region });
    }
    this.layer.classList.toggle("dimmed", this.#lights.size > 0);
  }

  darken() {
    this.#lights.clear();
    this.lightLayer.replaceChildren();
    this.layer.classList.remove("dimmed");
  }

  /** The box that is being dragged out. */
  outline(box, id) {
    const rect = this.sketch.firstChild ?? this.sketch.appendChild(s("rect", { class: "sketch-box" }));
    set(rect, { ...place(box), stroke: colourOf(id), fill: colourOf(id) });
  }

  /** A ring at the point whose region is being looked for. */
  ring(point, unit) {
    const ring = s("circle", { class: "busy-ring", cx: point.x, cy: point.y, r: 14 * unit });
    this.sketch.append(ring);
    return ring;
  }

  clearOutline() {
    this.sketch.querySelector(".sketch-box")?.remove();
  }
}
