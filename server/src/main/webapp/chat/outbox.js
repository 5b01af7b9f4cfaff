// Sends messages one after the other and keeps them on the device until the server has stored them. A message keeps its id over
// all tries, also after a reload, so the server takes it exactly once.

import { Backoff, retryAfterMs } from "./backoff.js";

const TRY_AGAIN = new Set([408, 425, 429]);
const TIMEOUT_MS = 20_000;

/** Calls `onState(id, "stored" | "waiting" | "refused")`. */
export class Outbox {
  #url;
  #session;
  #customer;
  #onState;
  #waiting;
  #backoff = new Backoff(1_000, 30_000);
  #busy = false;
  #timer = null;

  constructor(url, session, customer, onState) {
    this.#url = url;
    this.#session = session;
    this.#customer = customer;
    this.#onState = onState;
    this.#waiting = session.unsent();
  }

  /** What an earlier visit could not send: [{body, at}]. */
  get waiting() {
    return [...this.#waiting];
  }

  add(body) {
    this.#waiting.push({ body, at: new Date().toISOString() });
    this.#keep();
    this.hurry();
  }

  /** Tries at once. */
  hurry() {
    clearTimeout(this.#timer);
    this.#timer = null;
    this.#work();
  }

  clear() {
    clearTimeout(this.#timer);
    this.#waiting = [];
  }

  async #work() {
    if (this.#busy) {
      return;
    }
    this.#busy = true;
    try {
      while (this.#waiting.length > 0) {
        const entry = this.#waiting[0];
        const outcome = await this.#post(entry.body);
        if (outcome.again) {
          this.#onState(entry.body.id, "waiting");
          this.#timer = setTimeout(() => this.#work(), this.#backoff.next(outcome.pause));
          return;
        }
        this.#backoff.succeeded();
        this.#waiting = this.#waiting.filter((other) => other !== entry);
        this.#keep();
        this.#onState(entry.body.id, outcome.stored ? "stored" : "refused");
      }
    } finally {
      this.#busy = false;
    }
  }

  async #post(body) {
    try {
      const headers = { "Content-Type": "application/json", "X-Chat-Session": this.#session.begin() };
      const customer = await this.#customer.token();
      if (customer !== null) {
        headers["X-Chat-Customer"] = customer;
      }
      const response = await fetch(this.#url, {
        method: "POST",
        headers,
        body: JSON.stringify(body),
        credentials: "omit",
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      if (response.ok) {
        if (customer !== null && (await response.json()).customer === "refused") {
          this.#customer.refused();
        }
        return { stored: true };
      }
      const again = response.status >= 500 || TRY_AGAIN.has(response.status);
      return { stored: false, again, pause: retryAfterMs(response) };
    } catch {
      return { stored: false, again: true, pause: 0 };
    }
  }

  #keep() {
    this.#session.keepUnsent(this.#waiting);
  }
}
