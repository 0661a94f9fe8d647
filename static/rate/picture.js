// The picture of a screen with its regions, to be looked at only. Chips in the texts light their region here.

import { Drawing } from "../canvas/drawing.js";
import { Viewport } from "../canvas/viewport.js";
import { own } from "../page/addresses.js";
import { h, iconButton, s, set } from "../page/element.js";
import { hear } from "../page/events.js";
import { Looking } from "./looking.js";

const LABEL = "Picture with regions. Plus and minus zoom, 0 shows the whole picture, arrows move it.";
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const NOT_THERE = "The picture does not load. Reload the page, or skip this screen and give that as the reason.";

export class Picture {
  #regions = [];
  #shown = true;
  #hearNoMore;

  /** Where a page has several pictures, each lights what is pointed at `within` a part of the page. */
  constructor({ within = document } = {}) {
    this.svg = s("svg", { class: "canvas-picture", tabindex: "0", role: "group", "aria-label": LABEL });
    this.viewport = new Viewport(this.svg);
    this.drawing = new Drawing(this.svg);
    this.looking = new Looking({ svg: this.svg, viewport: this.viewport, redraw: () => this.redraw() });
    this.eye = iconButton("eye", "Hide all regions (H)", () => this.hide(), { "aria-pressed": "false" });
    this.figure = h("output", { class: "zoom-figure", "aria-label": "Zoom" }, "100 %");
    this.broken = h("p", { class: "canvas-notice", role: "alert", hidden: true }, NOT_THERE);
    this.node = h("div", { class: "rate-picture" },
      this.#tools(), h("div", { class: "canvas-frame" }, this.svg), this.broken);
    this.svg.addEventListener("keydown", (event) => this.#arrow(event));
    for (const [name, broken] of [["error", true], ["load", false]]) {
      this.drawing.picture.addEventListener(name, () => (this.broken.hidden = !broken));
    }
    this.#hearNoMore = hear("light", ({ key, id, box, label = "", on, from = document.body }) => {
      if (!on || within.contains(from)) this.drawing.light(key, { id, box, label }, on, this.#scale);
    });
    this.resized = new ResizeObserver(() => this.redraw());
    this.resized.observe(this.svg);
  }

  /** Before it goes away. */
  dispose() {
    this.#hearNoMore();
    this.resized.disconnect();
  }

  #tools() {
    return h("div", { class: "picture-tools", role: "toolbar", "aria-label": "Picture tools" },
      h("div", { class: "tool-group" },
        iconButton("minus", "Zoom out (−)", () => this.looking.zoom(0.8)), this.figure,
        iconButton("plus", "Zoom in (+)", () => this.looking.zoom(1.25)),
        iconButton("fit", "Show the whole picture (0)", () => this.looking.whole())),
      h("div", { class: "tool-group" }, this.eye));
  }

  get #scale() {
    return { unit: this.viewport.unit, view: this.viewport };
  }

  show(image, regions) {
    const { width, height } = image;
    this.#regions = regions;
    this.drawing.darken();
    this.broken.hidden = true;
    set(this.drawing.picture, { href: own(image.url), width, height });
    this.svg.style.setProperty("--picture-ratio", `${width} / ${height}`);
    this.svg.style.setProperty("--picture-width", width);
    this.svg.style.setProperty("--picture-height", height);
    this.viewport.fit(image);
    this.redraw();
  }

  redraw() {
    this.drawing.show({ regions: this.#regions, selected: null }, this.#scale);
    // They are buttons on the Ask page. Here they are only named, so that Tab goes from text to text.
    for (const { id } of this.#regions) {
      const node = this.drawing.node(id);
      set(node, { role: "img", tabindex: null, "aria-pressed": null });
    }
    this.figure.textContent = `${Math.round(this.viewport.zoom * 100)} %`;
    this.svg.classList.toggle("page-scrolls", this.viewport.zoom <= 1);
    this.svg.classList.toggle("panning", this.viewport.zoom > 1);
  }

  hide(on = this.#shown) {
    this.#shown = !on;
    this.svg.classList.toggle("regions-hidden", on);
    set(this.eye, { "aria-pressed": String(on) });
  }

  #arrow(event) {
    if (!(event.key in ARROWS) || event.ctrlKey || event.metaKey || event.altKey || this.viewport.zoom <= 1) return;
    const [dx, dy] = ARROWS[event.key];
    const { viewport } = this;
    viewport.panTo(viewport.x + dx * viewport.w * 0.08, viewport.y + dy * viewport.h * 0.08);
    this.redraw();
    event.preventDefault();
    event.stopPropagation();
  }
}
