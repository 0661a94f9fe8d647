// A page of judging: which round, the next screen, and what becomes of it. The rules are the server's; this is the flow.
//
// What is judged is a matter of its kind (rating.js, compare/comparing.js):
//   name                 that of the rounds
//   words                what is said differently: column, tools, done, missing(n), judged(n), nothing, noRound
//   command              what makes a round to try the page with, for those who may
//   keys                 rows of the list of keys
//   entries(screen)      what can be entered (entries.js)
//   view(say)            what shows it: node, show, refresh, explain, goTo, focusFirst
//   keysOf(view)         what its own keys do

import { own } from "../page/addresses.js";
import { getJson, postJson } from "../page/api.js";
import { h } from "../page/element.js";
import { Autosave } from "./autosave.js";
import { Desk } from "./desk.js";
import { askWhySkip, showGuidelines, showKeys } from "./dialogs.js";
import { failed, finished, nothingOpen } from "./endings.js";
import { listen } from "./keys.js";
import { Lease } from "./lease.js";
import { draftOf, dropDraft, laterOf, readGuidelines } from "./memory.js";
import { deliverUnsent, giveUp, send } from "./sending.js";
import { Stopwatch } from "./stopwatch.js";

const KEPT = "What you entered is kept; submit it again.";
const LATE = "Your last one came after its time was over: it is kept, but it is not counted.";

export class JudgingPage {
  #screen = null;
  #entries = null;
  #revises = false;
  #busy = false;
  #ahead = new Image();

  constructor(element, { limits }, kind) {
    this.kind = kind;
    this.longestComment = limits.comment;
    this.autosave = new Autosave();
    this.stopwatch = new Stopwatch();
    this.lease = new Lease({ renew: () => postJson("/api/rate/renew", this.#held) });
    this.desk = new Desk(this.#acts(), { longestComment: limits.comment, kind });
    this.place = h("div", { class: "rate-page" }, h("p", { class: "quiet rate-loading" }, "Loading …"));
    element.replaceChildren(this.place);
    this.#listen();
    this.#begin();
  }

  get #held() {
    return { item: this.#screen.item_id, token: this.#screen.lease.token };
  }

  #acts() {
    // A button of the page and its key do the same, and nothing while a screen is on its way.
    const unless = (act) => () => void (this.#busy || act());
    return {
      undo: unless(() => this.#undo()),
      flag: unless(() => this.#entries.flag()),
      comment: unless(() => this.desk.openComment()),
      write: (words) => this.#entries.write(words),
      skip: unless(() => this.#skip()),
      previous: unless(() => this.#previous()),
      goOn: unless(() => this.#next()),
      submit: unless(() => this.#submit()),
      guidelines: () => showGuidelines(this.kind.name, this.#screen.guidelines.version),
      keys: () => showKeys(this.kind.keys),
    };
  }

  #listen() {
    const { kind, desk, desk: { acts, picture, view } } = this;
    const looking = {
      g: acts.guidelines, "?": acts.keys, h: () => picture.hide(), 0: () => picture.looking.whole(),
      "+": () => picture.looking.zoom(1.25), "=": () => picture.looking.zoom(1.25), "-": () => picture.looking.zoom(0.8),
    };
    const judging = {
      ...looking,
      ...kind.keysOf(view),
      z: acts.undo, f: acts.flag, c: acts.comment, s: acts.skip, p: acts.previous,
    };
    listen({
      acts: () => (desk.explained ? looking : judging),
      send: acts.submit,
      busy: () => this.#busy || this.#screen === null,
    });
    this.lease.addEventListener("left", ({ detail }) => desk.lease(detail.left, detail));
    this.lease.addEventListener("say", ({ detail }) => desk.say(detail.sentence));
    this.lease.addEventListener("over", () => desk.overdue(true));
    this.lease.addEventListener("again", () => desk.overdue(false));
  }

  // -- rounds and screens

  async #begin() {
    await this.#trying(async () => {
      const rounds = (await getJson("/api/rate/rounds")).filter((each) => each.kind === this.kind.name && each.open);
      const asked = new URLSearchParams(location.search).get("round");
      const toDo = rounds.filter(({ progress }) => progress.left > 0);
      this.round = rounds.find(({ id }) => id === asked) ?? toDo[0] ?? rounds[0];
      this.another = toDo.find(({ id }) => id !== this.round.id);
      if (!this.round) return this.#end(nothingOpen(this.kind.words, await this.#command()));
      if (this.round.consent) return location.assign(own(this.round.consent));
      this.desk.name(this.round, rounds);
      return this.#next();
    }, () => this.#begin());
  }

  /** What makes a round to try the page with, for those who may make rounds. */
  async #command() {
    const { role } = await getJson("/api/me").catch(() => ({}));
    return role === "admin" ? this.kind.command : "";
  }

  /** Show what the server gives next; `notice` is about the screen before. */
  #next({ notice = "", saved = false } = {}) {
    return this.#trying(async () => {
      const before = await this.#deliverUnsent();
      const { screen, finished: end } = await postJson("/api/rate/next", { round: this.round.id });
      if (end) return this.#end(finished(end, this.another, this.kind.words));
      this.#show(screen, { revises: false });
      this.desk.tick(saved || before.saved);
      if (notice || before.refusal) this.desk.tell(notice || before.refusal);
      return undefined;
    }, () => this.#next());
  }

  /** What an earlier page sent without an answer goes first; a refusal is told and no reason to stop. */
  async #deliverUnsent() {
    try {
      return { saved: (await deliverUnsent()) !== null };
    } catch (error) {
      if (!error.status) throw error;
      return { refusal: error.message };
    }
  }

  async #trying(act, again) {
    this.#busy = true;
    this.desk.busy(true);
    try {
      await act();
    } catch (error) {
      this.#end(failed(error.message, again));
    } finally {
      this.#busy = false;
      this.desk.busy(false);
    }
  }

  #end(node) {
    this.lease.end();
    this.#screen = null;
    this.place.replaceChildren(node);
    node.focus();
  }

  #show(screen, { revises }) {
    const first = !this.desk.node.isConnected;
    const entries = this.kind.entries(screen);
    const draft = revises ? screen.draft : laterOf(draftOf(screen.item_id), screen.draft);
    entries.adopt(draft);
    entries.addEventListener("change", () => this.#changed());
    Object.assign(this, { draft });
    this.#screen = screen;
    this.#entries = entries;
    this.#revises = revises;
    if (first) this.place.replaceChildren(this.desk.node);
    this.desk.ready();
    this.desk.show(screen, entries, { revises });
    this.stopwatch.begin(Number(draft?.seconds) || 0);
    if (revises) this.lease.end();
    else this.lease.begin(screen.lease.seconds_left);
    if (screen.next_image_id) this.#ahead.src = own(`/rate/pictures/${screen.next_image_id}`);
    if (!first) this.#fromTheTop();
    const { version } = screen.guidelines;
    if (readGuidelines(this.kind.name) !== version) showGuidelines(this.kind.name, version);
  }

  #fromTheTop() {
    window.scrollTo({ top: 0 });
    this.desk.view.focusFirst();
  }

  #changed() {
    this.desk.refresh();
    this.desk.tick(false);
    if (this.#revises) return;
    this.autosave.keep(this.#screen, { ...this.#entries.draft(), seconds: this.stopwatch.seconds, at: Date.now() });
  }

  // -- what an annotator does

  #undo() {
    const at = this.#entries.undo();
    if (at) this.desk.view.goTo(at);
    this.desk.say(at === undefined ? "There is nothing to undo." : "Undone.");
  }

  async #submit() {
    if (this.desk.explained) return this.#next();
    const { missing, isComplete } = this.#entries;
    if (!isComplete) {
      this.desk.view.goTo(missing[0]);
      return this.desk.say(this.kind.words.missing(missing.length));
    }
    return this.#send();
  }

