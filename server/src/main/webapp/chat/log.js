// The conversation on the screen: entries in the order of the server, with the shopper's unsent ones at the end.

import { fillWithLinks } from "./words.js";

const SAME_GROUP_MS = 2 * 60_000;
const NEAR_END_PX = 80;

function make(tag, className, text) {
  const element = document.createElement(tag);
  if (className) {
    element.className = className;
  }
  if (text !== undefined) {
    element.textContent = text;
  }
  return element;
}

/**
 * `actions`: `pick(option, byKeyboard)`, `retry(id)`, `load(uploadId)` → Promise of an address of the file.
 * A message: `{id?, sequence?, author: "contact" | "bot" | "agent", contents, at: Date}`.
 */
export class MessageLog {
  #log;
  #scroll;
  #newer;
  #words;
  #actions;
  #entries = []; // {element, author, at, sequence, id, parts}
  #atEnd = true;

  constructor({ log, scroll, newer }, words, actions) {
    this.#log = log;
    this.#scroll = scroll;
    this.#newer = newer;
    this.#words = words;
    this.#actions = actions;
    scroll.addEventListener("scroll", () => this.#scrolled(), { passive: true });
    newer.addEventListener("click", () => this.toEnd());
  }

  get isEmpty() {
    return this.#entries.length === 0;
  }

  /** Adds a message, or gives its place to one that was shown unsent. @returns whether it is new on the screen */
  show(message) {
    const known = this.#entries.find((entry) =>
      message.sequence !== undefined && entry.sequence === message.sequence
      || message.id !== undefined && entry.id === message.id);
    if (known) {
      this.#settle(known, message);
      return false;
    }
    const follow = this.#atEnd || message.sequence === undefined;
    const entry = this.#build(message);
    this.#place(entry);
    this.#closeOptionsBefore(entry, message);
    if (follow) {
      this.toEnd();
    } else if (message.author !== "contact") {
      this.#newer.hidden = false;
    }
    return true;
  }

  /** What became of an unsent message: "sending", "stored" or "refused". */
  mark(id, state) {
    const entry = this.#entries.find((one) => one.id === id);
    if (!entry) {
      return;
    }
    entry.state = state;
    this.#showState(entry);
  }

  clear() {
    this.#entries = [];
    this.#log.replaceChildren();
    this.#newer.hidden = true;
    this.#atEnd = true;
  }

  /** Reads what comes from now on aloud, but not the history. */
  announce(wanted) {
    this.#log.setAttribute("aria-live", wanted ? "polite" : "off");
  }

  toEnd() {
    this.#scroll.scrollTop = this.#scroll.scrollHeight;
    this.#atEnd = true;
    this.#newer.hidden = true;
  }

