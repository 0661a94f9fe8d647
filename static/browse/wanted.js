// What is looked at: which corpus, which of its entries, which of its pictures. It stands in the page's address, so that
// a view can be kept, sent on and gone back to.

export const FILTERS = ["words", "type", "teacher", "prompt", "steer", "mark", "reason", "rating", "critic", "least", "most", "order"];
const NAMES = ["corpus", "view", "image", "threshold", "start", ...FILTERS];
// What a corpus opens with: what can be used, in the order in which it was made.
const USUAL = { reason: "none", order: "picture", threshold: "0.8", start: "0", view: "", image: "" };

/** Read what an address asks for; what it does not say is as usual, and what it says of anything else is not heeded. */
export function wantedIn(query) {
  const said = new URLSearchParams(query);
  return Object.fromEntries(NAMES.map((name) => [name, said.get(name) ?? USUAL[name] ?? ""]));
}

/** Write it into an address, without what is usual. */
export function addressOf(wanted) {
  const said = NAMES.filter((name) => (wanted[name] ?? "") !== (USUAL[name] ?? "")).map((name) => [name, wanted[name]]);
  return `?${new URLSearchParams(said)}`;
}

/** The same filters as the server wants them: nothing where nothing is wanted. */
export function searchOf(wanted, more = {}) {
  const said = FILTERS.map((name) => [name, wanted[name]]).filter(([, value]) => value !== "");
  return new URLSearchParams([...said, ...Object.entries(more)]);
}

export const isNarrowed = (wanted) => FILTERS.some((name) => wanted[name] !== (USUAL[name] ?? "") && name !== "critic");

/** All entries of a corpus again. */
export const allOf = (wanted) => ({ ...wantedIn(""), corpus: wanted.corpus, threshold: wanted.threshold, critic: wanted.critic });
