// Figures of a card in words: percent with intervals, or a dash that says why there is none.

import { drawn } from "../admin/figures.js";
import { h } from "../page/element.js";

export const points = (value) => (value === null || value === undefined ? "–" : value.toFixed(1));
export const seconds = (value) => (value === null || value === undefined ? "–" : `${value.toFixed(2)} s`);

/** A cell with its interval and a line, chance marked on it. */
export function cell({ value, interval, why }, chance) {
  if (value === null) return h("span", { title: why, class: "quiet" }, "–");
  const [low, high] = interval ?? [null, null];
  return drawn({ value, low, high }, { from: 0, to: 100, at: chance, format: (one) => one.toFixed(0) });
}

/** The same in words alone. */
export function short({ value, why }) {
  return value === null ? h("span", { title: why, class: "quiet" }, "–") : points(value);
}
