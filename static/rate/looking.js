// Look closer at a picture: drag and pinch, wheel, buttons. One finger or mouse moves it, two fingers move and zoom it.

export class Looking {
  #touches = new Map();

  constructor({ svg, viewport, redraw }) {
    Object.assign(this, { svg, viewport, redraw });
    svg.addEventListener("pointerdown", (event) => this.#down(event));
    svg.addEventListener("pointermove", (event) => this.#move(event));
    for (const name of ["pointerup", "pointercancel"]) {
      svg.addEventListener(name, ({ pointerId }) => this.#touches.delete(pointerId));
    }
    svg.addEventListener("wheel", (event) => this.#wheel(event), { passive: false });
  }

  zoom(factor) {
    this.viewport.zoomAt(this.viewport.centre, factor);
    this.redraw();
  }

  whole() {
    this.viewport.fit();
    this.redraw();
  }

  #down(event) {
    if (event.button !== 0) return;
    this.#touches.set(event.pointerId, event);
    if (event.isTrusted) this.svg.setPointerCapture(event.pointerId);
  }

  /** The middle of all fingers and how far they are apart; one finger is apart from nothing. */
  #hold() {
    const all = [...this.#touches.values()];
    const mean = (side) => all.reduce((sum, each) => sum + each[side], 0) / all.length;
    const at = { clientX: mean("clientX"), clientY: mean("clientY") };
    return { at, apart: Math.hypot(all[0].clientX - at.clientX, all[0].clientY - at.clientY) };
  }

  #move(event) {
    if (!this.#touches.has(event.pointerId)) return;
    const before = this.#hold();
    this.#touches.set(event.pointerId, event);
    const after = this.#hold();
    const held = this.viewport.pointAt(before.at);
    if (before.apart > 1 && after.apart > 1) this.viewport.zoomAt(held, after.apart / before.apart);
    const now = this.viewport.pointAt(after.at);
    this.viewport.panTo(this.viewport.x + held.x - now.x, this.viewport.y + held.y - now.y);
    this.redraw();
  }

  /** A wheel scrolls the page, unless Ctrl is held or the picture was pressed before. */
  #wheel(event) {
    if (!event.ctrlKey && !event.metaKey && !this.svg.contains(document.activeElement)) return;
    event.preventDefault();
    this.viewport.zoomAt(this.viewport.pointAt(event), Math.exp(-event.deltaY / 400));
    this.redraw();
  }
}
