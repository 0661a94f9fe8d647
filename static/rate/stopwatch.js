// How long a screen was in sight: a tab in the background does not count.

export class Stopwatch {
  #before = 0;
  #since = null;

  constructor() {
    document.addEventListener("visibilitychange", () => (document.hidden ? this.#hold() : this.#go()));
  }

  /** Begin anew with the seconds that a screen was in sight before a reload. */
  begin(seconds = 0) {
    this.#before = seconds * 1000;
    this.#since = document.hidden ? null : performance.now();
  }

  get seconds() {
    const running = this.#since === null ? 0 : performance.now() - this.#since;
    return Math.round((this.#before + running) / 100) / 10;
  }

  #hold() {
    if (this.#since !== null) this.#before += performance.now() - this.#since;
    this.#since = null;
  }

  #go() {
    this.#since ??= performance.now();
  }
}
