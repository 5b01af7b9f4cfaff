// What the bot says first: who allows it, what is switched on, who would hear today, and what came of it.

import { get, post, put, query } from "../api.js";
import { channelLook } from "../channel-look.js";
import { plainChart } from "../chart.js";
import { button, make, newId } from "../dom.js";
import { money } from "../money.js";
import { Notices, badge, empty, failure, field, head, select, showViolations, when } from "../parts.js";
import { leads, merchantChoice, merchants } from "../shops.js";
import { dateTime, language, languageName, named, number, percent, say } from "../words.js";

const OCCASIONS = ["payment_reminder", "order_shipped", "order_delivered", "review_request"];
const GAPS = "{number} {amount} {carrier} {tracking} {url}";
const STARS = [0, 1, 2, 3, 4];
const SHOWN = 50;

export async function show({ me }) {
  const shops = await merchants(me);
  const [policy, { languages }] = await Promise.all([get(`proactive${query({ merchant: shops.chosen })}`), get("languages")]);
  return new Proactive(shops, policy, languages.map((one) => one.tag), leads(me));
}

/** Hours of a duration that has no months, such as P1DT4H. */
function hours(duration) {
  const found = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?.*)?$/.exec(duration ?? "");
  return found ? Number(found[1] ?? 0) * 24 + Number(found[2] ?? 0) + Number(found[3] ?? 0) / 60 : 0;
}

const asDuration = (count) => `PT${Math.round(count * 60)}M`;

class Proactive {
  #shops;
  #policy;
  #mayChange;
  #notices = new Notices();
  #cards;
  #limits;
  #results;
  element;

  constructor(shops, policy, tags, mayChange) {
    this.#shops = shops;
    this.#policy = policy;
    this.#mayChange = mayChange;
    this.#cards = OCCASIONS.map((occasion) => new RuleCard(shops.chosen, occasion, policy.rules[occasion], tags, mayChange));
    this.#limits = new Limits(policy, mayChange);
    this.#results = new ResultsPart(shops.chosen);
    this.element = make("div", { class: "page" },
      head(say("page.proactive")),
      merchantChoice(shops, "proactive-merchant"),
      make("p", {}, say("proactive.hint")),
      consents(policy.consents),
      make("form", { class: "stack", novalidate: true, id: "proactive-form", onsubmit: (event) => {
        event.preventDefault();
        this.#save();
      } },
      make("h2", {}, say("proactive.rules")), this.#notices.element,
      ...this.#cards.map((one) => one.element),
      this.#limits.element,
      mayChange && make("div", { class: "row" }, button(say("save"), null, { kind: "strong", id: "save-proactive", type: "submit" }))),
      new ForecastPart(shops.chosen).element,
      this.#results.element,
      new DecisionsPart(shops.chosen).element);
  }

  leave() {
    this.#results.leave();
  }

  async #save() {
    if (!this.#mayChange) {
      return;
    }
    const form = this.element.querySelector("#proactive-form");
    try {
      this.#policy = await put(`proactive${query({ merchant: this.#shops.chosen })}`, {
        rules: Object.fromEntries(this.#cards.map((card) => [card.occasion, card.rule()])),
        ...this.#limits.values(),
        version: this.#policy.version,
      });
      showViolations(form, [], String);
      this.#notices.good(say("saved"));
    } catch (trouble) {
      const left = trouble.violations ? showViolations(form, trouble.violations, (name) => idOf(name)) : [];
      this.#notices.bad(left.length > 0 ? { message: left.join("; ") } : trouble);
    }
  }
}

/** The control that shows what the API calls `rules.payment_reminder.texts.en`. */
function idOf(name) {
  const [, occasion, part] = name.split(".");
  return occasion ? `proactive-${occasion}-${part === "texts" ? "text" : part}` : `proactive-${name}`;
}

function consents(counts) {
  if (counts.asked === 0 && counts.given === 0) {
    return empty(say("proactive.nobody"), say("proactive.nobodyHint"));
  }
  return make("p", { id: "proactive-consents" }, ["asked", "given", "refused", "withdrawn"].map((name) => say(`proactive.${name}`, { number: counts[name] })).join(" · "));
}

/** One occasion: whether it is on, when it comes, and its words with what they look like. */
class RuleCard {
  occasion;
  #merchant;
  #rule;
  #on;
  #numbers;
  #texts;
  #tag;
  #text;
  #phones = make("div", { class: "phones" });
  #notices = new Notices();
  element;

