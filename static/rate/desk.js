// What lies before an annotator: the picture, how far they are, what is to be judged, and what to do with it.
//
// What is to be judged is a view that the page brings: the cards of rating (cards.js), the pair of comparing.

import { h, icon, iconButton, set } from "../page/element.js";
import { clock } from "./lease.js";
import { Picture } from "./picture.js";

const REVISING = "This is what you submitted last. Submit it again to replace that, or leave it as it was.";
const OVER = "The time for this screen is over, and somebody else may be asked about it. What you submit is kept all the "
  + "same, but it may not be counted.";
const PRACTICE = "This is practice. After you submit it you see what we would have said, and why.";

export class Desk {
  /** `acts` are what the buttons do; the same functions hang on keys (page.js). `kind` is what the page is about. */
  constructor(acts, { longestComment, kind }) {
    Object.assign(this, { acts, longestComment, kind });
    this.picture = new Picture();
    this.view = kind.view((sentence) => this.say(sentence));
    this.notice = h("p", { class: "notice", hidden: true });
    this.node = h("div", { class: `rate-columns for-${kind.name}` },
      h("div", { class: "picture-column" }, this.picture.node),
      h("section", { class: "rate-column", "aria-label": kind.words.column },
        this.#head(), this.notice, this.view.node, this.#comment(), this.#foot()));
  }

  #head() {
    this.title = h("h2", { class: "rate-title" });
    this.figure = h("span", { class: "rate-figure" });
    this.bar = h("span", { class: "share-filled" });
    this.progress = h("div", { class: "share-bar", role: "progressbar", "aria-label": "Screens done", "aria-valuemin": 0 },
      this.bar);
    this.saved = h("span", { class: "rate-saved", role: "status" });
    return h("div", { class: "rate-head" },
      h("div", { class: "rate-line" }, this.title, this.saved, this.figure), this.progress, this.#tools());
  }

  #tools() {
    const { acts } = this;
    this.undo = iconButton("undo", "Undo (Z)", acts.undo);
    this.flag = iconButton("flag", "Flag this screen (F)", acts.flag, { "aria-pressed": "false" });
    this.talk = iconButton("comment", "Comment (C)", acts.comment, {
      "aria-expanded": "false", "aria-controls": "rate-comment",
    });
    this.skip = iconButton("skip", "Skip this screen (S)", acts.skip);
    this.back = iconButton("back", "Back to the screen before (P)", acts.previous);
    return h("div", { class: "rate-tools", role: "toolbar", "aria-label": this.kind.words.tools },
      h("div", { class: "tool-group" }, this.back, this.undo, this.skip),
      h("div", { class: "tool-group" }, this.flag, this.talk),
      h("div", { class: "tool-group tools-end" },
        iconButton("book", "Guidelines (G)", acts.guidelines), iconButton("help", "Keys (?)", acts.keys)));
  }

  #comment() {
    this.words = h("textarea", {
      class: "text-field rate-field", rows: 2, maxlength: this.longestComment, id: "rate-comment-field", dir: "auto",
      oninput: ({ target }) => this.acts.write(target.value),
      onkeydown: (event) => event.key === "Escape" && !event.isComposing && this.#leaveComment(),
    });
    this.commentBox = h("div", { class: "rate-comment", id: "rate-comment", hidden: true },
      h("label", { class: "quiet", for: "rate-comment-field" }, "Comment on this screen"), this.words);
    return this.commentBox;
  }

