// Whether the chosen model is ready. Asked only after it was chosen or a question was sent, until it is.

import { getJson } from "./api.js";
import { h } from "./element.js";
import { hear } from "./events.js";
import { deixis } from "./window.js";

const AGAIN = 1000; // milliseconds between two looks while a model is loading
const BEFORE_LOADING = 5; // looks at a model that was just chosen and whose loading has not begun

/** What stands under the model menu for a state of the shelf (app/shelf.py). */
export function wordsFor({ name, state, error }) {
  if (state === "loading") return `Loading ${name} …`;
  if (state === "failed") return error;
  return "";
}

class ModelStatus {
  #watch = 0;
  #name = null;
  #spoken = null; // the turn that was heard last

  constructor() {
    this.node = h("p", { class: "model-status", role: "status" });
    deixis.watchModel = (name) => this.#follow((this.#name = name), (this.#watch += 1));
    hear("turns", ({ turns, fresh }) => fresh && this.#heard(turns.at(-1)));
  }

  /** Who speaks is loaded, and who says what failed is not: the line does not wait for its next look to know. */
  #heard(turn) {
    const speaks = turn?.answers.some(({ text, error }) => text || error);
    if (!speaks || turn.id === this.#spoken || this.#name === null) return;
    this.#spoken = turn.id;
    this.#follow(this.#name, (this.#watch += 1), 0);
  }

  async #follow(name, watch, early = BEFORE_LOADING) {
    const answer = await getJson("/api/models").catch(() => null);
    if (watch !== this.#watch || !answer) return;
    const model = answer.models.find((one) => one.name === name);
    this.node.textContent = model ? wordsFor(model) : "";
    this.node.classList.toggle("failed", model?.state === "failed");
    const soon = model?.state === "loading" || (model?.state === "not loaded" && early > 0);
    if (soon) setTimeout(() => watch === this.#watch && this.#follow(name, watch, early - 1), AGAIN);
  }
}

/** Make the line that says whether a model is ready. */
export function mount(element) {
  element.replaceChildren(new ModelStatus().node);
}
