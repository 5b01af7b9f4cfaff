// What the bot does by itself, what it asks for, and what it leaves to humans.

import { get, put, query } from "../api.js";
import { actionCard } from "../actions.js";
import { button, make, newId } from "../dom.js";
import { features } from "../features.js";
import { Notices, empty, failure, field, head, select } from "../parts.js";
import { leads, merchantChoice, merchants } from "../shops.js";
import { named, say } from "../words.js";
import { Hours, hoursOf } from "./hours.js";

const MODES = ["off", "suggest", "automatic"];
const INTENTS = [
  ["policies.orders", ["track_order", "cancel_order", "change_address", "payment_problem", "invoice_request"]],
  ["policies.returns", ["return_item", "refund_status", "damaged_or_wrong_item"]],
  ["policies.questions", ["product_availability", "size_or_product_advice", "price_or_discount", "shipping_policy", "return_policy"]],
  ["policies.people", ["complaint", "feedback", "greeting", "thanks", "goodbye"]],
];

export async function show({ me }) {
  const shops = await merchants(me);
  const has = await features();
  const [rollout, policy, waiting, hours] = await Promise.all([
    get(`rollout${query({ merchant: shops.chosen })}`),
    has("get", "/policy") ? get(`policy${query({ merchant: shops.chosen })}`).catch(() => undefined) : undefined,
    has("get", "/actions") ? get(`actions${query({ merchant: shops.chosen, state: "awaiting_approval" })}`) : undefined,
    hoursOf(shops.chosen),
  ]);
  const page = new Policies(shops, rollout, leads(me));
  if (waiting) {
    page.queue(waiting.actions, me.role !== "analyst");
  }
  if (policy) {
    page.rules(policy);
  }
  page.element.append(new Hours(shops.chosen, hours, leads(me)).element);
  return page;
}

class Policies {
  #shops;
  #rollout;
  #mayChange;
  #usual;
  #advises;
  #modes = new Map();
  #notices = new Notices();
  element;

