// Who did what.

import { get, query } from "../api.js";
import { button, make } from "../dom.js";
import { Notices, empty, field, head, select } from "../parts.js";
import { dateTime, named, say } from "../words.js";

const PAGE = 50;
/** What is done to things is told by where they are found. */
const PAGES = {
  accounts: "access", apps: "connections", connections: "connections", hours: "setup", installations: "connections", mail: "mail",
  proactive: "proactive", rollout: "policies", setup: "setup", tokens: "access",
};

export async function show() {
  const page = new Audit((await get("people")).people);
  await page.load();
  return page;
}

class Audit {
  #people;
  #who;
  #body = make("tbody", {});
  #place = make("div", {});
  #more = make("div", { class: "desk-more" });
  #notices = new Notices();
  element;

  constructor(people) {
    this.#people = new Map(people.map((one) => [one.id, one.name]));
    this.#who = select([["", say("audit.everybody")], ...people.map((one) => [one.id, one.name])], "", { onchange: () => this.load() });
    this.element = make("div", { class: "page" },
      head(say("audit.title")), make("div", { class: "filters" }, field(say("audit.who"), this.#who, { id: "audit-who", required: true })),
      this.#notices.element, this.#place, this.#more);
  }

  async load() {
    this.#body.replaceChildren();
    await this.#next();
  }

  async #next(before) {
    try {
      const { entries, next } = await get(`audit${query({ actor: this.#who.value, before, limit: PAGE })}`);
      this.#draw(entries, next);
    } catch (trouble) {
      this.#notices.bad(trouble);
    }
  }

  #draw(entries, next) {
    const columns = ["audit.when", "audit.who", "audit.what", "audit.subject"].map((key) => say(key));
    this.#body.append(...entries.map((one) => make("tr", {},
      make("td", { "data-label": columns[0] }, dateTime(new Date(one.at))),
      make("td", { "data-label": columns[1] }, make("bdi", {}, this.#people.get(one.actor) ?? one.actor)),
      make("td", { "data-label": columns[2] }, named("audit", one.action)),
      make("td", { "data-label": columns[3] }, this.#subject(one.subject)))));
    this.#place.replaceChildren(this.#body.childElementCount === 0
      ? empty(say("audit.none"), say("audit.noneHint"))
      : make("div", { class: "card table-wrap" }, make("table", { class: "cardlike" },
        make("caption", { class: "sr-only" }, say("audit.title")),
        make("thead", {}, make("tr", {}, ...columns.map((one) => make("th", { scope: "col" }, one)))), this.#body)));
    this.#more.replaceChildren(...(next ? [button(say("list.more"), () => this.#next(next))] : []));
  }

  #subject(subject) {
    const [kind, id = ""] = subject.split(" ");
    if (kind === "conversation" && id) {
      return make("a", { href: `#/conversations/${encodeURIComponent(id)}` }, say("list.chat", { id: id.slice(0, 8) }));
    }
    if (kind === "ticket" && /^\d+$/.test(id)) {
      return make("a", { href: `#/tickets/${id}` }, `#${id}`);
    }
    const place = kind in PAGES ? say(`page.${PAGES[kind]}`) : kind;
    return [place, make("bdi", {}, this.#people.get(id) ?? subject.slice(kind.length + 1))].flatMap((one) => [one, " "]);
  }
}
