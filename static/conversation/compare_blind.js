// The button that sends a student's and a teacher's answer to be compared by people who are not told whose is which.

import { postJson } from "../page/api.js";
import { h, icon } from "../page/element.js";

const whole = ({ text, complete, error }) => Boolean(complete && text && !error);

export class CompareBlind {
  #said = "";
  #busy = false;

  /** `place` is {conversation, turn}. */
  constructor(place) {
    this.place = place;
    this.button = h("button", {
      type: "button", class: "turn-action compare-blind", onclick: () => this.#send(),
      title: "Annotators will see both answers side by side, and not who gave them",
    }, icon("scales"), h("span", {}, "Compare blind"));
    this.message = h("span", { class: "sent-to-rating", role: "status" });
    this.node = h("div", { class: "sending comparing", hidden: true }, this.button, this.message);
  }

  /** Two whole answers of different models can be compared; other ones in their place can be sent again. */
  show(answers) {
    const models = new Set(answers.filter(whole).map(({ model }) => model));
    this.node.hidden = models.size < 2;
    const said = JSON.stringify(answers.map(({ text, rationale, model }) => [model, text, rationale]));
    if (said !== this.#said) this.#tell(false);
    this.#said = said;
  }

  async #send() {
    if (this.#busy) return;
    this.#busy = true;
    try {
      const { round, new: fresh } = await postJson("/api/compare/pairs", this.place);
      const link = h("a", { href: `/compare/?round=${encodeURIComponent(round)}` }, "Compare them");
      this.#tell(true, fresh ? "Sent to be compared. " : "These are among those to be compared already. ", link);
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
