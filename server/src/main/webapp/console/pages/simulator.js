// The same talk on every channel, side by side, as the shopper would see it there.

import { get, post, query } from "../api.js";
import { button, icon, make } from "../dom.js";
import { channelLook } from "../channel-look.js";
import { Notices, empty, field, head, select } from "../parts.js";
import { Shopper } from "../shopper.js";
import { merchantChoice, merchants } from "../shops.js";
import { tryOut } from "../try-out.js";
import { inOwnLanguage, language, say } from "../words.js";

const EXAMPLES = ["try.example.order", "try.example.stock", "try.example.return", "try.example.human"];
const DRAW_AFTER_MS = 120;

export async function show({ me }) {
  const shops = await merchants(me);
  const [connections, adapters] = me.role === "admin" ? await Promise.all([get("connections"), get("adapters")]) : [{ connections: [] }, { adapters: [] }];
  const hosted = new Set(adapters.adapters.filter((one) => one.hosted).map((one) => one.id));
  const chats = connections.connections.filter((one) => one.merchant === shops.chosen && hosted.has(one.adapter) && one.state !== "paused");
  if (chats.length === 0) {
    return { element: make("div", { class: "page" }, head(say("page.simulator")), merchantChoice(shops, "simulator-merchant"),
      empty(say("simulator.noChat"), say("simulator.noChatHint"), make("a", { class: "button strong", href: "#/setup" }, say("page.setup")))) };
  }
  return new Simulator(shops, chats);
}

class Simulator {
  #shops;
  #shopper;
  #channels = [];
  #only = "";
  #timer;
  #left = false;
  #tryOut;
  #notices = new Notices();
  #phones = make("div", { class: "phones" });
  #link = make("p", { class: "quiet-text" });
  #pick;
  element;

  constructor(shops, chats) {
    this.#shops = shops;
    this.#shopper = new Shopper(chats[0].id, () => this.#later());
    this.#tryOut = tryOut(() => this.#shopper, EXAMPLES.map((key) => say(key)));
    this.#pick = select([["", say("simulator.all")]], "", { onchange: () => {
      this.#only = this.#pick.value;
      this.#draw();
    } });
    this.element = make("div", { class: "page wide-page" },
      head(say("page.simulator"), button(say("simulator.again"), () => this.#again(), { id: "start-again" })),
      merchantChoice(shops, "simulator-merchant"),
      make("p", { class: "quiet-text" }, say("simulator.hint")),
      make("div", { class: "filters phones-filter" }, field(say("simulator.channel"), this.#pick, { id: "simulator-channel", required: true })),
      this.#notices.element,
      this.#phones,
      this.#tryOut.element,
      this.#link);
    this.#draw();
  }

  leave() {
    this.#left = true;
    clearTimeout(this.#timer);
    this.#tryOut.leave();
    this.#shopper.close();
  }

  #again() {
    this.#shopper.startAgain();
    this.#link.replaceChildren();
    this.#tryOut.text.focus();
  }

  #later() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#draw(), DRAW_AFTER_MS);
  }

  async #draw() {
    const talk = [...this.#shopper.messages];
    // What a shopper says is shown as it is; what the bot says is what each channel makes of it.
    const said = talk.map((message) => (message.direction === "in" ? [{ type: "text", text: "-" }] : message.contents));
    const sizes = said.map((contents) => contents.length);
    try {
      const contents = said.flat();
      const answer = await post(`preview${query({ merchant: this.#shops.chosen })}`, { language: language(), contents: contents.length > 0 ? contents.slice(-200) : [{ type: "text", text: "-" }] });
      if (this.#left) {
        return;
      }
      this.#channels = answer.channels.map((channel) => ({ ...channel, messages: grouped(channel.messages, sizes) }));
      this.#notices.clear();
      this.#show(talk);
    } catch (trouble) {
      if (!this.#left) {
        this.#notices.bad(trouble);
      }
    }
    await this.#linkToInbox();
  }

  #show(talk) {
    const wanted = ["", ...this.#channels.map((one) => one.adapter)];
    if (this.#pick.options.length !== wanted.length) {
      this.#pick.replaceChildren(...wanted.map((one) => make("option", { value: one },
        one === "" ? say("simulator.all") : inOwnLanguage(this.#channels.find((channel) => channel.adapter === one).name))));
    }
    const shown = this.#channels.filter((one) => this.#only === "" || one.adapter === this.#only);
    const focus = document.activeElement?.closest?.(".phone")?.className;
    this.#phones.replaceChildren(...shown.map((channel) => channelLook(channel, talk, (option) => this.#shopper.pick(option))));
    this.#phones.querySelectorAll(".phone-log").forEach((log) => {
      log.scrollTop = log.scrollHeight;
    });
    if (focus && !this.#phones.contains(document.activeElement)) {
      this.#tryOut.text.focus();
    }
  }

  async #linkToInbox() {
    const chatId = await this.#shopper.chatId();
    if (!chatId || this.#link.childElementCount > 0 || this.#shopper.messages.length === 0) {
      return;
    }
    const found = await get(`conversations${query({ connection: this.#shopper.connection, chatId })}`).catch(() => ({ conversations: [] }));
    if (found.conversations.length === 1 && !this.#left) {
      this.#link.replaceChildren(make("a", { href: `#/conversations/${found.conversations[0].id}` }, icon("conversations"), " ", say("simulator.why")));
    }
  }
}

/** What each message became, put together again from what each of its contents became. */
function grouped(messages, sizes) {
  let at = 0;
  return sizes.map((size) => {
    const part = messages.slice(at, at + size);
    at += size;
    return part.flat();
  });
}
