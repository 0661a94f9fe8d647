// The few functions that Gradio's own events call by name, from Python (app/pages/ask.py).
// canvas/session.js, page/models.js and page/choices.js put theirs here when they are mounted.

import { tell } from "./events.js";

const BROKEN = "The answer broke off: the server stopped or was out of reach. Your question is still here; try again.";

export const deixis = (window.deixis ??= {
  failed: () => tell("failed", { sentence: BROKEN }),
  watchModel: () => {},
  studentChosen: () => {},
  choicesAtSend: () => null,
});
