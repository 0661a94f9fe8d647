// Into which round selected entries go: one that is open, or a new one by its name.

import { getJson } from "../page/api.js";
import { h } from "../page/element.js";
import { ask } from "../rate/dialogs.js";

const NEW = "";
const WHY = "Annotators see picture, question, answer and rationale, and never where they come from. Texts about one picture come "
  + "together, up to five on a screen.";

/** Ask for the round; returns its id, or the name of a new one, or null when nothing is to be sent. */
export async function askForRound({ count, longestName }) {
  const there = (await getJson("/api/admin/rounds").catch(() => []))
    .map(({ round }) => round).filter(({ kind, open }) => kind === "rate" && open);
  const choice = h("select", { id: "browse-round", onchange: () => turn() },
    h("option", { value: NEW }, "A new round"), there.map(({ id, name }) => h("option", { value: id }, name)));
  const name = h("input", { type: "text", id: "browse-round-name", class: "text-field", maxlength: longestName, value: "From a corpus" });
  const named = h("p", {}, h("label", { for: "browse-round-name" }, "Its name"), name);
  const turn = () => {
    named.hidden = choice.value !== NEW;
    name.required = choice.value === NEW;
  };
  if (there.length) choice.value = there[0].id;
  turn();
  const answer = await ask(h("dialog", { class: "deixis-dialog", "aria-labelledby": "browse-send-title" },
    h("form", { method: "dialog" },
      h("h2", { id: "browse-send-title" }, `Send ${count} to rating`), h("p", { class: "quiet" }, WHY),
      h("p", { class: "admin-fields" }, h("label", { for: "browse-round" }, "Round", choice)), named,
      h("div", { class: "dialog-buttons" },
        h("button", { type: "button", class: "plain-button", onclick: ({ target }) => target.closest("dialog").close("") }, "Cancel"),
        h("button", { type: "submit", class: "main-button", value: "send" }, "Send")))));
  return answer === "send" ? choice.value || name.value.trim() : null;
}
