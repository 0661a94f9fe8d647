// The list of keys and gestures.

import { h } from "../page/element.js";
import { KEYS } from "./keyboard.js";

const GESTURES = [
  ["Drag", "draw a box; with Shift also inside the selected region"],
  ["Click or tap", "on nothing: find what is there; on a region: write its number"],
  ["Drag a region", "by its outline or number to move it, by a handle to resize it"],
  ["Two fingers", "zoom and move the picture"],
];

const list = (title, rows) => [
  h("h3", {}, title),
  h("dl", { class: "help-list" }, rows.flatMap(([keys, does]) => [h("dt", {}, keys), h("dd", {}, does)])),
];

export function showHelp() {
  const dialog = h("dialog", { class: "deixis-dialog help-dialog", "aria-labelledby": "help-title" },
    h("form", { method: "dialog" },
      h("h2", { id: "help-title" }, "Pointing at things"),
      h("p", {}, "Write [0] for region 0, or [this person] for the selected one. Without any region, the question is "
        + "about the whole picture."),
      list("Mouse and fingers", GESTURES),
      list("Keys, while the picture has the focus", KEYS),
      h("div", { class: "dialog-buttons" }, h("button", { type: "submit", class: "main-button" }, "Close"))));
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}
