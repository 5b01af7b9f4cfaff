// What stands beside a conversation: the order it is about, what was changed, and what the channel still allows.

import { get, query } from "./api.js";
import { actionCard } from "./actions.js";
import { button, make, newId, reconcile } from "./dom.js";
import { money } from "./money.js";
import { badge, when } from "./parts.js";
import { dateTime, named, say } from "./words.js";

export class TalkSide {
  #id;
  #mayAct;
  #changed;
  #number = make("input", { maxlength: "64", dir: "ltr", spellcheck: "false", id: newId("order"), autocomplete: "off" });
  #order = make("div", { class: "stack" });
  #actions = make("ul", { class: "stack plain" });
  #law = make("div", { class: "stack" });
  #asked = false;
  element;

  /** @param changed called after something was decided */
  constructor(id, mayAct, changed) {
    this.#id = id;
    this.#mayAct = mayAct;
    this.#changed = changed;
    const form = make("form", { class: "row", onsubmit: (event) => {
      event.preventDefault();
      this.#find(this.#number.value.trim());
    } },
      make("label", { for: this.#number.id, class: "sr-only" }, say("side.number")), this.#number, button(say("side.find"), null, { type: "submit", kind: "small" }));
    this.#number.placeholder = say("side.number");
    this.element = make("aside", { class: "talk-side", "aria-label": say("side.title"), tabindex: "0" },
      make("section", { class: "stack" }, make("h2", {}, say("side.law")), this.#law),
      mayAct && make("section", { class: "stack" }, make("h2", {}, say("side.order")), form, this.#order),
      make("section", { class: "stack side-actions", hidden: true }, make("h2", {}, say("side.actions")), this.#actions));
  }

  /** @param state the conversation as the API tells it */
  draw(state) {
    this.#drawLaw(state.reply);
    if (!this.#asked && this.#mayAct) {
      this.#asked = true;
      this.#find("");
    }
    const actions = state.actions ?? [];
    this.element.querySelector(".side-actions").hidden = actions.length === 0;
    reconcile(this.#actions, actions.map((one) => ({ key: one.id, mark: `${one.state} ${one.version}`, build: () => actionCard(one, { mayAct: this.#mayAct, decided: this.#changed }) })));
  }

  #drawLaw(reply) {
    const words = !reply
      ? [say("side.noLaw")]
      : [
        reply.open ? (reply.until ? say("side.until", { time: dateTime(new Date(reply.until)) }) : say("look.noWindow")) : say("side.closed"),
        (reply.leftForHuman ?? reply.left) !== undefined && say("side.left", { count: reply.leftForHuman ?? reply.left }),
        reply.billed && say("look.billed"),
        reply.held > 0 && say("side.held", { count: reply.held }),
      ].filter(Boolean);
    this.#law.replaceChildren(...words.map((one) => make("p", { class: reply && !reply.open ? "notice warn" : "quiet-text" }, one)));
  }

  async #find(number) {
    try {
      const { order } = await get(`conversations/${encodeURIComponent(this.#id)}/order${query({ number })}`);
      if (!order) {
        this.#order.replaceChildren(make("p", { class: "quiet-text" }, say("side.noOrder")));
        return;
      }
      this.#number.value = order.number;
      this.#order.replaceChildren(...orderParts(order));
    } catch (trouble) {
      this.#order.replaceChildren(make("p", { class: "field-error" }, trouble.status === 404 ? say("side.unknown") : trouble.message));
    }
  }
}

function orderParts(order) {
  return [
    make("p", { class: "row" }, make("strong", {}, say("ticket.order", { number: order.number })), badge(named("order", order.status), "brand"), badge(named("payment", order.payment))),
    make("p", { class: "quiet-text" }, order.customer, order.customer ? " · " : "", when(order.placedAt), " · ", money(order.total)),
    make("ul", { class: "order-lines" }, ...order.lines.map((line) => make("li", {}, `${line.quantity} × ${line.title}`, " ", make("span", { class: "quiet-text" }, money(line.total))))),
    ...order.shipments.map((one) => make("p", {}, badge(named("shipment", one.status), "good"), " ", [one.carrier, one.trackingNumber].filter(Boolean).join(" "), one.estimatedDelivery ? ` · ${dateTime(new Date(one.estimatedDelivery))}` : "")),
    ...order.refunds.map((one) => make("p", {}, badge(say("side.refund"), "warn"), " ", money(one.amount))),
  ];
}