  constructor(shops, rollout, mayChange) {
    this.#shops = shops;
    this.#rollout = rollout;
    this.#mayChange = mayChange;
    const modeNames = MODES.map((mode) => [mode, say(`mode.${mode}`)]);
    this.#usual = select(modeNames, rollout.usual, { id: newId("usual"), disabled: !mayChange, onchange: () => this.#showUsual() });
    this.#advises = make("input", { type: "checkbox", id: newId("advises"), checked: rollout.advises, disabled: !mayChange });
    const groups = INTENTS.map(([title, intents]) => make("section", { class: "card", "aria-labelledby": title.replace(".", "-") },
      make("h3", { id: title.replace(".", "-") }, say(title)),
      make("ul", { class: "modes" }, ...intents.map((intent) => {
        const choice = select([["", ""], ...modeNames], rollout.modes[intent] ?? "", { id: `mode-${intent}`, disabled: !mayChange });
        this.#modes.set(intent, choice);
        return make("li", { class: "mode" }, make("label", { for: choice.id }, named("intent", intent)), choice);
      }))));
    this.element = make("div", { class: "page" },
      head(say("page.policies")),
      merchantChoice(shops, "policies-merchant"),
      make("section", { class: "stack", "aria-labelledby": "policies-modes" },
        make("h2", { id: "policies-modes" }, say("policies.title")),
        make("p", {}, say("policies.hint")),
        make("dl", { class: "mode-words" }, ...MODES.flatMap((mode) => [make("dt", {}, say(`mode.${mode}`)), make("dd", {}, say(`mode.${mode}.hint`))])),
        this.#notices.element,
        make("div", { class: "card row" }, make("label", { for: this.#usual.id }, make("strong", {}, say("policies.usual"))), this.#usual),
        make("div", { class: "cards" }, ...groups),
        make("div", { class: "row" }, this.#advises, make("label", { for: this.#advises.id }, say("policies.advises"))),
        mayChange && make("div", { class: "row" }, button(say("save"), () => this.#save(), { kind: "strong", id: "save-modes" }))));
    this.#showUsual();
  }

  /** What waits for a human's consent. */
  queue(actions, mayAct) {
    const list = make("ul", { class: "cards" });
    const draw = (all) => list.replaceChildren(...(all.length === 0
      ? [make("li", {}, empty(say("policies.nothingWaits"), say("policies.nothingWaitsHint")))]
      : all.map((one) => actionCard(one, { mayAct, link: true, decided: async () => draw((await get(`actions${query({ merchant: this.#shops.chosen, state: "awaiting_approval" })}`)).actions) }))));
    draw(actions);
    this.element.append(make("section", { class: "stack", "aria-labelledby": "policies-queue" }, make("h2", { id: "policies-queue" }, say("policies.queue")), list));
  }

  /** What the bot may change in orders, and how far. */
  rules(policy) {
    const notices = new Notices();
    let version = policy.version;
    const cards = Object.entries(policy.rules).map(([kind, rule]) => ruleCard(kind, rule, this.#mayChange));
    this.element.append(make("section", { class: "stack", "aria-labelledby": "policies-rules" },
      make("h2", { id: "policies-rules" }, say("policies.rules")), make("p", {}, say("policies.rulesHint")), notices.element,
      make("div", { class: "cards" }, ...cards.map((one) => one.element)),
      this.#mayChange && make("div", { class: "row" }, button(say("save"), async () => {
        try {
          const kept = await put(`policy${query({ merchant: this.#shops.chosen })}`, { rules: Object.fromEntries(cards.map((one) => [one.kind, one.rule()])), version });
          version = kept.version;
          notices.good(say("saved"));
        } catch (trouble) {
          notices.element.replaceChildren(failure(trouble));
        }
      }, { kind: "strong", id: "save-rules" }))));
  }

  /** What "as usual" means stands in each choice. */
  #showUsual() {
    const text = say("policies.asUsual", { mode: say(`mode.${this.#usual.value}`) });
    for (const choice of this.#modes.values()) {
      choice.options[0].textContent = text;
    }
  }

  async #save() {
    const modes = {};
    this.#modes.forEach((choice, intent) => {
      if (choice.value !== "") {
        modes[intent] = choice.value;
      }
    });
    try {
      this.#rollout = await put(`rollout${query({ merchant: this.#shops.chosen })}`,
        { usual: this.#usual.value, modes, advises: this.#advises.checked, version: this.#rollout.version });
      this.#notices.good(say("saved"));
    } catch (trouble) {
      this.#notices.bad(trouble);
    }
  }
}

const DAYS = /^P(\d+)D$|^PT(\d+)H$/;

/** Days of a duration; nothing when there is no limit. */
function daysOf(duration) {
  const found = DAYS.exec(duration ?? "");
  return found ? String(found[1] ?? Number(found[2]) / 24) : "";
}

function ruleCard(kind, rule, mayChange) {
  const control = (value, properties) => make("input", { type: "number", min: "0", step: "1", value: value ?? "", disabled: !mayChange, ...properties });
  const mode = select(["never", "ask", "automatic"].map((one) => [one, say(`rule.${one}`)]), rule.mode, { disabled: !mayChange });
  const amount = control(rule.largestAmount, { step: "0.01" });
  const perDay = control(rule.perDay);
  const perShopper = control(rule.perShopper);
  const within = control(daysOf(rule.within));
  const number = (input) => (input.value === "" ? undefined : Number(input.value));
  return {
    kind,
    // What the page does not show stays as it is.
    rule: () => ({ ...rule, mode: mode.value, largestAmount: number(amount), perDay: number(perDay), perShopper: number(perShopper), within: within.value === "" ? undefined : `P${Math.round(Number(within.value))}D` }),
    element: make("section", { class: "card stack" },
      make("h3", {}, named("action", kind)),
      field(say("rule.mode"), mode, { id: `rule-${kind}-mode`, required: true }),
      field(say("rule.amount"), amount, { id: `rule-${kind}-amount` }),
      field(say("rule.within"), within, { id: `rule-${kind}-within` }),
      field(say("rule.perDay"), perDay, { id: `rule-${kind}-day` }),
      field(say("rule.perShopper"), perShopper, { id: `rule-${kind}-shopper` })),
  };
}
