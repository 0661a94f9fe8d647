// The mean rating of one part of the texts beside another: filtered or not, by teacher, prompt or type of question.

import { getJson } from "../page/api.js";
import { h } from "../page/element.js";
import { drawn, parts, percent } from "./figures.js";
import { Section } from "./section.js";
import { table } from "./table.js";
import { counted, criterion } from "./words.js";

const WHY = "The mean goes from 1 (reject) over 2 (maybe) to 3 (accept). The bar shows the shares of accept, maybe and reject.";
const SLICES = [["question_type", "Type of question"], ["teacher", "Teacher"], ["prompt", "Prompt"], ["score", "Score"]];

class Ratings {
  constructor(address) {
    Object.assign(this, { address, rows: h("div", { class: "admin-body", "aria-live": "polite" }) });
    const again = () => this.#load();
    this.by = h("select", { onchange: again }, SLICES.map(([value, words]) => h("option", { value }, words)));
    this.score = h("input", { type: "text", value: "critic", maxlength: 200, onchange: again });
    this.cut = h("input", { type: "number", value: "0.8", step: "0.05", onchange: again });
    this.uniform = h("input", { type: "checkbox", onchange: again });
    this.scored = h("span", { class: "admin-fields", hidden: true },
      h("label", {}, "Score", this.score), h("label", {}, "kept from", this.cut));
    this.section = new Section("Ratings by slice", { path: this.#path(), why: WHY, show: (found) => {
      this.rows.replaceChildren(ratingTable(found));
      return [this.#choices(), this.rows];
    } });
  }

  #choices() {
    return h("div", { class: "admin-fields" }, h("label", {}, "Slice by", this.by), this.scored,
      h("label", {}, this.uniform, "random slice of the queue only"));
  }

  #path() {
    const { by, score, cut, uniform } = this;
    const asked = { by: by.value, uniform: uniform.checked };
    if (by.value === "score") Object.assign(asked, { score: score.value, threshold: cut.value || "0" });
    return `${this.address}/ratings?${new URLSearchParams(asked)}`;
  }

  async #load() {
    this.scored.hidden = this.by.value !== "score";
    const path = this.#path();
    const shown = await getJson(path).then(ratingTable, ({ message }) => h("p", { class: "notice error", role: "alert" }, message));
    if (path === this.#path()) this.rows.replaceChildren(shown);
  }
}

function ratingTable(found) {
  const slices = [...new Set(found.map(({ slice }) => slice))];
  const columns = ["Slice", ...["qa", "rationale"].flatMap((name) => [criterion(name), "Accept, maybe, reject"]), "Texts"];
  return table("Mean ratings", columns, slices.map((name) => line(name, found.filter(({ slice }) => slice === name))),
    { quiet: true, empty: "No verdict counts yet in such a slice." });
}

function line(name, own) {
  const { candidates, pictures } = own[0];
  return [name, ...["qa", "rationale"].flatMap((wanted) => said(own.find((each) => each.criterion === wanted))),
    `${candidates} of ${counted(pictures, "picture")}`];
}

function said({ mean, shares } = { shares: {} }) {
  const each = ["accept", "maybe", "reject"].map((verdict) => [verdict, shares[verdict]?.value ?? 0]);
  return [drawn(mean, { from: 1, to: 3, at: 2 }),
    h("span", { class: "admin-figure" }, h("span", {}, each.map(([, share]) => percent(share)).join(", ")), parts(each))];
}

export const ratingsSection = (address) => new Ratings(address).section;
