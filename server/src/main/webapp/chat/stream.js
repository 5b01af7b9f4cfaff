// Reads the conversation as server-sent events. EventSource cannot send headers, and the token must not stand in an address,
// so the stream is read with fetch.

import { Backoff, retryAfterMs } from "./backoff.js";

const SILENCE_MS = 40_000; // the server speaks at least every 15 seconds
const OVERLAP = 5; // messages may become visible slightly out of order, so a few known ones are asked for again

/** Cuts text into events. */
export class EventParser {
  #rest = "";
  #type = "message";
  #data = [];

  /** @returns {{type: string, data: string}[]} the events that are complete now */
  push(text) {
    const events = [];
    const lines = (this.#rest + text).split("\n");
    this.#rest = lines.pop();
    for (const raw of lines) {
      const line = raw.endsWith("\r") ? raw.slice(0, -1) : raw;
      if (line === "") {
        if (this.#data.length > 0) {
          events.push({ type: this.#type, data: this.#data.join("\n") });
        }
        this.#type = "message";
        this.#data = [];
      } else if (line.startsWith("data:")) {
        this.#data.push(line.slice(line.startsWith("data: ") ? 6 : 5));
      } else if (line.startsWith("event:")) {
        this.#type = line.slice(6).trim();
      }
    }
    return events;
  }
}

/** Calls `onEvent(type, data)` and `onState("connected" | "reconnecting" | "refused")`. */
export class Stream {
  #url;
  #token;
  #onEvent;
  #onState;
  #backoff = new Backoff(500, 30_000);
  #abort = null;
  #timer = null;
  #running = false;
  #sequences = [];

  constructor(url, token, onEvent, onState) {
    this.#url = url;
    this.#token = token;
    this.#onEvent = onEvent;
    this.#onState = onState;
  }

  start() {
    if (!this.#running) {
      this.#running = true;
      this.#connect();
    }
  }

  stop() {
    this.#running = false;
    clearTimeout(this.#timer);
    this.#abort?.abort();
  }

  /** The network is back, or the page is seen again: no need to wait. */
  hurry() {
    if (this.#running && this.#timer !== null) {
      clearTimeout(this.#timer);
      this.#connect();
    }
  }

  /** The network is gone: what is open will not speak again. */
  cut() {
    this.#abort?.abort();
  }

  async #connect() {
    this.#timer = null;
    const abort = new AbortController();
    this.#abort = abort;
    let pause = 0;
    try {
      const response = await fetch(this.#url, {
        headers: this.#headers(),
        cache: "no-store",
        credentials: "omit",
        signal: abort.signal,
      });
      if (response.status === 200) {
        await this.#read(response.body);
      } else if ([401, 403, 404, 410].includes(response.status)) {
        this.stop();
        this.#onState("refused");
        return;
      } else {
        pause = retryAfterMs(response);
      }
    } catch {
      // The connection broke; that is what reconnecting is for.
    }
    if (this.#running && this.#abort === abort) {
      this.#onState("reconnecting");
      this.#timer = setTimeout(() => this.#connect(), this.#backoff.next(pause));
    }
  }

  #headers() {
    const headers = { "X-Chat-Session": this.#token, Accept: "text/event-stream" };
    const known = this.#sequences;
    if (known.length > OVERLAP) {
      headers["Last-Event-ID"] = String(known[known.length - 1 - OVERLAP]);
    }
    return headers;
  }

  async #read(body) {
    const reader = body.getReader();
    const decoder = new TextDecoder();
    const parser = new EventParser();
    let silence = setTimeout(() => this.cut(), SILENCE_MS);
    this.#onState("connected");
    try {
      for (;;) {
        const { done, value } = await reader.read();
        if (done) {
          return;
        }
        this.#backoff.succeeded();
        clearTimeout(silence);
        silence = setTimeout(() => this.cut(), SILENCE_MS);
        parser.push(decoder.decode(value, { stream: true })).forEach((event) => this.#handle(event));
      }
    } finally {
      clearTimeout(silence);
    }
  }

  #handle(event) {
    let data;
    try {
      data = JSON.parse(event.data);
    } catch {
      return;
    }
    if (event.type === "message" && Number.isSafeInteger(data.sequence) && !this.#sequences.includes(data.sequence)) {
      this.#sequences.push(data.sequence);
      this.#sequences.sort((one, other) => one - other);
    }
    this.#onEvent(event.type, data);
  }
}
