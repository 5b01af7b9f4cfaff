// Who may use the API and this console.

import { get, post, remove } from "../api.js";
import { button, make } from "../dom.js";
import { confirmed } from "../dialogs.js";
import { Notices, badge, clearViolations, copyable, empty, field, head, select, showViolations, when } from "../parts.js";
import { dateTime, say } from "../words.js";
import { People, ROLES } from "./people.js";

export async function show({ me }) {
  const page = new Access(me);
  await page.load();
  return page;
}

class Access {
  #me;
  #notices = new Notices();
  #secret = make("div", {});
  #tokens = make("div", {});
  #signedIn = make("div", {});
  #accounts;
  element;

  constructor(me) {
    this.#me = me;
    this.#accounts = new People(me, this.#notices);
    this.element = make("div", { class: "page" },
      head(say("page.access")), this.#notices.element, this.#accounts.element,
      make("h2", {}, say("access.tokens")),
      make("p", {}, say("access.hint")), this.#secret, this.#form(), this.#tokens,
      make("h2", {}, say("access.signedIn")), this.#signedIn);
  }

  async load() {
    const [, { tokens }, { sessions }] = await Promise.all([this.#accounts.load(), get("tokens"), get("accounts/sessions")]);
    this.#drawTokens(tokens);
    this.#drawSessions(sessions);
  }

  #drawSessions(sessions) {
    if (sessions.length === 0) {
      this.#signedIn.replaceChildren(empty(say("access.nobody"), say("access.nobodyHint")));
      return;
    }
    const columns = [say("access.name"), say("access.since"), say("access.lastSeen"), say("access.by"), ""];
    this.#signedIn.replaceChildren(make("div", { class: "card table-wrap", id: "signed-in" }, make("table", { class: "cardlike" },
      make("caption", { class: "sr-only" }, say("access.signedIn")),
      make("thead", {}, make("tr", {}, ...columns.map((one) => make(one ? "th" : "td", one ? { scope: "col" } : {}, one)))),
      make("tbody", {}, ...sessions.map((one) => make("tr", {},
        make("td", { "data-label": columns[0] }, make("bdi", {}, one.name)),
        make("td", { "data-label": columns[1] }, dateTime(new Date(one.since))),
        make("td", { "data-label": columns[2] }, when(one.usedAt)),
        make("td", { "data-label": columns[3] }, one.provider ?? say("access.password")),
        make("td", {}, one.account !== this.#me.id && button(say("account.signOutEverywhere"), () => this.#signOut(one), { kind: "small", "aria-label": `${say("account.signOutEverywhere")}: ${one.name}` }))))))));
  }

  async #signOut(one) {
    try {
      await remove(`accounts/${encodeURIComponent(one.account)}/sessions`);
      await this.load();
      this.#notices.good(say("access.signedOut", { name: one.name }));
    } catch (trouble) {
      this.#notices.bad(trouble);
    }
  }

  #form() {
    const name = make("input", { maxlength: "128", autocomplete: "off" });
    const role = select(ROLES.map((one) => [one, `${say(`role.${one}`)} – ${say(`role.${one}.hint`)}`]), "agent");
    const merchant = make("input", { maxlength: "64", autocomplete: "off", spellcheck: "false", value: this.#me.merchant ?? "" });
    const form = make("form", { class: "card form", novalidate: true, onsubmit: async (event) => {
      event.preventDefault();
      clearViolations(form);
      try {
        const made = await post("tokens", { name: name.value.trim(), role: role.value, ...(merchant.value.trim() === "" ? {} : { merchant: merchant.value.trim() }) });
        name.value = "";
        this.#showSecret(made);
        await this.load();
      } catch (trouble) {
        if (showViolations(form, trouble.violations, (one) => `token-${one}`).length > 0 || trouble.violations.length === 0) {
          this.#notices.bad(trouble);
        }
      }
    } },
      make("h3", {}, say("access.new")),
      field(say("access.name"), name, { id: "token-name", help: say("access.nameHelp"), required: true }),
      field(say("access.role"), role, { id: "token-role", required: true }),
      !this.#me.merchant && field(say("access.merchant"), merchant, { id: "token-merchant", help: say("access.merchantHelp") }),
      make("div", { class: "row" }, button(say("access.make"), null, { kind: "strong", type: "submit" })));
    return form;
  }

  #showSecret(made) {
    const box = make("div", { class: "notice good", tabindex: "-1", role: "group", "aria-label": say("access.secret", { name: made.name }) },
      make("p", {}, make("strong", {}, say("access.secret", { name: made.name })), " ", say("access.secretHint")),
      copyable(made.token, say("token")));
    this.#secret.replaceChildren(box);
    box.focus();
  }

  #drawTokens(tokens) {
    if (tokens.length === 0) {
      this.#tokens.replaceChildren(empty(say("access.none"), say("access.noneHint")));
      return;
    }
    const columns = [say("access.name"), say("access.role"), say("access.merchant"), say("access.since"), ""];
    this.#tokens.replaceChildren(make("div", { class: "card table-wrap" }, make("table", { class: "cardlike" },
      make("caption", { class: "sr-only" }, say("page.access")),
      make("thead", {}, make("tr", {}, ...columns.map((one) => make(one ? "th" : "td", one ? { scope: "col" } : {}, one)))),
      make("tbody", {}, ...tokens.map((one) => make("tr", {},
        make("td", { "data-label": columns[0] }, make("bdi", {}, one.name)),
        make("td", { "data-label": columns[1] }, badge(say(`role.${one.role}`), "brand")),
        make("td", { "data-label": columns[2] }, one.merchant ?? say("access.allMerchants")),
        make("td", { "data-label": columns[3] }, dateTime(new Date(one.createdAt))),
        make("td", { "data-label": say("access.revoke") }, button(say("access.revoke"), () => this.#revoke(one), { kind: "small", "aria-label": `${say("access.revoke")}: ${one.name}` }))))))));
  }

  async #revoke(token) {
    const isSure = await confirmed({
      title: say("access.revokeTitle", { name: token.name }), text: say("access.revokeText"), action: say("access.revoke"), danger: true,
    });
    if (!isSure) {
      return;
    }
    try {
      await remove(`tokens/${encodeURIComponent(token.id)}`);
      this.#secret.replaceChildren();
      await this.load();
      this.#notices.good(say("access.revoked", { name: token.name }));
    } catch (trouble) {
      this.#notices.bad(trouble);
    }
  }
}
