// The Rate page.

import { usePalette } from "../canvas/colours.js";
import { JudgingPage } from "./page.js";
import { RATING } from "./rating.js";

/** Make the Rate page inside a Gradio component's element. */
export function mount(element, { props }) {
  usePalette(props.palette);
  return new JudgingPage(element, props, RATING);
}
