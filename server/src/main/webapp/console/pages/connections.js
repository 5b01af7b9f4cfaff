// Shops and channels: what is connected, and forms for more, drawn from what each adapter says of itself.

import { get, post, put, remove } from "../api.js";
import { announce, button, icon, make, newId } from "../dom.js";
import { confirmed } from "../dialogs.js";
import { Notices, badge, clearViolations, copyable, empty, field, head, select, showViolations, when } from "../parts.js";
import { inOwnLanguage, say } from "../words.js";

const UNCHANGED = "••••";
const CHECKS = { ok: "good", unverified: "warn", rejected: "bad" };

export async function show({ place }) {
  const page = new Connections();
  await page.load();
  page.move(place);
  return page;
}

class Connections {
  #connections = [];
  #adapters = [];
  #broken = [];
  #notices = new Notices();
  element = make("div", { class: "page" });

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

  #freeId(adapter) {
    const taken = new Set(this.#connections.map((one) => one.id));
    let number = 1;
    while (taken.has(`${adapter.id}${number}`)) {
      number += 1;
    }
    return `${adapter.id}${number}`;
  }

  #drawForm(adapter, known) {
    const id = make("input", { value: known?.id ?? this.#freeId(adapter), pattern: "[A-Za-z0-9_\\-]{1,64}", maxlength: "64", dir: "ltr", disabled: Boolean(known), spellcheck: "false", autocapitalize: "none" });
    const merchant = make("input", { value: known?.merchant ?? this.#connections[0]?.merchant ?? "demo", maxlength: "64", spellcheck: "false" });
    const controls = adapter.settings.map((setting) => [setting, control(setting, known?.settings[setting.name])]);
    const submit = button(say(known ? "save" : "connection.connect"), null, { kind: "strong", type: "submit" });
    const form = make("form", { class: "form card", novalidate: true, onsubmit: async (event) => {
      event.preventDefault();
      if (submit.getAttribute("aria-busy") === "true") {
        return;
      }
      clearViolations(form);
      this.#notices.clear();
      const settings = {};
      for (const [setting, input] of controls) {
        const value = setting.type === "boolean" ? String(input.checked) : input.value.trim();
        if (value !== "") {
          settings[setting.name] = value;
        }
      }
      submit.setAttribute("aria-busy", "true");
      try {
        const body = { id: id.value.trim(), adapter: adapter.id, merchant: merchant.value.trim(), settings };
        const made = known ? await put(`connections/${encodeURIComponent(known.id)}`, body) : await post("connections", body);
        await this.load();
        history.replaceState(null, "", "#/connections");
        this.#drawList(say(made.check.state === "ok" ? "connection.madeOk" : "connection.made", { id: made.id }));
        this.element.querySelector("h1").focus();
      } catch (trouble) {
        this.#refused(form, trouble);
      } finally {
        submit.removeAttribute("aria-busy");
      }
    } },
      field(say("connection.id"), id, { id: "connection-id", help: say("connection.idHelp"), required: true }),
      field(say("connection.merchant"), merchant, { id: "connection-merchant", help: say("connection.merchantHelp"), required: true }),
      ...controls.map(([setting, input]) => settingField(setting, input)),
      make("div", { class: "row" }, submit, make("a", { class: "button", href: "#/connections" }, say("cancel"))));
    this.element.replaceChildren(
      head(known ? say("connection.editTitle", { id: known.id }) : say("connection.connectTitle", { name: inOwnLanguage(adapter.name) })),
      this.#notices.element, form);
  }

  #refused(form, trouble) {
    const left = showViolations(form, trouble.violations, (name) => (name.startsWith("settings.") ? settingId(name.slice(9)) : `connection-${name}`));
    const nothingShown = left.length === trouble.violations.length;
    if (nothingShown || left.length > 0) {
      this.#notices.bad({ message: left.length > 0 ? left.join("; ") : trouble.message });
    }
    announce(say("form.refused"));
  }
}

function settingId(name) {
  return `setting-${name}`;
}

function control(setting, known) {
  switch (setting.type) {
    case "enum":
      return select([...(setting.required || known ? [] : [["", ""]]), ...setting.values.map((one) => [one, one])], known ?? setting.default ?? (setting.required ? setting.values[0] : ""));
    case "boolean":
      return make("input", { type: "checkbox", checked: (known ?? setting.default) === "true" });
    case "secret":
      // The dots stand for the secret that is there; it never comes back to the browser. PEM keys have several lines.
      return make("input", { type: "password", autocomplete: "off", spellcheck: "false", dir: "ltr", value: known === undefined ? "" : UNCHANGED,
        onfocus: (event) => event.target.select() });
    case "url":
      return make("input", { type: "url", inputmode: "url", spellcheck: "false", dir: "ltr", value: known ?? "", placeholder: setting.default ?? "" });
    default:
      // Some texts have several lines, such as certificates.
      return make("textarea", { rows: "1", class: "line", spellcheck: "false", value: known ?? "", placeholder: setting.default ?? "" });
  }
}

function settingField(setting, input) {
  const one = field(inOwnLanguage(setting.label) || setting.name, input, {
    id: settingId(setting.name), help: inOwnLanguage(setting.help) || undefined, required: setting.required,
  });
  if (setting.type === "boolean") {
    one.classList.add("check");
    one.prepend(input);
  }
  return one;
}
