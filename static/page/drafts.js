// What this tab had on the canvas, so that a reload loses nothing. Kept in the tab only (sessionStorage): what was
// asked is in the database, this is what was not asked yet.

const HERE = "deixis:here";
const PREFIX = "deixis:draft:";

function read(key) {
  try {
    return JSON.parse(sessionStorage.getItem(key));
  } catch {
    return null;
  }
}

function write(key, value) {
  try {
    sessionStorage.setItem(key, JSON.stringify(value));
  } catch {
    // The storage is full or forbidden: a reload then begins with what the database knows.
  }
}

const keyOf = (image, conversation) => PREFIX + (conversation ?? image ?? "");

/** Which conversation and picture this tab shows: the server asks for this when the page loads. */
export function here() {
  return read(HERE);
}

export function stayAt({ image, conversation }) {
  write(HERE, { image, conversation });
}

/** Change a draft; `part` holds regions, selected, nextId, question, choosing or choices. */
export function keepDraft({ image, conversation }, part) {
  if (!image) return;
  const key = keyOf(image, conversation);
  write(key, { ...read(key), ...part });
}

export function draftOf({ image, conversation }) {
  return read(keyOf(image, conversation)) ?? {};
}

/** A picture's first question started a conversation: its draft goes with it. */
export function moveDraft(image, conversation) {
  const draft = read(keyOf(image, null));
  if (!draft) return;
  write(keyOf(image, conversation), draft);
  sessionStorage.removeItem(keyOf(image, null));
}

export function dropDraft({ image, conversation }) {
  sessionStorage.removeItem(keyOf(image, conversation));
}
