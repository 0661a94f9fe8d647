// The button that sends an answer to be rated.

import { SendButton, whole } from "./send_button.js";

const BUTTON = {
  address: "/api/rate/candidates",
  page: "/rate/",
  picture: "check",
  kind: { button: "send-to-rating", node: "sending" },
  label: "Send to rating",
  title: "Annotators will see this picture, the question and the answer",
  link: "Rate it",
  fresh: "Sent to rating.",
  known: "This answer is among those to be rated already.",
};

export class SendToRating {
  /** `place` is {conversation, turn, role}. */
  constructor(place) {
    this.send = new SendButton(place, BUTTON);
    this.node = this.send.node;
  }

  /** What can be rated is whole; another answer in the same place can be sent again. */
  show(answer) {
    this.send.offer(whole(answer), `${answer.text}\n${answer.rationale}`);
  }
}
