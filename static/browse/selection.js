// What is selected, over all pages of a corpus, and the bar that says so and sends it to be rated.

import { postJson } from "../page/api.js";
import { own } from "../page/addresses.js";
import { h } from "../page/element.js";
import { askForRound } from "./rounds.js";
import { entries } from "./words.js";

export class Selection {
  #names = new Set();

  /** `changed` is told when something else than a card changes what is selected; `page` returns the cards in sight;
      `all` returns a promise of the names of all that is found. */
  constructor({ address, most, longestName, changed, page, all }) {
    Object.assign(this, { address, most, longestName, changed, page, all, total: 0 });
    this.figure = h("span", { class: "browse-selected", role: "status" });
    const button = (words, act, kind = "plain-button") => h("button", { type: "button", class: kind, onclick: act }, words);
    this.here = button("Select this page", () => this.#take(this.page()));
    this.every = button("", () => this.#takeAll());
    this.none = button("Clear", () => this.#clear(), "quiet-button");
    this.send = button("Send to rating …", () => this.#send(), "main-button");
    this.said = h("p", { class: "browse-sent", role: "status" });
    this.node = h("section", { class: "browse-bar", "aria-label": "Selection" },
      h("div", { class: "admin-fields" }, this.figure, this.here, this.every, this.none, this.send), this.said);
    this.show();
  }

  has(name) {
    return this.#names.has(name);
  }

  turn(name, on) {
    if (on) this.#names.add(name);
    else this.#names.delete(name);
    this.changed();
    this.show();
  }

  /** Say how much is selected, and of how much. */
  show(total = this.total) {
    this.total = total;
    const { size } = this.#names;
    this.node.classList.toggle("empty", size === 0);
    this.figure.textContent = size ? `${size.toLocaleString("en")} selected` : "Nothing selected";
    this.every.textContent = `Select all ${total.toLocaleString("en")}`;
    this.every.disabled = total === 0 || total > this.most;
    this.every.title = total > this.most ? `At most ${this.most} can be sent at a time; search for fewer.` : "";
    this.none.disabled = size === 0;
    this.send.disabled = size === 0 || size > this.most;
  }

  #take(names) {
    for (const name of names) this.#names.add(name);
    this.changed();
    this.show();
  }

  #clear() {
    this.#names.clear();
    this.changed();
    this.show();
  }

  async #takeAll() {
    this.every.disabled = true;
    try {
      this.#take(await this.all());
    } catch (error) {
      this.#say(error.message, true);
      this.show();
    }
  }

  async #send() {
    const round = await askForRound({ count: entries(this.#names.size), longestName: this.longestName });
    if (!round) return;
    this.send.disabled = true;
    this.#say(`Sending ${entries(this.#names.size)} …`);
    try {
      const { name, sent, screens, left_out: left } = await postJson(`${this.address}/send`, { entries: [...this.#names], round });
      const out = Object.entries(left).map(([reason, count]) => `${count} left out: ${reason}`).join("; ");
      this.#clear();
      this.#say(`${entries(sent)} on ${screens} ${screens === 1 ? "screen" : "screens"} sent into the round “${name}”.${out ? ` ${out}.` : ""}`);
      this.said.append(" ", h("a", { href: own("/rate/") }, "Rate"));
    } catch (error) {
      this.#say(error.message, true);
    }
    this.show();
  }

  #say(words, alarm = false) {
    this.said.textContent = words;
    this.said.classList.toggle("rate-alarm", alarm);
  }
}
