// Wrong answers with their pictures.

import { h } from "../page/element.js";
import { mentions } from "./mentions.js";

export function failuresList(failures) {
  return h("ul", { class: "skills-failures", role: "list" }, failures.map(failure));
}

function failure({ skill, manner, picture, question, said, chosen, right, confidence }) {
  const taken = !chosen ? " (fits no choice)" : chosen === said ? "" : ` (taken for: ${chosen})`;
  const sure = confidence === null ? "" : ` ${Math.round(100 * confidence)} % sure`;
  return h("li", {},
    h("img", { src: picture, alt: "The picture with its regions drawn in" }),
    h("div", {},
      h("p", { class: "quiet" }, `${skill}, ${manner}`),
      h("p", { class: "skills-question", dir: "auto" }, mentions(question)),
      h("p", { dir: "auto" }, "says: ", mentions(said), h("span", { class: "quiet" }, mentions(taken), sure)),
      h("p", { dir: "auto" }, "right: ", mentions(right))));
}
