// Colours of regions. The palette itself lives in models/marks.py and arrives as a property of the component.

let palette = ["#888888"];

export function usePalette(colours) {
  palette = colours;
}

export const colourOf = (id) => palette[id % palette.length];

/** Ids past the palette repeat its colours with a dashed outline. */
export const isDashed = (id) => Math.floor(id / palette.length) % 2 === 1;

/** Black or white, whichever reads better on a colour (WCAG relative luminance, as models/marks.py does). */
export function inkOn(colour) {
  const [r, g, b] = [1, 3, 5]
    .map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((c) => (c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b > 0.179 ? "#000000" : "#ffffff";
}

/** Give a node the two variables that chips and tags are painted with. */
export function paint(node, id) {
  node.style.setProperty("--region-colour", colourOf(id));
  node.style.setProperty("--region-ink", inkOn(colourOf(id)));
  node.classList.toggle("dashed", isDashed(id));
}
