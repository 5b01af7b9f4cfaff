// What is connected, what waits, and what to do next.

import { get } from "../api.js";
import { icon, make } from "../dom.js";
import { head } from "../parts.js";
import { inOwnLanguage, languageName, number, say } from "../words.js";

const WAITING_MOST = 200;

export async function show({ me }) {
  const isAdmin = me.role === "admin";
  const [waiting, tickets, languages, connections, adapters] = await Promise.all([
    get(`conversations?holder=waiting_for_agent&limit=${WAITING_MOST}`),
    get("tickets?state=open&limit=200"),
    get("languages"),
    isAdmin ? get("connections") : null,
    isAdmin ? get("adapters") : null,
  ]);
  const element = make("div", { class: "page" },
    head(say("start.title")),
    make("div", { class: "waiting" },
      tile(waiting.conversations.length, waiting.next, "start.waiting", "#/conversations?holder=waiting_for_agent"),
      tile(tickets.tickets.length, tickets.next, "start.tickets", "#/tickets"),
    ),
    isAdmin ? make("div", { class: "notice" }, make("p", {}, say("start.setupHint")), make("a", { class: "button strong", href: "#/setup" }, say("page.setup"))) : "",
    isAdmin ? steps(connections.connections, adapters.adapters, languages.languages) : make("p", {}, say("start.agentHint")),
  );
  return { element };
}

function tile(count, more, key, address) {
  return make("a", { class: "card", href: address },
    make("span", { class: "big" }, `${number(count)}${more ? "+" : ""}`), make("span", {}, say(key, { count })));
}

function steps(connections, adapters, languages) {
  const nameOf = (connection) => {
    const adapter = adapters.find((one) => one.id === connection.adapter);
    return adapter ? inOwnLanguage(adapter.name) : connection.adapter;
  };
  const stores = connections.filter((one) => one.kind === "store");
  const channels = connections.filter((one) => one.kind === "channel");
  const hosted = new Set(adapters.filter((one) => one.hosted).map((one) => one.id));
  const troubled = connections.filter((one) => one.state === "paused" || one.check.state === "rejected");
  const chats = channels.filter((one) => hosted.has(one.adapter));
  const addStore = make("a", { class: "button", href: "#/connections/new?kind=store" }, icon("plus"), make("span", {}, say("start.addStore")));
  const addChannel = make("a", { class: "button", href: "#/connections/new?kind=channel" }, icon("plus"), make("span", {}, say("start.addChannel")));
  const listed = (list) => make("ul", {}, ...list.map((one) => make("li", {}, `${nameOf(one)} (${one.id})`)));
  return make("ol", { class: "steps" },
    step(1, stores.length > 0, say("start.store"), stores.length > 0 ? listed(stores) : make("p", {}, say("start.noStore")), addStore),
    step(2, channels.length > 0, say("start.channel"), channels.length > 0 ? listed(channels) : make("p", {}, say("start.noChannel")), addChannel),
    step(3, troubled.length === 0 && connections.length > 0, say("start.health"),
      troubled.length === 0
        ? make("p", {}, say(connections.length > 0 ? "start.healthy" : "start.nothingYet"))
        : make("ul", {}, ...troubled.map((one) => make("li", {}, `${one.id}: ${one.reason ?? one.check.detail ?? ""}`))),
      troubled.length > 0 && make("a", { class: "button", href: "#/connections" }, say("start.mend"))),
    step(4, true, say("start.languages"),
      make("p", {}, languages.map((one) => languageName(one.tag)).join(" · ")),
      make("a", { class: "button", href: "#/languages" }, say("start.accuracy"))),
    step(5, false, say("start.try"),
      chats.length > 0
        ? make("p", {}, say("start.tryHint"))
        : make("p", {}, say("start.noChat")),
      ...chats.map((one) => make("a", { class: "button strong", href: `/chat/${encodeURIComponent(one.id)}`, target: "_blank", rel: "noopener" },
        icon("open"), make("span", {}, say("start.openChat", { name: one.id })), make("span", { class: "sr-only" }, say("newTab"))))),
  );
}

function step(number, done, title, body, ...actions) {
  return make("li", { class: `card step ${done ? "done" : ""}` },
    make("span", { class: "step-mark", "aria-hidden": "true" }, done ? icon("check") : String(number)),
    make("div", { class: "step-body" },
      make("h2", {}, title, make("span", { class: "sr-only" }, ` (${say(done ? "start.done" : "start.open")})`)),
      body,
      make("div", { class: "row" }, ...actions)));
}
