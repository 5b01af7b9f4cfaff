// One conversation: what was said, who answers, and what the agent does.

import { get, post } from "./api.js";
import { announce, button, icon, make, newId } from "./dom.js";
import { confirmed } from "./dialogs.js";
import { Live } from "./live.js";
import { tab } from "./storage.js";
import { DraftTranslation } from "./talk-draft.js";
import { TalkLog } from "./talk-log.js";
import { TalkPresence } from "./talk-presence.js";
import { TalkSide } from "./talk-side.js";
import { templateButton } from "./templates.js";
import { isOwnLanguage, TalkTranslation } from "./translation.js";
import { badge, failure, select } from "./parts.js";
import { language, languageName, named, percent, say } from "./words.js";

/** Changes are heard of; receipts of platforms are not. */
const TALK_MS = 5_000;
const LONGEST = 10_000;

export class Talk {
  #id;
  #me;
  #nameOf;
  #options;
  #state;
  #left = false;
  #live = new Live(() => this.#load(), TALK_MS, (trouble) => this.#trouble(trouble));
  #head = make("header", { class: "talk-head" });
  #title = make("h1", { tabindex: "-1" });
  #facts = make("p", { class: "quiet-text" });
  #actions = make("div", { class: "row" });
  #log;
  #side;
  #suggestion = make("div", {});
  #presence;
  #notice = make("div", {});
  #problem = make("div", {});
  #foot = make("div", { class: "talk-foot" });
  #text;
  #translation;
  #draftTranslation;
  #translate;
  #key;
  #isNote = false;

