// The shopper's chat page: puts the parts together. See docs/reference/webchat-protocol.md.

import { Customer } from "./customer.js";
import { MessageLog } from "./log.js";
import { Outbox } from "./outbox.js";
import { VoiceRecorder, canRecord } from "./recorder.js";
import { Session } from "./session.js";
import { Stream } from "./stream.js";
import { Tray } from "./tray.js";
import { download } from "./uploads.js";
import { loadWords } from "./words.js";

const RECONNECTING_SHOWN_AFTER_MS = 1_500;
const LONGEST_TYPING_MS = 15_000;
const HIDDEN_UNTIL_CUT_MS = 60_000;

const byId = (id) => document.getElementById(id);
const connection = decodeURIComponent(location.pathname.replace(/\/+$/, "").split("/").pop());
const parameters = new URLSearchParams(location.search);
const embedded = window.parent !== window;
const addresses = {
  hook: new URL(`../hooks/${connection}`, import.meta.url),
  events: new URL(`${connection}/events`, import.meta.url),
  uploads: new URL(`${connection}/uploads`, import.meta.url),
};

class ChatPage {
  #words;
  #language;
  #session = new Session(connection);
  #customer = new Customer(this.#session, embedded);
  #log;
  #outbox;
  #tray;
  #recorder = new VoiceRecorder();
  #stream = null;
  #streamState = "idle";
  #streamStateTimer = null;
  #holder = "BOT";
  #typingTimer = null;
  #hiddenTimer = null;
  #bodies = new Map(); // message id → what was sent, until it is stored
  #seen = new Map(); // upload id → promise of its address

