// Who may use the API and this console, and who has done what.

import { get, post, query, remove } from "../api.js";
import { button, make } from "../dom.js";
import { confirmed } from "../dialogs.js";
import { Notices, badge, clearViolations, copyable, empty, field, head, select, showViolations } from "../parts.js";
import { dateTime, named, say } from "../words.js";
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
  #log = make("div", {});
  #people = new Map();
  #accounts;
  element;

  constructor(me) {
    this.#me = me;
    this.#accounts = new People(me, this.#notices);
    this.element = make("div", { class: "page" },
      head(say("page.access")), this.#notices.element, this.#accounts.element,
      make("h2", {}, say("access.tokens")),
      make("p", {}, say("access.hint")), this.#secret, this.#form(), this.#tokens,
      // What was done on the whole server is for those who look after the whole server.
      !me.merchant && [make("h2", {}, say("audit.title")), this.#log]);
  }

  async load() {
    const [, { tokens }, { people }, { entries, next }] = await Promise.all([this.#accounts.load(), get("tokens"), get("people"), this.#me.merchant ? { entries: [] } : get("audit?limit=50")]);
    this.#people = new Map(people.map((person) => [person.id, person.name]));
    this.#drawTokens(tokens);
    this.#log.replaceChildren();
    if (!this.#me.merchant) {
      this.#drawLog(entries, next);
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
        make("td", { "data-label": columns[0] }, one.name),
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

  #drawLog(entries, next) {
    const columns = [say("audit.when"), say("audit.who"), say("audit.what"), say("audit.subject")];
    const rows = entries.map((one) => make("tr", {},
      make("td", { "data-label": columns[0] }, dateTime(new Date(one.at))),
      make("td", { "data-label": columns[1] }, this.#people.get(one.actor) ?? one.actor),
      make("td", { "data-label": columns[2] }, named("audit", one.action)),
      make("td", { "data-label": columns[3] }, this.#subject(one.subject))));
    if (rows.length === 0 && this.#log.childElementCount === 0) {
      this.#log.append(empty(say("audit.none"), say("audit.noneHint")));
      return;
    }
    let body = this.#log.querySelector("tbody");
    if (!body) {
      body = make("tbody", {});
      this.#log.append(make("div", { class: "card table-wrap" }, make("table", { class: "cardlike" },
        make("caption", { class: "sr-only" }, say("audit.title")),
        make("thead", {}, make("tr", {}, ...columns.map((one) => make("th", { scope: "col" }, one)))), body)));
    }
    body.append(...rows);
    this.#log.querySelector(".desk-more")?.remove();
    if (next) {
      this.#log.append(make("div", { class: "desk-more" }, button(say("list.more"), async () => {
        const more = await get(`audit${query({ before: next, limit: 50 })}`);
        this.#drawLog(more.entries, more.next);
      })));
    }
  }

  #subject(subject) {
    const [kind, id] = subject.split(" ");
    return kind === "conversation" && id
      ? make("a", { href: `#/conversations/${encodeURIComponent(id)}` }, say("list.chat", { id: id.slice(0, 8) }))
      : subject;
  }
}
