// Changes to orders that the bot has proposed or made, and what a human decides about them.

import { post } from "./api.js";
import { announce, button, make } from "./dom.js";
import { badge, when } from "./parts.js";
import { money } from "./money.js";
import { named, say } from "./words.js";

const WAITING = new Set(["awaiting_approval", "unresolved"]);
const KINDS = { done: "good", rejected: "warn", failed: "bad", awaiting_approval: "warn", unresolved: "bad" };

/** @param decided called after a human has decided @param mayAct whether this person may */
export function actionCard(action, { mayAct, decided, link }) {
  const problem = make("p", { class: "field-error", role: "alert" });
  const decide = (deed) => async () => {
    problem.textContent = "";
    try {
      await post(`actions/${encodeURIComponent(action.id)}/${deed}`);
      announce(say(`action.${deed}d`));
    } catch (trouble) {
      problem.textContent = trouble.message;
    }
    await decided();
  };
  const title = `${named("action", action.kind)} · ${say("ticket.order", { number: action.order })}`;
  return make("li", { class: "card action", data: { action: action.id } },
    make("p", { class: "row" }, make("strong", {}, title), badge(named("actionState", action.state), KINDS[action.state] ?? "brand"), when(action.proposedAt)),
    action.amount && make("p", {}, money(action.amount)),
    action.reason && make("p", { class: "quiet-text", dir: "auto" }, action.reason),
    link && make("a", { href: `#/conversations/${encodeURIComponent(action.conversation)}` }, say("ticket.talk")),
    problem,
    mayAct && WAITING.has(action.state) && make("div", { class: "row" },
      button(say("action.approve"), decide("approve"), { kind: "strong small", "aria-label": `${say("action.approve")}: ${title}` }),
      action.state === "awaiting_approval" && button(say("action.reject"), decide("reject"), { kind: "small", "aria-label": `${say("action.reject")}: ${title}` })));
}