  async #send() {
    const { item_id: item, lease } = this.#screen;
    this.#busy = true;
    this.desk.busy(true);
    this.desk.fail("");
    try {
      const reply = await send({
        item_id: item, token: lease.token, ...this.#entries.judgement(), flagged: this.#entries.flagged,
        comment: this.#entries.comment.trim(), seconds: this.stopwatch.seconds, revises: this.#revises,
      });
      this.#leave();
      await this.#after(reply);
    } catch (error) {
      this.desk.fail(`${error.message} ${KEPT}`);
    } finally {
      this.#busy = false;
      this.desk.busy(false);
    }
  }

  /** The screen is off this desk: nothing of it is kept here any longer. */
  #leave() {
    this.lease.end();
    this.autosave.drop();
    if (!this.#revises) dropDraft(this.#screen.item_id);
  }

  async #after({ counted, feedback = [] }) {
    if (feedback.length) {
      this.desk.tick(true);
      this.desk.explain(feedback);
      return;
    }
    await this.#next({ saved: true, notice: counted ? "" : LATE });
  }

  async #previous() {
    if (this.#revises) return this.desk.say("This is the last one that you submitted; there is no way further back.");
    await this.autosave.flush();
    try {
      const { screen } = await postJson("/api/rate/previous", { round: this.round.id });
      if (!screen) return this.desk.say("There is nothing to go back to.");
      this.#show(screen, { revises: true });
    } catch (error) {
      this.desk.fail(error.message);
    }
    return undefined;
  }

  async #skip() {
    if (this.#revises) return this.desk.say("This was submitted already and cannot be skipped.");
    const why = await askWhySkip(this.longestComment);
    if (!why) return undefined;
    try {
      await postJson("/api/rate/skip", { ...this.#held, ...why });
      giveUp(this.#screen.item_id);
      this.#leave();
      return this.#next();
    } catch (error) {
      this.desk.fail(error.message);
    }
    return undefined;
  }
}
