// One answer of a student or a teacher: its words, its reason, and what is known about it.

import { h } from "../page/element.js";
import { ReferenceText } from "./references.js";
import { SendToRating } from "./send_to_rating.js";

const ROLE = { student: "Student", teacher: "Teacher" };

const OTHER_MODELS = [
  ".venv/bin/deixis app --student hf:llava-hf/llava-1.5-7b-hf",
  ".venv/bin/deixis app --student openai:gpt-4.1",
  "OPENAI_BASE_URL=http://127.0.0.1:11434/v1 .venv/bin/deixis app --student openai:qwen2.5vl:7b",
];

function seconds(value) {
  if (value < 1) return `${value.toFixed(2)} s`;
  return value < 10 ? `${value.toFixed(1)} s` : `${Math.round(value)} s`;
}

/** Model, how sure it is, time to the first words and time to the last. */
export function measureOf({ model, seconds: whole, first_words_seconds: first, confidence, complete }) {
  const parts = [model];
  if (complete && Number.isFinite(confidence)) parts.push(`${Math.round(100 * confidence)} % sure`);
  if (complete && whole) parts.push(seconds(whole));
  if (first !== null && first !== undefined) parts.push(`first words ${seconds(first)}`);
  return parts.filter(Boolean).join(" · ");
}

export class AnswerView {
  /** `place` is the {conversation, turn} that the answer belongs to. */
  constructor(role, place) {
    this.role = h("h4", { class: "answer-role", hidden: true }, ROLE[role]);
    this.text = new ReferenceText("p", { class: "answer-text", dir: "auto" });
    this.why = h("span", { class: "why" }, "Why");
    this.reason = new ReferenceText("span", { class: "rationale-text", dir: "auto" });
    this.rationale = h("p", { class: "rationale", hidden: true }, this.why, " ", this.reason.node);
    this.waiting = h("p", { class: "waiting-words" }, "Looking at the picture");
    this.error = h("p", { class: "answer-error", role: "alert", hidden: true });
    this.note = h("p", { class: "answer-note", hidden: true });
    this.others = this.#others();
    this.measure = h("p", { class: "measure" });
    this.send = new SendToRating({ ...place, role });
    this.node = h("section", { class: "answer", "data-role": role, "aria-label": `${ROLE[role]}'s answer` },
      this.role, this.waiting, this.text.node, this.rationale, this.error, this.note, this.others,
      h("div", { class: "answer-foot" }, this.measure, this.send.node));
  }

  /** The way out when the embedded student is asked about a photograph. */
  #others() {
    return h("details", { class: "other-models", hidden: true },
      h("summary", {}, "Ask a model that knows photographs"),
      h("p", {}, "Start Deixis with another student, for example:"),
      h("pre", {}, h("code", {}, OTHER_MODELS.join("\n"))));
  }

  show(answer, regions, { busy, pair }) {
    const streaming = busy && !answer.complete && !answer.error;
    const silent = !answer.text && !answer.rationale && !answer.error;
    this.node.classList.toggle("streaming", streaming);
    this.role.hidden = !pair;
    this.waiting.hidden = !(streaming && silent);
    this.text.show(answer.text, regions);
    this.reason.show(answer.rationale, regions);
    this.rationale.hidden = !answer.rationale;
    this.#remarks(answer, streaming);
    this.measure.textContent = measureOf(answer);
    this.send.show(answer);
  }

  #remarks(answer, streaming) {
    this.error.hidden = !answer.error;
    if (this.error.textContent !== answer.error) this.error.textContent = answer.error;
    const stopped = !answer.complete && !answer.error && !streaming ? "Stopped before the end." : "";
    const note = answer.note || stopped;
    this.note.hidden = !note;
    this.note.textContent = note;
    this.others.hidden = !(answer.complete && answer.settings?.out_of_world);
  }

  dispose() {
    this.text.dispose();
    this.reason.dispose();
  }
}
