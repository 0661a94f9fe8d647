// Under the question field: remarks about what is typed, and suggested questions. Also writes "[0]" at the caret.
//
// The field itself is Gradio's text box; it may be rendered anew at any time, so it is looked up when needed.

import { lightWhilePointed } from "../conversation/references.js";
import { draftOf, keepDraft } from "./drafts.js";
import { h } from "./element.js";
import { hear, tell } from "./events.js";

const REFERENCE = /\[\s*(?:region\s+)?(\d+)\s*\]/gi;
const coarse = matchMedia("(pointer: coarse)");
const choosing = () => document.documentElement.dataset.choosing === "true";

/** The ids that a text names as [id], each once. */
export function idsIn(text) {
  return [...new Set([...text.matchAll(REFERENCE)].map((match) => Number(match[1])))];
}

/** Say which ids do not exist and which do, or "" when all is well. */
export function remarkOn(text, known) {
  const missing = idsIn(text).filter((id) => !known.includes(id));
  if (!missing.length) return "";
  const named = (ids) => ids.map((id) => `[${id}]`).join(", ");
  const there = known.length ? `The picture has ${named(known)}.` : "Drag a box or click something first.";
  return `There is no region ${named(missing)}. ${there}`;
}

/** Write a token between two parts of a text, with the blanks that words need. Returns [text, caret]. */
export function spliced(before, token, after) {
  const left = before && !/[\s([{"'“]$/.test(before) ? " " : "";
  const right = after && /^[\p{L}\p{N}[]/u.test(after) ? " " : "";
  const head = before + left + token;
  return [head + right + after, head.length + right.length];
}

class Question {
  #caret = [0, 0];
  #untouched = true;
  #hadFocus = false;
  #lastField = null;
  #where = { image: null, conversation: null };
  #known = [];

  constructor(element) {
    this.remark = h("p", { class: "question-remark", id: "question-remark", role: "status" });
    this.suggestions = h("div", { class: "suggestions", role: "group", "aria-label": "Suggested questions", hidden: true });
    element.replaceChildren(this.remark, this.suggestions);
    this.#watchField();
    this.#watchSending();
    hear("region", (detail) => this.#region(detail));
    hear("regions", (detail) => this.#regions(detail));
    hear("draft", ({ question }) => this.#draft(question));
    hear("turns", ({ fresh }) => fresh && this.#taken());
    hear("picture", ({ suggestions }) => this.#picture(suggestions));
    hear("ask-again", ({ question, now }) => this.#askAgain(question, now));
  }

  get field() {
    return document.querySelector("#question textarea");
  }

  #watchField() {
    document.addEventListener("focusin", ({ target }) => {
      if (target.matches("input[type=text], textarea")) this.#lastField = target;
    });
    document.addEventListener("pointerdown", () => {
      this.#hadFocus = document.activeElement === this.field;
    }, true);
    document.addEventListener("selectionchange", () => {
      const { field } = this;
      if (document.activeElement !== field) return;
      this.#caret = [field.selectionStart, field.selectionEnd];
      this.#untouched = false;
    });
    document.addEventListener("input", ({ target }) => {
      if (target !== this.field) return;
      keepDraft(this.#where, { question: target.value });
      this.#check();
    });
  }

  /** A question that cannot be asked is not sent: the remark says why, or the answer before it is still growing. */
  #watchSending() {
    const refuse = (event) => {
      const busy = document.documentElement.dataset.busy === "true";
      if (!busy && !this.remark.textContent) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      this.remark.setAttribute("role", "alert");
      this.field.focus();
    };
    document.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.shiftKey && event.target === this.field) refuse(event);
    }, true);
    document.addEventListener("click", (event) => event.target.closest("#ask") && refuse(event), true);
  }

  /** Change the field as if it had been typed, so that Gradio knows the new text. */
  #write(text, caret = text.length) {
    const { field } = this;
    if (!field) return;
    field.value = text;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.setSelectionRange(caret, caret);
    this.#caret = [caret, caret];
  }

  #region({ id, only }) {
    const { field } = this;
    if (!field || (only && this.#lastField !== field)) return;
    const chosen = this.#lastField?.isConnected && this.#lastField.matches(".choice-field");
    if (choosing() && chosen) return; // page/choices.js writes it there
    const focus = only ? this.#hadFocus : !coarse.matches;
    const [from, to] = this.#untouched ? [field.value.length, field.value.length] : this.#caret;
    const before = field.value.slice(0, from);
    const token = `[${id}]`;
    if (!before.trimEnd().endsWith(token)) this.#write(...spliced(before, token, field.value.slice(to)));
    this.#untouched = false;
    if (focus) field.focus({ preventScroll: true });
    if (focus) field.setSelectionRange(...this.#caret);
  }

  #regions({ ids, image, conversation }) {
    this.#known = [...ids].sort((a, b) => a - b);
    this.#where = { image: image?.id ?? null, conversation };
    this.#check();
  }

  #check() {
    const { field } = this;
    const remark = field ? remarkOn(field.value, this.#known) : "";
    if (this.remark.textContent !== remark) this.remark.textContent = remark;
    if (!field) return;
    field.setAttribute("aria-invalid", String(remark !== ""));
    field.setAttribute("aria-describedby", "question-remark");
  }

  #draft(question) {
    this.#suggest(draftOf(this.#where).suggestions ?? []);
    if (question && this.field && !this.field.value) this.#write(question);
  }

  /** Gradio emptied the field, without an event, when the question was taken. */
  #taken() {
    keepDraft(this.#where, { question: this.field?.value ?? "" });
    this.#check();
  }

  #picture(suggestions) {
    this.#lastField = null;
    this.#untouched = true;
    keepDraft(this.#where, { suggestions });
    this.#suggest(suggestions);
    this.#check();
  }

  #suggest(suggestions) {
    this.suggestions.hidden = suggestions.length === 0;
    this.suggestions.replaceChildren(...suggestions.map((suggestion) => this.#suggestion(suggestion)));
  }

  /** A suggestion is asked at once: the first click should lead to an answer. */
  #suggestion({ text, regions }) {
    const names = new Map(regions.map(({ id, label }) => [id, label]));
    const words = text.replace(REFERENCE, (all, id) => (names.get(Number(id)) ? `the ${names.get(Number(id))}` : all));
    const button = h("button", { type: "button", class: "suggestion" }, words);
    const darken = regions.map((region) => lightWhilePointed(button, region));
    button.addEventListener("click", () => {
      for (const off of darken) off();
      tell("suggested", { text, regions });
    });
    return button;
  }

  #askAgain(question, now) {
    this.#write(question);
    if (now && choosing()) return; // the choices are still to be written
    if (now) document.querySelector("#ask")?.click();
    else this.field?.focus({ preventScroll: true });
  }
}

/** Make the remarks and suggestions inside a Gradio component's element. */
export function mount(element) {
  return new Question(element);
}
