// Which of many entries are shown, and the way to the others.

import { h, icon } from "../page/element.js";

export class Pager {
  /** `go` is told the number of the first entry that is wanted. */
  constructor({ size, go }) {
    Object.assign(this, { size, go, start: 0, total: 0 });
    this.figure = h("p", { class: "admin-lead browse-found", role: "status", tabindex: "-1" });
    const button = (words, target, mark = null) =>
      h("button", { type: "button", class: "plain-button", onclick: () => this.step(target) }, mark, words);
    this.back = button("Previous", () => this.start - this.size, icon("back"));
    this.on = button("Next", () => this.start + this.size);
    this.last = button("Last", () => Math.floor((this.total - 1) / this.size) * this.size);
    this.node = h("nav", { class: "admin-fields browse-pager", "aria-label": "Pages" }, this.figure, this.back, this.on, this.last);
  }

  show({ start, total, shown }) {
    Object.assign(this, { start, total });
    const number = (value) => value.toLocaleString("en");
    this.figure.textContent = total ? `${number(start + 1)} to ${number(start + shown.length)} of ${number(total)} entries` : "No entries";
    this.back.disabled = start === 0;
    this.on.disabled = start + this.size >= total;
    this.last.disabled = this.on.disabled;
  }

  step(target) {
    const start = Math.max(0, target());
    if (start !== this.start && start < this.total) this.go(start);
  }

  next() {
    this.step(() => this.start + this.size);
  }

  previous() {
    this.step(() => this.start - this.size);
  }
}
