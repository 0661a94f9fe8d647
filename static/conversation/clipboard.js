// Copy a text. Pages that are not on https or this machine have no clipboard of their own, so there is the old way too.

import { h } from "../page/element.js";

function copyByCommand(text) {
  const field = h("textarea", { class: "visually-hidden", readonly: true, "aria-hidden": "true" });
  field.value = text;
  document.body.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  return done;
}

/** Return whether the text lies on the clipboard now. */
export async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyByCommand(text);
  }
}
