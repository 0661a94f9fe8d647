// The head of a page: name, the way to the other pages, past conversations where there are any, light or dark.

import { showHistory } from "../conversation/history.js";
import { own } from "./addresses.js";
import { getJson } from "./api.js";
import { h, iconButton, s } from "./element.js";
import { isDark, keepTheme, toggleTheme } from "./theme.js";

const KEY = "deixis:pages";

/** Our mark: a box somebody points at. */
function mark() {
  return s("svg", { class: "brand-mark", viewBox: "0 0 32 32", "aria-hidden": "true" },
    s("rect", { x: 3, y: 3, width: 19, height: 19, rx: 4, class: "brand-box" }),
    s("path", { d: "M15 15l13 5-5.500 2.500L20 28z", class: "brand-hand" }));
}

function themeButton() {
  const button = iconButton("moon", "Dark colours", () => {
    toggleTheme();
    named();
  });
  const moon = button.firstChild;
  const sun = iconButton("sun", "", null).firstChild;
  const named = () => {
    const name = isDark() ? "Light colours" : "Dark colours";
    button.setAttribute("aria-label", name);
    button.title = name;
    button.replaceChildren(isDark() ? sun : moon);
  };
  keepTheme();
  named();
  return button;
}

/** Which pages this person had when a page was last opened in this tab; so the links stand there at once. */
function remembered() {
  try {
    return JSON.parse(sessionStorage.getItem(KEY) ?? "[]");
  } catch {
    return [];
  }
}

function remember(pages) {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(pages));
  } catch {
    // Without storage the links come a moment later.
  }
}

/** Plain links, so that a page opens in another tab of the browser too; who has one page only needs none. */
class Tabs {
  constructor(tabs, current, me) {
    this.tabs = tabs;
    this.current = current;
    this.list = h("ul", { class: "page-tabs", role: "list" });
    this.node = h("nav", { "aria-label": "Pages", hidden: true }, this.list);
    this.#show(remembered());
    this.#ask(me);
  }

  async #ask(me) {
    try {
      const { pages } = await me;
      remember(pages);
      this.#show(pages);
    } catch {
      // What was remembered stays; a page that is out of reach says so itself.
    }
    this.list.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest", inline: "nearest" }); // on a phone
  }

  /** Links that stand there already are left alone: a press could fall between the old ones and the same ones anew. */
  #show(pages) {
    if (String(pages) === this.shown) return;
    this.shown = String(pages);
    const there = this.tabs.filter(({ name }) => pages.includes(name));
    this.node.hidden = there.length < 2;
    this.list.replaceChildren(...there.map(({ name, label, path }) =>
      h("li", {}, h("a", { class: "page-tab", href: own(path), "aria-current": name === this.current ? "page" : null }, label))));
  }
}

/** A form, since a link that somebody only opens must not sign anybody out. Without accounts there is none. */
function signOut(me) {
  const button = h("button", { class: "page-tab" }, "Sign out");
  const form = h("form", { class: "sign-out", method: "post", action: own("/sign-out"), hidden: true }, button);
  me.then(({ mode, name }) => {
    form.hidden = mode !== "accounts";
    button.title = `Signed in as ${name}`;
  }, () => {});
  return form;
}

export function mount(element, { props }) {
  const me = getJson("/api/me");
  const history = iconButton("clock", "Past conversations", () => showHistory());
  element.replaceChildren(h("header", { class: "page-header" },
    h("div", { class: "brand" }, mark(),
      h("h1", {}, "Deixis"), h("p", { class: "tagline" }, "Point at a picture, ask why.")),
    new Tabs(props.tabs, props.current, me).node,
    h("div", { class: "page-actions", role: "group", "aria-label": "Page" },
      props.current === "ask" ? history : null, themeButton(), signOut(me))));
}
