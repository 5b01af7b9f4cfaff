// Asks again and again while somebody looks, and not when nobody does.

export class Live {
  #action;
  #pause;
  #timer;
  #stopped = false;
  #running;
  #failures = 0;
  #onTrouble;
  #wake = () => this.#awake();

  /** @param action asynchronous @param pause milliseconds between two askings @param onTrouble told of a failure, and with null of its end */
  constructor(action, pause, onTrouble = () => {}) {
    this.#action = action;
    this.#pause = pause;
    this.#onTrouble = onTrouble;
    document.addEventListener("visibilitychange", this.#wake);
    window.addEventListener("online", this.#wake);
  }

  #awake() {
    if (!document.hidden) {
      this.now();
    }
  }

  /** Asks at once; when the promise is done the answer to this asking is there. */
  async now() {
    clearTimeout(this.#timer);
    if (this.#stopped) {
      return;
    }
    if (this.#running) {
      // What is on its way may have been asked before something changed.
      await this.#running;
      if (!this.#running) {
        await this.now();
      }
      return;
    }
    this.#running = this.#ask();
    await this.#running;
  }

  async #ask() {
    try {
      await this.#action();
      if (this.#failures > 0) {
        this.#onTrouble(null);
      }
      this.#failures = 0;
    } catch (trouble) {
      this.#failures += 1;
      if (!this.#stopped) {
        this.#onTrouble(trouble);
      }
    } finally {
      this.#running = undefined;
      this.#plan();
    }
  }

  #plan() {
    if (this.#stopped || document.hidden) {
      return;
    }
    // A server that is down is asked less and less often.
    const pause = Math.min(this.#pause * 2 ** this.#failures, 30_000);
    this.#timer = setTimeout(() => this.now(), pause);
  }

  stop() {
    this.#stopped = true;
    clearTimeout(this.#timer);
    document.removeEventListener("visibilitychange", this.#wake);
    window.removeEventListener("online", this.#wake);
  }
}
