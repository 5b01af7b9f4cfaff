// What somebody should look at.

import { get } from "../api.js";
import { icon, make, reconcile } from "../dom.js";
import { Live } from "../live.js";
import { Notices, empty, head, when } from "../parts.js";
import { pushCard } from "../push.js";
import { say } from "../words.js";

const ASK_MS = 15_000;
/** Where something can be done about it. */
const PLACES = { waiting: "#/conversations?holder=waiting_for_agent", connection: "#/connections", webhooks: "#/connections", expiring: "#/connections", undelivered: "#/conversations", overdue: "#/tickets", bad_rating: "#/conversations", spending: "#/numbers", cap: "#/billing" };

export async function show() {
  const trouble = new Notices();
  const told = new Notices();
  const list = make("ul", { class: "cards" });
  const none = make("div", {});
  const live = new Live(async () => {
    const { notices } = await get("notices");
    none.replaceChildren(...(notices.length === 0 ? [empty(say("notices.none"), say("notices.noneHint"))] : []));
    reconcile(list, notices.map((one) => ({ key: `${one.kind} ${one.subject ?? ""}`, mark: `${one.count} ${one.since} ${one.reason}`, build: () => card(one) })));
  }, ASK_MS, (problem) => (problem ? trouble.bad(problem) : trouble.clear()));
  await live.now();
  return { element: make("div", { class: "page" }, head(say("page.notices")), make("p", {}, say("notices.hint")), trouble.element, none, list, told.element, await pushCard(told)), leave: () => live.stop() };
}

function card(one) {
  return make("li", { class: "card" },
    make("p", { class: "row" }, icon("warn"), make("strong", {}, say(`notice.${one.kind}`, { count: one.count, subject: one.subject ?? "" }))),
    one.reason && make("p", { dir: "auto" }, one.reason),
    one.since && make("p", { class: "quiet-text" }, say(one.kind === "expiring" ? "notices.until" : "notices.oldest"), " ", when(one.since)),
    PLACES[one.kind] && make("div", { class: "row" }, make("a", { class: "button small", href: PLACES[one.kind] }, say("notices.look"))));
}
