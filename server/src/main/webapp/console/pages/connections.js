// Shops and channels: what is connected, and forms for more, drawn from what each adapter says of itself.

import { agreeCard } from "../agree-form.js";
import { get, post, remove } from "../api.js";
import { connectForm, freeId } from "../connect-form.js";
import { button, icon, make, newId } from "../dom.js";
import { confirmed } from "../dialogs.js";
import { Notices, badge, copyable, empty, head, when } from "../parts.js";
import { merchants } from "../shops.js";
import { inOwnLanguage, say } from "../words.js";

const CHECKS = { ok: "good", unverified: "warn", rejected: "bad" };

export async function show({ me, place }) {
  const page = new Connections(me, (await merchants(me)).chosen);
  await page.load();
  page.move(place);
  return page;
}

class Connections {
  #connections = [];
  #adapters = [];
  #broken = [];
  #notices = new Notices();
  #merchant;
  #isOneMerchant;
  element = make("div", { class: "page" });

  constructor(me, merchant) {
    this.#merchant = merchant;
    this.#isOneMerchant = Boolean(me.merchant);
  }

  async load() {
    const [connections, adapters] = await Promise.all([get("connections"), get("adapters")]);
    this.#connections = connections.connections;
    this.#adapters = adapters.adapters;
    this.#broken = adapters.broken;
  }

  async move({ rest, search }) {
    this.#notices.clear();
    if (rest[0] === "new") {
      this.#drawNew(rest[1], search.get("kind"));
    } else if (rest[0] === "edit") {
      this.#drawEdit(rest[1]);
    } else {
      this.#drawList();
    }
    this.element.querySelector("h1").focus({ preventScroll: true });
  }

