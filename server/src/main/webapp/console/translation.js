// What was said, in the language of who sits here. One message is asked for at a time, newest first; what was written stays one click away.

import { post } from "./api.js";
import { make } from "./dom.js";
import { tab } from "./storage.js";
import { language, say } from "./words.js";

const AT_ONCE = 2;
/** Of a long talk the end is translated; what is older when somebody asks for it. */
const NEWEST = 30;
/** After these, others would fail too. */
const FOR_ALL = new Set(["no-model", "cap-reached", "model-away", "offline"]);
const READABLE = new Set(["text", "choice", "selection", "card"]);

/** The first part of a tag: for people who read German it does not matter whose German it is. */
const primary = (tag) => tag?.split("-")[0].toLowerCase();

export function isOwnLanguage(tag) {
  return primary(tag) === primary(language());
}

/** Whether a content is shown in its translation instead of as it was written. */
export function isReadable(content) {
  return READABLE.has(content.type);
}

function hasWords(message) {
  return !message.deleted && message.contents.some((one) => isReadable(one) || one.caption || one.transcript);
}

export class TalkTranslation {
  #path;
  #changed;
  #troubled;
  #on;
  #known = new Map();
  #queue = [];
  #running = 0;
  #suggested;

  /**
   * @param changed called when something is there to be shown
   * @param troubled called with what keeps all translations back
   */
  constructor(path, changed, troubled) {
    this.#path = path;
    this.#changed = changed;
    this.#troubled = troubled;
    this.#on = tab.get(this.#key) !== null;
  }

  get #key() {
    return `polyclerk.console.translate.${this.#path}`;
  }

  get isOn() {
    return this.#on;
  }

  turn(on) {
    this.#on = on;
    if (on) {
      tab.set(this.#key, "on");
      // What failed before may go well now.
      this.#known.forEach((one, sequence) => one.trouble && this.#known.delete(sequence));
    } else {
      tab.remove(this.#key);
      this.#queue = [];
    }
    this.#changed();
  }

  /** Nobody looks any more: what was not asked for yet costs nothing. */
  leave() {
    this.#queue = [];
    this.#changed = () => {};
  }

  /** Asks for what is not known yet. @param state the conversation as the API tells it */
  want(state) {
    if (!this.#on) {
      return;
    }
    const foreign = state.messages.filter((one) => hasWords(one) && !isOwnLanguage(one.language ?? state.language));
    foreign.slice(-NEWEST).reverse().forEach((one) => this.ask(one));
  }

  /** Asks for one message. */
  ask(message) {
    const words = JSON.stringify(message.contents);
    if (this.#known.get(message.sequence)?.words === words) {
      return;
    }
    const entry = { words, state: "waiting", asWritten: false };
    this.#known.set(message.sequence, entry);
    this.#queue.push([message.sequence, entry]);
    this.#next();
  }

  async #next() {
    if (this.#running >= AT_ONCE || this.#queue.length === 0) {
      return;
    }
    const [sequence, entry] = this.#queue.shift();
    this.#running += 1;
    try {
      const { text, machine } = await post(`${this.#path}/messages/${sequence}/translation`, { language: language() });
      Object.assign(entry, { state: "done", text, machine });
    } catch (trouble) {
      Object.assign(entry, { state: "failed", trouble: trouble.message });
      if (FOR_ALL.has(trouble.code)) {
        this.#giveUp(trouble);
      }
    } finally {
      this.#running -= 1;
    }
    this.#changed();
    this.#next();
  }

  #giveUp(trouble) {
    this.#queue = [];
    this.#known.forEach((one, sequence) => one.state !== "done" && this.#known.delete(sequence));
    if (this.#on) {
      this.turn(false);
      this.#troubled(trouble);
    }
  }

  /** What is known of a message; undefined while everything is shown as it was written. */
  of(message) {
    if (!this.#on || !hasWords(message)) {
      return undefined;
    }
    const entry = this.#known.get(message.sequence);
    return entry ?? (message.language && isOwnLanguage(message.language) ? undefined : { state: "unasked" });
  }

  /** A paragraph that will say what the bot suggests; asked for once. */
  suggestion(id, text, from) {
    const said = make("p", { class: "quiet-text", dir: "auto", lang: language() }, say("translate.waiting"));
    if (this.#suggested?.id !== id) {
      this.#suggested = { id, words: post(`${this.#path}/translate`, { text, from, language: language() }) };
    }
    this.#suggested.words.then(
      (made) => said.replaceChildren(say("translate.machine"), ": ", made.text),
      (trouble) => said.replaceChildren(trouble.message));
    return said;
  }

  /** Changes between what was written and what it says. */
  flip(message) {
    const entry = this.#known.get(message.sequence);
    entry.asWritten = !entry.asWritten;
    this.#changed();
  }
}
