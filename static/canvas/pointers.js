// Mouse, pen and fingers: draw, click, move, resize, pan and pinch.
//
// What a press means is decided by geometry, not by which node lies on top: a handle of the selected region resizes;
// the outline or tag of any region and the inside of the selected one move; everything else draws a new box. A press
// that does not travel is a click. Shift always draws, the middle button, Space and the hand tool always pan.

import { boxArea, clampBox, contains, handlesOf, moveBox, nearOutline, resizeBox } from "./geometry.js";

const STILL = 4; // CSS pixels a press may travel and still be a click
const SMALLEST = 6; // CSS pixels a drawn box needs on each side
const TAG_HEIGHT = 22;

export class Pointers {
  panning = false; // the hand tool
  spaceHeld = false;
  #touches = new Map();
  #gesture = null;
  #pinch = null;

  constructor({ svg, regions, viewport, drawing, redraw, actions }) {
    Object.assign(this, { svg, regions, viewport, drawing, redraw, actions });
    svg.addEventListener("pointerdown", (event) => this.#down(event));
    svg.addEventListener("pointermove", (event) => this.#move(event));
    svg.addEventListener("pointerup", (event) => this.#up(event));
    svg.addEventListener("pointercancel", (event) => this.#lost(event));
    svg.addEventListener("wheel", (event) => this.#wheel(event), { passive: false });
    svg.addEventListener("contextmenu", (event) => event.preventDefault());
  }

  /** Forget a gesture under way; true when there was one. */
  giveUp() {
    const had = this.#gesture !== null;
    this.#gesture = null;
    this.drawing.clearOutline();
    this.regions.giveUp();
    return had;
  }

  #down(event) {
    if (!this.regions.image || event.button === 2) return;
    this.#touches.set(event.pointerId, event);
    if (event.isTrusted) this.svg.setPointerCapture(event.pointerId);
    this.actions.pressed();
    if (this.#touches.size === 2) return this.#startPinch();
    if (this.#touches.size > 2) return undefined;
    this.svg.focus({ preventScroll: true });
    event.preventDefault();
    this.#gesture = { ...this.#meaning(event), start: event, from: this.viewport.pointAt(event), travelled: false };
    return undefined;
  }

  #meaning(event) {
    const point = this.viewport.pointAt(event);
    if (this.panning || this.spaceHeld || event.button === 1) {
      return { does: "pan", x: this.viewport.x, y: this.viewport.y };
    }
    const hit = this.#hit(point);
    if (event.shiftKey) return { does: "draw", hit: null };
    const handle = this.#handleAt(point, event.pointerType === "touch" ? 16 : 9);
    if (handle) return { does: "resize", handle, id: this.regions.selected, hit, box: this.#box(this.regions.selected) };
    const grabbed = this.#grabbed(point, event.pointerType === "touch" ? 10 : 5);
    if (grabbed !== null) return { does: "move", id: grabbed, hit: hit ?? grabbed, box: this.#box(grabbed) };
    return { does: "draw", hit };
  }

  #box(id) {
    return this.regions.get(id).box;
  }

  /** The smallest region under a point; a tag counts as part of its region. */
  #hit(point) {
    const under = this.regions.regions.filter(({ id, box }) => contains(box, point) || this.#onTag(id, point));
    under.sort((a, b) => boxArea(a.box) - boxArea(b.box));
    return under.find(({ id }) => this.#onTag(id, point))?.id ?? under[0]?.id ?? null;
  }

  #onTag(id, { x, y }) {
    const tag = this.drawing.node(id)?.querySelector(".region-tag");
    const [, left, top] = /translate\(([-\d.e]+) ([-\d.e]+)\)/.exec(tag?.getAttribute("transform") ?? "") ?? [];
    if (left === undefined) return false;
    const { unit } = this.viewport;
    const width = Number(tag.firstChild.getAttribute("width")) * unit;
    return x >= left && x <= Number(left) + width && y >= top && y <= Number(top) + TAG_HEIGHT * unit;
  }

  #handleAt(point, reach) {
    const region = this.regions.get(this.regions.selected);
    if (!region) return null;
    const far = reach * this.viewport.unit;
    const near = handlesOf(region.box).filter(([, x, y]) => Math.abs(x - point.x) <= far && Math.abs(y - point.y) <= far);
    near.sort((a, b) => Math.hypot(a[1] - point.x, a[2] - point.y) - Math.hypot(b[1] - point.x, b[2] - point.y));
    return near[0]?.[0] ?? null;
  }

  #grabbed(point, reach) {
    const selected = this.regions.get(this.regions.selected);
    if (selected && (contains(selected.box, point) || this.#onTag(selected.id, point))) return selected.id;
    const far = reach * this.viewport.unit;
    const near = this.regions.regions.filter(({ id, box }) => nearOutline(box, point, far) || this.#onTag(id, point));
    return near.sort((a, b) => boxArea(a.box) - boxArea(b.box))[0]?.id ?? null;
  }

  #move(event) {
    if (!this.#touches.has(event.pointerId)) return;
    this.#touches.set(event.pointerId, event);
    if (this.#pinch) return void (this.#touches.size === 2 && this.#keepPinching());
    const gesture = this.#gesture;
    if (!gesture) return;
    const way = Math.hypot(event.clientX - gesture.start.clientX, event.clientY - gesture.start.clientY);
    gesture.travelled ||= way > STILL;
    if (gesture.travelled) this[`_${gesture.does}`](gesture, event);
  }

  _pan(gesture, event) {
    const { unit } = this.viewport;
    const dx = (event.clientX - gesture.start.clientX) * unit;
    const dy = (event.clientY - gesture.start.clientY) * unit;
    this.viewport.panTo(gesture.x - dx, gesture.y - dy);
    this.redraw();
  }

  _draw(gesture, event) {
    const to = this.viewport.pointAt(event);
    this.regions.pointing();
    gesture.drawn = clampBox([gesture.from.x, gesture.from.y, to.x, to.y], this.regions.image);
    this.drawing.outline(gesture.drawn, this.regions.nextId);
  }

  _move(gesture, event) {
    const to = this.viewport.pointAt(event);
    this.regions.begin();
    this.regions.select(gesture.id);
    this.regions.shape(
      gesture.id, moveBox(gesture.box, to.x - gesture.from.x, to.y - gesture.from.y, this.regions.image));
  }

  _resize(gesture, event) {
    const to = this.viewport.pointAt(event);
    this.regions.begin();
    const [dx, dy] = [to.x - gesture.from.x, to.y - gesture.from.y];
    this.regions.shape(gesture.id, resizeBox(gesture.box, gesture.handle, dx, dy, this.regions.image));
  }

  #up(event) {
    this.#touches.delete(event.pointerId);
    if (this.#pinch) {
      if (this.#touches.size === 0) this.#pinch = null;
      return;
    }
    const gesture = this.#gesture;
    this.#gesture = null;
    if (!gesture) return;
    this.drawing.clearOutline();
    if (!gesture.travelled) this.#click(gesture);
    else if (gesture.does === "draw") this.#drawn(gesture);
    else if (gesture.does !== "pan") this.regions.finish(gesture.does);
  }

  #click({ does, hit, from }) {
    if (does === "pan") return;
    if (hit === null || hit === undefined) this.actions.propose(from);
    else this.actions.activate(hit);
  }

  #drawn({ drawn }) {
    const least = SMALLEST * this.viewport.unit;
    if (drawn[2] - drawn[0] < least || drawn[3] - drawn[1] < least) this.actions.tooSmall();
    else this.actions.add(drawn);
  }

  #lost(event) {
    this.#touches.delete(event.pointerId);
    if (this.#touches.size === 0) this.#pinch = null;
    this.giveUp();
    this.redraw();
  }

  #middle() {
    const [a, b] = [...this.#touches.values()];
    return {
      apart: Math.max(Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY), 1),
      at: { clientX: (a.clientX + b.clientX) / 2, clientY: (a.clientY + b.clientY) / 2 },
    };
  }

  #startPinch() {
    this.giveUp();
    const { apart, at } = this.#middle();
    this.#pinch = { apart, held: this.viewport.pointAt(at) };
    this.redraw();
  }

  #keepPinching() {
    const { apart, at } = this.#middle();
    this.viewport.zoomAt(this.viewport.pointAt(at), apart / this.#pinch.apart);
    this.#pinch.apart = apart;
    const now = this.viewport.pointAt(at);
    // The point of the picture that was between the fingers stays between them.
    this.viewport.panTo(this.viewport.x + this.#pinch.held.x - now.x, this.viewport.y + this.#pinch.held.y - now.y);
    this.redraw();
  }

  #wheel(event) {
    const wanted = event.ctrlKey || event.metaKey || this.svg.contains(document.activeElement);
    if (!this.regions.image || !wanted) return;
    event.preventDefault();
    this.viewport.zoomAt(this.viewport.pointAt(event), Math.exp(-event.deltaY / 400));
    this.redraw();
  }
}
