// A run may go on while its corpus is looked at: this says quietly what is new, and shows it when it is wanted.

import { getJson } from "../page/api.js";
import { h } from "../page/element.js";
import { entries } from "./words.js";

const EVERY = 10_000; // milliseconds

export class Growth {
  #known = null;
  #timer = setInterval(() => this.look(), EVERY);
  #onReturn = () => this.look();

  /** `show` brings what is new into view. */
  constructor({ address, show }) {
    this.address = address;
    this.words = h("span", {});
    this.node = h("p", { class: "browse-growth", role: "status", hidden: true }, this.words,
      h("button", { type: "button", class: "quiet-button", onclick: show }, "Show"));
    window.addEventListener("focus", this.#onReturn);
  }

  /** What is known from now on: how much there is, as the server tells it. */
  know(size) {
    this.#known = size;
    this.node.hidden = true;
  }

  /** Ask how much there is by now. Where nobody looks nothing is asked; where the server is away it is asked again. */
  async look() {
    if (!this.#known || document.hidden) return;
    const known = this.#known;
    const size = await getJson(`${this.address}/size`).catch(() => known);
    if (known === this.#known && this.#timer) this.#say(size);
  }

  #say(size) {
    const more = size.entries - this.#known.entries;
    const scored = size.judged - this.#known.judged;
    const parts = [more > 0 && `${entries(more).replace(" ", " new ")}`, scored > 0 && "new scores", more < 0 && "other entries"];
    const said = parts.filter(Boolean).join(" and ");
    // Only what changes is told: a reader of screens says it each time.
    if (said && this.words.textContent !== said) this.words.textContent = said;
    this.node.hidden = !said;
  }

  dispose() {
    clearInterval(this.#timer);
    this.#timer = null;
    window.removeEventListener("focus", this.#onReturn);
  }
}
