// While an answer is awaited: notice that the server has gone, which Gradio's own events never say.
//
// Gradio's connection does not come back by itself, so once the server answers again the page is loaded anew. Nothing is
// lost by that: questions are in the database, and what was not sent yet is in the tab's draft (page/drafts.js).

import { own } from "../page/addresses.js";

const EVERY = 2000; // milliseconds between two looks
const PATIENCE = 4000; // milliseconds that "Stop" may take before the page stops waiting by itself

const LOST = "The server stopped or is out of reach. As soon as it answers again, this page loads anew; nothing is lost.";
const STOPPED = "The server did not confirm that it stopped. What was said so far is kept.";

async function answers() {
  return fetch(own("/api/models"), { cache: "no-store" }).then(() => true, () => false);
}

export class Watchdog {
  #timer = null;
  #lost = false;

  /** `giveUp` gets a sentence when waiting has no point any more. */
  constructor(giveUp) {
    this.giveUp = giveUp;
    document.addEventListener("click", ({ target }) => {
      if (target.closest("#stop")) setTimeout(() => this.#timer && !this.#lost && this.giveUp(STOPPED), PATIENCE);
    });
  }

  watch(busy) {
    if (busy && !this.#timer) this.#timer = setInterval(() => this.#look(), EVERY);
    if (busy || this.#lost) return;
    clearInterval(this.#timer);
    this.#timer = null;
  }

  async #look() {
    const there = await answers();
    if (there && this.#lost) location.reload();
    if (there || this.#lost || !this.#timer) return;
    this.#lost = true;
    this.giveUp(LOST);
  }
}
