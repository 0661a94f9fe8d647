// What this browser remembers of judging: drafts and what is still to be sent in the tab, read guidelines for good.

const DRAFT = "deixis:rate:draft:";
const UNSENT = "deixis:rate:unsent";
const READ = (kind) => `deixis:${kind}:guidelines`;

function recall(storage, key) {
  try {
    return JSON.parse(storage().getItem(key));
  } catch {
    return null;
  }
}

function remember(storage, key, value) {
  try {
    if (value === null) storage().removeItem(key);
    else storage().setItem(key, JSON.stringify(value));
  } catch {
    // The storage is full or forbidden: a reload then begins with what the server knows.
  }
}

const tab = () => sessionStorage;
const browser = () => localStorage;

export const draftOf = (item) => recall(tab, DRAFT + item);
export const keepDraft = (item, draft) => remember(tab, DRAFT + item, draft);
export const dropDraft = (item) => remember(tab, DRAFT + item, null);

/** The submission that was sent and not yet acknowledged, or null. */
export const unsent = () => recall(tab, UNSENT);
export const keepUnsent = (submission) => remember(tab, UNSENT, submission);

export const readGuidelines = (kind) => recall(browser, READ(kind));
export const rememberGuidelines = (kind, version) => remember(browser, READ(kind), version);

/** Of what this tab and the server kept of a screen, the later one. */
export function laterOf(here, there) {
  if (!here) return there ?? {};
  return (there?.at ?? 0) > (here.at ?? 0) ? there : here;
}