  constructor(words, language) {
    this.#words = words;
    this.#language = language;
    this.#log = new MessageLog({ log: byId("log"), scroll: byId("scroll"), newer: byId("newer") }, words, {
      pick: (option, byKeyboard) => this.#pick(option, byKeyboard),
      retry: (id) => this.#retry(id),
      load: (id) => this.#load(id),
    });
    this.#outbox = new Outbox(addresses.hook, this.#session, this.#customer, (id, state) => this.#sent(id, state));
    this.#tray = new Tray(
      byId("tray"),
      words,
      () => ({ url: addresses.uploads, token: this.#begin() }),
      () => this.#showComposer(),
      (problem) => this.#showProblem(problem),
    );
  }

  async open() {
    if (await this.#customer.isOfAnother()) {
      this.#forget();
      return;
    }
    this.#fillWords();
    this.#listen();
    byId("chat").hidden = false;
    this.#outbox.waiting.forEach(({ body, at }) => this.#showOwn(body, new Date(at)));
    this.#outbox.hurry();
    if (this.#session.token !== null) {
      this.#openStream();
    } else {
      this.#log.announce(true);
      this.#showWelcome();
    }
    this.#showComposer();
  }

  #fillWords() {
    const words = this.#words;
    document.documentElement.lang = words.tag;
    document.documentElement.dir = words.direction;
    const shop = document.querySelector("meta[name=chat-title]").content;
    const heading = shop && !shop.startsWith("{{") ? shop : words.say("heading");
    document.title = heading;
    byId("heading").textContent = heading;
    byId("assistant-label").textContent = words.say("assistant");
    byId("welcome-line").textContent = words.say("welcome");
    byId("welcome-disclosure").textContent = words.say("disclosure");
    byId("typing-words").textContent = words.say("writing");
    byId("newer").textContent = words.say("newMessages");
    byId("recording-words").textContent = words.say("recording");
    byId("text").placeholder = words.say("write");
    byId("ask-words").textContent = words.say("forgetQuestion");
    byId("ask-no").textContent = words.say("keep");
    byId("ask-yes").textContent = words.say("forgetShort");
    const labels = {
      log: "heading", text: "write", send: "send", attach: "attach", record: "record", close: "close", forget: "forget",
      "recording-cancel": "discard", "recording-stop": "stop",
    };
    for (const [id, key] of Object.entries(labels)) {
      byId(id).setAttribute("aria-label", words.say(key));
      if (byId(id).tagName === "BUTTON") {
        byId(id).title = words.say(key);
      }
    }
    for (const suggestion of words.suggestions) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = suggestion;
      button.addEventListener("click", (event) => {
        this.#say({ text: suggestion });
        if (event.detail === 0) {
          byId("text").focus();
        }
      });
      byId("suggestions").append(button);
    }
  }

  #listen() {
    const text = byId("text");
    text.addEventListener("input", () => this.#showComposer());
    text.addEventListener("keydown", (event) => {
      // While an input method composes, Enter picks a word and does not send.
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing && event.keyCode !== 229) {
        event.preventDefault();
        byId("composer").requestSubmit();
      }
    });
    text.addEventListener("paste", (event) => this.#attachAll(event.clipboardData?.files, event));
    byId("composer").addEventListener("submit", (event) => {
      event.preventDefault();
      this.#submit();
    });
    byId("attach").addEventListener("click", () => byId("file").click());
    byId("file").addEventListener("change", () => {
      this.#attachAll(byId("file").files);
      byId("file").value = "";
    });
    byId("record").addEventListener("click", () => this.#record());
    byId("recording-stop").addEventListener("click", () => this.#recorder.finish());
    byId("recording-cancel").addEventListener("click", () => this.#recorder.discard());
    byId("forget").addEventListener("click", () => byId("ask").showModal());
    byId("ask-no").addEventListener("click", () => byId("ask").close());
    byId("ask-yes").addEventListener("click", () => this.#forget());
    this.#listenToSurroundings();
  }

  #listenToSurroundings() {
    window.addEventListener("online", () => {
      this.#showNotice();
      this.#stream?.hurry();
      this.#outbox.hurry();
    });
    window.addEventListener("offline", () => {
      this.#stream?.cut();
      this.#showNotice();
    });
    document.addEventListener("visibilitychange", () => this.#visibilityChanged());
    window.addEventListener("storage", (event) => {
      if (event.key === `polyclerk.chat.${connection}`) {
        location.reload();
      }
    });
    if (!embedded) {
      return;
    }
    byId("close").hidden = false;
    byId("close").addEventListener("click", () => this.#tellParent("close"));
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !byId("ask").open && !event.isComposing) {
        this.#tellParent("close");
      }
    });
    window.addEventListener("message", (event) => {
      if (event.source === window.parent && event.data?.type === "polyclerk:opened") {
        byId("text").focus();
        this.#log.toEnd();
      }
    });
    this.#tellParent("ready");
  }

  /** Only what happened is told, never what was said, so any page may hear it. */
  #tellParent(what) {
    if (embedded) {
      window.parent.postMessage({ type: `polyclerk:${what}` }, "*");
    }
  }

  #visibilityChanged() {
    clearTimeout(this.#hiddenTimer);
    if (document.hidden) {
      // A page that nobody sees need not hold a connection.
      this.#hiddenTimer = setTimeout(() => this.#stream?.stop(), HIDDEN_UNTIL_CUT_MS);
      return;
    }
    if (this.#streamState !== "refused") {
      this.#stream?.start();
      this.#stream?.hurry();
    }
  }

  #begin() {
    const token = this.#session.begin();
    this.#openStream();
    return token;
  }

  #openStream() {
    if (this.#stream !== null) {
      return;
    }
    byId("forget").hidden = false;
    this.#stream = new Stream(
      addresses.events,
      this.#session.token,
      (type, data) => this.#received(type, data),
      (state) => this.#streamChanged(state),
    );
    this.#stream.start();
  }

  #streamChanged(state) {
    this.#streamState = state;
    clearTimeout(this.#streamStateTimer);
    if (state === "reconnecting" && navigator.onLine) {
      this.#streamStateTimer = setTimeout(() => this.#showNotice(), RECONNECTING_SHOWN_AFTER_MS);
    } else {
      this.#showNotice();
    }
  }

  #received(type, data) {
    if (type === "ready") {
      this.#log.announce(true);
      this.#showWelcome();
    } else if (type === "holder") {
      this.#holder = data.holder;
      this.#showNotice();
    } else if (type === "message" && data.contents.length > 0) {
      const fromContact = data.direction === "in";
      const isNew = this.#log.show({
        id: data.id,
        sequence: data.sequence,
        author: fromContact ? "contact" : data.author,
        contents: data.contents,
        at: new Date(data.at),
      });
      this.#showWelcome();
      if (!fromContact) {
        this.#showTyping(false);
        if (isNew) {
          this.#tellParent("message");
        }
      }
    }
  }

  #submit() {
    const text = byId("text").value;
    const blank = text.trim() === "";
    if ((blank && this.#tray.isEmpty) || !this.#tray.isReady) {
      return;
    }
    byId("text").value = "";
    this.#showProblem("");
    if (this.#tray.isEmpty) {
      this.#say({ text });
    } else {
      const media = this.#tray.take().map(({ upload, kind, address }) => {
        this.#seen.set(upload, Promise.resolve(address));
        return { upload, kind };
      });
      if (!blank) {
        media[0].caption = text;
      }
      this.#say({ media });
    }
    this.#showComposer();
  }

  #say(what) {
    this.#begin();
    const body = { id: this.#session.newMessageId(), ...what };
    if (this.#language) {
      body.language = this.#language;
    }
    this.#showOwn(body, new Date());
    this.#outbox.add(body);
  }

  #showOwn(body, at) {
    this.#log.show({ id: body.id, author: "contact", contents: contentsOf(body), at });
    this.#bodies.set(body.id, body);
    this.#showWelcome();
  }

  #sent(id, state) {
    if (state === "stored") {
      this.#bodies.delete(id);
      this.#log.mark(id, "stored");
      this.#showTyping(this.#holder === "BOT");
    } else if (state === "refused") {
      this.#log.mark(id, "refused");
    }
  }

  #retry(id) {
    const body = this.#bodies.get(id);
    if (body) {
      this.#log.mark(id, "sending");
      this.#outbox.add(body);
    }
  }

  #pick(option, byKeyboard) {
    this.#say({ selection: { value: option.value, label: option.label } });
    if (byKeyboard) {
      byId("text").focus();
    }
  }

  #load(id) {
    if (!this.#seen.has(id)) {
      const address = download(new URL(`${connection}/uploads/${encodeURIComponent(id)}`, import.meta.url), this.#session.begin());
      this.#seen.set(id, address.then((blob) => URL.createObjectURL(blob)));
    }
    return this.#seen.get(id);
  }

  #attachAll(files, event) {
    if (files?.length > 0) {
      event?.preventDefault();
      this.#showProblem("");
      [...files].slice(0, 10).forEach((file) => this.#tray.add(file));
      byId("text").focus();
    }
  }

  async #record() {
    this.#showProblem("");
    try {
      const recording = await this.#recorder.record((seconds) => {
        byId("recording-time").textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
        if (seconds === 0) {
          byId("recording").hidden = false;
          byId("line").hidden = true;
          byId("recording-stop").focus();
        }
      });
      if (recording !== null) {
        this.#tray.add(recording);
      }
    } catch {
      this.#showProblem(this.#words.say("microphoneDenied"));
    }
    byId("recording").hidden = true;
    byId("line").hidden = false;
    this.#showComposer();
    (byId("send").disabled ? byId("record") : byId("send")).focus();
  }

  #forget() {
    this.#stream?.stop();
    this.#outbox.clear();
    this.#session.forget();
    location.reload();
  }

  #showComposer() {
    const empty = byId("text").value.trim() === "" && this.#tray.isEmpty;
    byId("send").disabled = empty || !this.#tray.isReady;
    byId("record").hidden = !canRecord() || !empty;
    const text = byId("text");
    if (!CSS.supports("field-sizing", "content")) {
      text.rows = Math.min(5, Math.max(1, text.value.split("\n").length));
    }
  }

  #showProblem(problem) {
    byId("problem").textContent = problem;
  }

  #showWelcome() {
    byId("welcome").hidden = !this.#log.isEmpty;
  }

  #showTyping(wanted) {
    clearTimeout(this.#typingTimer);
    byId("typing").hidden = !wanted;
    if (wanted) {
      this.#log.toEnd();
      this.#typingTimer = setTimeout(() => this.#showTyping(false), LONGEST_TYPING_MS);
    }
  }

  #showNotice() {
    const notice = byId("notice");
    const key = this.#noticeKey();
    const words = key === null ? "" : this.#words.say(key);
    notice.classList.toggle("calm", key === "waitingForAgent");
    notice.hidden = key === null;
    if (notice.textContent !== words) {
      notice.textContent = words;
    }
  }

  #noticeKey() {
    if (this.#streamState === "refused") {
      return "unavailable";
    }
    if (!navigator.onLine) {
      return "offline";
    }
    if (this.#streamState === "reconnecting") {
      return "reconnecting";
    }
    return this.#holder === "WAITING_FOR_AGENT" ? "waitingForAgent" : null;
  }
}

/** What the server will make of a message, to show it at once. */
function contentsOf(body) {
  if (body.selection) {
    return [{ type: "selection", ...body.selection }];
  }
  if (body.media) {
    return body.media.map(({ upload, kind, caption }) => ({ type: "media", kind, media: { id: upload }, caption }));
  }
  return [{ type: "text", text: body.text }];
}

const wanted = [parameters.get("lang"), ...navigator.languages].filter(Boolean);
const shape = /^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,4}$/;
const words = await loadWords(new URL("strings.json", import.meta.url), wanted);
new ChatPage(words, wanted.find((tag) => shape.test(tag))).open();
