// The Compare page.

import { usePalette } from "../canvas/colours.js";
import { JudgingPage } from "../rate/page.js";
import { COMPARING } from "./comparing.js";

/** Make the Compare page inside a Gradio component's element. */
export function mount(element, { props }) {
  usePalette(props.palette);
  return new JudgingPage(element, props, COMPARING);
}
