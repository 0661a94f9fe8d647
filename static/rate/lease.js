// The time somebody has for a screen: counted down in sight, said aloud twice, and renewed while they are at work.
//
// The server says how many seconds are left, so the clock of this machine may be wrong. A lease that ran out is asked
// for once more with the next activity; only when the server says no is it gone.

const SECOND = 1000;
const AT_MOST_EVERY = 30 * SECOND; // between two renewals; a short lease is renewed after a third of it
const SAID_AT = [120, 60]; // seconds left
const SHORT = 120; // seconds left from which on the countdown stands out
const SAYS_NO = [403, 404, 409, 410];

/** Minutes and seconds, such as 14:05. */
export function clock(seconds) {
  const whole = Math.max(0, Math.ceil(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

/** Which of the announcements falls between two moments, in seconds left; null for none. */
export function announcement(before, now) {
  const reached = SAID_AT.filter((at) => before > at && now <= at && now > 0).at(-1);
  if (!reached) return null;
  return reached === 60 ? "One minute left for this screen." : `${reached / 60} minutes left for this screen.`;
}

export class Lease extends EventTarget {
  #until = 0;
  #left = 0;
  #renewed = 0;
  #every = AT_MOST_EVERY;
  #ticking = null;

  /** `renew` asks the server for more time and returns {seconds_left}. Listeners: "left" {left}, "say", "over",
   *  and "again" when there is time again after it was over. */
  constructor({ renew }) {
    super();
    this.renew = renew;
    for (const name of ["pointerdown", "keydown", "input", "wheel"]) {
      document.addEventListener(name, () => this.#active(), { passive: true });
    }
    document.addEventListener("visibilitychange", () => this.#tick());
  }

  begin(seconds) {
    this.end();
    this.#renewed = performance.now();
    this.#set(seconds);
    this.#ticking = setInterval(() => this.#tick(), SECOND);
  }

  /** No lease any more: the screen was sent, skipped or is an old one. */
  end() {
    clearInterval(this.#ticking);
    this.#ticking = null;
  }

  #set(seconds) {
    this.#until = performance.now() + seconds * SECOND;
    this.#left = seconds;
    this.#every = Math.min(AT_MOST_EVERY, (seconds * SECOND) / 3);
    this.#tell("left", { left: seconds, short: seconds <= SHORT });
  }

  #tick() {
    if (this.#ticking === null) return;
    const left = Math.max(0, (this.#until - performance.now()) / SECOND);
    const sentence = announcement(this.#left, left);
    const over = left === 0 && this.#left > 0;
    this.#left = left;
    this.#tell("left", { left, short: left <= SHORT });
    if (sentence) this.#tell("say", { sentence });
    if (over) this.#tell("over");
  }

  async #active() {
    const ticking = this.#ticking;
    if (ticking === null || performance.now() - this.#renewed < this.#every) return;
    this.#renewed = performance.now();
    try {
      const { seconds_left: seconds } = await this.renew();
      if (this.#ticking !== ticking) return;
      if (this.#left === 0) this.#tell("again");
      this.#set(seconds);
    } catch (error) {
      // Out of reach is no answer: the countdown goes on, and the next activity asks again.
      if (this.#ticking !== ticking || !SAYS_NO.includes(error.status)) return;
      const wasOver = this.#left === 0;
      this.end();
      this.#tell("left", { left: 0, short: true });
      if (!wasOver) this.#tell("over");
    }
  }

  #tell(name, detail = {}) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}
