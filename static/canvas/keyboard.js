// Every gesture has a key. Listens only while the focus is on the picture or one of its regions.

import { growBox, moveBox } from "./geometry.js";

const BURST = 300; // milliseconds without a key that end a series of nudges

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** What the help dialog lists. */
export const KEYS = [
  ["N", "add a box in the middle"],
  ["Arrows", "move the selected region; Shift goes ten times as far"],
  ["Alt + arrows", "make it wider, narrower, higher, lower"],
  ["Tab, 0 to 9", "go to a region"],
  ["Enter", "write the region's number into your question"],
  ["Delete", "remove the region"],
  ["Ctrl + Z", "undo"],
  ["Ctrl + Shift + Z, Ctrl + Y", "redo"],
  ["+ and −", "zoom; Ctrl with the mouse wheel does too"],
  ["F", "show the whole picture"],
  ["Space + drag", "move the picture; so does the middle button"],
  ["H", "hide or show all regions"],
  ["Esc", "give up a gesture, then deselect"],
  ["?", "this list"],
];

export class Keyboard {
  #burst = null;

  constructor({ svg, regions, viewport, drawing, pointers, redraw, actions }) {
    Object.assign(this, { svg, regions, viewport, drawing, pointers, redraw, actions });
    svg.addEventListener("keydown", (event) => this.#key(event));
    svg.addEventListener("keyup", (event) => this.#released(event));
    svg.addEventListener("blur", () => this.#space(false));
    svg.addEventListener("focusin", (event) => this.#focused(event));
  }

  /** End a series of nudges at once, so that it is one step. */
  settle() {
    clearTimeout(this.#burst);
    this.#burst = null;
    this.regions.finish("move");
  }

  #focused(event) {
    const id = this.#regionOf(event.target);
    if (id !== null) this.regions.select(id);
  }

  #regionOf(target) {
    const node = target.closest(".region");
    return node ? Number(node.dataset.region) : null;
  }

  #key(event) {
    if (!this.regions.image) return;
    const did = event.ctrlKey || event.metaKey ? this.#withControl(event) : this.#plain(event);
    if (!did) return;
    event.preventDefault();
    event.stopPropagation();
  }

  #withControl(event) {
    const key = event.key.toLowerCase();
    if (key === "z") return this.#travel(event.shiftKey);
    return key === "y" && this.#travel(true);
  }

  #travel(forward) {
    this.settle();
    this.actions.travel(forward);
    return true;
  }

  #plain(event) {
    if (event.key in ARROWS) return this.#arrow(event);
    if (event.altKey) return false;
    if (/^\d$/.test(event.key)) return this.#digit(Number(event.key));
    if (event.key === " ") return this.#spaceKey(event);
    const act = this.#commands()[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    return act ? act(event) !== false : false;
  }

  #commands() {
    const { actions, viewport, regions } = this;
    const zoom = (factor) => () => {
      viewport.zoomAt(viewport.centre, factor);
      this.redraw();
    };
    return {
      n: () => actions.addAtCentre(),
      Delete: () => actions.removeSelected(),
      Backspace: () => actions.removeSelected(),
      "+": zoom(1.25),
      "=": zoom(1.25),
      "-": zoom(0.8),
      f: () => actions.fit(),
      h: () => actions.hideAll(),
      "?": () => actions.help(),
      Enter: (event) => (this.#regionOf(event.target) ?? regions.selected) !== null
        && actions.write(this.#regionOf(event.target) ?? regions.selected),
      Escape: () => this.pointers.giveUp() || actions.escape(),
    };
  }

  #digit(id) {
    if (!this.regions.get(id)) return false;
    this.regions.select(id);
    this.drawing.node(id)?.focus({ preventScroll: true });
    return true;
  }

  #spaceKey(event) {
    const id = this.#regionOf(event.target);
    if (id !== null && event.target !== this.svg) this.regions.select(id);
    this.#space(true);
    return true;
  }

  #released(event) {
    if (event.key === " ") this.#space(false);
  }

  #space(held) {
    this.pointers.spaceHeld = held;
    this.svg.classList.toggle("panning", held || this.pointers.panning);
  }

  #arrow(event) {
    const step = event.shiftKey ? 10 : 1;
    const [dx, dy] = ARROWS[event.key].map((way) => way * step);
    const region = this.regions.get(this.regions.selected);
    if (!region) return this.#look(dx, dy);
    const change = event.altKey ? growBox : moveBox;
    this.regions.begin();
    this.regions.shape(region.id, change(region.box, dx, dy, this.regions.image));
    clearTimeout(this.#burst);
    this.#burst = setTimeout(() => this.settle(), BURST);
    this.viewport.reveal(this.regions.get(region.id).box);
    this.redraw();
    return true;
  }

  /** Without a selected region the arrows move the picture, where it is zoomed. */
  #look(dx, dy) {
    if (this.viewport.zoom <= 1) return false;
    const { viewport } = this;
    viewport.panTo(viewport.x + dx * viewport.w * 0.02, viewport.y + dy * viewport.h * 0.02);
    this.redraw();
    return true;
  }
}
