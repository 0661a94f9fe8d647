// What the page calls things.

export const VERDICTS = ["accept", "maybe", "reject"];

/** "1 entry", "2,000 entries". */
export const entries = (count) => `${count.toLocaleString("en")} ${count === 1 ? "entry" : "entries"}`;

export const score = (value) => value.toFixed(2);

/** Where a text is kept and not what it says: an id or a hash, short. */
export const short = (id) => (id.length > 12 ? `${id.slice(0, 12)}…` : id);