  constructor(merchant, occasion, rule, tags, mayChange) {
    this.#merchant = merchant;
    this.occasion = occasion;
    this.#rule = rule;
    this.#texts = { ...rule.texts };
    const id = (part) => `proactive-${occasion}-${part}`;
    this.#on = make("input", { type: "checkbox", id: id("on"), checked: rule.on, disabled: !mayChange });
    const count = (value, most) => make("input", { type: "number", min: "0", max: String(most), step: "any", value: String(value), disabled: !mayChange });
    const inDays = occasion === "review_request";
    this.#numbers = {
      after: ["payment_reminder", "review_request"].includes(occasion) && { unit: inDays ? 24 : 1, input: count(Math.round(hours(rule.after) / (inDays ? 24 : 1) * 100) / 100, 1440) },
      again: occasion === "payment_reminder" && { unit: 1, input: count(hours(rule.again), 1440) },
      most: occasion === "payment_reminder" && { input: count(rule.most, 5) },
      controlPercent: { input: count(rule.controlPercent, 100) },
    };
    this.#tag = select(tags.map((one) => [one, languageName(one)]), tags.includes(language()) ? language() : tags[0], { onchange: () => this.#showText() });
    this.#text = make("textarea", { rows: "3", maxlength: "1000", dir: "auto", disabled: !mayChange, oninput: () => {
      this.#texts[this.#tag.value] = this.#text.value;
    } });
    const label = { after: say(inDays ? "proactive.afterDays" : "proactive.afterHours"), again: say("proactive.againHours"), most: say("proactive.most"), controlPercent: say("proactive.control") };
    const title = newId("occasion");
    this.element = make("section", { class: "card stack", "aria-labelledby": title },
      make("h3", { id: title }, say(`occasion.${occasion}`)),
      make("p", { class: "quiet-text" }, say(`occasionHint.${occasion}`)),
      make("div", { class: "row" }, this.#on, make("label", { for: this.#on.id }, say("proactive.on"))),
      make("div", { class: "filters" }, ...Object.entries(this.#numbers).filter(([, one]) => one).map(([name, one]) => field(label[name], one.input, { id: id(name), required: true }))),
      make("p", { class: "quiet-text" }, say("proactive.controlHint")),
      make("details", {}, make("summary", {}, say("proactive.words")), make("div", { class: "stack" },
        field(say("language"), this.#tag, { id: id("language"), required: true }),
        field(say("proactive.ownWords"), this.#text, { id: id("text"), help: say("proactive.ownWordsHint", { gaps: GAPS }) }),
        make("div", { class: "row" }, button(say("proactive.preview"), () => this.#preview(), { kind: "small", id: id("preview") })),
        this.#notices.element, this.#phones)));
    this.#showText();
  }

  #showText() {
    this.#text.value = this.#texts[this.#tag.value] ?? "";
    this.#phones.replaceChildren();
  }

  /** The same words on every channel, by the same rules by which they are sent. */
  async #preview() {
    try {
      const tag = this.#tag.value;
      const { contents } = await get(`proactive/example${query({ merchant: this.#merchant, occasion: this.occasion, language: tag, text: this.#text.value.trim() })}`);
      const { channels } = await post(`preview${query({ merchant: this.#merchant })}`, { language: tag, contents });
      const at = new Date().toISOString();
      this.#phones.replaceChildren(...channels.map((channel) => channelLook({ ...channel, messages: [channel.messages.flat()] }, [{ direction: "out", contents, at }])));
      this.#notices.clear();
    } catch (trouble) {
      this.#notices.bad(trouble);
    }
  }

  rule() {
    const value = ({ input }) => Number(input.value);
    const { after, again, most, controlPercent } = this.#numbers;
    return {
      on: this.#on.checked,
      after: after ? asDuration(value(after) * after.unit) : this.#rule.after,
      again: again ? asDuration(value(again)) : this.#rule.again,
      most: most ? value(most) : this.#rule.most,
      controlPercent: value(controlPercent),
      texts: Object.fromEntries(Object.entries(this.#texts).filter(([, text]) => text.trim() !== "")),
    };
  }
}

/** How often, when not, and what counts. */
class Limits {
  #perWeek;
  #from;
  #to;
  #zone;
  #days;
  #stars;
  element;

  constructor(policy, mayChange) {
    const disabled = !mayChange;
    const own = policy.version === 0 ? Intl.DateTimeFormat().resolvedOptions().timeZone : policy.night.zone;
    this.#perWeek = make("input", { type: "number", min: "1", max: "20", value: String(policy.perWeek), disabled });
    this.#from = make("input", { type: "time", value: policy.night.from, disabled });
    this.#to = make("input", { type: "time", value: policy.night.to, disabled });
    this.#zone = select([...new Set([own, ...Intl.supportedValuesOf("timeZone"), "UTC"])].sort().map((one) => [one, one.replaceAll("_", " ")]), own, { disabled });
    this.#days = make("input", { type: "number", min: "1", max: "30", value: String(policy.resultDays), disabled });
    this.#stars = select(STARS.map((count) => [String(count), count === 0 ? say("proactive.alertNever") : "★".repeat(count)]), String(policy.alertAtMost), { disabled });
    this.element = make("section", { class: "card stack", "aria-labelledby": "proactive-limits" },
      make("h3", { id: "proactive-limits" }, say("proactive.limits")),
      make("div", { class: "filters" },
        field(say("proactive.perWeek"), this.#perWeek, { id: "proactive-perWeek", required: true }),
        field(say("proactive.nightFrom"), this.#from, { id: "proactive-night", required: true }),
        field(say("proactive.nightTo"), this.#to, { id: "proactive-night-to", required: true }),
        field(say("hours.zone"), this.#zone, { id: "proactive-zone", required: true }),
        field(say("proactive.resultDays"), this.#days, { id: "proactive-resultDays", required: true }),
        field(say("proactive.alert"), this.#stars, { id: "proactive-alertAtMost", required: true })),
      make("p", { class: "quiet-text" }, say("proactive.nightHint")));
  }

  values() {
    return {
      perWeek: Number(this.#perWeek.value),
      night: { from: this.#from.value, to: this.#to.value, zone: this.#zone.value },
      resultDays: Number(this.#days.value),
      alertAtMost: Number(this.#stars.value),
    };
  }
}

/** Who would hear within a day. */
class ForecastPart {
  #merchant;
  #list = make("div", { "aria-live": "polite" });
  element;

  constructor(merchant) {
    this.#merchant = merchant;
    this.element = make("section", { class: "stack", "aria-labelledby": "proactive-forecast" },
      make("h2", { id: "proactive-forecast" }, say("proactive.forecast")),
      make("p", {}, say("proactive.forecastHint")),
      make("div", { class: "row" }, button(say("proactive.look"), () => this.#load(), { id: "look-ahead" })),
      this.#list);
  }

  async #load() {
    try {
      const { expected } = await get(`proactive/forecast${query({ merchant: this.#merchant })}`);
      this.#list.replaceChildren(expected.length === 0
        ? make("p", { class: "quiet-text" }, say("proactive.nothingExpected"))
        : make("ul", { class: "plain stack" }, ...expected.map((one) => make("li", { class: "row" },
          badge(say(`expected.${one.outcome}`), ["words", "template"].includes(one.outcome) ? "good" : one.outcome === "nothing" ? "warn" : ""),
          !one.isOn && badge(say("decision.off")),
          make("span", {}, `${say(`occasion.${one.occasion}`)} · ${say("proactive.order", { number: one.number })}`),
          one.why && make("span", { class: "quiet-text" }, named("why", one.why)),
          when(one.at, dateTime),
          one.conversation && talk(one.conversation)))));
    } catch (trouble) {
      this.#list.replaceChildren(failure(trouble, () => this.#load()));
    }
  }
}

const talk = (id) => make("a", { href: `#/conversations/${encodeURIComponent(id)}` }, say("proactive.talk"));

/** What came of it: figures, a plot, and for reminders the comparison with those who got none. */
class ResultsPart {
  #merchant;
  #occasion;
  #period;
  #body = make("div", { class: "stack" });
  #chart;
  #asked = 0;
  element;

  constructor(merchant) {
    this.#merchant = merchant;
    this.#occasion = select(OCCASIONS.map((one) => [one, say(`occasion.${one}`)]), OCCASIONS[0], { onchange: () => this.#load() });
    this.#period = select([["7", say("numbers.7days")], ["30", say("numbers.30days")], ["90", say("numbers.90days")]], "30", { onchange: () => this.#load() });
    this.element = make("section", { class: "stack", "aria-labelledby": "proactive-results" },
      make("h2", { id: "proactive-results" }, say("proactive.results")),
      make("div", { class: "filters" },
        field(say("proactive.occasion"), this.#occasion, { id: "results-occasion", required: true }),
        field(say("numbers.period"), this.#period, { id: "results-period", required: true })),
      this.#body);
    this.#load();
  }

  leave() {
    this.#asked += 1;
    this.#chart?.destroy();
  }

  async #load() {
    this.#asked += 1;
    const asked = this.#asked;
    try {
      const from = new Date(Date.now() - Number(this.#period.value) * 86_400_000).toISOString();
      const results = await get(`proactive/results${query({ merchant: this.#merchant, occasion: this.#occasion.value, from })}`);
      if (asked === this.#asked) {
        this.#draw(results);
      }
    } catch (trouble) {
      if (asked === this.#asked) {
        this.#body.replaceChildren(failure(trouble, () => this.#load()));
      }
    }
  }

  #draw(results) {
    this.#chart?.destroy();
    this.#chart = undefined;
    if (results.told === 0 && results.spared === 0 && results.dropped.length === 0) {
      this.#body.replaceChildren(empty(say("proactive.noResults"), say("proactive.noResultsHint")));
      return;
    }
    const asked = this.#asked;
    const { element, ready } = plainChart({
      title: say(`occasion.${results.occasion}`),
      rows: ["told", "byTemplate", "sent", "read", "answered", "optedOut", "undelivered", "spared"].map((name) => ({ label: say(`proactive.${name}`), value: results[name] })),
    });
    this.#body.replaceChildren(element, ...payments(results),
      ...(results.stars ?? []).map((one) => make("p", {}, `${"★".repeat(one.stars)}: ${number(one.count)}`)),
      ...(results.dropped.length === 0 ? [] : [make("div", { class: "card stack" }, make("h3", {}, say("proactive.dropped")),
        make("ul", { class: "plain" }, ...results.dropped.map((one) => make("li", {}, `${named("why", one.why)}: ${number(one.count)}`))))]));
    ready.then((chart) => {
      if (asked === this.#asked && element.isConnected) {
        this.#chart = chart;
      } else {
        chart?.destroy();
      }
    });
  }
}

/** With a reminder and without, honestly. */
export function payments({ payments: one }) {
  if (!one) {
    return [];
  }
  const share = (group) => ({ share: group.share === undefined || group.share === null ? "–" : percent(group.share, 1), paid: group.paid, orders: group.orders });
  const signed = (value) => (value > 0 ? `+${percent(value, 1)}` : percent(value, 1));
  return [make("section", { class: "card stack", id: "payments" },
    make("h3", {}, say("proactive.payments")),
    make("p", {}, say("proactive.paidTold", share(one.told))),
    make("p", {}, say("proactive.paidSpared", share(one.spared))),
    make("p", {}, make("strong", {}, one.gap ? say("proactive.gap", { value: signed(one.gap.value), low: signed(one.gap.low), high: signed(one.gap.high) }) : say("proactive.noGap")),
      one.gap && one.gap.low <= 0 && one.gap.high >= 0 && ` ${say("proactive.chance")}`),
    ...one.revenue.map((row) => make("p", {},
      row.recovered ? say("proactive.recovered", { currency: row.currency, value: money(row.recovered), low: money(row.low), high: money(row.high) }) : say("proactive.recoveredUnknown", { currency: row.currency }),
      " ", make("span", { class: "quiet-text" }, say("proactive.money", { told: money(row.told), ordersTold: row.ordersTold, spared: money(row.spared), ordersSpared: row.ordersSpared })))),
    one.running > 0 && make("p", { class: "quiet-text" }, say("proactive.running", { number: one.running })))];
}

/** The newest decisions, with the reason where nothing was said. */
class DecisionsPart {
  #merchant;
  #state;
  #list = make("div", {});
  element;

  constructor(merchant) {
    this.#merchant = merchant;
    this.#state = select([["", say("proactive.all")], ...["planned", "told", "spared", "dropped"].map((one) => [one, say(`decision.${one}`)])], "", { onchange: () => this.#load() });
    this.element = make("section", { class: "stack", "aria-labelledby": "proactive-decisions" },
      make("h2", { id: "proactive-decisions" }, say("proactive.decisions")),
      make("div", { class: "filters" }, field(say("proactive.decisions"), this.#state, { id: "decisions-state", required: true })),
      this.#list);
    this.#load();
  }

  async #load() {
    try {
      const { decisions } = await get(`proactive/decisions${query({ merchant: this.#merchant, state: this.#state.value, limit: SHOWN })}`);
      this.#list.replaceChildren(decisions.length === 0
        ? make("p", { class: "quiet-text" }, say("proactive.noDecisions"))
        : make("ul", { class: "plain stack" }, ...decisions.map((one) => make("li", { class: "row" },
          badge(say(`decision.${one.state}`), one.state === "told" ? "good" : one.state === "dropped" ? "warn" : ""),
          make("span", {}, `${say(`occasion.${one.occasion}`)} · ${say("proactive.order", { number: one.orderNumber })}`),
          one.delivery && badge(named("delivery", one.delivery)),
          one.byTemplate && badge(say("proactive.byTemplate")),
          one.why && make("span", { class: "quiet-text" }, named("why", one.why)),
          one.reason && make("span", { class: "quiet-text", dir: "auto" }, one.reason),
          one.paidAt && badge(say("payment.paid"), "good"),
          when(one.decidedAt ?? one.dueAt, dateTime),
          one.conversation && talk(one.conversation)))));
    } catch (trouble) {
      this.#list.replaceChildren(failure(trouble, () => this.#load()));
    }
  }
}
