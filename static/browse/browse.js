// The Browse page: what a corpus holds. Everything it shows comes from /api/browse, and the address says what is shown.

import { usePalette } from "../canvas/colours.js";
import { getJson } from "../page/api.js";
import { h, withCode } from "../page/element.js";
import { listen } from "../rate/keys.js";
import { CorpusView } from "./corpus.js";
import { addressOf, wantedIn } from "./wanted.js";

const NONE = "There is no corpus yet. `deixis corpus run --scenes 12 --out corpus` makes a small one to try.";

class BrowsePage {
  #view = null;

  constructor(element, limits) {
    this.limits = limits;
    this.place = h("div", { class: "admin-page browse-page" }, h("p", { class: "quiet rate-loading" }, "Loading …"));
    element.replaceChildren(this.place);
    window.addEventListener("popstate", () => this.#follow());
    listen({ acts: () => this.#view?.acts() ?? {}, send: null, busy: () => false });
    this.#follow();
  }

  async #follow() {
    const asked = location.search;
    const wanted = wantedIn(asked);
    if (this.#view?.name === wanted.corpus && wanted.corpus) return this.#view.show(wanted);
    try {
      const names = await getJson("/api/browse/corpora");
      if (location.search === asked) this.#open(names, wanted);
    } catch (error) {
      this.place.replaceChildren(h("p", { class: "notice error", role: "alert" }, error.message),
        h("button", { type: "button", class: "plain-button", onclick: () => this.#follow() }, "Try again"));
    }
    return undefined;
  }

  #open(names, wanted) {
    this.#view?.dispose();
    this.#view = null;
    if (names.length === 0) {
      this.place.replaceChildren(h("h2", {}, "Corpora"), h("p", { class: "admin-none" }, withCode(NONE)));
      return;
    }
    const corpus = wanted.corpus || names[0];
    this.#view = new CorpusView({ ...wanted, corpus }, { names, limits: this.limits, go: (next, how) => this.#go(next, how) });
    this.place.replaceChildren(this.#view.node);
  }

  /** Go to what is wanted next; `quiet` changes the address only. */
  #go(wanted, { quiet = false, focus = false } = {}) {
    // A field that is left and sent by Enter tells the same twice.
    const same = addressOf(wanted) === addressOf(wantedIn(location.search));
    if (!same) history[quiet ? "replaceState" : "pushState"](null, "", addressOf(wanted));
    if (this.#view?.name === wanted.corpus) this.#view.show(wanted, { focus });
    else this.#follow();
  }
}

/** Make the Browse page inside a Gradio component's element. */
export function mount(element, { props }) {
  usePalette(props.palette);
  return new BrowsePage(element, props.limits);
}
