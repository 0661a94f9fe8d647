// A part of the page that is loaded by itself, so that a slow report keeps nobody from the others.

import { getJson } from "../page/api.js";
import { h } from "../page/element.js";

let sections = 0;

export class Section {
  /** `path` is asked for and `show` makes nodes of the reply; `why` explains what is to be seen. */
  constructor(title, { path, show, why = "" }) {
    sections += 1;
    Object.assign(this, { path, show });
    const id = `admin-section-${sections}`;
    this.body = h("div", { class: "admin-body" });
    this.node = h("section", { class: "admin-section", "aria-labelledby": id },
      h("h3", { id }, title), why ? h("p", { class: "quiet" }, why) : null, this.body);
    this.#say(h("p", { class: "quiet" }, "Loading …"));
  }

  #say(...nodes) {
    this.body.replaceChildren(...nodes.flat().filter(Boolean));
  }

  async load() {
    this.node.setAttribute("aria-busy", "true");
    try {
      this.#say(this.show(await getJson(this.path), this));
    } catch (error) {
      this.#say(h("p", { class: "notice error", role: "alert" }, error.message),
        h("button", { type: "button", class: "plain-button", onclick: () => this.load() }, "Try again"));
    } finally {
      this.node.removeAttribute("aria-busy");
    }
  }
}