  #scrolled() {
    const { scrollTop, scrollHeight, clientHeight } = this.#scroll;
    this.#atEnd = scrollHeight - scrollTop - clientHeight < NEAR_END_PX;
    if (this.#atEnd) {
      this.#newer.hidden = true;
    }
  }

  #settle(entry, message) {
    if (message.sequence === undefined || entry.sequence !== undefined) {
      return;
    }
    entry.sequence = message.sequence;
    entry.at = message.at;
    entry.state = "stored";
    const index = this.#entries.indexOf(entry);
    // What came while it was unsent may belong on the other side of it.
    if (this.#entries[index - 1]?.sequence > entry.sequence || this.#entries[index + 1]?.sequence < entry.sequence) {
      this.#entries.splice(index, 1);
      this.#place(entry);
    }
    this.#showState(entry);
    this.#arrange(entry);
  }

  #place(entry) {
    let index = this.#entries.length;
    if (entry.sequence !== undefined) {
      while (index > 0 && !(this.#entries[index - 1].sequence < entry.sequence)) {
        index--;
      }
    }
    this.#log.insertBefore(entry.element, this.#entries[index]?.element ?? null);
    this.#entries.splice(index, 0, entry);
    this.#arrange(entry);
  }

  /** Days, names and times depend on the neighbours. */
  #arrange(entry) {
    const index = this.#entries.indexOf(entry);
    for (const one of this.#entries.slice(Math.max(0, index - 1), index + 2)) {
      const at = this.#entries.indexOf(one);
      const before = this.#entries[at - 1];
      const after = this.#entries[at + 1];
      const newDay = !before || before.at.toDateString() !== one.at.toDateString();
      one.parts.day.hidden = !newDay;
      one.parts.day.textContent = newDay ? this.#words.day(one.at) : "";
      const sameAuthor = before?.author === one.author && !newDay;
      one.parts.author.className = one.author === "contact" || sameAuthor ? "sr-only" : "author";
      one.parts.time.hidden = after?.author === one.author && after.at - one.at < SAME_GROUP_MS;
      one.parts.time.textContent = this.#words.time(one.at);
      one.parts.time.dateTime = one.at.toISOString();
    }
  }

  #build(message) {
    const element = make("div", "entry");
    const day = make("p", "day");
    const body = make("div", `message ${message.author === "contact" ? "mine" : message.author}`);
    const names = { contact: "you", bot: "assistant", agent: "agent" };
    const author = make("p", "author", this.#words.say(names[message.author]));
    const small = make("p", "small");
    const time = make("time");
    const state = make("span");
    small.append(time, state);
    body.append(author, ...message.contents.flatMap((content) => this.#render(content)), small);
    element.append(day, body);
    const entry = {
      element,
      author: message.author,
      at: message.at,
      sequence: message.sequence,
      id: message.id,
      state: message.sequence === undefined ? "sending" : "stored",
      parts: { day, body, author, time, state },
    };
    this.#showState(entry);
    return entry;
  }

  #showState(entry) {
    const { body, state } = entry.parts;
    body.classList.toggle("refused", entry.state === "refused");
    state.replaceChildren();
    if (entry.state === "sending") {
      state.textContent = ` · ${this.#words.say("sending")}`;
    } else if (entry.state === "refused") {
      const again = make("button", "", this.#words.say("tryAgain"));
      again.type = "button";
      again.addEventListener("click", () => this.#actions.retry(entry.id));
      state.append(` · ${this.#words.say("notSent")} `, again);
    }
  }

  #render(content) {
    switch (content.type) {
      case "text":
        return [this.#bubble(content.text)];
      case "selection":
        return [this.#bubble(content.label)];
      case "phone":
        return [this.#bubble(content.number)];
      case "location":
        return [this.#bubble(content.label ?? `${content.latitude}, ${content.longitude}`)];
      case "choice":
        return [this.#bubble(content.prompt), this.#options(content.options)];
      case "card":
        return [
          this.#bubble([content.title, content.subtitle].filter(Boolean).join("\n")),
          this.#options(content.options),
        ];
      case "media":
        return [this.#media(content)];
      default:
        return [this.#bubble(this.#words.say("cannotShow"))];
    }
  }

  #bubble(text) {
    const bubble = make("div", "bubble");
    bubble.dir = "auto";
    fillWithLinks(bubble, text);
    return bubble;
  }

  #options(options) {
    const group = make("div", "options");
    for (const option of options) {
      const button = make("button", "", option.label);
      button.type = "button";
      button.dir = "auto";
      button.dataset.value = option.value;
      // A click without a pointer came from the keyboard.
      button.addEventListener("click", (event) => this.#actions.pick(option, event.detail === 0));
      group.append(button);
    }
    return group;
  }

  /** An offer is answered by whatever the shopper says next. */
  #closeOptionsBefore(entry, message) {
    const index = this.#entries.indexOf(entry);
    const picked = message.contents.find((content) => content.type === "selection")?.value;
    if (message.author === "contact") {
      this.#entries.slice(0, index).forEach((earlier) => this.#closeOptions(earlier, picked));
    } else if (this.#entries.slice(index + 1).some((later) => later.author === "contact")) {
      this.#closeOptions(entry, undefined);
    }
  }

  #closeOptions(entry, picked) {
    for (const button of entry.parts.body.querySelectorAll(".options button:enabled")) {
      button.disabled = true;
      if (button.dataset.value === picked) {
        button.setAttribute("aria-pressed", "true");
      }
    }
  }

  #media(content) {
    const bubble = make("div", "bubble media");
    const kind = content.kind.toLowerCase();
    const show = { image: showImage, voice: showSound, audio: showSound }[kind] ?? showFile;
    const name = this.#words.say({ image: "picture", voice: "voiceMessage", audio: "voiceMessage" }[kind] ?? "document");
    this.#actions.load(content.media.id).then(
      (address) => show(bubble, address, name),
      () => bubble.prepend(make("p", "caption", name)),
    );
    if (kind === "image") {
      bubble.append(make("img"));
    }
    if (content.caption) {
      const caption = make("p", "caption");
      caption.dir = "auto";
      fillWithLinks(caption, content.caption);
      bubble.append(caption);
    }
    return bubble;
  }
}

function showImage(bubble, address, name) {
  const image = bubble.querySelector("img");
  image.alt = name;
  image.src = address;
}

function showSound(bubble, address, name) {
  const sound = make("audio");
  sound.controls = true;
  sound.src = address;
  sound.setAttribute("aria-label", name);
  bubble.prepend(sound);
}

function showFile(bubble, address, name) {
  const link = make("a", "file", name);
  link.href = address;
  link.download = "";
  bubble.prepend(link);
}
