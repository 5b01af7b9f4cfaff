// Growing pauses with a random part, so that many pages do not come back at the same moment.

export class Backoff {
  #first;
  #longest;
  #failures = 0;

  constructor(firstMs, longestMs) {
    this.#first = firstMs;
    this.#longest = longestMs;
  }

  succeeded() {
    this.#failures = 0;
  }

  /** The next pause in milliseconds. @param atLeastMs what the server asked for */
  next(atLeastMs = 0) {
    const pause = Math.min(this.#longest, this.#first * 2 ** this.#failures++);
    return Math.max(atLeastMs, pause / 2 + Math.random() * (pause / 2));
  }
}

/** Milliseconds of a Retry-After header in seconds, 0 when there is none. */
export function retryAfterMs(response) {
  const seconds = Number.parseInt(response.headers.get("Retry-After") ?? "", 10);
  return Number.isFinite(seconds) ? Math.min(seconds, 300) * 1000 : 0;
}
