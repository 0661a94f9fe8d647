// The conversation about the picture: newest turn first, right below the question field.
//
// Its value is {conversation, image, turns, notice, busy}; turns are the records of models/records.py as JSON. Python
// streams new values while an answer grows; opening and deleting go through the JSON API and change the value here.

import { usePalette } from "../canvas/colours.js";
import { own } from "../page/addresses.js";
import { pictureUrl, remove } from "../page/api.js";
import { h, icon } from "../page/element.js";
import { hear, tell } from "../page/events.js";
import { TurnView, spoken } from "./turn.js";
import { Watchdog } from "./watchdog.js";

const EMPTY = { conversation: null, image: null, turns: [], notice: null, busy: false };

class Conversation {
  #turns = new Map();
  #wasBusy = false;
  #coming = null; // the answer that is being scrolled to, until the person scrolls by themselves

  constructor(element, { props, watch }) {
    this.props = props;
    this.notice = h("div", { class: "notice", role: "alert", hidden: true });
    this.count = h("h2", { class: "conversation-title" }, "Conversation");
    this.exportLink = h("a", { class: "turn-action", download: "conversation.jsonl" },
      icon("download"), h("span", {}, "JSON lines"));
    this.newButton = h("button", { type: "button", class: "turn-action", onclick: () => this.#startAnew() },
      icon("plus"), h("span", {}, "New conversation"));
    this.head = h("div", { class: "conversation-head", hidden: true }, this.count, this.newButton, this.exportLink);
    this.list = h("div", { class: "turns" });
    this.empty = h("p", { class: "conversation-empty" }, "Answers appear here, newest first.");
    this.spoken = h("div", { class: "visually-hidden", role: "status", "aria-live": "polite" });
    element.replaceChildren(h("section", { class: "conversation", "aria-label": "Conversation" },
      this.notice, this.head, this.empty, this.list, this.spoken));
    this.watchdog = new Watchdog((sentence) => this.#failed(sentence));
    watch("value", () => this.#show(true));
    hear("picture", () => this.#set(EMPTY));
    hear("open-conversation", ({ conversation }) => this.#open(conversation));
    hear("conversation-deleted", ({ conversation }) => this.#deleted(conversation));
    hear("sending", () => this.#sending());
    hear("failed", ({ sentence }) => this.#failed(sentence));
    for (const moved of ["wheel", "touchmove"]) addEventListener(moved, () => (this.#coming = null), { passive: true });
    this.#show(false);
  }

  get #value() {
    return { ...EMPTY, ...this.props.value };
  }

  #set(value) {
    this.props.value = value;
    this.#show(false);
  }

  #sending() {
    this.#set({ ...this.#value, notice: null, busy: true });
  }

  #failed(sentence) {
    this.#set({ ...this.#value, notice: { kind: "error", text: sentence }, busy: false });
  }

  #show(fromServer) {
    const { conversation, image, turns, notice, busy } = this.#value;
    this.#showNotice(notice);
    this.#showTurns(turns, conversation, busy);
    this.empty.hidden = turns.length > 0;
    this.head.hidden = turns.length === 0;
    this.newButton.disabled = busy; // the answer that is being written would bring the old one back
    this.count.textContent = turns.length > 1 ? `${turns.length} questions` : "Conversation";
    if (conversation) this.exportLink.href = own(`/api/conversations/${encodeURIComponent(conversation)}/export.jsonl`);
    document.documentElement.dataset.busy = String(busy);
    this.watchdog.watch(busy);
    if (this.#wasBusy && !busy && turns.length) this.#speak(turns.at(-1));
    tell("turns", { conversation, image, turns, fresh: fromServer && (busy || this.#wasBusy) });
    this.#wasBusy = busy;
  }

  #showNotice(notice) {
    this.notice.hidden = !notice;
    const text = notice?.text ?? "";
    if (this.notice.textContent !== text) this.notice.textContent = text;
    this.notice.classList.toggle("error", notice?.kind === "error");
  }

  #showTurns(turns, conversation, busy) {
    const gone = new Set(this.#turns.keys());
    turns.forEach((turn, at) => {
      gone.delete(turn.id);
      let view = this.#turns.get(turn.id);
      if (!view) {
        view = new TurnView(turn, { conversation, away: () => this.#delete(turn.id) });
        this.#turns.set(turn.id, view);
        this.list.prepend(view.node);
        if (busy || this.#wasBusy) this.#bringIntoSight(view.node);
      } else if (this.#wasBusy && !busy && at === turns.length - 1) {
        this.#keepInSight(view.node);
      }
      view.show(turn, { busy: busy && at === turns.length - 1 });
    });
    for (const id of gone) this.#turns.get(id).dispose();
    for (const id of gone) this.#turns.delete(id);
  }

  /** Where the columns stand below each other, a new answer would come out of sight; it may come whole at once. */
  #bringIntoSight(node) {
    requestAnimationFrame(() => {
      if (node.getBoundingClientRect().top > innerHeight * 0.75) this.#scrollTo(node);
      else this.#keepInSight(node);
    });
  }

  /**
   * It has grown since; who has scrolled away meanwhile is left alone. A scroll that is still under way ends where the
   * page ended when it began, so it begins again.
   */
  #keepInSight(node) {
    requestAnimationFrame(() => {
      const { top, bottom } = node.getBoundingClientRect();
      if (this.#coming === node && bottom > innerHeight) this.#scrollTo(node);
      else if (top < innerHeight && bottom > innerHeight) node.scrollIntoView({ block: "nearest" });
    });
  }

  #scrollTo(node) {
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.#coming = node;
    node.scrollIntoView({ block: "start", behavior: calm ? "auto" : "smooth" });
  }

  /** Screen readers hear an answer once, when it is whole. */
  #speak(turn) {
    this.spoken.textContent = spoken(turn);
  }

  async #delete(id) {
    const { conversation, turns } = this.#value;
    try {
      await remove(`/api/conversations/${encodeURIComponent(conversation)}/turns/${encodeURIComponent(id)}`);
      const left = turns.filter((turn) => turn.id !== id);
      if (!left.length) return this.#deleted(conversation); // a conversation goes with its last question
      this.#set({ ...this.#value, turns: left, notice: null });
    } catch (error) {
      this.#failed(error.message);
    }
    return undefined;
  }

  #deleted(conversation) {
    if (conversation !== this.#value.conversation) return;
    this.#set(EMPTY);
    tell("deleted");
  }

  #open({ id, image, turns }) {
    const shown = { id: image.id, width: image.width, height: image.height, url: pictureUrl(image.id) };
    const last = turns.at(-1)?.question.regions ?? [];
    const used = turns.flatMap((turn) => turn.question.regions.map((region) => region.id));
    tell("open", { image: shown, regions: last, nextId: Math.max(0, ...used.map((one) => one + 1)), conversation: id });
    this.#set({ ...EMPTY, conversation: id, image: shown, turns });
  }

  /** The same picture and regions, a fresh page of questions; the old one stays among the past conversations. */
  #startAnew() {
    const { image } = this.#value;
    this.#set({ ...EMPTY });
    if (image) tell("anew", { image });
  }
}

/** Make the conversation inside a Gradio component's element. */
export function mount(element, { props, watch }) {
  usePalette(props.palette);
  return new Conversation(element, { props, watch });
}
