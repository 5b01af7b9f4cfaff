// The first way through: a shop, a channel, the languages, and a live answer. Each step is asked about at the platform itself, and what
// is done is kept on the server, so that one can go on tomorrow or on another machine.

import { get, post, put, query } from "../api.js";
import { connectForm, freeId } from "../connect-form.js";
import { announce, button, icon, make, newId } from "../dom.js";
import { channelLook } from "../channel-look.js";
import { Notices, badge, copyable, failure, head } from "../parts.js";
import { Shopper } from "../shopper.js";
import { merchantChoice, merchants } from "../shops.js";
import { standingCard } from "./mail.js";
import { tryOut } from "../try-out.js";
import { inOwnLanguage, language, languageName, percent, say } from "../words.js";

const STEPS = ["store", "channel", "languages", "try"];
const CHECKS = { ok: "good", unverified: "warn", rejected: "bad" };

export async function show({ me, place }) {
  const page = new SetupPage(me, await merchants(me));
  await page.load();
  page.move(place);
  return page;
}

class SetupPage {
  #shops;
  #setup;
  #connections = [];
  #adapters = [];
  #languages = [];
  #step = "store";
  #shopper;
  #tryOut;
  #notices = new Notices();
  #list = make("ol", { class: "stepper" });
  #body = make("section", { class: "card setup-body", "aria-live": "off" });
  /** Whoever looks after the whole server sets the mail server; the others see nothing of it. */
  #isWhole;
  #mail = make("div", {});
  element;

  constructor(me, shops) {
    this.#shops = shops;
    this.element = make("div", { class: "page" },
      head(say("setup.title")), merchantChoice(shops, "setup-merchant"),
      make("p", { class: "quiet-text" }, say("setup.hint")),
      this.#list, this.#body, this.#mail);
    this.#isWhole = !me.merchant;
  }

  async load() {
    const [setup, connections, adapters, languages] = await Promise.all([
      get(`setup${query({ merchant: this.#shops.chosen })}`), get("connections"), get("adapters"), get("languages"),
    ]);
    this.#setup = setup;
    this.#connections = connections.connections.filter((one) => one.merchant === this.#shops.chosen);
    this.#adapters = adapters.adapters;
    this.#languages = languages.languages;
    if (this.#isWhole) {
      this.#mail.replaceChildren(standingCard(await get("mail")));
      this.#mail.firstElementChild.append(make("div", { class: "row" }, make("a", { class: "button small", href: "#/mail" }, say("notices.look"))));
    }
  }

  move({ rest }) {
    this.#step = STEPS.includes(rest[0]) ? rest[0] : STEPS.find((step) => !this.#isDone(step)) ?? "try";
    this.#draw();
  }

  leave() {
    this.#shopper?.close();
    this.#tryOut?.leave();
  }

  #chosen(kind) {
    const wanted = this.#connections.find((one) => one.id === this.#setup[kind]);
    return wanted ?? this.#connections.find((one) => one.kind === kind && one.state !== "paused");
  }

