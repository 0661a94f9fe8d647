// Where the critic and people differ most, in both directions, at a threshold that can be moved.

import { getJson } from "../page/api.js";
import { h, withCode } from "../page/element.js";
import { PictureGroup, grouped } from "./group.js";
import { Threshold } from "./threshold.js";
import { entries, score } from "./words.js";

const NO_SCORES = "No critic has scored this corpus yet. Name one as `critic` in the settings of a run, and `deixis corpus critique` "
  + "scores what the teacher wrote.";
const NO_RATINGS = "Nobody has rated an entry that has a score. Select some under “Entries” and send them to rating.";
const KINDS = [
  ["dropped", "People accept, the critic drops", "The lowest score comes first."],
  ["kept", "People reject, the critic keeps", "The highest score comes first."],
];

export class CriticView {
  #groups = [];
  #asked = "";

  constructor({ address, selection, state, critic, go, link }) {
    Object.assign(this, { address, selection, state, critic, go, link });
    this.body = h("div", { class: "browse-results", "aria-live": "polite" });
    this.node = h("div", { class: "browse-critic" });
  }

  get cards() {
    return this.#groups.flatMap(({ cards }) => cards);
  }

  async show(wanted) {
    const steps = this.state.scored[this.critic];
    if (!steps) return void this.node.replaceChildren(h("p", { class: "notice" }, withCode(NO_SCORES)));
    if (!this.threshold) {
      this.threshold = new Threshold({ value: wanted.threshold, steps, set: (value) => this.go({ threshold: value }, { quiet: true }) });
      this.node.replaceChildren(h("p", { class: "admin-lead" }, `Scores of ${this.critic}`), this.threshold.node, this.body);
    }
    const asked = `${this.address}/disagreements?${new URLSearchParams({ critic: this.critic, threshold: wanted.threshold })}`;
    this.#asked = asked;
    try {
      const split = await getJson(asked);
      if (asked === this.#asked) this.#fill(split);
    } catch (error) {
      if (asked === this.#asked) this.body.replaceChildren(h("p", { class: "notice error", role: "alert" }, error.message));
    }
    return undefined;
  }

  #fill(split) {
    this.#clear();
    if (split.judged === 0) return void this.body.replaceChildren(h("p", { class: "quiet" }, NO_RATINGS));
    const { judged, agreed } = split;
    this.body.replaceChildren(
      h("p", {}, `${entries(judged)} with a score and a rating; the critic and people agree on ${agreed} of them.`),
      ...KINDS.map((kind) => this.#section(kind, split[kind[0]])));
    this.selection.show(this.cards.length);
    return undefined;
  }

  #section([, title, order], shown) {
    const groups = grouped(shown).map((group) => new PictureGroup(group, {
      address: this.address, selection: this.selection, fate: (each) => this.#fate(each.scores[this.critic]),
      link: this.link({ view: "picture", image: group.image.id }, "all by score"),
    }));
    this.#groups.push(...groups);
    return h("section", { class: "admin-section", "aria-label": title }, h("h3", {}, title),
      h("p", { class: "quiet" }, shown.length ? order : "There is none at this threshold."), groups.map(({ node }) => node));
  }

  #fate(own) {
    const keeps = own >= this.threshold.value;
    return h("strong", { class: `said ${keeps ? "accept" : "reject"}` }, `${keeps ? "keep" : "drop"} ${score(own)}`);
  }

  async all() {
    return this.cards.filter(({ box }) => !box.disabled).map(({ name }) => name);
  }

  #clear() {
    for (const group of this.#groups) group.dispose();
    this.#groups = [];
  }

  dispose() {
    this.#asked = "";
    this.#clear();
  }
}
