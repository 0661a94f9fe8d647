// All entries of one picture by their score, with what the critic keeps and drops at the threshold, and what people said.

import { getJson } from "../page/api.js";
import { h, icon } from "../page/element.js";
import { PictureGroup, grouped } from "./group.js";
import { Threshold } from "./threshold.js";
import { searchOf, wantedIn } from "./wanted.js";
import { entries, score } from "./words.js";

const MOST = 200;
const NO_SCORES = "No critic has scored these entries yet, so they stand in the order in which they were made. A run with a critic "
  + "in its settings scores them by `deixis corpus critique`.";

export class OnePicture {
  #groups = [];
  #fates = [];

  constructor({ address, selection, state, critic, go, link }) {
    Object.assign(this, { address, selection, state, critic, link });
    this.go = go;
    this.node = h("div", { class: "browse-one" });
  }

  get cards() {
    return this.#groups.flatMap(({ cards }) => cards);
  }

  async show(wanted) {
    this.dispose();
    this.node.replaceChildren(h("p", { class: "quiet" }, "Loading …"));
    const own = { ...wantedIn(""), reason: "", image: wanted.image };
    try {
      this.#fill(await getJson(`${this.address}/entries?${searchOf(own, { image: wanted.image, limit: MOST })}`), wanted);
    } catch (error) {
      this.node.replaceChildren(h("p", { class: "notice error", role: "alert" }, error.message));
    }
  }

  #fill({ shown, total, before, after }, wanted) {
    const { critic } = this;
    const scores = ({ scores: known }) => known[critic] ?? -1;
    const ordered = [...shown].sort((a, b) => scores(b) - scores(a));
    this.selection.show(total);
    this.#fates = [];
    this.#groups = grouped(ordered).map((group) => new PictureGroup(group, {
      address: this.address, selection: this.selection, fate: (each) => this.#fate(each.scores[critic]),
    }));
    const steps = this.state.scored[critic];
    const threshold = steps ? new Threshold({
      value: wanted.threshold, steps, moved: (value) => this.#cut(value), set: (value) => this.go({ threshold: value }, { quiet: true }),
    }).node : h("p", { class: "notice" }, NO_SCORES);
    const beside = (image, words, mark) => (image ? this.link({ image }, words, mark) : null);
    this.node.replaceChildren(
      h("div", { class: "admin-fields" }, this.link({ view: "", image: "" }, "All entries", icon("back")),
        beside(before, "Picture before"), beside(after, "Next picture")),
      h("p", { class: "admin-lead" }, `${entries(total)} about this picture`), threshold,
      h("div", { class: "browse-results" }, this.#groups.map(({ node }) => node)));
    if (total === 0) this.node.append(h("p", { class: "quiet" }, "There is no such picture in this corpus."));
  }

  #fate(own) {
    const node = h("strong", { class: "said closed" }, "no score");
    if (own !== undefined) this.#fates.push({ node, own });
    return node;
  }

  #cut(threshold) {
    for (const { node, own } of this.#fates) {
      const keeps = own >= threshold;
      node.textContent = `${keeps ? "keep" : "drop"} ${score(own)}`;
      node.className = `said ${keeps ? "accept" : "reject"}`;
    }
  }

  async all() {
    return this.cards.filter(({ box }) => !box.disabled).map(({ name }) => name);
  }

  dispose() {
    for (const group of this.#groups) group.dispose();
    this.#groups = [];
  }
}
