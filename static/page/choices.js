// Under the question field: answer freely, or choose among answers that the person writes here.

import { draftOf, here, keepDraft } from "./drafts.js";
import { h, icon, iconButton } from "./element.js";
import { hear } from "./events.js";
import { remarkOn, spliced } from "./question.js";
import { deixis } from "./window.js";

const coarse = matchMedia("(pointer: coarse)");

/** A radio button that looks like a half of a switch. */
function half(value, words, onchange) {
  const input = h("input", { type: "radio", class: "label-input", name: "deixis-mode", value, onchange });
  return { input, node: h("label", { class: "mode-half" }, input, h("span", {}, words)) };
}

class Choices {
  #wanted = false; // what the person picked; a model that cannot choose answers freely meanwhile
  #refusal = "";
  #fields = [];
  #last = null; // the choice that was typed in last, if no other field was since
  #hadFocus = false;
  #known = [];
  #where = here() ?? { image: null, conversation: null };
  #turn = null;
  #sent = []; // the choices that were sent last, as they were typed

  constructor(element, { props }) {
    this.props = props;
    this.freely = half("freely", "Answer freely", () => this.#want(false));
    this.choose = half("choose", "Choose an answer", () => this.#want(true, { focus: true }));
    this.refusal = h("p", { class: "mode-refusal", id: "mode-refusal", hidden: true });
    this.list = h("ol", { class: "choice-list", role: "list" });
    this.more = h("button", { type: "button", class: "turn-action add-choice", onclick: () => this.#add("", { focus: true }) },
      icon("plus"), h("span", {}, "Add a choice"));
    this.remark = h("p", { class: "choice-remark", id: "choice-remark", role: "status" });
    this.panel = h("div", { class: "choice-panel", role: "group", "aria-label": "Answers to choose from" },
      this.list, this.more, this.remark);
    element.replaceChildren(h("fieldset", { class: "mode" },
      h("legend", { class: "visually-hidden" }, "How to answer"), this.freely.node, this.choose.node),
    this.refusal, this.panel);
    this.#fill([]);
    this.#restore();
    this.#listen();
    this.#chosen(props.student);
    deixis.studentChosen = (name) => this.#chosen(name);
    deixis.choicesAtSend = () => this.#send();
  }

  get #on() {
    return this.#wanted && !this.#refusal;
  }

  get #texts() {
    return this.#fields.map(({ value }) => value);
  }

  #listen() {
    hear("draft", () => this.#restore());
    hear("regions", ({ ids, image, conversation }) => {
      this.#known = [...ids].sort((a, b) => a - b);
      this.#where = { image: image?.id ?? null, conversation };
      this.#check();
    });
    hear("turns", (shown) => this.#turns(shown));
    hear("ask-again", (again) => this.#again(again));
    hear("region", (detail) => this.#region(detail));
    document.addEventListener("focusin", ({ target }) => {
      if (target.matches("input[type=text], textarea")) this.#last = this.#fields.includes(target) ? target : null;
    });
    document.addEventListener("pointerdown", () => {
      this.#hadFocus = document.activeElement === this.#last;
    }, true);
    document.addEventListener("click", (event) => event.target.closest("#ask") && this.#refuse(event), true);
    document.addEventListener("keydown", (event) => {
      const sends = event.key === "Enter" && !event.shiftKey && event.target.closest("#question");
      if (sends) this.#refuse(event);
    }, true);
  }

  /** Choices that name regions that are not there are not sent. */
  #refuse(event) {
    if (!this.#on || !this.remark.textContent) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    this.remark.setAttribute("role", "alert");
    this.#fields.find((field) => field.getAttribute("aria-invalid") === "true")?.focus();
  }

  #send() {
    if (!this.#on) return null;
    this.#sent = this.#texts;
    return { choices: this.#sent };
  }

  // -- the mode

  #want(on, { focus = false } = {}) {
    this.#wanted = on;
    this.#show();
    this.#keep();
    if (focus && on && !coarse.matches) this.#firstEmpty()?.focus();
  }

  #chosen(name) {
    this.#refusal = this.props.refusals[name] ?? "";
    this.#show();
  }

  #show() {
    const on = this.#on;
    this.freely.input.checked = !on;
    this.choose.input.checked = on;
    this.choose.input.disabled = Boolean(this.#refusal);
    this.refusal.hidden = !this.#refusal;
    this.refusal.textContent = this.#refusal;
    if (this.#refusal) this.choose.input.setAttribute("aria-describedby", "mode-refusal");
    else this.choose.input.removeAttribute("aria-describedby");
    this.panel.hidden = !on;
    document.documentElement.dataset.choosing = String(on);
    this.#check();
  }

  // -- the fields

  #fill(texts) {
    const blank = Math.max(0, this.props.least - texts.length);
    this.list.replaceChildren();
    this.#fields = [];
    for (const text of [...texts, ...Array(blank).fill("")]) this.#add(text);
  }

  #add(text, { focus = false } = {}) {
    if (this.#fields.length >= this.props.most) return;
    const field = h("textarea", {
      class: "text-field choice-field", rows: 1, placeholder: "A possible answer", dir: "auto",
      autocomplete: "off", enterkeyhint: "next", oninput: () => this.#changed(), onkeydown: (event) => this.#key(event, field),
    }, text);
    this.#fields.push(field);
    this.list.append(h("li", { class: "choice" }, h("span", { class: "choice-number", "aria-hidden": "true" }), field,
      iconButton("close", "", () => this.#remove(field), { class: "icon-button choice-away" })));
    this.#number();
    if (focus) field.focus();
  }

  #remove(field) {
    const at = this.#fields.indexOf(field);
    this.#fields.splice(at, 1);
    field.closest(".choice").remove();
    this.#number();
    this.#changed();
    this.#fields[Math.max(0, at - 1)].focus();
  }

  #number() {
    this.#fields.forEach((field, at) => {
      const [number, , away] = field.closest(".choice").children;
      number.textContent = String(at + 1);
      field.setAttribute("aria-label", `Choice ${at + 1}`);
      away.setAttribute("aria-label", `Remove choice ${at + 1}`);
      away.title = `Remove choice ${at + 1}`;
      away.hidden = this.#fields.length <= this.props.least;
    });
    this.more.hidden = this.#fields.length >= this.props.most;
  }

  /** Enter goes on to the next choice, with Ctrl it asks; Backspace takes an empty choice away. */
  #key(event, field) {
    const at = this.#fields.indexOf(field);
    if (event.key === "Enter" && !event.isComposing) {
      event.preventDefault();
      if (event.ctrlKey || event.metaKey) document.querySelector("#ask")?.click();
      else if (this.#fields[at + 1]) this.#fields[at + 1].focus();
      else if (field.value.trim()) this.#add("", { focus: true });
    } else if (event.key === "Backspace" && !field.value && this.#fields.length > this.props.least) {
      event.preventDefault();
      this.#remove(field);
    }
  }

  #firstEmpty() {
    return this.#fields.find(({ value }) => !value.trim()) ?? this.#fields[0];
  }

  #changed() {
    this.#keep();
    this.#check();
  }

  #check() {
    const remark = this.#on ? remarkOn(this.#texts.join(" "), this.#known) : "";
    if (this.remark.textContent !== remark) this.remark.textContent = remark;
    for (const field of this.#fields) {
      const wrong = this.#on && remarkOn(field.value, this.#known) !== "";
      field.setAttribute("aria-invalid", String(wrong));
      if (wrong) field.setAttribute("aria-describedby", "choice-remark");
      else field.removeAttribute("aria-describedby");
    }
  }

