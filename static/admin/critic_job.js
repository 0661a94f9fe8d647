// The training that is at work, or the last one: where it is, what it says, and how it ended. It is asked for again and
// again while it is at work; the page may be closed meanwhile.

import { getJson, postJson } from "../page/api.js";
import { h } from "../page/element.js";
import { duration } from "./figures.js";

const AGAIN_MS = 1000;
const TITLES = {
  "at work": "is being trained", stopping: "is being trained", done: "is trained", stopped: "was stopped",
  failed: "could not be trained", "broken off": "was broken off",
};

export class CriticJob {
  #timer = null;
  #gone = false;

  /** `path` is that of the critics; `ended` is called when a training that was at work no longer is. */
  constructor(path, { ended }) {
    Object.assign(this, { path, ended, state: "none" });
    this.title = h("h4", {});
    this.said = h("p", { role: "status" });
    this.filled = h("span", { class: "share-filled" });
    this.bar = h("span", { class: "share-bar", role: "progressbar", "aria-label": "Steps of the training", "aria-valuemin": 0 }, this.filled);
    this.alarm = h("p", { class: "rate-alarm", role: "alert" });
    this.stop = this.#button("Stop", "stop");
    this.goOn = this.#button("Go on", "continue");
    this.log = h("pre", { class: "admin-log", tabindex: "0", "aria-label": "Log of the training" });
    this.more = h("details", { class: "admin-more" }, h("summary", {}, "Log"), this.log);
    this.node = h("div", { class: "admin-job", hidden: true }, this.title, this.said, this.bar,
      h("div", { class: "admin-fields" }, this.stop, this.goOn), this.alarm, this.more);
  }

  isAtWork({ state }) {
    return state === "at work" || state === "stopping";
  }

  dispose() {
    this.#gone = true;
    clearTimeout(this.#timer);
  }

  /** Show a state, and ask for the next one while there will be one. */
  show(job) {
    clearTimeout(this.#timer);
    const was = this.isAtWork(this);
    const isAtWork = this.isAtWork(job);
    this.state = job.state;
    this.node.hidden = job.state === "none";
    this.title.textContent = `${job.critic} ${TITLES[job.state] ?? ""}`;
    this.said.textContent = isAtWork ? doing(job) : job.sentence;
    this.#measure(job, isAtWork);
    this.stop.hidden = !isAtWork;
    this.stop.disabled = job.state === "stopping";
    this.goOn.hidden = !["stopped", "failed", "broken off"].includes(job.state);
    this.goOn.disabled = false;
    this.log.textContent = job.log.join("\n");
    if (isAtWork && !this.#gone) this.#timer = setTimeout(() => this.#again(), AGAIN_MS);
    else if (was) this.ended();
  }

  #measure({ now }, isAtWork) {
    this.bar.hidden = !isAtWork || !now.steps;
    this.filled.style.width = `${now.steps ? (100 * now.step) / now.steps : 0}%`;
    this.bar.setAttribute("aria-valuenow", now.step);
    this.bar.setAttribute("aria-valuemax", now.steps);
  }

  async #again() {
    try {
      const { job } = await getJson(this.path);
      this.alarm.textContent = "";
      if (!this.#gone) this.show(job);
    } catch (error) {
      if (this.#gone) return;
      this.alarm.textContent = error.message;
      this.#timer = setTimeout(() => this.#again(), AGAIN_MS);
    }
  }

  #button(words, what) {
    return h("button", { type: "button", class: "plain-button", onclick: async (event) => {
      const button = event.currentTarget;
      button.disabled = true;
      try {
        this.show(await postJson(`${this.path}/${what}`));
      } catch (error) {
        this.alarm.textContent = error.message;
        button.disabled = false;
      }
    } }, words);
  }
}

function doing({ state, now }) {
  if (state === "stopping") return "Stopping after this step …";
  if (!now.steps) return `${now.doing} …`;
  return `${now.doing}: step ${now.step} of ${now.steps}, ${duration(now.seconds_left)} left.`;
}
