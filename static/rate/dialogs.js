// The dialogs of judging: guidelines, the list of keys, and why a screen is skipped.

import { getJson } from "../page/api.js";
import { h } from "../page/element.js";
import { KEYS } from "./keys.js";
import { markdown } from "./markdown.js";
import { rememberGuidelines } from "./memory.js";

// The words of SkipReason (models/judging.py), and how we say them.
const REASONS = [
  ["picture does not load", "The picture does not load"],
  ["cannot tell", "I cannot tell what is right"],
  ["offensive or distressing", "It is offensive or distressing"],
  ["other", "Something else"],
];

/** Show a dialog; returns what button closed it, "" for Esc. */
export function ask(dialog) {
  const before = document.activeElement;
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((done) => dialog.addEventListener("close", () => {
    dialog.remove();
    before?.focus?.({ preventScroll: true });
    done(dialog.returnValue);
  }, { once: true }));
}

const button = (words, value, kind) => h("button", { type: "submit", class: kind, value }, words);

/** List the keys; `own` are those that only this page has. */
export function showKeys(own, shared = KEYS) {
  const rows = [...own, ...shared];
  return ask(h("dialog", { class: "deixis-dialog", "aria-labelledby": "keys-title" },
    h("form", { method: "dialog" },
      h("h2", { id: "keys-title" }, "Keys"),
      h("dl", { class: "help-list" }, rows.flatMap(([keys, does]) => [h("dt", {}, keys), h("dd", {}, does)])),
      h("div", { class: "dialog-buttons" }, button("Close", "", "main-button")))));
}

/** Show the guidelines of a version and remember that they were read; `kind` is rate or compare. */
export async function showGuidelines(kind, version) {
  const body = h("div", { class: "guidelines-text", tabindex: "0", role: "document" }, h("p", {}, "Loading …"));
  const closed = ask(h("dialog", { class: "deixis-dialog guidelines-dialog", "aria-label": "Guidelines" }, body,
    h("form", { method: "dialog", class: "dialog-buttons" }, button("I have read this", "read", "main-button"))));
  try {
    const guidelines = await getJson(`/api/rate/guidelines/${encodeURIComponent(version || "current")}`);
    body.replaceChildren(...markdown(guidelines.markdown));
  } catch (error) {
    body.replaceChildren(h("p", { class: "notice error", role: "alert" }, error.message));
    return void (await closed);
  }
  if ((await closed) === "read") rememberGuidelines(kind, version);
  return undefined;
}

/** Ask why a screen is skipped; returns {reason, note}, or null when it is not. */
export async function askWhySkip(longestNote) {
  const note = h("textarea", { class: "text-field rate-field", rows: 2, maxlength: longestNote, id: "skip-note" });
  const radios = REASONS.map(([value], at) => h("input", { type: "radio", name: "skip-reason", value, required: true,
    autofocus: at === 0 }));
  const answer = await ask(h("dialog", { class: "deixis-dialog", "aria-labelledby": "skip-title" },
    h("form", { method: "dialog" },
      h("h2", { id: "skip-title" }, "Skip this screen"),
      h("fieldset", { class: "skip-reasons" },
        h("legend", { class: "quiet" }, "Somebody else will be asked. Why do you skip it?"),
        radios.map((radio, at) => h("label", {}, radio, h("span", {}, REASONS[at][1])))),
      h("label", { class: "quiet", for: "skip-note" }, "A word more, if you like"), note,
      h("div", { class: "dialog-buttons" },
        h("button", { type: "submit", class: "plain-button", value: "", formnovalidate: true }, "Go on judging"),
        button("Skip", "skip", "main-button")))));
  if (answer !== "skip") return null;
  return { reason: radios.find((radio) => radio.checked).value, note: note.value.trim() };
}