  constructor(id, me, nameOf, options) {
    this.#id = id;
    this.#me = me;
    this.#nameOf = nameOf;
    this.#options = options;
    this.#translation = new TalkTranslation(this.#path, () => this.#state && this.#draw(), (trouble) => this.#problem.replaceChildren(failure(trouble)));
    this.#translate = button("", () => {
      this.#problem.replaceChildren();
      this.#translation.turn(!this.#translation.isOn);
    }, { kind: "small", id: "translate", hidden: true });
    this.#head.append(
      make("a", { class: "button quiet back", href: options.back, "aria-label": say("talk.back") }, icon("back", true)),
      make("div", { class: "talk-words" }, this.#title, this.#facts),
      button(say("side.title"), (self) => {
        const isOpen = this.#side.element.classList.toggle("open");
        self.setAttribute("aria-expanded", String(isOpen));
      }, { kind: "small side-button", "aria-expanded": "false" }),
      this.#translate,
      this.#actions);
    this.#log = new TalkLog({
      conversation: id,
      nameOf,
      sendAgain: this.#mayAct ? (sequence) => this.#sendAgain(sequence) : undefined,
      translation: this.#translation,
    });
    this.#presence = new TalkPresence(this.#path, nameOf, () => this.#text.value.trim() !== "");
    this.#side = new TalkSide(id, me.role !== "analyst", () => this.#live.now());
    this.#composer();
  }

  get elements() {
    return [this.#head, make("div", { class: "talk-middle" }, make("div", { class: "talk-main" }, this.#log.element, this.#foot), this.#side.element)];
  }

  async begin() {
    if (this.#mayAct) {
      this.#presence.begin();
    }
    await this.#live.now();
    if (!this.#left) {
      this.#title.focus({ preventScroll: true });
    }
  }

  /** Something was said or done here. */
  refresh() {
    this.#live.now();
  }

  leave() {
    this.#left = true;
    this.#translation.leave();
    this.#live.stop();
    this.#presence.leave();
  }

  get #path() {
    return `conversations/${encodeURIComponent(this.#id)}`;
  }

  get #draftKey() {
    return `polyclerk.console.draft.${this.#id}`;
  }

  async #load() {
    const state = await get(this.#path);
    if (!this.#left) {
      this.#state = state;
      this.#draw();
    }
  }

  #trouble(trouble) {
    this.#notice.replaceChildren(...(trouble ? [failure(trouble, () => this.#live.now())] : []));
    // To nobody nothing is written.
    this.#foot.classList.toggle("nobody", trouble?.status === 404);
  }

  get #mayAct() {
    return this.#me.role !== "analyst";
  }

  get #isMine() {
    return this.#state?.holder === "agent" && this.#state.agent === this.#me.id;
  }

  #draw() {
    const state = this.#state;
    this.#title.textContent = say("list.chat", { id: state.chatId.length > 8 ? state.chatId.slice(-6) : state.chatId });
    this.#facts.textContent = [state.channel, state.connection, state.language && languageName(state.language)]
      .filter(Boolean).filter((one, index, all) => all.indexOf(one) === index).join(" · ");
    this.#drawActions();
    this.#drawTranslate();
    this.#drawSuggestion();
    this.#side.draw(this.#state);
    this.#log.draw(this.#state);
    if (!document.hidden) {
      this.#options.shown?.(this.#state.messages.at(-1)?.at);
    }
    this.#drawFoot();
  }

  /** Nothing to press where everything is in the language of who reads it. */
  #drawTranslate() {
    const { messages, language: spoken } = this.#state;
    const isForeign = messages.some((one) => one.contents.length > 0 && !isOwnLanguage(one.language ?? spoken ?? ""));
    this.#translate.hidden = !this.#mayAct || !isForeign && !this.#translation.isOn;
    this.#translate.querySelector("span").textContent = this.#translation.isOn ? say("translate.hide") : say("translate.show", { language: languageName(language()) });
    this.#translation.want(this.#state);
  }

  #drawActions() {
    const { holder, agent } = this.#state;
    const mark = `${holder} ${agent}`;
    if (this.#actions.dataset.mark === mark) {
      return;
    }
    const hadFocus = this.#actions.contains(document.activeElement);
    this.#actions.dataset.mark = mark;
    const kind = { bot: "good", waiting_for_agent: "bad", agent: "brand" }[holder];
    const words = holder === "agent" && !this.#isMine
      ? say("talk.heldBy", { name: agent ? this.#nameOf(agent) : say("author.elsewhere") })
      : say(this.#isMine ? "talk.heldByYou" : `holder.${holder}`);
    this.#actions.replaceChildren(
      badge(words, kind),
      ...(this.#mayAct ? [
        !this.#isMine && button(say("talk.take"), () => this.#take(), { kind: "strong", id: "take" }),
        holder !== "bot" && button(say("talk.return"), () => this.#give(), { id: "return" }),
        this.#assignment(),
      ].filter(Boolean) : []));
    if (hadFocus) {
      (this.#actions.querySelector("button") ?? this.#title).focus();
    }
  }

  /** Giving it to a colleague; nothing where there is none. */
  #assignment() {
    const colleagues = this.#options.people.filter((one) => one.role !== "analyst" && one.id !== this.#state.agent && (!one.merchant || one.merchant === this.#state.merchant));
    if (colleagues.length === 0) {
      return null;
    }
    return select([["", say("talk.assign")], ...colleagues.map((one) => [one.id, one.id === this.#me.id ? say("you") : one.name])], "", {
      id: "assign", "aria-label": say("talk.assign"), onchange: (event) => {
        const agent = event.target.value;
        event.target.value = "";
        if (agent !== "") {
          this.#try(async () => {
            await post(`${this.#path}/assign`, { agent, version: this.#state.version });
            announce(say("talk.assigned", { name: this.#nameOf(agent) }));
          });
        }
      } });
  }

  /** What the bot would say, to be sent as it is or to be changed first. */
  #drawSuggestion() {
    const suggestion = this.#mayAct ? this.#state.suggestion : undefined;
    const mark = suggestion ? `${suggestion.id} ${this.#translation.isOn}` : "";
    if (this.#suggestion.dataset.mark === mark) {
      return;
    }
    this.#suggestion.dataset.mark = mark;
    if (!suggestion) {
      this.#suggestion.replaceChildren();
      return;
    }
    const text = suggestion.contents.map((one) => one.text ?? one.prompt ?? one.title ?? "").join("\n\n");
    const offers = suggestion.contents.flatMap((one) => one.options ?? []);
    this.#suggestion.replaceChildren(make("section", { class: "suggestion", "aria-label": say("talk.suggestion") },
      make("p", { class: "row" }, badge(say("talk.suggestion"), "brand"),
        ...(suggestion.interpretation?.intents ?? []).slice(0, 1).map((one) => make("span", { class: "quiet-text" }, `${named("intent", one.intent)} · ${percent(one.confidence)}`))),
      make("p", { class: "suggestion-text", dir: "auto", tabindex: "0" }, text),
      this.#translation.isOn && this.#translation.suggestion(suggestion.id, text, this.#state.language),
      offers.length > 0 && make("div", { class: "offers" }, ...offers.map((one) => make("span", { class: "offer", dir: "auto" }, one.label))),
      make("div", { class: "row" },
        button(say("talk.sendSuggestion"), () => this.#try(async () => {
          await post(`${this.#path}/suggestion/${suggestion.id}/send`);
          announce(say("talk.sent"));
        }), { kind: "strong small", id: "send-suggestion" }),
        button(say("talk.editSuggestion"), () => {
          this.#text.value = text;
          this.#keepDraft();
          this.#text.focus();
        }, { kind: "small" }))));
  }

  #composer() {
    const id = newId("reply");
    this.#text = make("textarea", {
      id, rows: "2", maxlength: String(LONGEST), dir: "auto",
      oninput: () => {
        this.#keepDraft();
        this.#presence.wrote();
      },
      onkeydown: (event) => {
        if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
          event.preventDefault();
          send.click();
        }
      },
    });
    const label = make("label", { for: id, class: "sr-only" });
    const mode = make("div", { class: "row", role: "radiogroup", "aria-label": say("talk.mode") });
    const group = newId("mode");
    const modes = [["reply", false], ["note", true]].map(([name, isNote]) => {
      const input = make("input", { type: "radio", name: group, value: name, id: `${group}-${name}`, checked: !isNote, onchange: () => {
        this.#isNote = isNote;
        words();
      } });
      return make("span", { class: "row" }, input, make("label", { for: input.id }, say(`talk.${name}`)));
    });
    mode.append(...modes);
    const send = button(say("talk.send"), () => this.#send(), { kind: "strong", id: "send", symbol: "send" });
    const words = () => {
      label.textContent = say(this.#isNote ? "talk.noteLabel" : "talk.replyLabel");
      this.#text.placeholder = label.textContent;
      send.querySelector("span").textContent = say(this.#isNote ? "talk.saveNote" : "talk.send");
      this.#drawFoot();
    };
    const hint = make("p", { class: "quiet-text", id: `${id}-hint` });
    this.#text.setAttribute("aria-describedby", hint.id);
    this.#draftTranslation = new DraftTranslation(this.#path, this.#text, () => {
      this.#keepDraft();
      this.#drawFoot();
    }, (action) => this.#try(action));
    this.#foot.append(this.#notice, this.#problem, this.#presence.element, this.#suggestion, mode, this.#draftTranslation.element, label, this.#text,
      make("div", { class: "row" }, hint, make("span", { class: "grow" }), this.#draftTranslation.button, this.#templates(), send));
    const draft = JSON.parse(tab.get(this.#draftKey) ?? "null");
    if (draft) {
      this.#text.value = draft.text;
      this.#key = draft.key;
      this.#draftTranslation.keep(draft.own);
    }
    this.#foot.hidden = !this.#mayAct;
    words();
  }

  /** What is ready to be said goes into the box, to be read once more before it is sent. */
  #templates() {
    return templateButton(
      () => ({ merchant: this.#state?.merchant, language: this.#state?.language ?? "en" }),
      (text) => {
        this.#text.setRangeText(text, this.#text.selectionStart, this.#text.selectionEnd, "end");
        this.#keepDraft();
        this.#text.focus();
      });
  }

  #drawFoot() {
    this.#draftTranslation?.draw(this.#state?.language, !this.#isNote);
    // Where both stand, nothing is left to see of the talk.
    this.#suggestion.hidden = this.#draftTranslation?.own !== undefined;
    const hint = this.#foot.querySelector(`#${this.#text.id}-hint`);
    if (hint && this.#state) {
      const takes = !this.#isNote && !this.#isMine;
      const text = say(this.#isNote ? "talk.noteHint" : takes ? "talk.takesHint" : "talk.keysHint");
      if (hint.textContent !== text) {
        hint.textContent = text;
      }
    }
  }

  /** What is written survives a reload; its key too, so that it is never said twice. Other words are another message. */
  #keepDraft() {
    this.#key = undefined;
    if (this.#text.value === "") {
      this.#draftTranslation.keep(undefined);
    }
    this.#store();
  }

  #store() {
    if (this.#text.value === "") {
      tab.remove(this.#draftKey);
    } else {
      tab.set(this.#draftKey, JSON.stringify({ text: this.#text.value, key: this.#key, own: this.#draftTranslation.own }));
    }
  }

  async #send() {
    const text = this.#text.value.trim();
    if (text === "") {
      this.#text.focus();
      return;
    }
    await this.#try(async () => {
      if (this.#isNote) {
        await post(`${this.#path}/notes`, { text });
        announce(say("talk.noted"));
      } else {
        if (!await this.#mayInterrupt()) {
          return;
        }
        this.#key ??= crypto.randomUUID?.() ?? `${Date.now()}-${Math.random().toString(36).slice(2)}`;
        this.#store();
        const body = { text, version: this.#isHeldByOther ? this.#state.version : undefined, original: this.#draftTranslation.own };
        await post(`${this.#path}/messages`, body, { headers: { "Idempotency-Key": this.#key } });
        announce(say("talk.sent"));
      }
      this.#text.value = "";
      this.#keepDraft();
      this.#text.focus();
    });
  }

  get #isHeldByOther() {
    return this.#state?.holder === "agent" && this.#state.agent !== undefined && this.#state.agent !== this.#me.id;
  }

  /** Two agents in one conversation confuse a shopper; whoever does it shall know. */
  async #mayInterrupt() {
    return !this.#isHeldByOther || confirmed({
      title: say("talk.interrupt"),
      text: say("talk.interruptHint", { name: this.#nameOf(this.#state.agent) }),
      action: say("talk.takeAnyway"),
    });
  }

  async #take() {
    await this.#try(async () => {
      if (!await this.#mayInterrupt()) {
        return;
      }
      await post(`${this.#path}/takeover`, this.#isHeldByOther ? { version: this.#state.version } : {});
      announce(say("talk.taken"));
      this.#text.focus();
    });
  }

  async #give() {
    await this.#try(async () => {
      if (!await this.#mayInterrupt()) {
        return;
      }
      await post(`${this.#path}/return`, this.#isHeldByOther ? { version: this.#state.version } : {});
      announce(say("talk.given"));
    });
  }

  async #sendAgain(sequence) {
    await this.#try(() => post(`${this.#path}/messages/${sequence}/resend`));
  }

  async #try(action) {
    this.#problem.replaceChildren();
    try {
      await action();
    } catch (trouble) {
      this.#problem.replaceChildren(failure(trouble));
    }
    await this.#live.now();
    this.#options.changed();
  }
}
