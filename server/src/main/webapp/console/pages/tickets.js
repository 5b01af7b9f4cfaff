// Work that the bot left for humans.

import { get, patch, query } from "../api.js";
import { announce, button, make, newId, reconcile } from "../dom.js";
import { Live } from "../live.js";
import { badge, empty, failure, field, head, select, when } from "../parts.js";
import { dateTime, languageName, named, say } from "../words.js";

const PAGE = 50;
const LIST_MS = 10_000;

export async function show({ me }) {
  return new Tickets(me);
}

class Tickets {
  #me;
  #limit = PAGE;
  #list = make("ul", { class: "cards" });
  #notice = make("div", {});
  #more = make("div", { class: "desk-more", hidden: true });
  #state = select([["open", say("ticket.open")], ["closed", say("ticket.closed")], ["", say("ticket.all")]], "open", { onchange: () => this.#live.now() });
  #urgent = select([["", say("ticket.anyUrgency")], ["true", say("ticket.urgentOnly")]], "", { onchange: () => this.#live.now() });
  #live = new Live(() => this.#load(), LIST_MS, (trouble) => this.#trouble(trouble));
  element;

  constructor(me) {
    this.#me = me;
    this.#more.append(button(say("list.more"), () => {
      this.#limit = Math.min(this.#limit + PAGE, 200);
      return this.#live.now();
    }));
    this.element = make("div", { class: "page" },
      head(say("page.tickets")),
      make("div", { class: "filters" },
        field(say("ticket.state"), this.#state, { id: "ticket-state", required: true }),
        field(say("ticket.urgency"), this.#urgent, { id: "ticket-urgent", required: true })),
      this.#notice, this.#list, this.#more);
    this.#live.now();
  }

  leave() {
    this.#live.stop();
  }

  #trouble(trouble) {
    this.#notice.replaceChildren(...(trouble ? [failure(trouble, () => this.#live.now())] : []));
  }

  async #load() {
    const { tickets, next } = await get(`tickets${query({ state: this.#state.value, urgent: this.#urgent.value, limit: this.#limit })}`);
    this.#more.hidden = !next || this.#limit >= 200;
    if (tickets.length === 0) {
      reconcile(this.#list, [{ key: "empty", mark: this.#state.value, build: () => make("li", {},
        empty(say("ticket.none"), say(this.#state.value === "open" ? "ticket.noneOpen" : "ticket.noneHint"))) }]);
      return;
    }
    reconcile(this.#list, tickets.map((ticket) => ({
      key: ticket.id,
      mark: `${ticket.version} ${Math.floor(Date.now() / 60_000)}`,
      build: () => this.#card(ticket),
    }), ).map((entry) => this.#keepOpen(entry)));
  }

  /** A card in which somebody writes a note is left alone. */
  #keepOpen(entry) {
    const present = this.#list.querySelector(`[data-key="${entry.key}"]`);
    const isWriting = present?.querySelector("form:not([hidden])");
    return isWriting ? { ...entry, mark: present.dataset.mark } : entry;
  }

  #card(ticket) {
    const title = newId("ticket");
    const isOpen = ticket.state === "open";
    const notice = make("div", {});
    const change = async (what, done) => {
      try {
        await patch(`tickets/${ticket.id}`, { ...what, version: ticket.version });
        announce(done);
        card.querySelector("form").hidden = true;
      } catch (trouble) {
        notice.replaceChildren(failure(trouble));
        if (trouble.code !== "changed") {
          return;
        }
      }
      await this.#live.now();
    };
    const mayAct = this.#me.role !== "analyst";
    const noteForm = this.#noteForm(ticket, change);
    const card = make("li", { class: "card", "aria-labelledby": title },
      make("div", { class: "row" },
        make("h2", { id: title }, `#${ticket.id} ${named("intent", ticket.kind)}`),
        ticket.urgent && badge(say("ticket.urgent"), "bad"),
        badge(say(`ticket.${ticket.state}`), isOpen ? "warn" : "good")),
      ticket.summary && make("p", { dir: "auto" }, ticket.summary),
      make("p", { class: "quiet-text" },
        [ticket.orderNumber && say("ticket.order", { number: ticket.orderNumber }), languageName(ticket.language)].filter(Boolean).join(" · "), " · ",
        when(ticket.createdAt),
        ticket.closedAt && ` · ${say("ticket.closedAt", { time: dateTime(new Date(ticket.closedAt)) })}`),
      ticket.note && make("p", { dir: "auto" }, make("strong", {}, `${say("ticket.note")}: `), ticket.note),
      notice,
      make("div", { class: "row" },
        make("a", { class: "button small", href: `#/conversations/${encodeURIComponent(ticket.conversation)}` }, say("ticket.talk")),
        mayAct && button(say(isOpen ? "ticket.close" : "ticket.reopen"), () => change({ state: isOpen ? "closed" : "open" }, say(isOpen ? "ticket.isClosed" : "ticket.isOpen")), { kind: `small ${isOpen ? "strong" : ""}` }),
        mayAct && button(say(ticket.urgent ? "ticket.notUrgent" : "ticket.makeUrgent"), () => change({ urgent: !ticket.urgent }, say("saved")), { kind: "small" }),
        mayAct && button(say("ticket.writeNote"), () => {
          noteForm.hidden = !noteForm.hidden;
          noteForm.querySelector("textarea").focus();
        }, { kind: "small", symbol: "note" })),
      noteForm);
    return card;
  }

  #noteForm(ticket, change) {
    const id = newId("ticket-note");
    const text = make("textarea", { rows: "3", maxlength: "4000", dir: "auto", value: ticket.note ?? "" });
    return make("form", { hidden: true, class: "stack", onsubmit: (event) => {
      event.preventDefault();
      change({ note: text.value }, say("saved"));
    } },
      field(say("ticket.note"), text, { id, required: true }),
      make("div", { class: "row end" }, button(say("save"), null, { kind: "strong small", type: "submit" })));
  }
}
