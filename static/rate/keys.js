// Every action has a key, wherever the focus is, except in a field for text, in a dialog and together with Ctrl or Alt.
// A key that is held down does nothing more, so that nobody judges five times by leaning on "1".

/** What the list of keys shows on every page of judging, after those that judge. */
export const KEYS = [
  ["Tab, ← and →", "from group to group, and within one"],
  ["Enter", "send when nothing is missing, else show what is; Ctrl + Enter also from the comment"],
  ["Z", "undo"],
  ["P", "go back to the screen before"],
  ["S", "skip, with a reason"],
  ["F", "flag this screen"],
  ["C", "comment; Esc leaves the field"],
  ["+, − and 0", "zoom in, zoom out, whole picture"],
  ["H", "hide or show the regions"],
  ["G", "guidelines"],
  ["?", "this list"],
];

const REPEATABLE = ["ArrowDown", "ArrowUp", "j", "k", "+", "=", "-"];

const takesText = (node) => node.isContentEditable
  || node.matches("textarea, select, input:not([type=radio], [type=checkbox], [type=button])");
const takesEnter = (node) => node.closest("button, a, summary") !== null;

/** Listen on the document. `acts` returns what each key does just now, `send` is what Enter does. */
export function listen({ acts, send, busy }) {
  document.addEventListener("keydown", (event) => {
    const { target } = event;
    if (!(target instanceof Element) || event.isComposing || event.defaultPrevented) return;
    if (busy() || document.querySelector("dialog[open]")) return;
    const act = actOf(event, target, { acts, send });
    if (!act) return;
    event.preventDefault();
    act();
  });
}

function actOf(event, target, { acts, send }) {
  if (event.altKey) return null;
  if (event.ctrlKey || event.metaKey) return event.key === "Enter" && !event.repeat ? send : null;
  if (takesText(target)) return null;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (event.repeat && !REPEATABLE.includes(key)) return null;
  if (key === "Enter") return takesEnter(target) ? null : send;
  return acts()[key] ?? null;
}
