// People who sign in with a password.

import { get, patch, post, remove } from "../api.js";
import { button, make } from "../dom.js";
import { confirmed } from "../dialogs.js";
import { badge, clearViolations, copyable, empty, field, select, showViolations } from "../parts.js";
import { dateTime, say } from "../words.js";

export const ROLES = ["agent", "manager", "analyst", "admin"];

export class People {
  #me;
  #notices;
  #secret = make("div", {});
  #list = make("div", {});
  element;

  /** @param notices of the page it stands on */
  constructor(me, notices) {
    this.#me = me;
    this.#notices = notices;
    this.element = make("section", { class: "stack", "aria-labelledby": "people" },
      make("h2", { id: "people" }, say("people.title")), make("p", {}, say("people.hint")), this.#secret, this.#form(), this.#list);
  }

  async load() {
    const { accounts } = await get("accounts");
    if (accounts.length === 0) {
      this.#list.replaceChildren(empty(say("people.none"), say("people.noneHint")));
      return;
    }
    const columns = ["access.name", "login", "access.role", "access.merchant", "access.since"].map((key) => say(key));
    this.#list.replaceChildren(make("div", { class: "card table-wrap" }, make("table", { class: "cardlike" },
      make("caption", { class: "sr-only" }, say("people.title")),
      make("thead", {}, make("tr", {}, ...columns.map((one) => make("th", { scope: "col" }, one)), make("td", {}))),
      make("tbody", {}, ...accounts.map((one) => this.#row(one, columns))))));
  }

  #row(one, columns) {
    const role = select(ROLES.map((name) => [name, say(`role.${name}`)]), one.role, {
      "aria-label": `${say("access.role")}: ${one.name}`, onchange: () => this.#do(() => patch(`accounts/${one.id}`, { role: role.value }), say("saved")),
    });
    const isSelf = one.id === this.#me.id;
    role.disabled = isSelf;
    return make("tr", {},
      make("td", { "data-label": columns[0] }, make("bdi", {}, one.name), " ", one.locked && badge(say("people.locked"), "warn")),
      make("td", { "data-label": columns[1] }, make("bdi", { dir: "ltr" }, one.login)),
      make("td", { "data-label": columns[2] }, role),
      make("td", { "data-label": columns[3] }, one.merchant ?? say("access.allMerchants")),
      make("td", { "data-label": columns[4] }, dateTime(new Date(one.createdAt))),
      make("td", {}, !isSelf && make("div", { class: "row" },
        this.#small("people.newPassword", one, () => this.#reset(one)),
        this.#small(one.locked ? "people.unlock" : "people.lock", one, () => this.#do(() => patch(`accounts/${one.id}`, { locked: !one.locked }), say("saved"))),
        this.#small("connection.delete", one, () => this.#delete(one)))));
  }

  #small(key, one, action) {
    return button(say(key), action, { kind: "small", "aria-label": `${say(key)}: ${one.name}` });
  }

  async #do(action, done) {
    try {
      await action();
      this.#secret.replaceChildren();
      await this.load();
      this.#notices.good(done);
    } catch (trouble) {
      this.#notices.bad(trouble);
    }
  }

  async #reset(one) {
    if (!await confirmed({ title: say("people.resetTitle", { name: one.name }), text: say("people.resetText"), action: say("people.newPassword") })) {
      return;
    }
    try {
      this.#show(await post(`accounts/${one.id}/password`));
    } catch (trouble) {
      this.#notices.bad(trouble);
    }
  }

  async #delete(one) {
    if (await confirmed({ title: say("connection.deleteTitle", { id: one.name }), text: say("access.revokeText"), action: say("connection.delete"), danger: true })) {
      await this.#do(() => remove(`accounts/${one.id}`), say("connection.deleted", { id: one.name }));
    }
  }

  /** A password that is shown this once. */
  #show({ account, password }) {
    const title = say("people.secret", { name: account.name });
    const box = make("div", { class: "notice good", tabindex: "-1", role: "group", "aria-label": title, id: "new-password" },
      make("p", {}, make("strong", {}, title), " ", say("access.secretHint")), copyable(password, say("password")));
    this.#secret.replaceChildren(box);
    box.focus();
  }

  #form() {
    const name = make("input", { maxlength: "128", autocomplete: "off" });
    const login = make("input", { maxlength: "254", autocomplete: "off", autocapitalize: "none", spellcheck: "false", dir: "ltr" });
    const role = select(ROLES.map((one) => [one, `${say(`role.${one}`)} – ${say(`role.${one}.hint`)}`]), "agent");
    const merchant = make("input", { maxlength: "64", autocomplete: "off", spellcheck: "false", value: this.#me.merchant ?? "" });
    const form = make("form", { class: "card form", novalidate: true, onsubmit: async (event) => {
      event.preventDefault();
      clearViolations(form);
      try {
        const made = await post("accounts", {
          name: name.value.trim(), login: login.value.trim(), role: role.value, ...(merchant.value.trim() === "" ? {} : { merchant: merchant.value.trim() }),
        });
        name.value = "";
        login.value = "";
        await this.load();
        this.#show(made);
      } catch (trouble) {
        if (trouble.code === "exists") {
          showViolations(form, [{ field: "login", problem: say("people.taken") }], (one) => `person-${one}`);
        } else if (showViolations(form, trouble.violations, (one) => `person-${one}`).length > 0 || trouble.violations.length === 0) {
          this.#notices.bad(trouble);
        }
      }
    } },
      make("h3", {}, say("people.new")),
      field(say("access.name"), name, { id: "person-name", required: true }),
      field(say("login"), login, { id: "person-login", help: say("people.loginHelp"), required: true }),
      field(say("access.role"), role, { id: "person-role", required: true }),
      !this.#me.merchant && field(say("access.merchant"), merchant, { id: "person-merchant", help: say("people.merchantHelp") }),
      make("div", { class: "row" }, button(say("people.make"), null, { kind: "strong", type: "submit" })));
    return form;
  }
}
