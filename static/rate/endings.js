// What stands in the place of a screen when there is none: all done, nothing to judge, or something went wrong.

import { copyText } from "../conversation/clipboard.js";
import { h, icon } from "../page/element.js";

/** An address that a person may be sent to, or null: anything but http and https could be a script. */
export function safeAddress(text) {
  try {
    const address = new URL(text);
    return ["http:", "https:"].includes(address.protocol) ? address.href : null;
  } catch {
    return null;
  }
}

function frame(kind, title, ...children) {
  return h("section", { class: `rate-ending ${kind}`, tabindex: "-1", "aria-labelledby": "ending-title" },
    kind === "done" ? h("span", { class: "round-icon good" }, icon("check")) : null,
    h("h2", { id: "ending-title" }, title), ...children);
}

function codeLine(code) {
  const said = h("span", { class: "quiet", role: "status" });
  const copy = h("button", { type: "button", class: "plain-button", onclick: async () => {
    said.textContent = (await copyText(code)) ? "Copied" : "The browser did not copy it. Select it and copy it by hand.";
  } }, icon("copy"), h("span", {}, "Copy"));
  return h("div", { class: "completion" },
    h("p", { class: "quiet", id: "code-label" }, "Your completion code"),
    h("p", { class: "completion-code", "aria-labelledby": "code-label" }, code), copy, said);
}

/** All of a round is done; `another` is an open round with something left, if there is one. `words` are the page's. */
export function finished({ code = "", return_url: back = "", done = 0 }, another, words) {
  const address = safeAddress(back);
  return frame("done", "All done. Thank you.",
    h("p", { class: "ending-words" }, words.judged(done)),
    code ? codeLine(code) : null,
    address ? h("a", { class: "main-button", href: address, rel: "noreferrer" }, "Return to the study") : null,
    another ? h("a", { class: "plain-button", href: `?${new URLSearchParams({ round: another.id })}` },
      `Go on with “${another.name}”`) : null);
}

/** No round is open. `command` makes one, for those who may run it. */
export function nothingOpen({ nothing, noRound }, command = "") {
  return frame("empty", nothing,
    h("p", { class: "ending-words" }, noRound, ...(command ? [" To try this page, run ", h("code", {}, command), "."]
      : [" Come back when you are told of one."])));
}

export function failed(sentence, again) {
  return frame("broken", "This did not work",
    h("p", { class: "ending-words", role: "alert" }, sentence),
    h("button", { type: "button", class: "main-button", onclick: again }, "Try again"));
}
