// Entries that a search finds, page by page, each beside its picture.

import { getJson } from "../page/api.js";
import { h } from "../page/element.js";
import { PictureGroup, grouped } from "./group.js";
import { Pager } from "./pager.js";
import { searchOf } from "./wanted.js";

export const SIZE = 20;
const MOST = 200; // entries that the server tells at once
const NOTHING = "No entry is like that. Take a filter away, or search for other words.";
const NOTHING_YET = "Nothing is written yet. Entries stand here as soon as the run has read what its teacher replied.";

export class EntryList {
  #groups = [];
  #asked = "";

  /** `go` shows something else that is wanted; `link` makes a link to what is wanted. */
  constructor({ address, selection, state, go, link }) {
    Object.assign(this, { address, selection, link, nothing: state.entries ? NOTHING : NOTHING_YET });
    this.pager = new Pager({ size: SIZE, go: (start) => go({ start: String(start) }) });
    this.results = h("div", { class: "browse-results" });
    this.node = h("div", { class: "browse-list" }, this.pager.node, this.results);
  }

  get cards() {
    return this.#groups.flatMap(({ cards }) => cards);
  }

  async show(wanted, { focus = false } = {}) {
    this.wanted = wanted;
    const asked = `${this.address}/entries?${searchOf(wanted, { start: wanted.start, limit: SIZE })}`;
    this.#asked = asked;
    this.results.setAttribute("aria-busy", "true");
    try {
      const page = await getJson(asked);
      if (asked === this.#asked) this.#fill(page, focus);
    } catch (error) {
      if (asked === this.#asked) this.#clear(h("p", { class: "notice error", role: "alert" }, error.message));
    }
    this.results.removeAttribute("aria-busy");
  }

  #fill(page, focus) {
    this.pager.show(page);
    this.selection.show(page.total);
    this.#clear();
    this.#groups = grouped(page.shown).map((group) => new PictureGroup(group, {
      address: this.address, selection: this.selection,
      link: this.link({ view: "picture", image: group.image.id }, "all by score"),
    }));
    this.results.replaceChildren(...this.#groups.map(({ node }) => node));
    if (page.total === 0) this.results.replaceChildren(h("p", { class: "quiet" }, this.nothing));
    if (focus) this.pager.figure.focus({ preventScroll: true });
  }

  #clear(...nodes) {
    for (const group of this.#groups) group.dispose();
    this.#groups = [];
    this.results.replaceChildren(...nodes);
  }

  /** The names of all that is found, so far as it can be sent at all. */
  async all() {
    const found = [];
    for (let start = 0, total = 1; start < total; start += MOST) {
      const page = await getJson(`${this.address}/entries?${searchOf(this.wanted, { start, limit: MOST })}`);
      total = page.total;
      found.push(...page.shown.filter(({ entry }) => !entry.set_aside).map(({ name }) => name));
    }
    return found;
  }

  dispose() {
    this.#asked = "";
    this.#clear();
  }
}
