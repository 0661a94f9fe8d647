// A button that sends something of a conversation to be judged, and what became of it.

import { own } from "../page/addresses.js";
import { postJson } from "../page/api.js";
import { h, icon } from "../page/element.js";

export class SendButton {
  #said = "";
  #busy = false;

  /**
   * `place` is what is sent to `address`; `page` is where annotators judge it. Of the words, `label`, `title` and
   * `link` are shown, and `fresh` or `known` once it was sent; `kind` names both nodes for styles and tests.
   */
  constructor(place, { address, page, picture, kind, label, title, link, fresh, known }) {
    this.place = place;
    this.address = address;
    this.page = page;
    this.words = { link, fresh, known };
    this.button = h("button", {
      type: "button", class: `turn-action ${kind.button}`, onclick: () => this.#send(), title,
    }, icon(picture), h("span", {}, label));
    this.message = h("span", { class: "sent-to-rating", role: "status" });
    this.node = h("div", { class: kind.node, hidden: true }, this.button, this.message);
  }

  /** Offer to send where that can be judged; something else in the same place, by what is `said`, can be sent again. */
  offer(possible, said) {
    this.node.hidden = !possible;
    if (said !== this.#said) this.#tell(false);
    this.#said = said;
  }

  async #send() {
    if (this.#busy) return;
    this.#busy = true;
    try {
      const { round, new: fresh } = await postJson(this.address, this.place);
      const link = h("a", { href: own(`${this.page}?round=${encodeURIComponent(round)}`) }, this.words.link);
      this.#tell(true, fresh ? this.words.fresh : this.words.known, " ", link);
    } catch (error) {
      this.#tell(false, error.message);
    } finally {
      this.#busy = false;
    }
  }

  #tell(done, ...words) {
    const here = document.activeElement === this.button;
    this.message.replaceChildren(...words);
    this.button.hidden = done;
    if (done && here) this.message.querySelector("a").focus();
  }
}

/** Whether there is an answer that somebody can judge. */
export const whole = ({ text, complete, error }) => Boolean(complete && text && !error);
