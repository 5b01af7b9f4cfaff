// The inbox: who has written, and the talk with one of them.

import { get, query } from "../api.js";
import { button, make, reconcile } from "../dom.js";
import { Live } from "../live.js";
import { badge, empty, failure, field, select, when } from "../parts.js";
import { languageName, say } from "../words.js";
import { Talk } from "../talk.js";

const PAGE = 50;
const LIST_MS = 4_000;
const TYPING_MS = 300;

export async function show({ me, place }) {
  const people = new Map((await get("people")).people.map((person) => [person.id, person.name]));
  const nameOf = (id) => (id === me.id ? say("you") : people.get(id) ?? say("someone"));
  const page = new Inbox(me, nameOf);
  page.move(place);
  return page;
}

class Inbox {
  #me;
  #nameOf;
  #talk;
  #chosen;
  #limit = PAGE;
  #hasMore = false;
  #shown = [];
  #live = new Live(() => this.#load(), LIST_MS, (trouble) => this.#trouble(trouble));
  #items = make("ul", { class: "desk-items", "aria-label": say("page.conversations") });
  #notice = make("div", {});
  #more = make("div", { class: "desk-more", hidden: true });
  #holder = select([
    ["", say("holder.any")], ["waiting_for_agent", say("holder.waiting_for_agent")], ["agent", say("holder.agent")], ["bot", say("holder.bot")],
  ], "", { onchange: () => this.#filter() });
  #search = make("input", { type: "search", maxlength: "100", oninput: () => this.#typed() });
  #typing;
  #place = make("section", { class: "talk", "aria-label": say("talk.title") });
  element = make("div", { class: "desk" });

  constructor(me, nameOf) {
    this.#me = me;
    this.#nameOf = nameOf;
    this.#more.append(button(say("list.more"), () => {
      this.#limit = Math.min(this.#limit + PAGE, 200);
      return this.#live.now();
    }));
    this.element.append(
      make("section", { class: "desk-list" },
        make("div", { class: "desk-head" },
          make("h1", { tabindex: "-1" }, say("page.conversations")),
          make("div", { class: "filters" },
            field(say("filter.holder"), this.#holder, { id: "filter-holder", required: true }),
            field(say("filter.search"), this.#search, { id: "filter-search", required: true })),
          this.#notice),
        this.#items, this.#more),
      this.#place);
    this.#items.addEventListener("keydown", (event) => this.#arrows(event));
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
        changed: () => this.#live.now(),
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
    this.#limit = PAGE;
    // The address keeps the filter, so that going back and reloading keep it too; it is not a step of its own.
    history.replaceState(null, "", this.#address(this.#chosen));
    this.#shown = [];
    this.#live.now();
  }

  #typed() {
    clearTimeout(this.#typing);
    this.#typing = setTimeout(() => {
      this.#limit = PAGE;
      this.#live.now();
    }, TYPING_MS);
  }

  async #load() {
    const asked = { holder: this.#holder.value, q: this.#search.value.trim() };
    const answer = await get(`conversations${query({ ...asked, limit: this.#limit })}`);
    if (asked.holder !== this.#holder.value || asked.q !== this.#search.value.trim()) {
      // Somebody asked for something else in the meantime.
      setTimeout(() => this.#live.now());
      return;
    }
    this.#shown = answer.conversations;
    this.#hasMore = Boolean(answer.next) && this.#limit < 200;
    this.#draw();
  }

  #trouble(trouble) {
    this.#notice.replaceChildren(...(trouble ? [failure(trouble, () => this.#live.now())] : []));
  }

  #draw() {
    this.#more.hidden = !this.#hasMore;
    if (this.#shown.length === 0) {
      const isFiltered = this.#holder.value !== "" || this.#search.value.trim() !== "";
      reconcile(this.#items, [{ key: "empty", mark: isFiltered, build: () => make("li", {},
        isFiltered ? empty(say("list.noMatch"), say("list.noMatchHint")) : empty(say("list.empty"), say("list.emptyHint"))) }]);
      return;
    }
    // A minute that passes changes what "3 minutes ago" says.
    const minute = Math.floor(Date.now() / 60_000);
    reconcile(this.#items, this.#shown.map((one) => ({
      key: one.id,
      mark: `${one.version} ${one.updatedAt} ${one.openTickets} ${one.urgent} ${one.last?.at} ${one.id === this.#chosen} ${minute} ${this.#holder.value}`,
      build: () => this.#item(one),
    })));
  }

  #item(one) {
    const isChosen = one.id === this.#chosen;
    return make("li", { class: "desk-item" },
      make("a", { href: this.#address(one.id), "aria-current": isChosen ? "true" : undefined },
        make("span", { class: "desk-name", dir: "auto" }, nameOfChat(one)),
        make("span", { class: "desk-time" }, when(one.updatedAt)),
        make("span", { class: "desk-last", dir: "auto" },
          one.last ? `${one.last.author === "shopper" ? "" : `${say(`author.${one.last.author}`)}: `}${one.last.text || say("message.noText")}` : ""),
        make("span", { class: "desk-badges" },
          one.holder === "waiting_for_agent" && badge(say("holder.waiting_for_agent"), "bad"),
          one.holder === "agent" && badge(one.agent ? this.#nameOf(one.agent) : say("author.elsewhere"), "brand"),
          one.openTickets > 0 && badge(say("list.tickets", { count: one.openTickets }), one.urgent ? "bad" : "warn"),
          badge(one.connection),
          one.language && badge(languageName(one.language)))));
  }

  #arrows(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const links = [...this.#items.querySelectorAll("a")];
    const at = links.indexOf(document.activeElement);
    if (step && at >= 0 && links[at + step]) {
      event.preventDefault();
      links[at + step].focus();
    }
  }
}

/** Platforms' chat ids are long and meaningless; their end tells chats apart. */
export function nameOfChat(conversation) {
  const id = conversation.chatId;
  return say("list.chat", { id: id.length > 8 ? id.slice(-6) : id });
}
