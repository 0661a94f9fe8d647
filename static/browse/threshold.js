// The threshold from which on a critic's score keeps an entry: a slider, and how much of the corpus it keeps.

import { h } from "../page/element.js";
import { score } from "./words.js";

let sliders = 0;

export class Threshold {
  /** `steps` counts scores in hundredths; `moved` is told the value while it moves, `set` when it stays. */
  constructor({ value, steps, moved = () => {}, set }) {
    sliders += 1;
    const id = `browse-threshold-${sliders}`;
    Object.assign(this, { steps, moved });
    this.input = h("input", { type: "range", id, min: 0, max: 1, step: 0.01, value,
      oninput: () => this.#show(), onchange: () => set(this.input.value) });
    this.figure = h("output", { for: id, class: "browse-threshold-figure" });
    this.kept = h("p", { class: "quiet", role: "status" });
    this.node = h("div", { class: "browse-threshold" }, h("label", { for: id }, "Threshold"), this.input, this.figure, this.kept);
    this.#show();
  }

  get value() {
    return Number(this.input.value);
  }

  #show() {
    const { value, steps } = this;
    const all = sum(steps);
    const kept = sum(steps.slice(Math.round(value * 100)));
    const share = all ? Math.round((100 * kept) / all) : 0;
    this.figure.textContent = score(value);
    this.input.setAttribute("aria-valuetext", score(value));
    this.kept.textContent = `keeps ${kept.toLocaleString("en")} of ${all.toLocaleString("en")} scored entries (${share} %)`;
    this.moved(value);
  }
}

const sum = (numbers) => numbers.reduce((total, each) => total + each, 0);
