// A shopper's side of the web chat, for trying the bot out: the same door and the same protocol as the shopper's own page.

import { Outbox } from "/chat/outbox.js";
import { Session } from "/chat/session.js";
import { Stream } from "/chat/stream.js";
import { upload } from "/chat/uploads.js";

/** Whoever tries the bot out is no customer of the shop. */
const NOBODY = { token: async () => null, refused() {} };

export class Shopper {
  #connection;
  #session;
  #outbox;
  #stream;
  #changed;
  /** What was said, in order: as the stream tells it, and before that what is on its way. */
  messages = [];
  state = "connecting";

  /** @param changed called whenever there is something new */
  constructor(connection, changed) {
    this.#connection = connection;
    this.#changed = changed;
    // Another session than the shopper's page of this browser has.
    this.#session = new Session(`${connection}.console`);
    this.#outbox = new Outbox(`/hooks/${encodeURIComponent(connection)}`, this.#session, NOBODY, (id, state) => this.#sent(id, state));
    this.#listen();
  }

  get connection() {
    return this.#connection;
  }

  #listen() {
    if (this.#session.token === null || this.#stream) {
      return;
    }
    this.#stream = new Stream(`/chat/${encodeURIComponent(this.#connection)}/events`, this.#session.token,
      (type, data) => this.#heard(type, data),
      (state) => {
        this.state = state;
        this.#changed();
      });
    this.#stream.start();
  }

  #heard(type, data) {
    if (type === "message") {
      this.messages = [...this.messages.filter((one) => one.id !== data.id), data].sort((one, other) => (one.sequence ?? Infinity) - (other.sequence ?? Infinity));
      this.#changed();
    }
  }

  #sent(id, state) {
    const message = this.messages.find((one) => one.id === id);
    if (message && message.sequence === undefined) {
      message.state = state;
      this.#changed();
    }
  }

  #say(body, contents, language) {
    const id = this.#session.newMessageId();
    this.#session.begin();
    this.#listen();
    this.messages = [...this.messages, { id, direction: "in", author: "shopper", contents, at: new Date().toISOString() }];
    this.#outbox.add({ id, ...body, ...(language ? { language } : {}) });
    this.#changed();
  }

  text(text, language) {
    this.#say({ text }, [{ type: "text", text }], language);
  }

  pick(option, language) {
    this.#say({ selection: { value: option.value, label: option.label } }, [{ type: "selection", ...option }], language);
  }

  /** @param kind image, voice or document @param onProgress told the share that is uploaded */
  async file(file, kind, onProgress = () => {}, language = undefined) {
    const uploads = `/chat/${encodeURIComponent(this.#connection)}/uploads`;
    const id = await upload(uploads, this.#session.begin(), file, onProgress).done;
    this.#say({ media: [{ upload: id, kind }] }, [{ type: "media", kind, media: {}, local: URL.createObjectURL(file) }], language);
  }

  /** The id by which the server keeps this chat; nothing where the browser cannot compute it. */
  async chatId() {
    if (this.#session.token === null || !crypto.subtle) {
      return undefined;
    }
    const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(this.#session.token));
    const text = btoa(String.fromCharCode(...new Uint8Array(hash))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
    return `w${text.slice(0, 22)}`;
  }

  /** Another shopper, who has said nothing yet. */
  startAgain() {
    this.#stream?.stop();
    this.#stream = undefined;
    this.#outbox.clear();
    this.#session.forget();
    this.messages = [];
    this.#changed();
  }

  close() {
    this.#stream?.stop();
    this.#stream = undefined;
  }
}
