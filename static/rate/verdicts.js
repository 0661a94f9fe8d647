// One question with three answers: real radio buttons that look like a switch, and a line below that says something.

import { h } from "../page/element.js";

export class Verdicts {
  /** `options` are [value, word, key]: the key presses it, "" where the word shows it. No two may have a `name`. */
  constructor(name, criterion, { legend, question = "", options, onrate }) {
    this.criterion = criterion;
    const why = `${name}-why`;
    this.inputs = options.map(([value]) => h("input", {
      type: "radio", class: "label-input", name, value, "aria-describedby": why, onchange: () => onrate(value),
    }));
    const labels = options.map(([value, word, key], at) => h("label", { class: `verdict ${value}` }, this.inputs[at],
      h("span", {}, word, key ? h("kbd", { class: "key-hint", "aria-hidden": "true" }, key) : null)));
    this.why = h("p", { class: "verdict-why", id: why });
    this.node = h("fieldset", { class: "verdicts", "data-criterion": criterion },
      h("legend", {}, legend, question ? h("span", { class: "verdict-question" }, ` ${question}`) : null),
      h("div", { class: "verdict-row" }, labels), this.why);
  }

  show(value, { forced = false, closed = forced } = {}) {
    for (const input of this.inputs) input.checked = input.value === value;
    this.node.disabled = closed;
    this.node.classList.toggle("forced", forced);
    this.node.classList.toggle("given", value !== null);
  }

  say(sentence) {
    if (this.why.textContent !== sentence) this.why.textContent = sentence;
  }

  focus(options) {
    (this.inputs.find((input) => input.checked) ?? this.inputs[0]).focus(options);
  }
}
