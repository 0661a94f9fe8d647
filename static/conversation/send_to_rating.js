// The button that sends an answer to be rated, and what became of it.

import { postJson } from "../page/api.js";
import { h, icon } from "../page/element.js";

const SEND = "Send to rating";

export class SendToRating {
  #said = "";
  #busy = false;

  /** `place` is {conversation, turn, role}. */
  constructor(place) {
    this.place = place;
    this.words = h("span", {}, SEND);
    this.button = h("button", {
      type: "button", class: "turn-action send-to-rating", onclick: () => this.#send(),
      title: "Annotators will see this picture, the question and the answer",
    }, icon("check"), this.words);
    this.message = h("span", { class: "sent-to-rating", role: "status" });
    this.node = h("div", { class: "sending", hidden: true }, this.button, this.message);
  }

  /** What can be rated is whole; another answer in the same place can be sent again. */
  show({ text, rationale, complete, error }) {
    this.node.hidden = !(complete && text && !error);
    const said = `${text}\n${rationale}`;
    if (said !== this.#said) this.#tell(false);
    this.#said = said;
  }

  async #send() {
    if (this.#busy) return;
    this.#busy = true;
    try {
      const { round, new: fresh } = await postJson("/api/rate/candidates", this.place);
      const link = h("a", { href: `/rate/?round=${encodeURIComponent(round)}` }, "Rate it");
      this.#tell(true, fresh ? "Sent to rating. " : "This answer is among those to be rated already. ", link);
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
