// The buttons above the picture. Left and right arrows walk through them, as toolbars do.

import { h, iconButton, set } from "../page/element.js";

export class Toolbar {
  constructor({ regions, pointers, viewport, actions }) {
    Object.assign(this, { regions, pointers, viewport });
    this.undo = iconButton("undo", "Undo", () => actions.travel(false));
    this.redo = iconButton("redo", "Redo", () => actions.travel(true));
    this.away = iconButton("trash", "Delete the selected region", () => actions.removeSelected());
    this.hand = iconButton("hand", "Move the picture instead of drawing", () => actions.pan(), { "aria-pressed": "false" });
    this.eye = iconButton("eye", "Hide all regions", () => actions.hideAll(), { "aria-pressed": "false" });
    this.zoom = h("output", { class: "zoom-figure", "aria-label": "Zoom" }, "100 %");
    const group = (...nodes) => h("div", { class: "tool-group" }, ...nodes);
    this.node = h("div", { class: "canvas-tools", role: "toolbar", "aria-label": "Picture tools" },
      group(this.undo, this.redo, this.away),
      group(
        iconButton("minus", "Zoom out", () => actions.zoom(0.8)), this.zoom,
        iconButton("plus", "Zoom in", () => actions.zoom(1.25)),
        iconButton("fit", "Show the whole picture", () => actions.fit())),
      group(this.hand, this.eye, iconButton("help", "Keys and gestures", () => actions.help())),
      h("button", { type: "button", class: "plain-button new-picture", onclick: () => actions.newPicture() }, "New picture"));
    this.node.addEventListener("keydown", (event) => this.#walk(event));
  }

  show({ hidden }) {
    this.undo.disabled = !this.regions.canUndo;
    this.redo.disabled = !this.regions.canRedo;
    this.away.disabled = this.regions.selected === null;
    set(this.hand, { "aria-pressed": String(this.pointers.panning) });
    set(this.eye, { "aria-pressed": String(hidden) });
    this.zoom.textContent = `${Math.round(this.viewport.zoom * 100)} %`;
  }

  #walk(event) {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!step) return;
    const buttons = [...this.node.querySelectorAll("button:not(:disabled)")];
    const at = buttons.indexOf(document.activeElement);
    buttons[(at + step + buttons.length) % buttons.length]?.focus();
    event.preventDefault();
  }
}
