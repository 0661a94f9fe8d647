// Build DOM nodes without markup strings: texts become text nodes, attributes are set one by one.
// Nothing here parses HTML, so a text from a person or a model can never become an element.

const SVG = "http://www.w3.org/2000/svg";

function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value === false || value === null || value === undefined) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return node;
}

/** Make an HTML element; `onclick` and its like are listeners, strings among the children are text. */
export function h(tag, attributes, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

/** Words of our own as children of a node: what stands between back-ticks is to be typed. */
export function withCode(words) {
  return words.split("`").map((part, place) => (place % 2 ? h("code", {}, part) : part));
}

/** Make an SVG element in the same manner. */
export function s(tag, attributes, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

/** Set several attributes of a node, leaving those alone that already have the value. */
export function set(node, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) node.removeAttribute(name);
    else if (node.getAttribute(name) !== String(value)) node.setAttribute(name, value === true ? "" : String(value));
  }
}

// Icons are drawn on a 24 x 24 grid with round strokes; all of them are ours.
const ICONS = {
  undo: "M9 14 4 9l5-5M4 9h10a6 6 0 0 1 0 12h-3",
  redo: "m15 14 5-5-5-5M20 9H10a6 6 0 0 0 0 12h3",
  trash: "M4 7h16M9 7V4h6v3M6 7l1 13h10l1-13M10 11v5M14 11v5",
  plus: "M12 5v14M5 12h14",
  minus: "M5 12h14",
  fit: "M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5",
  hand: "M7 12V6.5a1.5 1.5 0 0 1 3 0V11V4.5a1.5 1.5 0 0 1 3 0V11V5.500a1.500 1.500 0 0 1 3 0V12V8.500a1.500 1.500 0 0 1 3 0"
    + "V15a6 6 0 0 1-6 6h-2a6 6 0 0 1-5-2.700L4 14a1.600 1.600 0 0 1 2.600-1.800L8 14",
  eye: "M2.500 12S6 5.500 12 5.500 21.500 12 21.500 12 18 18.500 12 18.500 2.500 12 2.500 12ZM12 9a3 3 0 1 1 0 6 3 3 0 0 1 0-6",
  help: "M9 9a3 3 0 1 1 4.500 2.600c-1 .6-1.500 1.200-1.500 2.400M12 17.500v.1M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18",
  picture: "M4 5h16v14H4zM4 16l5-5 4 4 2-2 5 5M15 9.500v.1",
  camera: "M4 8h3.500L9 5.500h6L16.500 8H20v11H4zM12 10.500a3 3 0 1 1 0 6 3 3 0 0 1 0-6",
  clock: "M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18M12 7v5l3.500 2",
  sun: "M12 8a4 4 0 1 1 0 8 4 4 0 0 1 0-8M12 2v2.500M12 19.500V22M2 12h2.500M19.500 12H22M5 5l1.700 1.700M17.300 17.300 19 19"
    + "M19 5l-1.700 1.700M6.700 17.300 5 19",
  moon: "M20 14.500A8.500 8.500 0 0 1 9.500 4 8.500 8.500 0 1 0 20 14.500Z",
  copy: "M9 9h11v11H9zM5 15H4V4h11v1",
  download: "M12 4v11M7.500 11 12 15.500 16.500 11M5 20h14",
  again: "M4 12a8 8 0 1 1 2.500 5.800M4 19v-5h5",
  close: "M6 6l12 12M18 6 6 18",
  edit: "M4 20l1-4L16 5l3 3L8 19zM14 7l3 3",
  check: "m4.500 12.500 5 5 10-11",
  back: "m14 6-6 6 6 6",
  skip: "m5 6 8 6-8 6zM18 6v12",
  flag: "M6 21V4M6 4.500c4-2.500 8 2.500 12 0v9c-4 2.500-8-2.500-12 0",
  scales: "M12 4v16M8 20h8M5 7h14M5 7l-2.500 6a2.700 2.700 0 0 0 5 0zM19 7l-2.500 6a2.700 2.700 0 0 0 5 0z",
  comment: "M4 5h16v11h-9l-5 4v-4H4z",
  book: "M12 6.500C10 5 7 4.500 3.500 4.500v14C7 18.500 10 19 12 20.500c2-1.500 5-2 8.500-2v-14C17 4.500 14 5 12 6.500zM12 6.500v14",
};

/** Draw one of our icons; it is decoration, so its button needs a name of its own. */
export function icon(name) {
  return s(
    "svg",
    { class: "icon", viewBox: "0 0 24 24", "aria-hidden": "true", focusable: "false" },
    s("path", { d: ICONS[name] }),
  );
}

/** Make a button with an icon. The name is its tooltip and what a screen reader says. */
export function iconButton(name, label, onclick, attributes = {}) {
  return h("button", { type: "button", class: "icon-button", "aria-label": label, title: label, onclick, ...attributes },
    icon(name));
}
