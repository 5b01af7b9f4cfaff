// One ticket: what is wanted, what speaks for it, who has it in hand, and what was done.

import { file, get, patch, query } from "../api.js";
import { announce, button, make, newId } from "../dom.js";
import { Notices, badge, field, head, select, when } from "../parts.js";
import { STATES, dueBadge, ticketBadges } from "../ticket-parts.js";
import { dateTime, has, languageName, named, percent, say } from "../words.js";

const API = "/api/v1/";

export class TicketView {
  #me;
  #people;
  #id;
  #ticket;
  #notices = new Notices();
  #body = make("div", { class: "ticket" });
  #gone = false;
  /** A note that is being written; undefined when none is. */
  #draft;
  #changes = Promise.resolve();
  element;

  /** @param people who can have it in hand */
  constructor(me, people, id) {
    this.#me = me;
    this.#people = people;
    this.#id = id;
    this.element = make("div", { class: "page" },
      head(`#${id}`, make("a", { class: "button quiet", href: "#/tickets" }, say("ticket.back"))), this.#notices.element, this.#body);
    this.#load();
  }

  leave() {
    this.#gone = true;
  }

  async #load() {
    try {
      const ticket = await get(`tickets/${encodeURIComponent(this.#id)}`);
      const others = await get(`tickets${query({ conversation: ticket.conversation })}`);
      if (!this.#gone) {
        this.#ticket = ticket;
        this.#draw(others.tickets.filter((one) => one.id !== ticket.id));
      }
    } catch (trouble) {
      this.#notices.bad(trouble);
    }
  }

  #draw(others) {
    const ticket = this.#ticket;
    const title = this.element.querySelector("h1");
    title.textContent = `#${ticket.id} ${named("intent", ticket.kind)}`;
    this.#body.replaceChildren(
      make("div", { class: "ticket-main" }, this.#matter(ticket), this.#evidence(ticket), this.#history(ticket)),
      make("div", { class: "ticket-side" }, this.#hands(ticket), this.#links(ticket, others)));
  }

  #matter(ticket) {
    const facts = [
      ["language", languageName(ticket.language)],
      ["ticket.orderLabel", ticket.orderNumber && [ticket.orderNumber, " ", badge(say(ticket.proven ? "ticket.proven" : "ticket.notProven"), ticket.proven ? "good" : "warn")]],
      ["ticket.item", ticket.product && [ticket.product, ticket.sku && ` (${ticket.sku})`]],
      ["ticket.fault", ticket.fault && [named("fault", ticket.fault), ticket.faultConfidence > 0 && ` (${percent(ticket.faultConfidence)})`]],
      ["ticket.wish", ticket.wish && named("wish", ticket.wish)],
    ].filter(([, value]) => value);
    return make("section", { class: "card stack", "aria-labelledby": "ticket-matter" },
      make("h2", { id: "ticket-matter" }, say("ticket.matter")),
      make("p", { class: "row" }, badge(say(`ticket.${ticket.state}`), ticket.state === "closed" ? "good" : "warn"), ...ticketBadges(ticket), dueBadge(ticket), when(ticket.createdAt)),
      ticket.summary && make("p", { class: "ticket-words", dir: "auto" }, ticket.summary),
      make("dl", { class: "facts" }, ...facts.flatMap(([key, value]) => [make("dt", {}, say(key)), make("dd", { dir: "auto" }, value)])));
  }

  #evidence(ticket) {
    if (ticket.evidence.length === 0) {
      return null;
    }
    return make("section", { class: "card stack", "aria-labelledby": "ticket-evidence" }, make("h2", { id: "ticket-evidence" }, say("ticket.evidence")),
      ...ticket.evidence.map((one) => this.#proof(one)));
  }

  #proof(one) {
    const place = make("div", { class: "proof" });
    const isPhoto = one.kind === "photo";
    const show = async () => {
      try {
        const blob = await file((one.annotated ?? one.media).replace(API, ""));
        place.replaceChildren(/^image\/(png|jpeg|gif|webp)$/.test(blob.type)
          ? make("img", { src: URL.createObjectURL(blob), alt: seenWords(one.seen) })
          : make("audio", { src: URL.createObjectURL(blob), controls: true, "aria-label": say("message.voice") }));
      } catch (trouble) {
        place.replaceChildren(make("em", {}, say("message.noFile")), " ", trouble.message);
      }
    };
    if (isPhoto && this.#me.role !== "analyst") {
      show();
    } else if (this.#me.role !== "analyst") {
      place.append(button(say("message.play"), show, { kind: "small" }));
    }
    return make("figure", { class: "stack" }, place,
      make("figcaption", { class: "stack" },
        isPhoto && make("span", {}, seenWords(one.seen)),
        one.transcript && make("blockquote", { class: "passage", dir: "auto" }, `“${one.transcript}”`)));
  }

