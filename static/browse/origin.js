// The origin card: all that led to an entry, as far as it is kept. It is asked for when it is opened.

import { getJson } from "../page/api.js";
import { h } from "../page/element.js";

const PROVEN = "This is what was sent, to the letter: the reply is kept under its hash.";
const UNPROVEN = "This was put together again from what is kept, and is not what was sent to the letter: a prompt, a setting or "
  + "the teacher's name has changed since.";

export class OriginCard {
  #asked = false;

  constructor(path) {
    this.path = path;
    this.body = h("div", { class: "origin-body" });
    this.node = h("details", { class: "admin-more origin-card" }, h("summary", {}, "Origin"), this.body);
    this.node.addEventListener("toggle", () => this.node.open && this.#ask());
  }

  toggle() {
    this.node.open = !this.node.open;
  }

  async #ask() {
    if (this.#asked) return;
    this.#asked = true;
    this.body.replaceChildren(h("p", { class: "quiet" }, "Loading …"));
    try {
      this.body.replaceChildren(...parts(await getJson(this.path)).filter(Boolean));
    } catch (error) {
      this.#asked = false;
      this.body.replaceChildren(h("p", { class: "notice error", role: "alert" }, error.message));
    }
  }
}

function parts({ entry, verbalization, sent, reply, missing }) {
  return [
    part("What is known of it", facts({ id: entry.candidate.id, picture: entry.path, split: entry.split, ...entry.candidate.origin })),
    verbalization ? part("The picture in words", words(verbalization)) : null,
    sent ? part("The prompt", [h("p", { class: "quiet" }, sent.proven ? PROVEN : UNPROVEN),
      sent.pictures ? h("p", { class: "quiet" }, "The marked picture went with it.") : null,
      facts({ temperature: sent.temperature, nucleus: sent.nucleus, "max tokens": sent.max_tokens, seed: sent.seed ?? "none" }),
      verbatim(sent.text)]) : null,
    reply ? part("The reply", [facts({ model: reply.model, ended: reply.finish || "not said",
      tokens: `${reply.prompt_tokens} read, ${reply.reply_tokens} written` }), verbatim(reply.text)]) : null,
    missing.length ? part("What is not kept", missing.map((sentence) => h("p", {}, sentence))) : null,
  ];
}

const part = (title, inside) => h("section", { class: "origin-part" }, h("h5", {}, title), [inside].flat());

const verbatim = (text) => h("pre", { class: "origin-text", dir: "auto", tabindex: "0" }, text);

function facts(known) {
  return h("dl", { class: "origin-facts" }, Object.entries(known).map(([name, value]) =>
    h("div", {}, h("dt", {}, name), h("dd", { dir: "auto" }, String(value)))));
}

function words({ labels, narratives, exchanges, picture, origin }) {
  return [
    ...labels.map(({ vocabulary, tags }) => line(vocabulary, tags.map(([label, score]) => `${label} ${score.toFixed(2)}`).join(", "))),
    list("Narratives", narratives),
    list("Regions", picture.regions.map(({ id, label, description }) => `[${id}] ${label}: ${description}`)),
    list("Questions and answers", exchanges.map(({ question, answer }) => `${question} ${answer}`)),
    facts(origin),
  ].filter(Boolean);
}

const line = (name, text) => h("p", { dir: "auto" }, h("span", { class: "quiet" }, `${name}: `), text);

function list(name, items) {
  if (items.length === 0) return null;
  return h("div", {}, h("p", { class: "quiet" }, name), h("ul", { class: "origin-list" }, items.map((item) => h("li", { dir: "auto" }, item))));
}
