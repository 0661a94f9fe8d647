// The critics of this data folder: which is in use, what each is worth on held-out labels, and the training of a new one.

import { postJson } from "../page/api.js";
import { h } from "../page/element.js";
import { CriticJob } from "./critic_job.js";
import { day, drawn, percent, plain } from "./figures.js";
import { Section } from "./section.js";
import { folded, table } from "./table.js";
import { counted, criterion } from "./words.js";

const PATH = "/api/admin/critics";
const SHIPPED = "embedded:critic";
const WHY = "A critic learns from what people accepted and rejected, and says of any text how likely they are to accept it. "
  + "The one in use scores a corpus and puts first what is worth rating next, where no other critic is named.";
const NOTHING = "Ratings come first: a critic learns from rounds of rating, and there is none yet.";

export class CriticsView {
  /** `states` are all rounds; those of rating have labels. */
  constructor(states) {
    this.rounds = states.map(({ round }) => round).filter(({ kind }) => kind === "rate");
    this.alarm = h("p", { class: "rate-alarm", role: "alert" });
    this.job = new CriticJob(PATH, { ended: () => this.section.load() });
    this.section = new Section("Critic", { path: PATH, why: WHY, show: (state) => this.#show(state) });
    this.node = this.section.node;
  }

  load() {
    return this.section.load();
  }

  dispose() {
    this.job.dispose();
  }

  #show({ in_use: used, critics, job }) {
    this.alarm.textContent = "";
    this.job.show(job);
    return [inUse(used), this.#form(job), this.alarm, this.job.node, this.#table(critics, used),
      ...critics.filter(({ report }) => report).map(details)];
  }

  #form(job) {
    if (this.rounds.length === 0) return h("p", { class: "quiet" }, NOTHING);
    const rounds = h("select", {}, h("option", { value: "" }, "all rounds of rating"),
      this.rounds.map(({ id, name }) => h("option", { value: id }, name)));
    const preset = h("select", {}, h("option", { value: "" }, "as usual"),
      h("option", { value: "smoke" }, "a few steps, to try it"));
    const begin = h("button", { type: "button", class: "plain-button", disabled: this.job.isAtWork(job), onclick: () =>
      this.#act(begin, "train", { rounds: rounds.value ? [rounds.value] : [], preset: preset.value || null }) }, "Retrain critic");
    return h("div", { class: "admin-fields" },
      h("label", {}, "Labels of", rounds), h("label", {}, "Training", preset), begin);
  }

  #table(critics, used) {
    const columns = ["Critic", "Learned from", "AUC", "The one before", "F1", "Calibration error", "Use"];
    return table("Critics, on labels of pictures that none of them learned from", columns,
      [...critics.map((each) => this.#row(each, used)), this.#shipped(used)]);
  }

  #row({ critic, report }, used) {
    if (!report) return [critic, "came from elsewhere", "–", "–", "–", "–", this.#choice(critic, used)];
    const { new: own, old } = report.compared;
    return [critic, h("span", { class: "admin-lines" },
      h("span", {}, `${report.learned.labels} labels, ${counted(report.learned.pictures, "picture")}`),
      h("span", { class: "quiet" }, `from ${report.began_with}`)),
    auc(own), old ? h("span", { class: "admin-lines" }, auc(old), h("span", { class: "quiet" }, old.critic)) : "–",
    percent(own.figures.weighted.f1), percent(own.figures.ece), this.#choice(critic, used)];
  }

  #shipped(used) {
    return [SHIPPED, "ships with Deixis", "–", "–", "–", "–", this.#choice(SHIPPED, used)];
  }

  #choice(critic, used) {
    if (critic === used.critic) return h("span", { class: "said accept" }, "in use");
    const use = h("button", { type: "button", class: "plain-button", "aria-label": `Use ${critic}`, onclick: () =>
      this.#act(use, "use", { critic }) }, "Use");
    return use;
  }

  async #act(button, what, body) {
    button.disabled = true;
    try {
      await postJson(`${PATH}/${what}`, body);
      await this.section.load();
    } catch (error) {
      button.disabled = false;
      this.alarm.textContent = error.message;
    }
  }
}

function inUse({ critic, actor, at }) {
  const since = at ? `since ${day(at)}, chosen by ${actor}` : "it ships with Deixis";
  return h("p", { class: "admin-lead" }, "In use: ", critic, h("span", { class: "quiet" }, ` · ${since}`));
}

const auc = ({ figures }) => drawn({ value: figures.auc, low: figures.auc_between?.[0], high: figures.auc_between?.[1] },
  { from: 0.5, to: 1 });

/** What a card says, folded away: the verdict, the labels, and how much each threshold keeps. */
function details({ critic, report, verdict }) {
  const { compared, labels, held_out: held } = report;
  return folded(`More of ${critic}`, h("p", {}, verdict), h("p", { class: "quiet" }, told(labels),
    ` Held out: ${held.labels} labels of ${counted(held.pictures, "picture")}.`), sweep(compared.new.figures.sweep));
}

function told({ source, raters, rule, agreement }) {
  const people = raters === null ? "" : ` by ${counted(raters, "person", "people")}`;
  const alphas = Object.entries(agreement).map(([name, { alpha }]) => `${criterion(name).toLowerCase()} ${plain(alpha)}`);
  return `From ${source}${people}, by the rule ${rule}.${alphas.length ? ` Agreement (alpha): ${alphas.join(", ")}.` : ""}`;
}

const sweep = (rows) => table("By threshold", ["Score from", "Kept", "Accepted of these", "Of all accepted"],
  rows.map(({ threshold, share, accepted, between, recall }) => [plain(threshold), percent(share),
    drawn({ value: accepted, low: between?.[0], high: between?.[1] }, { format: percent }), percent(recall)]));