  /** A region was pressed: its number goes where the caret was, if that was in a choice. */
  #region({ id, only }) {
    const field = this.#last;
    if (!this.#on || !field?.isConnected) return;
    const focus = only ? this.#hadFocus : !coarse.matches;
    const before = field.value.slice(0, field.selectionStart);
    const token = `[${id}]`;
    if (!before.trimEnd().endsWith(token)) {
      const [text, caret] = spliced(before, token, field.value.slice(field.selectionEnd));
      field.value = text;
      field.setSelectionRange(caret, caret);
      this.#changed();
    }
    if (focus) field.focus({ preventScroll: true });
  }

  // -- what is remembered

  #keep() {
    keepDraft(this.#where, { choosing: this.#wanted, choices: this.#texts });
  }

  #restore() {
    const { choosing, choices } = draftOf(this.#where);
    if (choices?.some((text) => text) && !this.#texts.some((text) => text)) this.#fill(choices);
    if (choosing !== undefined) this.#wanted = choosing;
    this.#show();
  }

  /** The server took the question: a turn with these choices has begun, and the fields are free for others. What was
   *  changed since they were sent stays. */
  #turns({ turns, fresh }) {
    const last = turns.at(-1);
    const begun = fresh && last?.choices && last.id !== this.#turn;
    if (begun && JSON.stringify(this.#texts) === JSON.stringify(this.#sent)) {
      this.#fill([]);
      this.#changed();
    }
    this.#turn = last?.id ?? null;
  }

  #again({ choices, now }) {
    if (now) {
      if (this.#on) this.#firstEmpty()?.focus({ preventScroll: true });
      return;
    }
    if (choices) this.#fill(choices);
    this.#want(Boolean(choices));
  }
}

/** Make the switch and the fields inside a Gradio component's element. */
export function mount(element, { props }) {
  return new Choices(element, { props });
}
