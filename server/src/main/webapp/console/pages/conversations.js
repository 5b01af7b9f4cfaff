// The inbox: who has written, and the talk with one of them.

import { get, query } from "../api.js";
import { make } from "../dom.js";
import { events } from "../events.js";
import { Live } from "../live.js";
import { badge, empty, failure, field, select, when } from "../parts.js";
import { Seen } from "../seen.js";
import { languageName, number, say } from "../words.js";
import { Talk } from "../talk.js";
import { VirtualList } from "../virtual-list.js";

const PAGE = 100;
const ITEM_PX = 96;
/** Changes are heard of; this is for what cannot be heard, and for "3 minutes ago". */
const LIST_MS = 15_000;
const TYPING_MS = 300;

export async function show({ me, place }) {
  const known = (await get("people")).people;
  const people = new Map(known.map((person) => [person.id, person.name]));
  const nameOf = (id) => (id === me.id ? say("you") : people.get(id) ?? say("someone"));
  const [{ languages }, { channels }] = await Promise.all([get("languages"), get("channels")]);
  const page = new Inbox(me, nameOf, known, { languages: languages.map((one) => one.tag), connections: channels.map((one) => one.connection) });
  page.move(place);
  return page;
}

class Inbox {
  #me;
  #nameOf;
  #people;
  #talk;
  #chosen;
  #next;
  #loadingMore = false;
  #shown = [];
  #seen;
  #deaf;
  #live = new Live(() => this.#load(), LIST_MS, (trouble) => this.#trouble(trouble));
  #items = new VirtualList({
    label: say("page.conversations"), height: ITEM_PX, build: (one) => this.#item(one), onEnd: () => this.#more(),
    // A minute that passes changes what "3 minutes ago" says.
    markOf: (one) => `${one.version} ${one.updatedAt} ${one.openTickets} ${one.urgent} ${one.last?.at} ${one.id === this.#chosen} ${this.#isUnread(one)} ${Math.floor(Date.now() / 60_000)} ${this.#holder.value}`,
  });
  #empty = make("div", {});
  #notice = make("div", {});
  #holder = select([
    ["", say("holder.any")], ["waiting_for_agent", say("holder.waiting_for_agent")], ["agent", say("holder.agent")], ["bot", say("holder.bot")],
  ], "", { onchange: () => this.#filter() });
  #language = select([["", say("filter.anyLanguage")]], "", { onchange: () => this.#filter() });
  #connection = select([["", say("filter.anyChannel")]], "", { onchange: () => this.#filter() });
  #search = make("input", { type: "search", maxlength: "100", oninput: () => this.#typed() });
  #typing;
  #place = make("section", { class: "talk", "aria-label": say("talk.title") });
  element = make("div", { class: "desk" });

  /** @param choices {languages, connections} to filter by */
  constructor(me, nameOf, people, choices) {
    this.#me = me;
    this.#people = people;
    this.#language.append(...choices.languages.map((tag) => make("option", { value: tag }, languageName(tag))));
    this.#connection.append(...choices.connections.map((id) => make("option", { value: id }, id)));
    this.#nameOf = nameOf;
    this.#seen = new Seen(me.id);
    this.element.append(
      make("section", { class: "desk-list" },
        make("div", { class: "desk-head" },
          make("h1", { tabindex: "-1" }, say("page.conversations")),
          make("div", { class: "filters" },
            field(say("filter.holder"), this.#holder, { id: "filter-holder", required: true }),
            field(say("filter.channel"), this.#connection, { id: "filter-channel", required: true }),
            field(say("language"), this.#language, { id: "filter-language", required: true }),
            field(say("filter.search"), this.#search, { id: "filter-search", required: true })),
          this.#notice),
        this.#empty, this.#items.element),
      this.#place);
    this.#deaf = events.listen((ids) => {
      this.#live.now();
      if (ids.includes(this.#chosen)) {
        this.#talk?.refresh();
      }
    });
  }

  /** Called whenever the address changes. */
  move({ rest, search }) {
    const holder = search.get("holder") ?? "";
    if (holder !== this.#holder.value) {
      this.#holder.value = holder;
      this.#shown = [];
    }
    const wanted = rest[0];
    if (wanted !== this.#chosen || !this.#talk) {
      this.#choose(wanted);
    }
    this.#live.now();
  }

  leave() {
    clearTimeout(this.#typing);
    this.#deaf();
    this.#seen.leave();
    this.#live.stop();
    this.#talk?.leave();
  }

  #choose(id) {
    this.#talk?.leave();
    this.#talk = undefined;
    this.#chosen = id;
    this.element.classList.toggle("chosen", id !== undefined);
    if (id === undefined) {
      this.#place.replaceChildren(empty(say("talk.none"), say("talk.noneHint")));
    } else {
      this.#talk = new Talk(id, this.#me, this.#nameOf, {
        back: this.#address(),
        people: this.#people,
        changed: () => this.#live.now(),
        shown: (at) => {
          this.#seen.mark(id, at);
          this.#draw();
        },
      });
      this.#place.replaceChildren(...this.#talk.elements);
      this.#talk.begin();
    }
    this.#draw();
  }

  #address(id) {
    return `#/conversations${id === undefined ? "" : `/${encodeURIComponent(id)}`}${query({ holder: this.#holder.value })}`;
  }

  #filter() {
    // The address keeps the filter, so that going back and reloading keep it too; it is not a step of its own.
    history.replaceState(null, "", this.#address(this.#chosen));
    this.#begin();
  }

  #begin() {
    this.#shown = [];
    this.#next = undefined;
    this.#items.toTop();
    this.#live.now();
  }

  get #asked() {
    return { holder: this.#holder.value, language: this.#language.value, connection: this.#connection.value, q: this.#search.value.trim() };
  }

  #typed() {
    clearTimeout(this.#typing);
    this.#typing = setTimeout(() => this.#begin(), TYPING_MS);
  }

  /** The newest page; what was loaded below it stays. */
  async #load() {
    const asked = this.#asked;
    const answer = await get(`conversations${query({ ...asked, limit: PAGE })}`);
    if (JSON.stringify(asked) !== JSON.stringify(this.#asked)) {
      // Somebody asked for something else in the meantime.
      setTimeout(() => this.#live.now());
      return;
    }
    const fresh = new Set(answer.conversations.map((one) => one.id));
    const end = answer.conversations.at(-1);
    // Below the page is what is older than its end; what stood above and is not on the page does not match any more.
    const below = end && answer.next ? this.#shown.filter((one) => !fresh.has(one.id) && isBelow(one, end)) : [];
    if (below.length === 0) {
      this.#next = answer.next;
    }
    this.#shown = [...answer.conversations, ...below];
    this.#draw();
  }

  async #more() {
    if (!this.#next || this.#loadingMore) {
      return;
    }
    this.#loadingMore = true;
    const asked = this.#asked;
    try {
      const answer = await get(`conversations${query({ ...asked, before: this.#shown.at(-1).id, limit: PAGE })}`);
      if (JSON.stringify(asked) === JSON.stringify(this.#asked)) {
        const known = new Set(this.#shown.map((one) => one.id));
        this.#shown = [...this.#shown, ...answer.conversations.filter((one) => !known.has(one.id))];
        this.#next = answer.next;
        this.#loadingMore = false;
        this.#draw();
      }
    } catch (trouble) {
      this.#trouble(trouble);
    } finally {
      this.#loadingMore = false;
    }
  }

  #trouble(trouble) {
    this.#notice.replaceChildren(...(trouble ? [failure(trouble, () => this.#live.now())] : []));
  }

  #draw() {
    const isEmpty = this.#shown.length === 0;
    this.#items.element.hidden = isEmpty;
    const isFiltered = Object.values(this.#asked).some((one) => one !== "");
    this.#empty.replaceChildren(...(isEmpty
      ? [isFiltered ? empty(say("list.noMatch"), say("list.noMatchHint")) : empty(say("list.empty"), say("list.emptyHint"))]
      : []));
    this.#items.items = this.#shown;
    const unread = this.#shown.filter((one) => this.#isUnread(one)).length;
    document.title = `${unread > 0 ? `(${number(unread)}) ` : ""}${say("page.conversations")} · Polyclerk`;
  }

  #isUnread(one) {
    return this.#me.role !== "analyst" && this.#seen.isUnread(one, this.#me.id);
  }

  #item(one) {
    const isChosen = one.id === this.#chosen;
    const isUnread = this.#isUnread(one);
    return make("a", { href: this.#address(one.id), class: isUnread ? "unread" : undefined, "aria-current": isChosen ? "true" : undefined },
        make("span", { class: "desk-name", dir: "auto" }, nameOfChat(one), isUnread && [make("span", { class: "unread-mark", "aria-hidden": "true" }), make("span", { class: "sr-only" }, ` (${say("list.unread")})`)]),
        make("span", { class: "desk-time" }, when(one.updatedAt)),
        make("span", { class: "desk-last" },
          one.last && one.last.author !== "shopper" && make("span", {}, `${say(`author.${one.last.author}`)}: `),
          make("span", { dir: "auto" }, one.last ? one.last.text || say("message.noText") : "")),
        make("span", { class: "desk-badges" },
          one.holder === "waiting_for_agent" && badge(say("holder.waiting_for_agent"), "bad"),
          one.holder === "agent" && badge(one.agent ? this.#nameOf(one.agent) : say("author.elsewhere"), "brand"),
          one.openTickets > 0 && badge(say("list.tickets", { count: one.openTickets }), one.urgent ? "bad" : "warn"),
          badge(one.connection),
          one.language && badge(languageName(one.language))));
  }
}

function isBelow(one, end) {
  return one.updatedAt < end.updatedAt || (one.updatedAt === end.updatedAt && one.id > end.id);
}

/** Platforms' chat ids are long and meaningless; their end tells chats apart. */
export function nameOfChat(conversation) {
  const id = conversation.chatId;
  return say("list.chat", { id: id.length > 8 ? id.slice(-6) : id });
}
