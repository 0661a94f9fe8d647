// The button that sends a student's and a teacher's answer to be compared by people who are not told whose is which.

import { SendButton, whole } from "./send_button.js";

const BUTTON = {
  address: "/api/compare/pairs",
  page: "/compare/",
  picture: "scales",
  kind: { button: "compare-blind", node: "sending comparing" },
  label: "Compare blind",
  title: "Annotators will see both answers side by side, and not who gave them",
  link: "Compare them",
  fresh: "Sent to be compared.",
  known: "These are among those to be compared already.",
};

export class CompareBlind {
  /** `place` is {conversation, turn}. */
  constructor(place) {
    this.send = new SendButton(place, BUTTON);
    this.node = this.send.node;
  }

  /** Two whole answers of different models can be compared; other ones in their place can be sent again. */
  show(answers) {
    const models = new Set(answers.filter(whole).map(({ model }) => model));
    const said = JSON.stringify(answers.map(({ text, rationale, model }) => [model, text, rationale]));
    this.send.offer(models.size > 1, said);
  }
}