  #isDone(step) {
    switch (step) {
      case "store":
      case "channel": {
        const chosen = this.#connections.find((one) => one.id === this.#setup[step]);
        return Boolean(chosen) && chosen.state !== "paused" && chosen.check.state === "ok";
      }
      case "languages":
        return this.#setup.languagesChosen;
      default:
        return this.#setup.tried;
    }
  }

  /** A colleague may be on the same way; what one changes is put on top of what is there now. */
  async #keep(changes) {
    for (let tries = 0; ; tries += 1) {
      const { merchant, ...now } = await get(`setup${query({ merchant: this.#shops.chosen })}`);
      try {
        this.#setup = await put(`setup${query({ merchant })}`, { ...now, ...changes });
        return;
      } catch (trouble) {
        if (trouble.code !== "changed" || tries > 2) {
          throw trouble;
        }
      }
    }
  }

  #draw() {
    this.leave();
    this.#shopper = undefined;
    this.#notices.clear();
    this.#list.replaceChildren(...STEPS.map((step, index) => {
      const isDone = this.#isDone(step);
      return make("li", { class: isDone ? "done" : "" },
        make("a", { href: `#/setup/${step}`, "aria-current": step === this.#step ? "step" : undefined },
          make("span", { class: "step-mark", "aria-hidden": "true" }, isDone ? icon("check") : String(index + 1)),
          make("span", {}, say(`setup.${step}`), make("span", { class: "sr-only" }, ` (${say(isDone ? "start.done" : "start.open")})`))));
    }));
    const title = make("h2", { tabindex: "-1", id: newId("step") }, say(`setup.${this.#step}.title`));
    this.#body.setAttribute("aria-labelledby", title.id);
    this.#body.replaceChildren(title, make("p", {}, say(`setup.${this.#step}.hint`)), this.#notices.element, ...this.#content());
    title.focus({ preventScroll: true });
  }

  #content() {
    switch (this.#step) {
      case "store":
      case "channel":
        return this.#choice(this.#step);
      case "languages":
        return this.#languageChoice();
      default:
        return this.#trying();
    }
  }

  #next(step) {
    const after = STEPS[STEPS.indexOf(step) + 1];
    return make("a", { class: "button strong", href: `#/setup/${after}`, id: "next-step" }, say("setup.next"), icon("send", true));
  }

  #nameOf(connection) {
    const adapter = this.#adapters.find((one) => one.id === connection.adapter);
    return adapter ? inOwnLanguage(adapter.name) : connection.adapter;
  }

  #choice(kind) {
    const chosen = this.#chosen(kind);
    const parts = [];
    if (chosen) {
      parts.push(this.#health(kind, chosen));
    }
    const place = make("div", { class: "stack" });
    const adapters = this.#adapters.filter((one) => one.kind === kind);
    const others = make("ul", { class: "cards picks" }, ...adapters.map((adapter) => make("li", {},
      button(inOwnLanguage(adapter.name), () => this.#begin(kind, adapter, place), { kind: "pick", symbol: adapter.settings.some((one) => one.required) ? "connections" : "check", data: { adapter: adapter.id } }))));
    parts.push(make("h3", {}, say(chosen ? `setup.${kind}.other` : `setup.${kind}.which`)), others, place);
    return parts;
  }

  /** What is connected, what the platform says of it now, and what to do about it. */
  #health(kind, one) {
    const place = make("div", { class: "health", role: "status", data: { connection: one.id } });
    const adapter = this.#adapters.find((known) => known.id === one.adapter);
    const showCheck = (checked) => {
      const isGood = checked.check.state === "ok" && checked.state !== "paused";
      place.replaceChildren(
        make("p", { class: "row" }, icon(isGood ? "check" : "warn"), make("strong", {}, `${this.#nameOf(checked)} (${checked.id})`),
          badge(say(`check.${checked.check.state}`), CHECKS[checked.check.state])),
        checked.reason ?? checked.check.detail ? make("p", { dir: "auto" }, say("setup.reason", { reason: checked.reason ?? checked.check.detail })) : "",
        !isGood ? make("p", {}, say("setup.todo"), " ", say(`check.${checked.check.state}.hint`)) : "",
        kind === "channel" && !adapter?.hosted ? make("div", {}, make("p", {}, say("setup.webhook")), copyable(checked.webhook, say("connection.webhook"))) : "",
        kind === "channel" && adapter?.hosted ? make("p", {}, make("a", { href: `/chat/${encodeURIComponent(checked.id)}`, target: "_blank", rel: "noopener" }, say("start.openChat", { name: checked.id }), make("span", { class: "sr-only" }, say("newTab")))) : "",
        make("div", { class: "row" },
          button(say("setup.checkAgain"), check, { id: "check-again" }),
          !isGood && make("a", { class: "button", href: `#/connections/edit/${encodeURIComponent(checked.id)}` }, say("connection.edit")),
          isGood && this.#next(kind)));
    };
    const check = async () => {
      try {
        const checked = await post(`connections/${encodeURIComponent(one.id)}/check`);
        this.#connections = this.#connections.map((other) => (other.id === checked.id ? checked : other));
        if (checked.check.state === "ok" && this.#setup[kind] !== checked.id) {
          await this.#keep({ [kind]: checked.id });
          this.#markSteps();
        }
        showCheck(checked);
        announce(`${checked.id}: ${say(`check.${checked.check.state}`)}`);
      } catch (trouble) {
        place.replaceChildren(failure(trouble, check));
      }
    };
    place.append(make("p", { class: "row" }, say("setup.checking", { name: this.#nameOf(one) })));
    check();
    return place;
  }

  #markSteps() {
    [...this.#list.children].forEach((item, index) => {
      const isDone = this.#isDone(STEPS[index]);
      item.classList.toggle("done", isDone);
      item.querySelector(".step-mark").replaceChildren(isDone ? icon("check") : String(index + 1));
      item.querySelector(".sr-only").textContent = ` (${say(isDone ? "start.done" : "start.open")})`;
    });
  }

  async #begin(kind, adapter, place) {
    const id = freeId(adapter, this.#connections);
    const made = async (connection) => {
      await this.load();
      await this.#keep({ [kind]: connection.id });
      this.#draw();
    };
    if (!adapter.settings.some((one) => one.required)) {
      try {
        const known = this.#connections.find((one) => one.adapter === adapter.id);
        await made(known ?? await post("connections", { id, adapter: adapter.id, merchant: this.#shops.chosen, settings: {} }));
      } catch (trouble) {
        this.#notices.bad(trouble);
      }
      return;
    }
    const form = connectForm({
      adapter, id, merchant: this.#shops.chosen, fixedMerchant: true, notices: this.#notices, done: made,
      cancel: button(say("cancel"), () => place.replaceChildren()),
    });
    place.replaceChildren(make("h3", {}, say("connection.connectTitle", { name: inOwnLanguage(adapter.name) })), make("p", { class: "quiet-text" }, say(`setup.${kind}.form`)), form);
    form.querySelector("input, select, textarea").focus();
  }

  #languageChoice() {
    const chosen = new Set(this.#setup.languages.length > 0 ? this.#setup.languages : this.#languages.map((one) => one.tag));
    const boxes = this.#languages.map((pack) => {
      const box = make("input", { type: "checkbox", id: newId("pack"), value: pack.tag, checked: chosen.has(pack.tag) });
      return [box, make("li", { class: "pack" }, box, make("label", { for: box.id }, languageName(pack.tag), " ",
        make("span", { class: "quiet-text", lang: pack.tag, dir: pack.direction }, pack.name)),
      typeof pack.topIntent === "number" && badge(say("setup.understood", { share: percent(pack.topIntent) }), pack.meetsGoal ? "good" : "warn"))];
    });
    const all = (value) => () => boxes.forEach(([box]) => {
      box.checked = value;
    });
    return [
      make("div", { class: "row" }, button(say("setup.all"), all(true), { kind: "small" }), button(say("setup.noneOfThem"), all(false), { kind: "small" })),
      make("ul", { class: "packs" }, ...boxes.map(([, item]) => item)),
      make("div", { class: "row" }, button(say("setup.keepLanguages"), async () => {
        const tags = boxes.filter(([box]) => box.checked).map(([box]) => box.value);
        if (tags.length === 0) {
          this.#notices.bad({ message: say("setup.oneLanguage") });
          return;
        }
        try {
          await this.#keep({ languages: tags.length === boxes.length ? [] : tags, languagesChosen: true });
          location.hash = "#/setup/try";
        } catch (trouble) {
          this.#notices.bad(trouble);
        }
      }, { kind: "strong", id: "keep-languages" })),
    ];
  }

  #trying() {
    const hosted = new Set(this.#adapters.filter((one) => one.hosted).map((one) => one.id));
    const chats = this.#connections.filter((one) => hosted.has(one.adapter) && one.state !== "paused");
    const chat = chats.find((one) => one.id === this.#setup.channel) ?? chats[0];
    if (!chat) {
      const adapter = this.#adapters.find((one) => one.hosted);
      return [make("p", {}, say("setup.noChat")), adapter && button(say("setup.makeChat"), async () => {
        try {
          await post("connections", { id: freeId(adapter, this.#connections), adapter: adapter.id, merchant: this.#shops.chosen, settings: {} });
          await this.load();
          this.#draw();
        } catch (trouble) {
          this.#notices.bad(trouble);
        }
      }, { kind: "strong" })];
    }
    const phone = make("div", { class: "phones one" });
    const end = make("div", {});
    const channel = { adapter: chat.adapter, name: this.#adapters.find((one) => one.id === chat.adapter).name, connection: chat.id, limits: { maxOptions: 12, billed: false }, messages: [] };
    const draw = () => {
      phone.replaceChildren(channelLook(channel, this.#shopper.messages, (option) => this.#shopper.pick(option)));
      const log = phone.querySelector(".phone-log");
      log.scrollTop = log.scrollHeight;
      if (this.#shopper.messages.some((one) => one.author === "bot")) {
        this.#answered(end, chat);
      }
    };
    this.#shopper = new Shopper(chat.id, draw);
    this.#tryOut = tryOut(() => this.#shopper, ["try.example.order", "try.example.stock", "try.example.return"].map((key) => say(key)));
    draw();
    return [make("p", { class: "quiet-text" }, say("setup.proof")), phone, this.#tryOut.element, end];
  }

  async #answered(end, chat) {
    if (end.childElementCount > 0) {
      return;
    }
    const origin = location.origin;
    end.replaceChildren(make("div", { class: "notice good", id: "live" }, icon("check"),
      make("div", { class: "stack grow" },
        make("p", {}, make("strong", {}, say("setup.live"))),
        make("p", {}, say("setup.embed")),
        copyable(`<script src="${origin}/chat/embed.js" data-connection="${chat.id}" async></script>`, say("setup.embed")),
        make("div", { class: "row" },
          make("a", { class: "button", href: "#/conversations" }, say("page.conversations")),
          make("a", { class: "button", href: "#/simulator" }, say("page.simulator")),
          make("a", { class: "button", href: "#/numbers" }, say("page.numbers"))))));
    announce(say("setup.live"));
    if (!this.#setup.tried) {
      await this.#keep({ tried: true }).catch(() => {});
      this.#markSteps();
    }
  }
}
