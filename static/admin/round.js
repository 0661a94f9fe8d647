// One round: how far it is, what came of it, and what can be done with it.

import { own } from "../page/addresses.js";
import { postJson } from "../page/api.js";
import { h, icon } from "../page/element.js";
import { acceptanceSection } from "./acceptance.js";
import { agreementSection } from "./agreement.js";
import { annotatorSection } from "./annotators.js";
import { comparisonSection } from "./comparison.js";
import { disagreementSection } from "./disagreements.js";
import { ratingsSection } from "./ratings.js";
import { remarkSection } from "./remarks.js";
import { progressBar, stateOf } from "./rounds.js";

export class RoundView {
  #gone = false;

  /** `leave` leads back to all rounds. */
  constructor(state, { leave }) {
    Object.assign(this, { address: `/api/admin/rounds/${encodeURIComponent(state.round.id)}`, leave });
    this.head = h("div", { class: "admin-head" });
    this.#show(state);
    const rates = state.round.kind === "rate";
    const people = annotatorSection(this.address, { rates, changed: () => this.load() });
    const results = rates
      ? [disagreementSection, agreementSection, acceptanceSection, ratingsSection]
      : [comparisonSection, agreementSection];
    this.sections = [...results.map((make) => make(this.address)), people, remarkSection(this.address)];
    this.node = h("div", { class: "admin-round" }, this.head, this.sections.map(({ node }) => node));
  }

  /** One after the other: reports take the server's time, and an admin's next click must not wait in line. */
  async load() {
    for (const section of this.sections) {
      if (this.#gone) return;
      await section.load();
    }
  }

  dispose() {
    this.#gone = true;
  }

  #show(state) {
    const { round, progress } = state;
    this.title = h("h2", { tabindex: "-1" }, round.name);
    this.alarm = h("p", { class: "rate-alarm", role: "alert" });
    this.switch = h("button", { type: "button", class: "plain-button", onclick: () => this.#turn(round.open) },
      round.open ? "Close the round" : round.filling ? "Open it as it is" : "Reopen the round");
    this.head.replaceChildren(
      h("a", { class: "quiet-button admin-back", href: "?", onclick: (event) => this.leave(event) }, icon("back"), "All rounds"),
      h("div", { class: "admin-title" }, this.title, stateOf(round),
        h("div", { class: "admin-fields" }, this.switch, exportLink(this.address, "jsonl", "Export"),
          exportLink(this.address, "csv", "Export as CSV"))),
      this.alarm, tiles(round, progress));
  }

  async #turn(isOpen) {
    this.switch.disabled = true;
    try {
      this.#show(await postJson(`${this.address}/${isOpen ? "close" : "reopen"}`));
      this.switch.focus();
    } catch (error) {
      this.alarm.textContent = error.message;
      this.switch.disabled = false;
    }
  }
}

const exportLink = (address, format, words) =>
  h("a", { class: "plain-button", href: own(`${address}/export?format=${format}`), download: "" }, icon("download"), words);

function tiles({ settings }, progress) {
  const facts = [
    ["Judged", `${progress.done} of ${progress.slots}`, progressBar(progress)],
    ["At hand just now", progress.leased], ["Items", progress.items], ["Annotators for each", settings.overlap],
    ["Annotators", progress.annotators.length], ["Surplus", progress.surplus], ["Flagged", progress.flagged],
    ["Skipped", progress.skipped],
  ];
  return h("dl", { class: "admin-tiles" }, facts.map(([name, value, more]) =>
    h("div", {}, h("dt", {}, name), h("dd", {}, String(value), more ?? null))));
}
