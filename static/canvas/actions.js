// What gestures, keys and buttons do to the canvas. Each is said aloud for screen readers.

import { postJson } from "../page/api.js";
import { tell } from "../page/events.js";
import { boxAround, contains } from "./geometry.js";
import { showHelp } from "./help.js";

export class Actions {
  constructor(canvas) {
    this.canvas = canvas;
  }

  get regions() {
    return this.canvas.regions;
  }

  /** A press began on the picture: what was wrong before is no longer news. */
  pressed() {
    this.canvas.keyboard.settle();
    this.canvas.notice.hidden = true;
  }

  add(box, kind = "box", gesture = "drag", label = "") {
    if (this.regions.regions.length >= this.canvas.limits.regions) {
      this.canvas.say(`There are ${this.canvas.limits.regions} regions already. Delete one first.`, { alarm: true });
      return null;
    }
    const id = this.regions.add(box, { kind, gesture, label });
    this.canvas.say(`Region ${id}${label ? `, ${label},` : ""} added`);
    return id;
  }

  addAtCentre() {
    const { x, y, w, h } = this.canvas.viewport;
    const id = this.add([x + w * 0.3, y + h * 0.3, x + w * 0.7, y + h * 0.7], "box", "key");
    if (id !== null) this.canvas.drawing.node(id)?.focus({ preventScroll: true });
  }

  tooSmall() {
    this.canvas.say("That box is too small to see. Drag further, or click instead.", { alarm: true });
  }

  /** A click on a region selects it, and writes its number where the question's caret is. */
  activate(id) {
    this.regions.pointing();
    this.regions.select(id);
    this.canvas.say(`Region ${id} selected`);
    tell("region", { id, only: "if the question holds the caret" });
  }

  write(id) {
    this.regions.pointing();
    this.regions.select(id);
    tell("region", { id });
    return true;
  }

  /** A click on nothing: ask the server what is there. */
  async propose(point) {
    const { image } = this.regions;
    this.regions.pointing();
    const ring = this.canvas.drawing.ring(point, this.canvas.viewport.unit);
    this.canvas.say("Looking for what is there");
    try {
      const region = await postJson("/api/regions/at", { image: image.id, x: point.x, y: point.y });
      if (this.regions.image === image) this.#found(region);
    } catch (error) {
      if (this.regions.image !== image) return;
      this.add(boxAround(point, image), "point", "click");
      this.canvas.say(`${error.message} A small box stands there instead; pull it to size.`, { alarm: true });
    } finally {
      ring.remove();
    }
  }

  #found({ box, label = "" }) {
    // The same thing clicked twice is one region.
    const same = this.#sameAs(box);
    if (same) this.regions.select(same.id);
    else this.add(box, "point", "click", label);
  }

  /** Put a suggested question's regions on the canvas and ask it; its ids become those the canvas gives. */
  suggest({ text, regions }) {
    const ids = new Map(regions.map((region) => [region.id, this.#place(region)]));
    tell("ask-again", { question: text.replace(/\[(\d+)\]/g, (all, id) => `[${ids.get(Number(id)) ?? id}]`), now: true });
  }

  #place({ box, label }) {
    const there = this.#sameAs(box);
    return there ? there.id : this.regions.add(box, { gesture: "phrase", label });
  }

  #sameAs(box) {
    return this.regions.regions.find((region) => region.box.every((side, at) => Math.abs(side - box[at]) < 0.51));
  }

  remove(id) {
    if (!this.regions.get(id)) return;
    this.regions.remove(id);
    this.canvas.say(`Region ${id} deleted`);
  }

  removeSelected() {
    if (this.regions.selected === null) return false;
    this.remove(this.regions.selected);
    this.focusPicture();
    return true;
  }

  travel(forward) {
    const did = forward ? this.regions.redo() : this.regions.undo();
    const count = this.regions.regions.length;
    const now = `${count} ${count === 1 ? "region" : "regions"}`;
    if (did) this.canvas.say(`${forward ? "Done again" : "Undone"}: ${now}`);
    else this.canvas.say(forward ? "Nothing to do again" : "Nothing to undo");
  }

  escape() {
    if (this.regions.selected === null) return false;
    this.regions.select(null);
    this.focusPicture();
    this.canvas.say("No region selected");
    return true;
  }

  zoom(factor) {
    const { viewport } = this.canvas;
    const region = this.regions.get(this.regions.selected);
    const [x0, y0, x1, y1] = region?.box ?? [0, 0, 0, 0];
    const middle = { x: (x0 + x1) / 2, y: (y0 + y1) / 2 };
    const inSight = region && contains([viewport.x, viewport.y, viewport.x + viewport.w, viewport.y + viewport.h], middle);
    viewport.zoomAt(inSight ? middle : viewport.centre, factor);
    this.canvas.redraw();
  }

  fit() {
    this.canvas.viewport.fit();
    this.canvas.redraw();
  }

  pan() {
    this.canvas.pointers.panning = !this.canvas.pointers.panning;
    this.canvas.svg.classList.toggle("panning", this.canvas.pointers.panning);
    this.canvas.redraw();
  }

  hideAll() {
    this.canvas.hidden = !this.canvas.hidden;
    this.canvas.say(this.canvas.hidden ? "Regions hidden" : "Regions shown");
    this.canvas.redraw();
  }

  help() {
    showHelp();
  }

  focusPicture() {
    this.canvas.svg.focus({ preventScroll: true });
  }

  newPicture() {
    this.canvas.showStart(true);
    this.canvas.start.node.querySelector(".main-button").focus();
  }

  waiting(on, name = "") {
    this.canvas.root.classList.toggle("waiting", on);
    this.canvas.root.setAttribute("aria-busy", String(on));
    if (on) this.canvas.say(`Loading ${name || "the picture"}`);
  }

  /** A new picture came from an upload, the camera or the gallery. */
  arrived({ id, url, width, height, notes = [], regions: known = [], suggestions = [] }) {
    this.regions.load({ id, url, width, height });
    // A suggestion names regions that came with the picture; they are put on the canvas when it is asked.
    const whole = suggestions.map(({ text, regions }) => ({ text, regions: known.filter((one) => regions.includes(one.id)) }));
    tell("picture", { image: this.regions.image, suggestions: whole });
    const remark = notes.join(" ");
    this.canvas.say(`Picture loaded, ${width} by ${height} pixels. ${remark}`);
    if (remark) this.canvas.say(remark, { alarm: true });
    this.canvas.drawing.picture.addEventListener("load", () => this.canvas.redraw(), { once: true });
  }
}
