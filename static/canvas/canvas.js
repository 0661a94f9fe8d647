// The region canvas: joins the picture, its regions, gestures, keys and the bars around it.
//
// `mount` is called once by the Gradio component (app/components.py) with its `props`, `trigger` and `watch`.
// The component's value is read when a question is sent; the browser is where the truth about the canvas lives.

import { own } from "../page/addresses.js";
import { hear } from "../page/events.js";
import { h, s } from "../page/element.js";
import { Actions } from "./actions.js";
import { usePalette } from "./colours.js";
import { Drawing } from "./drawing.js";
import { Keyboard } from "./keyboard.js";
import { Pointers } from "./pointers.js";
import { RegionBar } from "./region_bar.js";
import { Regions } from "./regions.js";
import { Session } from "./session.js";
import { Start } from "./start.js";
import { Toolbar } from "./toolbar.js";
import { Viewport } from "./viewport.js";

const LABEL = "Picture with regions. Drag to draw a box, click to find what is there. With keys: N adds a box, arrows move "
  + "it, Alt and arrows resize it, Delete removes it, question mark lists all keys.";

class Canvas {
  hidden = false;

  constructor(element, { props, watch }) {
    this.limits = props.limits;
    this.svg = s("svg", { class: "canvas-picture", tabindex: "0", role: "group", "aria-label": LABEL });
    this.live = h("div", { class: "visually-hidden", role: "status", "aria-live": "polite" });
    this.notice = h("p", { class: "canvas-notice", role: "alert", hidden: true });
    this.regions = new Regions();
    this.viewport = new Viewport(this.svg);
    this.drawing = new Drawing(this.svg);
    this.#join();
    this.#lay(element);
    this.session = new Session(this, { props, watch });
    this.regions.addEventListener("change", ({ detail }) => this.#changed(detail.op));
    hear("light", (light) => this.#light(light));
    new ResizeObserver(() => this.redraw()).observe(this.svg);
  }

  #join() {
    const { svg, regions, viewport, drawing } = this;
    const redraw = () => this.redraw();
    const actions = (this.actions = new Actions(this));
    const parts = { svg, regions, viewport, drawing, redraw, actions };
    this.pointers = new Pointers(parts);
    this.keyboard = new Keyboard({ ...parts, pointers: this.pointers });
    this.toolbar = new Toolbar({ ...parts, pointers: this.pointers });
    this.bar = new RegionBar({ regions, actions, longestLabel: this.limits.label });
    this.start = new Start({
      arrived: (picture) => actions.arrived(picture),
      refused: (sentence) => this.say(sentence, { alarm: true }),
      waiting: (on, name) => actions.waiting(on, name),
    });
    this.start.back.addEventListener("click", () => this.showStart(false));
  }

  #lay(element) {
    this.frame = h("div", { class: "canvas-frame" }, this.svg);
    this.stage = h("div", { class: "canvas-stage", hidden: true }, this.toolbar.node, this.frame, this.bar.node);
    this.root = h("div", { class: "region-canvas-body" }, this.notice, this.start.node, this.stage, this.live);
    element.replaceChildren(this.root);
  }

  /** Tell the person something: aloud for screen readers, and in sight when it went wrong. */
  say(sentence, { alarm = false } = {}) {
    this.notice.hidden = !alarm;
    this.notice.textContent = alarm ? sentence : "";
    this.live.textContent = alarm ? "" : sentence;
  }

  /** Show where pictures come from; with a picture on the canvas there is a way back. */
  showStart(on) {
    this.start.node.hidden = !on;
    this.start.back.hidden = !this.regions.image;
    this.stage.hidden = on || !this.regions.image;
    this.redraw();
  }

  #changed(op) {
    if (op === "load") this.#loaded();
    else this.redraw();
    if (op !== "live") this.session.keep();
  }

  #loaded() {
    const { image } = this.regions;
    this.drawing.darken();
    this.showStart(image === null);
    if (!image) return;
    const { width, height } = image;
    const { picture } = this.drawing;
    for (const [name, value] of Object.entries({ href: own(image.url), width, height })) picture.setAttribute(name, value);
    this.svg.style.setProperty("--picture-ratio", `${width} / ${height}`);
    this.svg.style.setProperty("--picture-width", width);
    this.svg.style.setProperty("--picture-height", height);
    this.viewport.fit(image);
    this.redraw();
  }

  get scale() {
    return { unit: this.viewport.unit, view: this.viewport };
  }

  redraw() {
    this.bar.show();
    this.toolbar.show({ hidden: this.hidden });
    if (this.regions.image && !this.stage.hidden) this.drawing.show(this.regions, this.scale);
    this.svg.classList.toggle("regions-hidden", this.hidden);
    this.svg.classList.toggle("page-scrolls", this.pointers.panning && this.viewport.zoom <= 1);
  }

  #light({ key, id, box, label = "", on }) {
    if (!this.regions.image) return;
    this.drawing.light(key, { id, box, label }, on, this.scale);
  }
}

/** Make the canvas inside a Gradio component's element. */
export function mount(element, { props, trigger, watch }) {
  usePalette(props.palette);
  return new Canvas(element, { props, trigger, watch });
}
