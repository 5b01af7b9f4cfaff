// Who else has a conversation open, and who writes in it.

import { post, remove } from "./api.js";
import { make } from "./dom.js";
import { Live } from "./live.js";
import { say } from "./words.js";

const PRESENCE_MS = 8_000;
const WRITING_MS = 6_000;

/** Tells colleagues that somebody is here, and hears of them. */
export class TalkPresence {
  element = make("div", { role: "status" });
  #path;
  #nameOf;
  #hasText;
  #live;
  #left = false;
  #wroteAt = 0;

  /** @param path of the conversation @param hasText whether something is written that was not sent */
  constructor(path, nameOf, hasText) {
    this.#path = path;
    this.#nameOf = nameOf;
    this.#hasText = hasText;
  }

  begin() {
    this.#live = new Live(() => this.#present(), PRESENCE_MS);
    this.#live.now();
  }

  leave() {
    this.#left = true;
    if (this.#live) {
      this.#live.stop();
      remove(`${this.#path}/presence`).catch(() => {});
    }
  }

  /** Colleagues hear of it at once when writing begins, not only when one tells it again anyway. */
  wrote() {
    const begins = Date.now() - this.#wroteAt > WRITING_MS;
    this.#wroteAt = Date.now();
    if (begins) {
      this.#live?.now();
    }
  }

  async #present() {
    const writing = Date.now() - this.#wroteAt < WRITING_MS && this.#hasText();
    const { others } = await post(`${this.#path}/presence`, { writing });
    if (this.#left) {
      return;
    }
    const words = others.map((one) => say(one.writing ? "talk.writes" : "talk.looks", { name: this.#nameOf(one.actor) })).join(" ");
    if (words !== this.element.textContent) {
      this.element.replaceChildren(...(words === "" ? [] : [make("p", { class: others.some((one) => one.writing) ? "notice warn" : "notice" }, words)]));
    }
  }
}
