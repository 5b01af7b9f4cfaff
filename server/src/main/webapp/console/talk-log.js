// What was said and noted in a conversation, in its order and by day.

import { announce, make, reconcile } from "./dom.js";
import { messageElement, noteElement } from "./message.js";
import { day, say } from "./words.js";

const NEAR_END_PX = 80;

export class TalkLog {
  element = make("div", { class: "talk-log", tabindex: "0", "aria-label": say("talk.log") });
  #context;
  #isFirst = true;
  #lastShopper = 0;

  /** @param context what messages and notes are shown with */
  constructor(context) {
    this.#context = context;
  }

  draw({ messages, notes }) {
    const wasAtEnd = this.element.scrollHeight - this.element.scrollTop - this.element.clientHeight < NEAR_END_PX;
    const entries = [
      ...messages.filter((one) => one.contents.length > 0 || one.deleted).map((one) => ({
        at: one.at, key: `m${one.sequence}`,
        mark: JSON.stringify([one.delivery, one.deleted, one.interpretation, one.contents, this.#context.translation.of(one)]),
        build: () => messageElement(one, this.#context),
      })),
      ...notes.map((one) => ({ at: one.at, key: `n${one.id}`, mark: "", build: () => noteElement(one, this.#context) })),
    ].sort((one, other) => one.at.localeCompare(other.at));
    reconcile(this.element, byDay(entries));
    this.#hear(messages);
    if (wasAtEnd || this.#isFirst) {
      this.element.scrollTop = this.element.scrollHeight;
    }
    this.#isFirst = false;
  }

  /** What the shopper says is read out once; not what was said before the page was opened. */
  #hear(messages) {
    const last = messages.filter((one) => one.author === "shopper").at(-1);
    if (last && !this.#isFirst && last.sequence > this.#lastShopper) {
      const text = last.contents.find((content) => content.type === "text")?.text ?? say("message.noText");
      announce(say("talk.heard", { text }));
    }
    this.#lastShopper = last?.sequence ?? 0;
  }
}

/** The same with the day before what is the first of it. */
function byDay(entries) {
  const withDays = [];
  let last = "";
  for (const entry of entries) {
    const date = new Date(entry.at);
    const name = date.toDateString();
    if (name !== last) {
      withDays.push({ key: `d${name}`, mark: "", build: () => make("p", { class: "talk-day" }, day(date)) });
      last = name;
    }
    withDays.push(entry);
  }
  return withDays;
}
