// Hears from the server that something has changed. What has changed is then asked for as always; where nothing can be heard, asking
// now and then goes on by itself.

import { EventParser } from "/chat/stream.js";
import { openStream } from "./api.js";

const AGAIN_MS = 3_000;
const SILENCE_MS = 40_000;

class Events {
  #listeners = new Set();
  #abort;
  #timer;

  /** @param listener told the ids of conversations that have changed @return a function that ends it */
  listen(listener) {
    this.#listeners.add(listener);
    if (this.#listeners.size === 1) {
      this.#connect();
    }
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size === 0) {
        clearTimeout(this.#timer);
        this.#abort?.abort();
        this.#abort = undefined;
      }
    };
  }

  async #connect() {
    const abort = new AbortController();
    this.#abort = abort;
    let silence;
    try {
      const body = await openStream("events", abort.signal);
      const reader = body.getReader();
      const decoder = new TextDecoder();
      const parser = new EventParser();
      for (;;) {
        clearTimeout(silence);
        silence = setTimeout(() => abort.abort(), SILENCE_MS);
        const { done, value } = await reader.read();
        if (done) {
          break;
        }
        for (const event of parser.push(decoder.decode(value, { stream: true }))) {
          if (event.type === "changed") {
            const { conversations } = JSON.parse(event.data);
            this.#listeners.forEach((listener) => listener(conversations));
          }
        }
      }
    } catch {
      // It is asked for again below; signing out is noticed by whoever asks for more than this.
    } finally {
      clearTimeout(silence);
    }
    if (this.#abort === abort && this.#listeners.size > 0) {
      this.#timer = setTimeout(() => this.#connect(), AGAIN_MS);
    }
  }
}

export const events = new Events();
