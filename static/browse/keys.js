// The keys of the Browse page, for those whose hands stay on the keyboard. All of it can be done by Tab and Enter, too.

import { showKeys } from "../rate/dialogs.js";

const KEYS = [
  ["J and K", "next and previous entry"],
  ["X", "select the entry, or no longer"],
  ["O", "open or close its origin"],
  ["N and P", "next and previous page"],
  ["/", "search"],
  ["?", "this list"],
];

export const showBrowseKeys = () => showKeys(KEYS, []);

/** What each key does in a view just now. */
export function actsOf(view, filters) {
  const at = () => view.cards.findIndex(({ node }) => node.contains(document.activeElement));
  const step = (way) => () => view.cards[Math.min(Math.max(at() + way, 0), view.cards.length - 1)]?.focus();
  const here = (act) => () => {
    const card = view.cards[at()];
    if (card) act(card);
  };
  return {
    j: step(1), k: step(-1),
    x: here((card) => card.toggle()), o: here((card) => card.origin.toggle()),
    n: () => view.pager?.next(), p: () => view.pager?.previous(),
    "/": () => filters.node.isConnected && filters.focus(), "?": showBrowseKeys,
  };
}
