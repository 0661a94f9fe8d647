// One card: skills in both manners, controls, calibration, waiting, what a corpus supervises, failures.

import { folded, table } from "../admin/table.js";
import { own } from "../page/addresses.js";
import { h } from "../page/element.js";
import { failuresList } from "./failures.js";
import { cell, points, seconds, short } from "./figures.js";

const MANNERS = ["contrastive", "generative"];

/** Make the nodes of a card; `name` is the one in its address. */
export function cardNodes(name, card) {
  return [
    h("p", { class: "quiet skills-about" }, about(card)),
    h("p", {}, h("a", { href: own(`/api/skills/cards/${encodeURIComponent(name)}/page`), download: `skills-${name}.html` }, "Keep as one page")),
    part("Skills", ways(card), skills(card)),
    part("Controls", "A grey picture with the regions; the picture without them; and two regions with exchanged boxes, so that "
      + "another choice is right: who looks where it is pointed follows, who goes by the words keeps what was right before.",
    ...MANNERS.filter((manner) => card.scored_by[manner]).map((manner) => controls(card, manner))),
    part("Calibration and waiting", `On ${card.machine}.`, certainty(card)),
    card.corpus ? part(`What ${card.corpus.name} supervises`, `${card.corpus.qars} QARs; one may supervise several skills.`, supervised(card)) : null,
    card.further.length ? part("On files of yours", "", further(card)) : null,
    part(`${card.failures.length} failures`, "Drawn by lot from all that was wrong, skill by skill, no two of one picture.", failuresList(card.failures)),
    folded("What these figures hang on", origin(card)),
  ].filter(Boolean);
}

function part(title, words, ...nodes) {
  return h("section", { class: "admin-section" }, h("h3", {}, title), words ? h("p", { class: "quiet" }, words) : null, nodes);
}

function about({ kind, split, seed, made }) {
  const scenes = split === "heldout" ? "drawn scenes with combinations held out from all training" : "unseen drawn scenes";
  return `A ${kind}, asked about ${scenes} (seed ${seed}) on ${made.slice(0, 10)}. What is right is known exactly from the `
    + "scene graph; figures hold in the drawn world and say nothing about photographs. In percent, with 95 % intervals over pictures.";
}

function ways({ scored_by: by, rows }) {
  const said = MANNERS.map((manner) => `${manner}: ${by[manner] ? `by ${by[manner]}` : rows[0][manner].right.why}`);
  return `${said.join("; ")}. The mark on a line is chance.`;
}

function skills({ rows }) {
  return table("Skills", ["Skill", "Asks", "Items", "Chance", "Contrastive", "Generative"], rows.map((row) => [
    row.skill, row.asks, String(row.n), points(row.chance),
    cell(row.contrastive.right, row.chance), cell(row.generative.right, row.chance)]), { quiet: true });
}

function controls({ rows }, manner) {
  const columns = ["Skill", "Chance", "As it is", "Grey picture", "No regions", "Exchanged", "Chance then", "Follows", "Keeps"];
  const lines = rows.map((row) => {
    const { right, grey, no_regions: none, swapped, kept } = row[manner];
    return [row.skill, points(row.chance), short(right), short(grey), short(none),
      swapped.value === null ? h("span", { class: "quiet" }, swapped.why) : String(swapped.n),
      points(swapped.chance), short(swapped), short(kept)];
  });
  return table(`${manner[0].toUpperCase()}${manner.slice(1)}`, columns, lines);
}

function certainty({ calibration, latency }) {
  const columns = ["Manner", "States", "Is right", "Expected error", "Median", "95 % within"];
  return table("Calibration and waiting", columns, MANNERS.map((manner) => {
    const told = calibration[manner];
    const waited = latency[manner];
    const share = (value) => (value === null ? h("span", { title: told.why, class: "quiet" }, "–") : `${(100 * value).toFixed(1)} %`);
    return [manner, share(told.stated), share(told.right), share(told.ece), seconds(waited.p50), seconds(waited.p95)];
  }), { quiet: true });
}

function supervised({ corpus, rows }) {
  const by = Object.fromEntries(rows.map((row) => [row.skill, row]));
  const lines = corpus.skills.filter(({ skill }) => by[skill]).map(({ skill, count, share, told_by: told }) => [
    skill, String(count), `${(100 * share).toFixed(1)} %`, told, short(by[skill].contrastive.right), short(by[skill].generative.right)]);
  return table("Skills that the corpus supervises, and that the model has", ["Skill", "QARs", "Share", "Told by", "Contrastive", "Generative"], lines, { quiet: true });
}

function further({ further: figures }) {
  return table("Further figures", ["Benchmark", "Task", "Model", "By", "Chance", "Value", "Items"], figures.map((each) => [
    each.benchmark, each.task, each.model, each.scored_by, points(each.chance),
    each.interval ? `${points(each.value)} (${points(each.interval[0])} to ${points(each.interval[1])})` : points(each.value),
    String(each.n)]), { quiet: true });
}

function origin({ source, items, checkpoint, settings, versions, made, seconds: took }) {
  const said = (values) => Object.entries(values).map(([name, value]) => `${name} ${value}`).join(", ");
  const facts = { Items: source, "Their sha256": items, Model: [checkpoint.model, checkpoint.sha256, checkpoint.endpoint].filter(Boolean).join(", "),
    Settings: said(settings), Versions: said(versions), Made: `${made}, in ${Math.round(took)} s` };
  return h("dl", { class: "skills-facts" }, Object.entries(facts).map(([name, value]) => [h("dt", {}, name), h("dd", {}, value)]).flat());
}
