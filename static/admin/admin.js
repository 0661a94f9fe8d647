// The Admin page: all rounds and the critics, or one round (?round=...). Everything it shows comes from /api/admin, and
// everything that may be done is decided there.

import { usePalette } from "../canvas/colours.js";
import { getJson } from "../page/api.js";
import { h } from "../page/element.js";
import { follow } from "../page/links.js";
import { CriticsView } from "./critics.js";
import { RoundView } from "./round.js";
import { addressOf, roundsTable } from "./rounds.js";

class AdminPage {
  #view = null;

  constructor(element) {
    this.place = h("div", { class: "admin-page" });
    element.replaceChildren(this.place);
    window.addEventListener("popstate", () => this.#follow());
    this.#follow();
  }

  /** Show what the address names. */
  async #follow({ focus = false } = {}) {
    const asked = location.search;
    const round = new URLSearchParams(asked).get("round");
    this.#view?.dispose();
    this.#view = null;
    this.place.replaceChildren(h("p", { class: "quiet rate-loading" }, "Loading …"));
    try {
      const reply = await getJson(`/api/admin/rounds${round ? `/${encodeURIComponent(round)}` : ""}`);
      if (location.search === asked) this.#show(reply, { focus });
    } catch (error) {
      if (location.search === asked) this.#fail(error.message);
    }
  }

  #show(reply, { focus }) {
    if (Array.isArray(reply)) {
      const title = h("h2", { tabindex: "-1" }, "Rounds");
      this.#view = new CriticsView(reply);
      this.place.replaceChildren(title, roundsTable(reply, (event, id) => this.#go(event, addressOf(id))), this.#view.node);
      this.#view.load();
      if (focus) title.focus({ preventScroll: true });
      return;
    }
    this.#view = new RoundView(reply, { leave: (event) => this.#go(event, location.pathname) });
    this.place.replaceChildren(this.#view.node);
    if (focus) this.#view.title.focus({ preventScroll: true });
    this.#view.load();
  }

  #go(event, address) {
    follow(event, address, () => this.#follow({ focus: true }));
  }

  #fail(sentence) {
    this.place.replaceChildren(h("p", { class: "notice error", role: "alert" }, sentence),
      h("div", { class: "admin-fields" },
        h("button", { type: "button", class: "plain-button", onclick: () => this.#follow() }, "Try again"),
        h("a", { class: "quiet-button", href: "?", onclick: (event) => this.#go(event, location.pathname) }, "All rounds")));
  }
}

/** Make the Admin page inside a Gradio component's element. */
export function mount(element, { props }) {
  usePalette(props.palette);
  return new AdminPage(element);
}