  #foot() {
    this.count = h("span", { class: "rate-count" });
    this.remark = h("p", { class: "rate-remark", role: "status" });
    this.alarm = h("p", { class: "rate-alarm", role: "alert" });
    this.without = h("button", { type: "button", class: "plain-button", hidden: true, onclick: this.acts.goOn },
      "Leave as it was");
    this.time = h("span", { class: "countdown-time" });
    this.countdown = h("span", {
      class: "countdown", role: "timer", "aria-label": "Time left for this screen",
      title: "Time left for this screen; it is renewed while you work",
    }, icon("clock"), this.time);
    this.button = h("button", { type: "button", class: "main-button", id: "rate-submit", onclick: this.acts.submit });
    return h("div", { class: "rate-foot" }, this.alarm,
      h("div", { class: "rate-foot-line" }, h("div", { class: "rate-said" }, this.count, this.remark),
        this.countdown, this.without, this.button));
  }

  /** Name the round; where there are several, another one can be chosen. */
  name(round, rounds) {
    if (rounds.length === 1) return void (this.title.textContent = round.name);
    const menu = h("select", { class: "rate-rounds", "aria-label": "Round", onchange: ({ target }) => {
      location.search = new URLSearchParams({ round: target.value });
    } }, rounds.map(({ id, name }) => h("option", { value: id, selected: id === round.id }, name)));
    this.title.replaceChildren(menu);
    return undefined;
  }

  // -- a screen

  show(screen, entries, { revises }) {
    this.revises = revises;
    this.entries = entries;
    this.picture.show(screen.image, screen.regions);
    this.view.show(screen, entries);
    this.#progress(screen.progress);
    this.fail("");
    this.say("");
    this.tick(false);
    this.standing = revises ? REVISING : screen.qualification ? PRACTICE : "";
    this.tell(this.standing);
    this.explained = false;
    set(this.countdown, { hidden: revises });
    this.skip.disabled = revises;
    this.without.hidden = !revises;
    this.refresh();
  }

  #progress({ done, left }) {
    const all = done + left;
    this.figure.textContent = `${done} of ${all}`;
    this.bar.style.width = `${all ? (100 * done) / all : 0}%`;
    set(this.progress, { "aria-valuenow": done, "aria-valuemax": all, "aria-valuetext": this.figure.textContent });
  }

  refresh() {
    const { entries } = this;
    const all = entries.places.length;
    this.view.refresh();
    this.undo.disabled = !entries.canUndo;
    set(this.flag, { "aria-pressed": String(entries.flagged) });
    if (this.words.value !== entries.comment) this.words.value = entries.comment;
    this.#showComment(entries.comment !== "" || document.activeElement === this.words);
    this.count.textContent = `${all - entries.missing.length} of ${all} ${this.kind.words.done}`;
    this.button.classList.toggle("not-yet", !entries.isComplete);
    this.button.textContent = this.revises ? "Submit again" : "Submit";
  }

  /** Qualification: show what was expected; the button goes on. */
  explain(feedback) {
    this.explained = true;
    this.lease(null);
    this.say("");
    this.view.explain(feedback);
    this.tell("Compare what you said with what we would have said. Enter goes on.");
    this.button.textContent = "Continue";
    this.button.focus({ preventScroll: true });
    window.scrollTo({ top: 0 });
    for (const one of [this.undo, this.flag, this.talk, this.skip, this.back]) one.disabled = true;
  }

  ready() {
    for (const one of [this.flag, this.talk, this.back]) one.disabled = false;
  }

  // -- what is said

  /** A word about what just happened; polite, in sight and aloud. */
  say(sentence) {
    this.remark.textContent = sentence;
  }

  /** What holds for the whole screen. */
  tell(sentence, { alarm = false } = {}) {
    this.notice.hidden = !sentence;
    this.notice.textContent = sentence;
    set(this.notice, { role: alarm ? "alert" : "note" });
  }

  /** The lease ran out, or there is time again after all. */
  overdue(on) {
    this.tell(on ? OVER : this.standing, { alarm: on });
  }

  fail(sentence) {
    this.alarm.textContent = sentence;
    if (sentence) this.say("");
  }

  tick(on) {
    this.saved.replaceChildren(...(on ? [icon("check"), "Saved"] : []));
  }

  lease(seconds, { short = false } = {}) {
    set(this.countdown, { hidden: seconds === null });
    this.time.textContent = seconds === null ? "" : clock(seconds);
    this.countdown.classList.toggle("short", short);
  }

  busy(on) {
    set(this.node, { "aria-busy": on ? "true" : null });
    this.button.classList.toggle("sending", on);
  }

  // -- the comment

  openComment() {
    this.#showComment(true);
    this.words.focus();
    this.commentBox.scrollIntoView({ block: "nearest", behavior: "smooth" });
  }

  #leaveComment() {
    this.words.blur();
    this.refresh();
    this.talk.focus({ preventScroll: true });
  }

  #showComment(on) {
    this.commentBox.hidden = !on;
    set(this.talk, { "aria-expanded": String(on) });
  }
}
