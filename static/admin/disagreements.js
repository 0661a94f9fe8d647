// Texts that some annotators reject and others do not, one at a time, with what each said side by side, for who has the
// last word. Where a text comes from is not shown: the last word is as blind as the first.

import { ReferenceText } from "../conversation/references.js";
import { getJson, postJson } from "../page/api.js";
import { h, icon } from "../page/element.js";
import { Picture } from "../rate/picture.js";
import { because } from "../rate/texts.js";
import { Section } from "./section.js";
import { table } from "./table.js";
import { counted, criterion } from "./words.js";

const VERDICTS = ["accept", "maybe", "reject"];
const WHY = "Any rejection decides a label, so these are the verdicts that a last word can change. It takes the place of what annotators "
  + "said, and the export tells that it did.";
const DONE = "Nobody rejects what others do not, or all of it has a last word.";

const capital = (word) => word[0].toUpperCase() + word.slice(1);

class Disagreements {
  #shown = [];
  #at = 0;
  #texts = [];

  constructor(address) {
    Object.assign(this, { address, picture: new Picture() });
    this.settledToo = h("input", { type: "checkbox", onchange: () => {
      this.section.path = this.#path;
      this.section.load();
    } });
    this.figure = h("p", { class: "admin-lead", role: "status" });
    this.words = h("div", { class: "admin-words" });
    this.alarm = h("p", { class: "rate-alarm", role: "alert" });
    this.back = h("button", { type: "button", class: "plain-button", onclick: () => this.#go(-1) }, icon("back"), "Back");
    this.on = h("button", { type: "button", class: "plain-button", onclick: () => this.#go(1) }, "Next");
    this.fieldset = this.#lastWord();
    this.viewer = h("div", { class: "admin-viewer" },
      this.picture.node, h("div", { class: "admin-case" }, this.words, this.fieldset, this.alarm,
        h("div", { class: "admin-fields" }, this.back, this.on)));
    this.section = new Section("Disagreements", {
      path: `${address}/disagreements?open=true`, why: WHY, show: (reply) => this.#begin(reply),
    });
  }

  #lastWord() {
    this.inputs = VERDICTS.map((value) => h("input", {
      type: "radio", name: "last-word", value, onchange: () => this.#say(value),
    }));
    return h("fieldset", { class: "verdicts current" }, h("legend", {}, "Last word"),
      h("div", { class: "verdict-row" }, this.inputs.map((input) =>
        h("label", { class: `verdict ${input.value}` }, input, h("span", {}, capital(input.value))))));
  }

  get #path() {
    return `${this.address}/disagreements?open=${!this.settledToo.checked}`;
  }

  #begin({ total, settled, shown }) {
    Object.assign(this, { total, settled });
    this.#shown = shown;
    this.#at = 0;
    if (shown.length) this.#show();
    this.#count();
    const field = h("label", {}, this.settledToo, "settled ones, too");
    return [h("div", { class: "admin-fields" }, this.figure, total ? field : null),
      shown.length ? this.viewer : h("p", { class: "quiet" }, DONE)];
  }

  get #last() {
    return this.#at === this.#shown.length - 1 && this.#shown.length === this.#all;
  }

  /** How many there are in the order that is gone through. */
  get #all() {
    return this.settledToo.checked ? this.total : this.total - this.settled + this.#shown.filter((one) => one.now).length;
  }

  #count() {
    const place = this.#shown.length ? `${this.#at + 1} of ${this.#all} shown; ` : "";
    this.figure.textContent = `${place}${counted(this.total, "disagreement")}, ${this.settled} with a last word.`;
    this.back.disabled = this.#at === 0;
    this.on.disabled = this.#last;
  }

  #show() {
    const { image, disagreement: { item_id: item, candidate, criterion: name, opinions, adjudicated } } = this.#shown[this.#at];
    const { regions, qar } = candidate;
    for (const text of this.#texts) text.dispose();
    const text = (tag, kind, words) => {
      const node = new ReferenceText(tag, { class: kind, dir: "auto" });
      node.show(words, regions);
      this.#texts.push(node);
      return node.node;
    };
    this.#texts = [];
    this.picture.show({ ...image, url: `/api/admin/picture?${new URLSearchParams({ item })}` }, regions);
    this.words.replaceChildren(
      text("h4", "turn-question", qar.question), text("p", "answer-text", qar.answer),
      because(text("span", "rationale-text", qar.rationale)),
      table(`${criterion(name)}: what was said`, ["Annotator", "Verdict", "Comment on the screen"], opinions.map(opinion)));
    for (const input of this.inputs) input.checked = input.value === adjudicated;
    this.alarm.textContent = "";
  }

  async #go(by) {
    try {
      if (this.#at + by === this.#shown.length) await this.#more();
    } catch (error) {
      return void (this.alarm.textContent = error.message);
    }
    this.#at = Math.min(Math.max(this.#at + by, 0), this.#shown.length - 1);
    this.#show();
    this.#count();
    return undefined;
  }

  /** Those that have a last word are no longer in the server's list of open ones. */
  async #more() {
    const start = this.settledToo.checked ? this.#shown.length : this.#shown.filter(({ disagreement }) => !disagreement.adjudicated).length;
    const { shown, total, settled } = await getJson(`${this.#path}&start=${start}`);
    Object.assign(this, { total, settled });
    this.#shown.push(...shown);
  }

  async #say(value) {
    const one = this.#shown[this.#at];
    const { item_id: item, position, criterion: name, adjudicated } = one.disagreement;
    this.fieldset.disabled = true;
    this.alarm.textContent = "";
    try {
      await postJson(`${this.address}/adjudications`, { item, position, criterion: name, value });
      one.disagreement.adjudicated = value;
      one.now ||= adjudicated === null;
      if (adjudicated === null) this.settled += 1;
    } catch (error) {
      this.alarm.textContent = error.message;
    } finally {
      this.fieldset.disabled = false;
    }
    for (const input of this.inputs) input.checked = input.value === one.disagreement.adjudicated;
    if (this.#shown[this.#at] === one) this.inputs.find((input) => input.checked)?.focus({ preventScroll: true });
    this.#count();
  }
}

function opinion({ annotator, value, given, comment }) {
  const said = h("span", { class: `said ${value}` }, given === "forced" ? `${value}, forced` : value);
  return [annotator, said, h("span", { class: "admin-comment", dir: "auto" }, comment || "–")];
}

export const disagreementSection = (address) => new Disagreements(address).section;
