// Keep what is entered: at once in this tab, and a moment later on the server, so that another device can go on.

import { postJson } from "../page/api.js";
import { keepDraft } from "./memory.js";

const MOMENT = 600; // milliseconds without a change

export class Autosave {
  #waiting = null;
  #timer = null;

  constructor() {
    document.addEventListener("visibilitychange", () => document.hidden && this.flush());
  }

  /** Keep a draft of the screen {item_id, lease}. */
  keep(screen, draft) {
    keepDraft(screen.item_id, draft);
    this.#waiting = { item: screen.item_id, token: screen.lease.token, draft };
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.flush(), MOMENT);
  }

  /** Send what waits. A failure is no loss: the tab has it, and the next change tries again. */
  async flush() {
    clearTimeout(this.#timer);
    const waiting = this.#waiting;
    this.#waiting = null;
    if (waiting) await postJson("/api/rate/draft", waiting).catch(() => null);
  }

  /** Forget what waits: the screen was sent or skipped. */
  drop() {
    clearTimeout(this.#timer);
    this.#waiting = null;
  }
}
