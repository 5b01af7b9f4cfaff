// Work that the bot left for humans: as a board or as a list, several at once, and each with all that speaks for it.

import { file, get, patch, query } from "../api.js";
import { announce, button, make, reconcile } from "../dom.js";
import { Live } from "../live.js";
import { Notices, badge, empty, field, head, saveFile, select, when } from "../parts.js";
import { here } from "../storage.js";
import { named, say } from "../words.js";
import { TicketView } from "./ticket.js";
import { STATES, dueBadge, ticketBadges } from "../ticket-parts.js";

const LIST_MS = 10_000;
const MOST = 200;
const VIEW = "polyclerk.console.tickets";

export async function show({ me, place }) {
  const { people } = await get("people");
  const page = new Tickets(me, people.filter((one) => one.role !== "analyst"));
  page.move(place);
  return page;
}

class Tickets {
  #me;
  #people;
  #single;
  #chosen = new Set();
  #shown = [];
  #notices = new Notices();
  #place = make("div", {});
  /** How many pages of each state are shown. */
  #pages = 1;
  #more = make("div", { class: "desk-more" });
  #bulk = make("div", { class: "card row", hidden: true, role: "group" });
  #view = select([["board", say("ticket.board")], ["list", say("ticket.list")]], here.get(VIEW) ?? "board", { onchange: () => {
    here.set(VIEW, this.#view.value);
    this.#place.replaceChildren();
    this.#live.now();
  } });
  #state = select([["", say("ticket.all")], ...STATES.map((one) => [one, say(`ticket.${one}`)])], "", { onchange: () => this.#live.now() });
  #urgent = select([["", say("ticket.anyUrgency")], ["true", say("ticket.urgentOnly")]], "", { onchange: () => this.#live.now() });
  #assignee;
  #live = new Live(() => this.#load(), LIST_MS, (trouble) => (trouble ? this.#notices.bad(trouble) : this.#notices.clear()));
  #list;
  element = make("div", {});

  constructor(me, people) {
    this.#me = me;
    this.#people = people;
    this.#assignee = select([["", say("ticket.anyone")], ["me", say("ticket.mine")], ["nobody", say("ticket.nobody")], ...people.map((one) => [one.id, one.name])], "", {
      onchange: () => this.#live.now(),
    });
    this.#bulk.setAttribute("aria-label", say("ticket.bulk"));
    this.#list = make("div", { class: "page wide-page" },
      head(say("page.tickets"), button(say("ticket.export"), async () => saveFile(await file(`tickets/export${query({ state: this.#state.value, urgent: this.#urgent.value, assignee: this.#assignee.value })}`), "tickets.csv"), { id: "export-tickets" })),
      make("div", { class: "filters" },
        field(say("ticket.view"), this.#view, { id: "ticket-view", required: true }),
        field(say("ticket.state"), this.#state, { id: "ticket-state", required: true }),
        field(say("ticket.urgency"), this.#urgent, { id: "ticket-urgent", required: true }),
        field(say("ticket.assignee"), this.#assignee, { id: "ticket-assignee", required: true })),
      this.#notices.element, this.#bulk, this.#place, this.#more);
    this.#drawBulk();
  }

  /** To one ticket or back to all of them. */
  move(place) {
    const id = place.rest[0];
    this.#single?.leave();
    this.#single = id ? new TicketView(this.#me, this.#people, id) : undefined;
    this.element.replaceChildren(this.#single?.element ?? this.#list);
    this.element.querySelector("h1")?.focus({ preventScroll: true });
    if (!this.#single) {
      this.#live.now();
    }
  }

  leave() {
    this.#single?.leave();
    this.#live.stop();
  }

  get #mayAct() {
    return this.#me.role !== "analyst";
  }

  async #load() {
    const filter = { urgent: this.#urgent.value, assignee: this.#assignee.value, limit: MOST };
    const states = this.#state.value ? [this.#state.value] : STATES;
    const answers = await Promise.all(states.map((state) => this.#pagesOf({ ...filter, state })));
    this.#more.replaceChildren(...(answers.some((one) => one.next) ? [button(say("list.more"), async () => {
      this.#pages += 1;
      await this.#live.now();
    }, { id: "more-tickets" })] : []));
    this.#shown = answers.flatMap((one) => one.tickets).sort((one, other) => one.priority - other.priority || other.id - one.id);
    this.#chosen = new Set([...this.#chosen].filter((id) => this.#shown.some((one) => one.id === id)));
    this.#drawBulk();
    if (this.#shown.length === 0) {
      this.#place.replaceChildren(empty(say("ticket.none"), say(this.#state.value || this.#urgent.value || this.#assignee.value ? "ticket.noneHint" : "ticket.noneOpen")));
      return;
    }
    if (this.#view.value === "board") {
      this.#drawBoard(states);
    } else {
      this.#drawList();
    }
  }

  async #pagesOf(filter) {
    const tickets = [];
    let next;
    for (let page = 0; page < this.#pages && (page === 0 || next); page += 1) {
      const answer = await get(`tickets${query({ ...filter, before: next })}`);
      tickets.push(...answer.tickets);
      next = answer.next;
    }
    return { tickets, next };
  }

  #drawBoard(states) {
    if (this.#place.firstElementChild?.className !== "board" || this.#place.firstElementChild.dataset.states !== states.join()) {
      this.#place.replaceChildren(make("div", { class: "board", tabindex: "0", data: { states: states.join() }, role: "group", "aria-label": say("ticket.board") },
        ...states.map((state) => make("section", { class: "column", data: { state } }, make("h2", {}), make("ul", { class: "column-cards" })))));
    }
    for (const column of this.#place.querySelectorAll(".column")) {
      const tickets = this.#shown.filter((one) => one.state === column.dataset.state);
      column.querySelector("h2").textContent = `${say(`ticket.${column.dataset.state}`)} (${tickets.length})`;
      reconcile(column.querySelector("ul"), tickets.map((ticket) => ({ key: ticket.id, mark: this.#mark(ticket), build: () => this.#card(ticket) })));
    }
  }

  #drawList() {
    if (this.#place.firstElementChild?.className !== "cards") {
      this.#place.replaceChildren(make("ul", { class: "cards" }));
    }
    reconcile(this.#place.firstElementChild, this.#shown.map((ticket) => ({ key: ticket.id, mark: this.#mark(ticket), build: () => this.#card(ticket) })));
  }

  #mark(ticket) {
    return `${ticket.version} ${Math.floor(Date.now() / 60_000)}`;
  }

  #card(ticket) {
    const name = this.#people.find((one) => one.id === ticket.assignee)?.name;
    return make("li", { class: "card ticket-card" },
      make("div", { class: "row" },
        this.#mayAct && make("input", { type: "checkbox", checked: this.#chosen.has(ticket.id), "aria-label": say("ticket.choose", { id: ticket.id }), onchange: (event) => {
          this.#chosen[event.target.checked ? "add" : "delete"](ticket.id);
          this.#drawBulk();
        } }),
        make("a", { class: "ticket-name", href: `#/tickets/${ticket.id}` }, `#${ticket.id} ${named("intent", ticket.kind)}`)),
      ticket.summary && make("p", { class: "ticket-words", dir: "auto" }, ticket.summary),
      make("p", { class: "row" }, ...ticketBadges(ticket), this.#view.value === "list" && badge(say(`ticket.${ticket.state}`)), dueBadge(ticket)),
      make("p", { class: "quiet-text" }, [ticket.orderNumber && say("ticket.order", { number: ticket.orderNumber }), name].filter(Boolean).join(" · "), (ticket.orderNumber || name) && " · ", when(ticket.createdAt)));
  }

  #drawBulk() {
    this.#bulk.hidden = this.#chosen.size === 0;
    if (this.#bulk.hidden) {
      this.#bulk.replaceChildren();
      return;
    }
    const count = make("strong", {}, say("ticket.chosen", { count: this.#chosen.size }));
    if (this.#bulk.childElementCount > 0) {
      this.#bulk.firstElementChild.replaceWith(count);
      return;
    }
    const choice = (key, options, change) => {
      const element = select([["", say(key)], ...options], "", { "aria-label": say(key), onchange: () => {
        const { value } = element;
        element.value = "";
        if (value !== "") {
          this.#changeAll(change(value));
        }
      } });
      return element;
    };
    this.#bulk.replaceChildren(count,
      choice("ticket.state", STATES.map((one) => [one, say(`ticket.${one}`)]), (state) => ({ state })),
      choice("ticket.assignee", [["nobody", say("ticket.nobody")], ...this.#people.map((one) => [one.id, one.name])], (assignee) => ({ assignee: assignee === "nobody" ? "" : assignee })),
      this.#dueChoice(),
      choice("ticket.priority", [1, 2, 3, 4].map((one) => [String(one), say(`priority.${one}`)]), (priority) => ({ priority: Number(priority) })),
      button(say("ticket.chooseNone"), () => {
        this.#chosen.clear();
        this.#place.querySelectorAll("input[type=checkbox]").forEach((box) => {
          box.checked = false;
        });
        this.#drawBulk();
      }, { kind: "quiet" }));
  }

  /** A day that all of them are due on. */
  #dueChoice() {
    const day = make("input", { type: "date", "aria-label": say("ticket.due"), id: "bulk-due", onchange: () => {
      // A year that is being typed is a date already after its first figure.
      if (day.value >= "2000") {
        // Due by the end of that day, in the time of who sits here.
        this.#changeAll({ dueAt: new Date(`${day.value}T23:59:00`).toISOString() });
        day.value = "";
      }
    } });
    return make("label", { class: "row" }, make("span", { class: "quiet-text" }, say("ticket.due")), day);
  }

  /** One after the other, each with the version that was seen; what somebody else has changed is left alone and told. */
  async #changeAll(what) {
    let done = 0;
    let left = 0;
    for (const id of [...this.#chosen]) {
      const ticket = this.#shown.find((one) => one.id === id);
      try {
        await patch(`tickets/${id}`, { ...what, version: ticket.version });
        this.#chosen.delete(id);
        done += 1;
      } catch (trouble) {
        left += 1;
        if (trouble.code !== "changed") {
          this.#notices.bad(trouble);
          break;
        }
      }
    }
    await this.#live.now();
    if (left > 0) {
      this.#notices.bad({ message: say("ticket.notAll", { done, left }) });
    } else {
      this.#notices.good(say("ticket.changed", { count: done }));
    }
    announce(say("ticket.changed", { count: done }));
  }
}
