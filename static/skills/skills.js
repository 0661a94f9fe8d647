// The Skills page: what students, teachers and critics can do, card by card. The address says which card is shown.

import { usePalette } from "../canvas/colours.js";
import { getJson } from "../page/api.js";
import { h, withCode } from "../page/element.js";
import { follow } from "../page/links.js";
import { cardNodes } from "./card.js";
import { cardsTable } from "./list.js";

const LEAD = "What each model can do, skill by skill, beside chance: how often it chooses the right answer (contrastive) and "
  + "gives one (generative), in percent, means over the skills. `deixis evaluate card --model NAME` adds a card.";
const NONE = "There is no skill card yet. `deixis evaluate card --model embedded` makes one.";

class SkillsPage {
  constructor(element) {
    this.place = h("div", { class: "admin-page skills-page" });
    element.replaceChildren(this.place);
    window.addEventListener("popstate", () => this.#follow());
    this.#follow();
  }

  async #follow({ focus = false } = {}) {
    const asked = location.search;
    const name = new URLSearchParams(asked).get("card");
    this.place.replaceChildren(h("p", { class: "quiet rate-loading" }, "Loading …"));
    try {
      const reply = await getJson(`/api/skills/cards${name ? `/${encodeURIComponent(name)}` : ""}`);
      if (location.search === asked) this.#show(name, reply, { focus });
    } catch (error) {
      if (location.search === asked) this.#fail(error.message);
    }
  }

  #show(name, reply, { focus }) {
    const title = h("h2", { tabindex: "-1" }, name ? `Skills of ${reply.model}` : "Skills");
    if (name) this.place.replaceChildren(this.#back(), title, ...cardNodes(name, reply));
    else if (reply.length === 0) this.place.replaceChildren(title, h("p", { class: "admin-none" }, withCode(NONE)));
    else this.place.replaceChildren(title, h("p", { class: "quiet" }, withCode(LEAD)),
      cardsTable(reply, (event, address) => this.#go(event, address)));
    if (focus) title.focus({ preventScroll: true });
  }

  #back() {
    return h("p", {}, h("a", { href: location.pathname, onclick: (event) => this.#go(event, location.pathname) }, "All cards"));
  }

  #go(event, address) {
    follow(event, address, () => this.#follow({ focus: true }));
  }

  #fail(sentence) {
    this.place.replaceChildren(this.#back(), h("p", { class: "notice error", role: "alert" }, sentence),
      h("button", { type: "button", class: "plain-button", onclick: () => this.#follow() }, "Try again"));
  }
}

/** Make the Skills page inside a Gradio component's element. */
export function mount(element, { props }) {
  usePalette(props.palette);
  return new SkillsPage(element);
}