  #adapter(id) {
    return this.#adapters.find((one) => one.id === id);
  }

  #drawList(message) {
    const add = make("a", { class: "button strong", href: "#/connections/new" }, icon("plus"), make("span", {}, say("connection.add")));
    this.element.replaceChildren(
      head(say("page.connections"), add),
      this.#notices.element,
      ...this.#broken.map((one) => make("div", { class: "notice bad" }, icon("warn"), make("p", {}, say("connection.broken", { folder: one.folder ?? one.id ?? "", reason: one.reason ?? "" })))),
      this.#connections.length === 0
        ? empty(say("connection.none"), say("connection.noneHint"))
        : make("ul", { class: "cards" }, ...this.#connections.map((one) => this.#card(one))));
    if (message) {
      this.#notices.good(message);
    }
  }

  #card(one) {
    const adapter = this.#adapter(one.adapter);
    const title = newId("connection");
    const isPaused = one.state === "paused";
    return make("li", { class: "card", "aria-labelledby": title, data: { connection: one.id } },
      make("div", { class: "row" },
        make("h2", { id: title }, one.id),
        badge(adapter ? inOwnLanguage(adapter.name) : one.adapter, "brand"),
        badge(say(`connection.${one.kind}`))),
      make("p", { class: "row" },
        badge(say(isPaused ? "connection.paused" : "connection.active"), isPaused ? "bad" : "good"),
        badge(say(`check.${one.check.state}`), CHECKS[one.check.state]),
        one.check.at && make("span", { class: "quiet-text" }, when(one.check.at))),
      (one.reason ?? one.check.detail) && make("p", { class: "quiet-text", dir: "auto" }, one.reason ?? one.check.detail),
      make("p", { class: "quiet-text" }, say("connection.merchant"), ": ", one.merchant),
      one.kind === "channel" && !adapter?.hosted && make("div", {}, make("p", { class: "quiet-text" }, say("connection.webhook")), copyable(one.webhook, say("connection.webhook"))),
      make("div", { class: "row" },
        adapter?.hosted && make("a", { class: "button small", href: `/chat/${encodeURIComponent(one.id)}`, target: "_blank", rel: "noopener" },
          icon("open"), make("span", {}, say("connection.chat")), make("span", { class: "sr-only" }, say("newTab"))),
        button(say("connection.check"), () => this.#check(one), { kind: "small" }),
        make("a", { class: "button small", href: `#/connections/edit/${encodeURIComponent(one.id)}` }, say("connection.edit")),
        button(say("connection.delete"), () => this.#delete(one), { kind: "small" })));
  }

  async #check(one) {
    try {
      const checked = await post(`connections/${encodeURIComponent(one.id)}/check`);
      await this.load();
      this.#drawList();
      const text = `${one.id}: ${say(`check.${checked.check.state}`)}${checked.check.detail ? ` – ${checked.check.detail}` : ""}`;
      if (checked.check.state === "ok") {
        this.#notices.good(text);
      } else {
        this.#notices.bad({ message: `${text} ${say(`check.${checked.check.state}.hint`)}` });
      }
      this.element.querySelector(`[data-connection="${CSS.escape(one.id)}"] button`)?.focus();
    } catch (trouble) {
      this.#notices.bad(trouble);
    }
  }

  async #delete(one) {
    const isSure = await confirmed({
      title: say("connection.deleteTitle", { id: one.id }), text: say("connection.deleteText"), action: say("connection.delete"), danger: true,
    });
    if (!isSure) {
      return;
    }
    try {
      await remove(`connections/${encodeURIComponent(one.id)}`);
      await this.load();
      this.#drawList(say("connection.deleted", { id: one.id }));
      this.element.querySelector("h1").focus();
    } catch (trouble) {
      this.#notices.bad(trouble);
    }
  }

  #drawNew(wanted, kind) {
    const adapter = this.#adapter(wanted);
    if (adapter) {
      this.#drawForm(adapter);
      return;
    }
    const choice = (one) => make("li", { class: "card" },
      make("h3", {}, inOwnLanguage(one.name)),
      make("p", { class: "quiet-text" }, say(`connection.${one.kind}`)),
      make("a", { class: "button", href: `#/connections/new/${encodeURIComponent(one.id)}` }, say("connection.choose"), make("span", { class: "sr-only" }, ` ${inOwnLanguage(one.name)}`)));
    const kinds = kind === "store" || kind === "channel" ? [kind] : ["store", "channel"];
    this.element.replaceChildren(
      head(say("connection.new"), make("a", { class: "button", href: "#/connections" }, say("cancel"))),
      this.#notices.element,
      ...kinds.flatMap((one) => [
        make("h2", {}, say(`connection.${one}s`)),
        make("ul", { class: "cards" }, ...this.#adapters.filter((adapterOne) => adapterOne.kind === one).map(choice)),
      ]));
  }

  #drawEdit(id) {
    const known = this.#connections.find((one) => one.id === id);
    const adapter = known && this.#adapter(known.adapter);
    if (!adapter) {
      this.#drawList();
      this.#notices.bad({ message: say("connection.gone", { id: id ?? "" }) });
      return;
    }
    this.#drawForm(adapter, known);
  }

  #drawForm(adapter, known) {
    const form = connectForm({
      adapter, known, notices: this.#notices,
      id: freeId(adapter, this.#connections),
      merchant: this.#merchant,
      fixedMerchant: this.#isOneMerchant,
      cancel: make("a", { class: "button", href: "#/connections" }, say("cancel")),
      done: async (made) => {
        await this.load();
        history.replaceState(null, "", "#/connections");
        this.#drawList(say(made.check.state === "ok" ? "connection.madeOk" : "connection.made", { id: made.id }));
        this.element.querySelector("h1").focus();
      },
    });
    form.classList.add("card");
    const agreeing = make("div", {});
    this.element.replaceChildren(
      head(known ? say("connection.editTitle", { id: known.id }) : say("connection.connectTitle", { name: inOwnLanguage(adapter.name) })),
      this.#notices.element, agreeing, form);
    // The app is the whole server's, and so are its secrets.
    if (!known && !this.#isOneMerchant) {
      agreeCard(adapter, this.#merchant).then((card) => card && agreeing.replaceChildren(card), (trouble) => this.#notices.bad(trouble));
    }
  }
}
