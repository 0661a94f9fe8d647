// What each annotator's work is like. None of it is a verdict on a person; who is excluded is shown nothing more and
// counted no longer, and everything they did is kept.

import { postJson } from "../page/api.js";
import { h } from "../page/element.js";
import { day, drawn, duration, percent, shareOf, withInterval } from "./figures.js";
import { Section } from "./section.js";
import { folded, table } from "./table.js";
import { criterion, ENTRIES } from "./words.js";

const WHY = "Few judgements make wide intervals, and whoever agrees least with the others may be the only careful one. Known answers are "
  + "those of hidden screens whose verdicts are certain.";
const FIRST = ["Annotator", "Judged", "Median time"];
const RATED = ["Known answers met", "Agrees with others"];
const LAST = ["Last seen", "Action"];
const VERDICTS = ["accept", "maybe", "reject"];

export function annotatorSection(address, { rates, changed }) {
  return new Section("Annotators", { path: `${address}/annotators`, why: WHY, show: ({ annotators, pay }) => [
    earned(pay),
    table("Work of each annotator", [...FIRST, ...(rates ? RATED : []), ...LAST], annotators.map((each) => line(each, pay, { rates, changed }))),
    rates ? errors(annotators) : null,
  ] });
}

const money = (value, currency) => `${value.toFixed(2)} ${currency}`;

function earned({ per_screen: pay, currency, floor, hourly, below }) {
  if (!pay) return h("p", { class: "quiet" }, "This round pays nothing, so there is no hourly rate.");
  if (hourly === null) return h("p", { class: "admin-lead" }, `${money(pay, currency)} a screen; nobody is timed yet.`);
  const words = `${money(pay, currency)} a screen is ${money(hourly, currency)} an hour, by the median of annotators`;
  if (below) {
    return h("p", { class: "notice error", role: "alert" },
      `${words}. That is below the floor of ${money(floor, currency)}: raise the pay of a screen in the next round.`);
  }
  return h("p", { class: "admin-lead" }, floor ? `${words}; the floor is ${money(floor, currency)}.` : `${words}.`);
}

function line(each, pay, { rates, changed }) {
  const rated = rates ? [gold(each), agrees(each)] : [];
  return [who(each), judgedOf(each), time(each, pay), ...rated, day(each.last_at), action(each, changed)];
}

function who({ annotator, name, entry, excluded }) {
  const about = [name, entry ? ENTRIES[entry] : ""].filter(Boolean).join(", ");
  return lines(annotator, about, excluded ? h("strong", { class: "said reject" }, "excluded") : "");
}

function judgedOf({ done, known, surplus, skipped, flagged }) {
  const more = [[known, "known"], [surplus, "surplus"], [skipped, "skipped"], [flagged, "flagged"]];
  return lines(String(done), more.filter(([count]) => count).map(([count, what]) => `${count} ${what}`).join(", "));
}

function time({ seconds, hourly, below_floor: below }, { currency }) {
  const rate = hourly === null ? "" : `${money(hourly, currency)} an hour`;
  return lines(duration(seconds), below ? h("strong", { class: "admin-warning" }, `${rate}, below the floor`) : rate);
}

function gold({ gold: met, qualification }) {
  const state = !qualification ? "" : qualification.passed ? "passed the" : qualification.left ? "still in" : "did not pass the";
  const practice = state && `${state} qualification, ${qualification.met.part} of ${qualification.met.n}`;
  return lines(met.n ? drawn(shareOf(met), { format: percent, of: met.n }) : "none yet", practice);
}

function agrees({ agreement }) {
  return lines(...Object.entries(agreement).map(([name, figure]) => `${criterion(name)} ${withInterval(figure, percent)}`));
}

/** The first line, and smaller ones below it. */
function lines(first, ...others) {
  return h("span", { class: "admin-lines" }, h("span", {}, first),
    others.filter(Boolean).map((other) => h("span", { class: "quiet" }, other)));
}

function action(each, changed) {
  const { annotator, may_be_excluded: may, excluded } = each;
  if (!may) return "–";
  const remark = h("span", { class: "rate-alarm", role: "alert" });
  const button = h("button", { type: "button", class: "plain-button", "aria-label": `${excluded ? "Include" : "Exclude"} ${annotator}`,
    onclick: async () => {
      button.disabled = true;
      try {
        await postJson(`/api/admin/annotators/${excluded ? "include" : "exclude"}`, { annotator });
        await changed();
      } catch (error) {
        remark.textContent = error.message;
        button.disabled = false;
      }
    } }, excluded ? "Include" : "Exclude");
  return h("span", { class: "admin-lines" }, button, remark);
}

/** How often what is truly one verdict was given each, after Dawid and Skene. */
function errors(annotators) {
  const tables = annotators.flatMap(({ annotator, confusion }) => Object.entries(confusion)
    .filter(([, rows]) => rows.accept)
    .map(([name, rows]) => table(`${annotator}, ${criterion(name).toLowerCase()}: says of what truly is …`,
      ["Truly", ...VERDICTS.map((verdict) => `says ${verdict}`)],
      VERDICTS.map((truth) => [truth, ...VERDICTS.map((said) => withInterval(rows[truth][said], percent))]))));
  if (tables.length === 0) return null;
  return folded("How each of them errs", h("div", { class: "admin-body" },
    h("p", { class: "quiet" }, "After Dawid and Skene: what is truly so is estimated, too, from all who judged the same texts."),
    tables));
}
