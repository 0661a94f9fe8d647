// The conversations of this browser: open one, or delete it.

import { getJson, pictureUrl, remove } from "../page/api.js";
import { h, iconButton } from "../page/element.js";
import { tell } from "../page/events.js";

const when = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short" });

function count(turns) {
  return turns === 1 ? "1 question" : `${turns} questions`;
}

class History {
  constructor() {
    this.list = h("ul", { class: "history-list", role: "list" });
    this.message = h("p", { class: "history-message" }, "Loading …");
    this.dialog = h("dialog", { class: "deixis-dialog history-dialog", "aria-labelledby": "history-title" },
      h("h2", { id: "history-title" }, "Past conversations"),
      h("p", { class: "quiet" }, "They lie in the data folder of this Deixis and only this browser can read them."),
      this.message, this.list,
      h("form", { method: "dialog", class: "dialog-buttons" },
        h("button", { type: "submit", class: "main-button" }, "Close")));
    this.dialog.addEventListener("close", () => this.dialog.remove());
    document.body.append(this.dialog);
    this.dialog.showModal();
    this.#load();
  }

  async #load() {
    try {
      const conversations = await getJson("/api/conversations");
      this.list.append(...conversations.map((conversation) => this.#item(conversation)));
      this.#count();
    } catch (error) {
      this.message.textContent = error.message;
    }
  }

  #count() {
    this.message.textContent = this.list.children.length ? "" : "Nothing yet. Ask something about a picture, and it will be here.";
  }

  #item({ id, image, turns }) {
    const row = h("li", { class: "history-item", "data-conversation": id },
      h("button", { type: "button", class: "history-open", onclick: () => this.#open(id) },
        h("img", { src: pictureUrl(image.id), alt: "", loading: "lazy", width: "72", height: "54" }),
        h("span", { class: "history-words" },
          h("span", { class: "history-question" }, turns[0].question.typed),
          h("span", { class: "quiet" }, `${when.format(new Date(turns.at(-1).created_at))} · ${count(turns.length)}`))),
      this.#delete(id, () => row));
    return row;
  }

  #delete(id, row) {
    const sure = h("span", { class: "history-sure", hidden: true },
      h("span", {}, "Delete with its picture?"),
      h("button", { type: "button", class: "danger-button", onclick: () => this.#away(id, row()) }, "Delete"),
      h("button", { type: "button", class: "plain-button", onclick: () => ask(false) }, "Keep"));
    const button = iconButton("trash", "Delete this conversation", () => ask(true));
    const ask = (on) => {
      sure.hidden = !on;
      button.hidden = on;
      (on ? sure.querySelector(".plain-button") : button).focus();
    };
    return h("div", { class: "history-actions" }, button, sure);
  }

  async #away(id, row) {
    try {
      await remove(`/api/conversations/${encodeURIComponent(id)}`);
      row.remove();
      this.#count();
      tell("conversation-deleted", { conversation: id });
    } catch (error) {
      this.message.textContent = error.message;
    }
  }

  async #open(id) {
    try {
      tell("open-conversation", { conversation: await getJson(`/api/conversations/${encodeURIComponent(id)}`) });
      this.dialog.close();
    } catch (error) {
      this.message.textContent = error.message;
    }
  }
}

export function showHistory() {
  return new History();
}