  #history(ticket) {
    const name = (actor) => (actor === "bot" ? say("author.bot") : this.#people.find((one) => one.id === actor)?.name ?? say("someone"));
    return make("section", { class: "card stack", "aria-labelledby": "ticket-history" }, make("h2", { id: "ticket-history" }, say("ticket.history")),
      make("ol", { class: "plain stack" }, ...ticket.history.map((one) => make("li", {},
        make("time", { datetime: one.at, class: "quiet-text" }, dateTime(new Date(one.at))), " ", make("strong", {}, name(one.actor)), ": ", one.changes.map(changeWords).join(", ")))));
  }

  #hands(ticket) {
    const mayAct = this.#me.role !== "analyst";
    const state = select(STATES.map((one) => [one, say(`ticket.${one}`)]), ticket.state, { disabled: !mayAct, onchange: () => this.#change({ state: state.value }) });
    const known = this.#people.some((one) => one.id === ticket.assignee);
    const assignee = select([["", say("ticket.nobody")], ...this.#people.map((one) => [one.id, one.name]), ...(ticket.assignee && !known ? [[ticket.assignee, say("someone")]] : [])],
      ticket.assignee ?? "", { disabled: !mayAct, onchange: () => this.#change({ assignee: assignee.value }) });
    const priority = select([1, 2, 3, 4].map((one) => [String(one), say(`priority.${one}`)]), String(ticket.priority), { disabled: !mayAct, onchange: () => this.#change({ priority: Number(priority.value) }) });
    const due = make("input", { type: "datetime-local", value: ticket.dueAt ? local(new Date(ticket.dueAt)) : "", disabled: !mayAct, onchange: () => due.value && this.#change({ dueAt: new Date(due.value).toISOString() }) });
    const note = make("textarea", { rows: "3", maxlength: "4000", dir: "auto", value: this.#draft ?? ticket.note ?? "", disabled: !mayAct, oninput: () => {
      this.#draft = note.value;
    } });
    return make("section", { class: "card form", "aria-labelledby": "ticket-hands" },
      make("h2", { id: "ticket-hands" }, say("ticket.hands")),
      field(say("ticket.state"), state, { id: "one-state", required: true }),
      field(say("ticket.assignee"), assignee, { id: "one-assignee", required: true }),
      field(say("ticket.priority"), priority, { id: "one-priority", required: true }),
      field(say("ticket.due"), due, { id: "one-due" }),
      mayAct && make("div", { class: "row" },
        ticket.assignee !== this.#me.id && button(say("ticket.take"), () => this.#change({ assignee: this.#me.id }), { kind: "small", id: "take-ticket" }),
        button(say(ticket.urgent ? "ticket.notUrgent" : "ticket.makeUrgent"), () => this.#change({ urgent: !ticket.urgent }), { kind: "small" })),
      field(say("ticket.note"), note, { id: newId("ticket-note") }),
      mayAct && make("div", { class: "row" }, button(say("save"), () => {
        this.#draft = undefined;
        return this.#change({ note: note.value });
      }, { kind: "strong small", id: "save-note" })));
  }

  #links(ticket, others) {
    return make("section", { class: "card stack", "aria-labelledby": "ticket-links" }, make("h2", { id: "ticket-links" }, say("ticket.links")),
      make("a", { href: `#/conversations/${encodeURIComponent(ticket.conversation)}` }, say("ticket.talk")),
      others.length > 0 && make("ul", {}, ...others.map((one) => make("li", {}, make("a", { href: `#/tickets/${one.id}` }, `#${one.id} ${named("intent", one.kind)}`), ` (${say(`ticket.${one.state}`)})`))));
  }

  /** One after the other, each on what the one before has left. */
  #change(what) {
    this.#changes = this.#changes.then(() => this.#changeNow(what));
    return this.#changes;
  }

  async #changeNow(what) {
    try {
      await patch(`tickets/${this.#ticket.id}`, { ...what, version: this.#ticket.version });
      this.#notices.clear();
      announce(say("saved"));
    } catch (trouble) {
      this.#notices.bad(trouble);
    }
    await this.#load();
  }
}

/** As a field for a time takes it, in the time of who sits here. */
function local(date) {
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

function seenWords(seen) {
  return seen ? `${say("message.picture")}: ${named("fault", seen.fault)}${seen.confidence > 0 ? ` (${percent(seen.confidence)})` : ""}` : say("message.picture");
}

/** "state=CLOSED" and such, in words. */
function changeWords(change) {
  const [what, value] = change.split("=");
  const word = has(`change.${what}`) ? say(`change.${what}`) : what;
  switch (what) {
    case "state":
      return `${word} ${say(`ticket.${value.toLowerCase()}`)}`;
    case "priority":
      return `${word} ${say(`priority.${value}`)}`;
    case "urgent":
      return say(value === "true" ? "ticket.urgent" : "ticket.notUrgent");
    case "wish":
      return `${word} ${named("wish", value)}`;
    default:
      return word;
  }
}
