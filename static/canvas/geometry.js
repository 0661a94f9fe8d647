// Boxes as [left, top, right, bottom] in natural pixels of the picture; right and bottom are exclusive.
// Pure functions: no DOM, no state.

export const SMALLEST = 2; // pixels of the picture; a box never gets thinner than this

/** Hundredths of a pixel are plenty, and they read well in exports. */
const tidy = (box) => box.map((side) => Math.round(side * 100) / 100);

const within = (value, low, high) => Math.min(Math.max(value, low), high);

/** Order the sides, keep the box inside the picture and at least SMALLEST wide and high. */
export function clampBox([a, b, c, d], { width, height }) {
  const least = Math.min(SMALLEST, width, height);
  const [left, right] = a <= c ? [a, c] : [c, a];
  const [top, bottom] = b <= d ? [b, d] : [d, b];
  const x0 = within(left, 0, width - least);
  const y0 = within(top, 0, height - least);
  return tidy([x0, y0, within(right, x0 + least, width), within(bottom, y0 + least, height)]);
}

/** Move a box without changing its size; it stops at the picture's edge. */
export function moveBox([x0, y0, x1, y1], dx, dy, { width, height }) {
  const mx = within(dx, -x0, width - x1);
  const my = within(dy, -y0, height - y1);
  return tidy([x0 + mx, y0 + my, x1 + mx, y1 + my]);
}

/** Pull one of the eight handles, named by compass points such as "nw". */
export function resizeBox([x0, y0, x1, y1], handle, dx, dy, picture) {
  return clampBox(
    [
      handle.includes("w") ? x0 + dx : x0,
      handle.includes("n") ? y0 + dy : y0,
      handle.includes("e") ? x1 + dx : x1,
      handle.includes("s") ? y1 + dy : y1,
    ],
    picture,
  );
}

/** Move the right and bottom edges by keys; the top left corner stays. */
export function growBox([x0, y0, x1, y1], dx, dy, { width, height }) {
  const least = Math.min(SMALLEST, width, height);
  return tidy([x0, y0, within(x1 + dx, Math.min(x0 + least, width), width),
    within(y1 + dy, Math.min(y0 + least, height), height)]);
}

export const boxArea = ([x0, y0, x1, y1]) => (x1 - x0) * (y1 - y0);

export const contains = ([x0, y0, x1, y1], { x, y }) => x >= x0 && x < x1 && y >= y0 && y < y1;

/** Is the point within `reach` of the box's outline? */
export function nearOutline([x0, y0, x1, y1], { x, y }, reach) {
  const outside = x < x0 - reach || x > x1 + reach || y < y0 - reach || y > y1 + reach;
  const inside = x > x0 + reach && x < x1 - reach && y > y0 + reach && y < y1 - reach;
  return !outside && !inside;
}

/** The eight handles of a box: [compass name, x, y]. */
export function handlesOf([x0, y0, x1, y1]) {
  const cx = (x0 + x1) / 2;
  const cy = (y0 + y1) / 2;
  return [
    ["nw", x0, y0], ["n", cx, y0], ["ne", x1, y0], ["e", x1, cy],
    ["se", x1, y1], ["s", cx, y1], ["sw", x0, y1], ["w", x0, cy],
  ];
}

/** A small box around a point: what a click means when nobody can say better. */
export function boxAround({ x, y }, picture) {
  const half = Math.max(Math.min(picture.width, picture.height) * 0.06, 8);
  return clampBox([x - half, y - half, x + half, y + half], picture);
}
