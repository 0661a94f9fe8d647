// Numbers with their 95 % intervals in words, and small drawings of the same for the eye.

import { h, s } from "../page/element.js";

const UNKNOWN = "–";
const WIDTH = 132;
const HEIGHT = 14;

export const plain = (value, digits = 2) => (value === null || value === undefined ? UNKNOWN : value.toFixed(digits));
export const percent = (value) => (value === null || value === undefined ? UNKNOWN : `${Math.round(100 * value)} %`);

/** A figure {value, low, high} as "0.64 (0.51 to 0.75)". */
export function withInterval({ value, low, high } = {}, format = plain) {
  if (value === null || value === undefined) return UNKNOWN;
  return low === null || low === undefined ? format(value) : `${format(value)} (${format(low)} to ${format(high)})`;
}

/** A share {part, n, low, high} as a figure. */
export const shareOf = ({ part, n, low, high }) => (n ? { value: part / n, low, high } : { value: null });

export function duration(seconds) {
  if (seconds === null || seconds === undefined) return UNKNOWN;
  return seconds < 90 ? `${Math.round(seconds)} s` : `${(seconds / 60).toFixed(1)} min`;
}

export function day(iso) {
  return iso ? new Date(iso).toLocaleDateString(undefined, { day: "numeric", month: "short", year: "numeric" }) : UNKNOWN;
}

/** How likely chance alone is, never "0". */
export const chance = (p) => (p === null ? UNKNOWN : p < 0.001 ? "< 0.001" : p.toFixed(3));

/** The words and, below them, a line from `from` to `to` with the interval and a dot on it; `at` is worth a mark. */
export function drawn(figure, { from = 0, to = 1, at = null, of = null, format = plain } = {}) {
  const words = `${withInterval(figure, format)}${of === null ? "" : ` of ${of}`}`;
  return h("span", { class: "admin-figure" }, h("span", {}, words), interval(figure, { from, to, at }));
}

function interval({ value, low, high } = {}, { from, to, at }) {
  if (value === null || value === undefined) return null;
  const x = (one) => 4 + ((WIDTH - 8) * (Math.min(Math.max(one, from), to) - from)) / (to - from);
  return canvas(
    s("line", { class: "bar-track", x1: 4, x2: WIDTH - 4, y1: 7, y2: 7 }),
    at === null ? null : s("line", { class: "bar-mark", x1: x(at), x2: x(at), y1: 1, y2: 13 }),
    low === null || low === undefined ? null : s("line", { class: "bar-interval", x1: x(low), x2: x(high), y1: 7, y2: 7 }),
    s("circle", { class: "bar-dot", cx: x(value), cy: 7, r: 4 }));
}

/** A bar of parts, each [class, share]. */
export function parts(shares) {
  let from = 0;
  return canvas(shares.map(([name, share]) => {
    const x = from * WIDTH;
    from += share ?? 0;
    return s("rect", { class: `bar-${name}`, x, y: 2, width: (share ?? 0) * WIDTH, height: 10 });
  }));
}

function canvas(...inside) {
  return s("svg", { class: "admin-bar", viewBox: `0 0 ${WIDTH} ${HEIGHT}`, width: WIDTH, height: HEIGHT, "aria-hidden": "true" },
    ...inside);
}
