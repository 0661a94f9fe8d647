// The choices of a turn, best first, each with its share of belief as a bar and as a figure.

import { h } from "../page/element.js";
import { ReferenceText } from "./references.js";

// What a share is made of (models/choices.py).
const NATURES = {
  likelihood: "Scored by likelihood: how readily the model would say each choice itself.",
  itm: "Scored by matching: how well each choice fits picture and question, judged together.",
  itc: "Scored by contrast: how near each choice lies to the picture, seen apart.",
  match: "Scored by match: how well each choice fits the picture and the question.",
};

// The embedded models learned what to make of words from the drawn world alone.
const WORDED = "The shares are calibrated only for wordings like those of the drawn world; of others it can be far too sure.";

/** What a person should know of the shares in an answer, "" where it has none. */
export function aboutShares({ model = "", settings = {} } = {}) {
  const nature = NATURES[settings.scored_by];
  return nature && model.startsWith("embedded:") ? `${nature} ${WORDED}` : (nature ?? "");
}

/** A share in words: whole per cents, and no choice that has a share is said to have none. */
export function percent(share) {
  if (share === null || share === undefined) return "";
  if (share > 0 && share < 0.005) return "< 1 %";
  return share < 1 && share > 0.995 ? "> 99 %" : `${Math.round(100 * share)} %`;
}

/** Best first; equals and those without a share stay as they were typed. */
export function ranked(choices) {
  return [...choices].sort((a, b) => (b.share ?? 0) - (a.share ?? 0));
}

export class RankingView {
  #texts = [];
  #shown = ""; // while an answer grows the same comes again and again, and whoever is on a chip stays there

  constructor() {
    this.list = h("ol", { class: "ranking", role: "list", "aria-label": "Choices, best first" });
    this.about = h("p", { class: "about-shares", hidden: true });
    this.node = h("div", {}, this.list, this.about);
  }

  show(choices, regions, answer) {
    const shown = JSON.stringify([choices, regions]);
    if (shown !== this.#shown) {
      this.dispose();
      this.list.replaceChildren(...ranked(choices).map((choice, at) => this.#item(choice, at, regions)));
      this.#shown = shown;
    }
    this.about.textContent = aboutShares(answer);
    this.about.hidden = !this.about.textContent;
  }

  #item({ text, share }, at, regions) {
    const words = new ReferenceText("span", { class: "ranking-text", dir: "auto" });
    words.show(text, regions);
    this.#texts.push(words);
    const filled = h("span", { class: "share-filled" });
    filled.style.width = `${100 * (share ?? 0)}%`;
    return h("li", { class: at === 0 && share !== null ? "ranking-item best" : "ranking-item" },
      words.node, h("span", { class: "share-figure" }, percent(share)),
      h("span", { class: "share-bar", "aria-hidden": "true" }, filled));
  }

  /** Put out the lights of chips that go away. */
  dispose() {
    for (const words of this.#texts) words.dispose();
    this.#texts = [];
  }
}
