// One corpus: what it holds, the fields to find some of it, and the view that is wanted.

import { getJson } from "../page/api.js";
import { h } from "../page/element.js";
import { isPlainClick } from "../page/links.js";
import { CriticView } from "./critic.js";
import { Filters } from "./filters.js";
import { Growth } from "./growth.js";
import { showBrowseKeys, actsOf } from "./keys.js";
import { EntryList, SIZE as PAGE } from "./list.js";
import { OnePicture } from "./one_picture.js";
import { Selection } from "./selection.js";
import { addressOf, allOf, isNarrowed } from "./wanted.js";
import { entries } from "./words.js";

const VIEWS = { "": EntryList, critic: CriticView, picture: OnePicture };

export class CorpusView {
  #view = null;
  #shown = null; // the name of the view that is shown
  #gone = false;

  /** `go` leads to something else that is wanted. */
  constructor(wanted, { names, limits, go }) {
    Object.assign(this, { name: wanted.corpus, wanted, go, state: null });
    this.address = `/api/browse/corpora/${encodeURIComponent(this.name)}`;
    this.selection = new Selection({
      address: this.address, most: limits.send, longestName: limits.name,
      changed: () => this.#view?.cards.forEach((card) => card.mark()),
      page: () => this.#view.cards.filter(({ box }) => !box.disabled).map(({ name }) => name), all: () => this.#view.all(),
    });
    this.filters = new Filters({ changed: (some) => this.#want({ ...some, start: "0" }) });
    this.choice = h("select", { id: "browse-corpus", onchange: () => this.go({ ...allOf(this.wanted), critic: "", corpus: this.choice.value }) },
      names.map((name) => h("option", { value: name }, name)));
    this.choice.value = this.name;
    this.figure = h("p", { class: "quiet", role: "status" });
    this.growth = new Growth({ address: this.address, show: () => this.#showNew() });
    this.tabs = h("nav", { class: "browse-views", "aria-label": "Views" });
    this.body = h("div", { class: "browse-body" });
    this.node = h("div", { class: "browse-corpus" },
      h("div", { class: "admin-title" }, h("h2", { tabindex: "-1" }, "Corpus"),
        h("div", { class: "admin-fields browse-choice" }, h("label", { for: "browse-corpus" }, this.choice, h("span", { class: "visually-hidden" }, "Which corpus")),
          h("button", { type: "button", class: "quiet-button", onclick: showBrowseKeys }, "Keys"))),
      this.figure, this.growth.node, this.tabs, this.body);
    this.#read();
  }

  /** What each key does just now. */
  acts() {
    return this.#view ? actsOf(this.#view, this.filters) : {};
  }

  /** Read what the corpus holds, again and again until all of it is read, and show what is there meanwhile. */
  async #read() {
    try {
      do {
        const state = await getJson(this.address);
        if (this.#gone) return;
        const first = this.state === null;
        this.state = state;
        this.growth.know(state);
        this.#say();
        if (first || state.left === 0) await this.show(this.wanted);
      } while (this.state.left > 0);
    } catch (error) {
      this.body.replaceChildren(h("p", { class: "notice error", role: "alert" }, error.message));
    }
  }

  /** Read what is new and show it: the last page where entries stand in the order in which they were made. */
  async #showNew() {
    const last = this.#shown === "" && this.wanted.order === "picture" ? this.#view.pager.total : 0;
    this.#shown = null; // a view knows what there was when it was made
    await this.#read();
    const start = last - (last % PAGE);
    if (last && String(start) !== this.wanted.start) this.#want({ start: String(start) }, { focus: true });
  }

  #say() {
    const { entries: count, pictures, left, scored } = this.state;
    const reading = left ? ` ${left.toLocaleString("en")} more pictures are being read …` : "";
    const unscored = Object.keys(scored).length || !count ? "" : " No critic has scored them yet.";
    this.figure.textContent = `${entries(count)} about ${pictures.toLocaleString("en")} ${pictures === 1 ? "picture" : "pictures"}.${unscored}${reading}`;
  }

  get #critic() {
    const { critic, scored } = this.state;
    return this.wanted.critic || critic || Object.keys(scored)[0] || "";
  }

  #want(some, how = {}) {
    this.go({ ...this.wanted, ...some }, how);
  }

  /** A link to something else of this corpus, which is followed without loading the page anew. */
  #link(some, words, mark = null, attributes = {}) {
    const wanted = { ...this.wanted, ...some };
    return h("a", { href: addressOf(wanted), ...attributes, onclick: (event) => {
      if (!isPlainClick(event)) return;
      event.preventDefault();
      this.go({ ...this.wanted, ...some }, { focus: true });
    } }, mark, words);
  }

  async show(wanted, { focus = false } = {}) {
    this.wanted = wanted;
    if (!this.state) return;
    const name = wanted.view in VIEWS ? wanted.view : "";
    const wants = { ...wanted, critic: this.#critic };
    if (this.#shown !== name || !this.#view) this.#turn(name);
    this.filters.show(this.state, wants);
    this.#showTabs(name);
    await this.#view.show(wants, { focus });
  }

  #turn(name) {
    this.#view?.dispose();
    this.#shown = name;
    this.#view = new VIEWS[name]({
      address: this.address, selection: this.selection, state: this.state, critic: this.#critic,
      go: (some, how) => this.#want(some, how ?? { focus: true }), link: (...what) => this.#link(...what),
    });
    this.body.replaceChildren(...(name ? [] : [this.filters.node]), this.#view.node, this.selection.node);
  }

  #showTabs(name) {
    const tab = (view, words) => this.#link({ view, image: "", start: "0" }, words, null,
      { class: "page-tab", "aria-current": view === name ? "page" : null });
    const all = isNarrowed(this.wanted) && name === "" ? h("button", { type: "button", class: "quiet-button",
      onclick: () => this.go(allOf(this.wanted)) }, "All filters off") : null;
    this.tabs.replaceChildren(...[tab("", "Entries"), tab("critic", "Critic and people"), all].filter(Boolean));
  }

  dispose() {
    this.#gone = true;
    this.growth.dispose();
    this.#view?.dispose();
  }
}
