// How the canvas, the component's value, this tab's drafts and the conversation stay together.

import { stillThere } from "../page/api.js";
import { draftOf, dropDraft, here, keepDraft, moveDraft, stayAt } from "../page/drafts.js";
import { hear, tell } from "../page/events.js";
import { deixis } from "../page/window.js";

const EMPTY = { image: null, regions: [], selected: null, next_id: 0, conversation: null };

export class Session {
  constructor(canvas, { props, watch }) {
    Object.assign(this, { canvas, props });
    watch("value", () => this.#adopt(props.value));
    hear("open", (opened) => this.#open(opened));
    hear("turns", (asked) => this.#asked(asked));
    hear("picture", () => this.keep());
    hear("reuse", ({ regions: old }) => this.#regions.replaceAll(old, old.at(-1)?.id ?? null));
    hear("suggested", (suggestion) => this.canvas.actions.suggest(suggestion));
    hear("anew", () => this.#leaveConversation());
    hear("deleted", () => this.#checkPicture());
    deixis.canvasNow = () => this.now();
    deixis.canvasAtSend = () => this.atSend();
    this.#adopt(props.value || null);
  }

  get #regions() {
    return this.canvas.regions;
  }

  get #where() {
    return { image: this.#regions.image?.id ?? null, conversation: this.#regions.conversation };
  }

  /** What the server restored when the page loaded, with what this tab had drawn since. */
  #adopt(value) {
    const { image, regions, selected, next_id: nextId, conversation } = { ...EMPTY, ...value };
    if (image && !this.#regions.image) this.#open({ image, regions, selected, nextId, conversation });
    // Until the server has spoken, a tab that showed a picture waits for it instead of flashing the empty state.
    else if (!this.#regions.image) this.canvas.showStart(value !== null || !here()?.image);
  }

  #open({ image, regions = [], selected = null, nextId = 0, conversation = null }) {
    const draft = draftOf({ image: image.id, conversation });
    this.#regions.load(image, {
      regions: draft.regions ?? regions,
      selected: draft.selected ?? selected,
      nextId: Math.max(nextId, draft.nextId ?? 0),
      conversation,
    });
    tell("draft", { question: draft.question ?? "" });
  }

  /** After every finished step: the component's value, and this tab's draft. */
  keep() {
    const { image, regions, selected, nextId, conversation } = this.#regions;
    this.props.value = this.#regions.value();
    stayAt(this.#where);
    keepDraft(this.#where, { regions, selected, nextId });
    tell("regions", { ids: regions.map((region) => region.id), selected, image, conversation });
  }

  /** The canvas as it is at this moment, steps under way included. */
  now() {
    this.canvas.keyboard.settle();
    return { ...this.#regions.value(), pointing_ms: this.#regions.pointingTime };
  }

  atSend() {
    tell("sending");
    return this.now();
  }

  /** The server answered: ids that it gave out are taken, and regions that a phrase named are shown. */
  #asked({ conversation, image, turns, fresh }) {
    if (image?.id !== this.#regions.image?.id) return;
    if (conversation !== this.#regions.conversation) {
      if (conversation && !this.#regions.conversation) moveDraft(image.id, conversation);
      this.#regions.conversation = conversation;
      this.keep();
    }
    const used = turns.flatMap((turn) => turn.question.regions.map((region) => region.id));
    this.#regions.nextId = Math.max(this.#regions.nextId, ...used.map((id) => id + 1));
    if (fresh) this.#adoptPhrases(turns.at(-1));
  }

  #adoptPhrases(turn) {
    if (!turn || turn.id === this.lastTurn) return;
    this.lastTurn = turn.id;
    this.#regions.asked();
    const named = turn.question.regions.filter(({ id, gesture }) => gesture === "phrase" && !this.#regions.get(id));
    if (named.length) this.#regions.replaceAll([...this.#regions.regions, ...named], this.#regions.selected);
  }

  #leaveConversation() {
    this.#regions.conversation = null;
    this.keep();
  }

  /** With the last question about a picture the picture goes too; then it must not stay on the canvas. */
  async #checkPicture() {
    const { image } = this.#regions;
    this.#leaveConversation();
    if (!image || (await stillThere(image.url))) return;
    dropDraft(this.#where);
    this.#regions.load(null);
    this.canvas.showStart(true);
    this.canvas.say("The picture was deleted with its last question.");
  }
}
