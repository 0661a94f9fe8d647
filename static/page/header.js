// The head of the page: name, past conversations, light or dark.

import { showHistory } from "../conversation/history.js";
import { h, iconButton, s } from "./element.js";
import { isDark, keepTheme, toggleTheme } from "./theme.js";

/** Our mark: a box somebody points at. */
function mark() {
  return s("svg", { class: "brand-mark", viewBox: "0 0 32 32", "aria-hidden": "true" },
    s("rect", { x: 3, y: 3, width: 19, height: 19, rx: 4, class: "brand-box" }),
    s("path", { d: "M15 15l13 5-5.500 2.500L20 28z", class: "brand-hand" }));
}

export function mount(element) {
  const theme = iconButton("moon", "Dark colours", () => {
    toggleTheme();
    named();
  });
  const moon = theme.firstChild;
  const sun = iconButton("sun", "", null).firstChild;
  const named = () => {
    const name = isDark() ? "Light colours" : "Dark colours";
    theme.setAttribute("aria-label", name);
    theme.title = name;
    theme.replaceChildren(isDark() ? sun : moon);
  };
  keepTheme();
  named();
  element.replaceChildren(h("header", { class: "page-header" },
    h("div", { class: "brand" }, mark(),
      h("h1", {}, "Deixis"), h("p", { class: "tagline" }, "Point at a picture, ask why.")),
    h("nav", { class: "page-actions", "aria-label": "Page" },
      iconButton("clock", "Past conversations", () => showHistory()), theme)));
}
