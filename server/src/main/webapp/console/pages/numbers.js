// What the bot is worth: each number with what it is made of.

import { get, query } from "../api.js";
import { button, make, newId } from "../dom.js";
import { badge, empty, failure, field, head, saveFile, select } from "../parts.js";
import { amount, dateTime, duration, languageName, named, percent, say, shortDay } from "../words.js";
import { barChart } from "../chart.js";
import { Gaps } from "../gaps.js";
import { leads } from "../shops.js";
import { features } from "../features.js";
import { payments } from "./proactive.js";

const FIGURES = ["fcr", "handoffShare", "csat", "localShare", "reopenedWithin7Days", "ticketShare", "understoodShare"];
const GOALS = { localShare: 0.8 };
const MOST_BARS = 12;
const DAY_MS = 86_400_000;
const WISHES = ["track_order", "return_item", "refund_status", "cancel_order", "change_address", "payment_problem", "product_availability", "size_or_product_advice",
  "price_or_discount", "shipping_policy", "return_policy", "damaged_or_wrong_item", "invoice_request", "complaint", "human_agent", "feedback", "unclear"];

export async function show({ me }) {
  const [{ channels }, { languages }, has] = await Promise.all([get("channels"), get("languages"), features()]);
  const all = [...new Set(channels.map((one) => one.merchant))].sort();
  return new Numbers(me, me.merchant ? [] : all, channels, languages, has("get", "/proactive/results"));
}

class Numbers {
  #period = select([["7", say("numbers.7days")], ["30", say("numbers.30days")], ["90", say("numbers.90days")], ["own", say("numbers.own")]], "30", { onchange: () => this.#changed() });
  #from = make("input", { type: "date", onchange: () => this.#load() });
  #to = make("input", { type: "date", onchange: () => this.#load() });
  #merchant;
  #connection;
  #language;
  #intent;
  #numbers;
  #body = make("div", { class: "stack", "aria-live": "off" });
  #own;
  /** Whose recovered payments are shown when none is chosen; undefined where the server counts none. */
  #only;
  #charts = [];
  #asked = 0;
  #gaps;
  #onlyMerchant;
  element;

  constructor(me, merchants, channels, languages, countsPayments) {
    this.#onlyMerchant = me.merchant || (merchants.length === 1 ? merchants[0] : "");
    this.#only = countsPayments ? this.#onlyMerchant : undefined;
    const choice = (any, options) => select([["", any], ...options], "", { onchange: () => this.#load() });
    this.#connection = choice(say("filter.anyChannel"), channels.map((one) => [one.connection, one.connection]));
    this.#language = choice(say("filter.anyLanguage"), languages.map((one) => [one.tag, languageName(one.tag)]));
    this.#intent = choice(say("numbers.anyIntent"), WISHES.map((one) => [one, named("intent", one)]));
    this.#merchant = select([["", say("numbers.allMerchants")], ...merchants.map((one) => [one, one])], "", { onchange: () => this.#load() });
    this.#own = [
      field(say("numbers.from"), this.#from, { id: "numbers-from", required: true }),
      field(say("numbers.to"), this.#to, { id: "numbers-to", required: true }),
    ];
    this.#own.forEach((one) => {
      one.hidden = true;
    });
    this.element = make("div", { class: "page" },
      head(say("page.numbers"), button(say("numbers.csv"), () => this.#download(), { id: "numbers-csv" })),
      make("div", { class: "filters" },
        field(say("numbers.period"), this.#period, { id: "numbers-period", required: true }),
        ...this.#own,
        merchants.length > 1 && field(say("numbers.merchant"), this.#merchant, { id: "numbers-merchant", required: true }),
        field(say("filter.channel"), this.#connection, { id: "numbers-channel", required: true }),
        field(say("language"), this.#language, { id: "numbers-language", required: true }),
        field(say("numbers.intent"), this.#intent, { id: "numbers-intent", required: true })),
      this.#body);
    this.#gaps = new Gaps({ mayChange: leads(me) });
    this.element.append(this.#gaps.element);
    this.#load();
  }

  /** Which questions without an answer belong to what is shown. */
  #gapsOf() {
    const from = this.#period.value === "own" ? new Date(this.#from.value).getTime() : Date.now() - Number(this.#period.value) * DAY_MS;
    const days = Math.ceil((Date.now() - from) / DAY_MS);
    return { merchant: this.#merchant.value || this.#onlyMerchant, days: Math.min(365, Math.max(1, days || 30)), language: this.#language.value };
  }

  leave() {
    this.#asked += 1;
    this.#dropCharts();
  }

  #dropCharts() {
    this.#charts.forEach((chart) => chart.destroy());
    this.#charts = [];
  }

  #changed() {
    const isOwn = this.#period.value === "own";
    this.#own.forEach((one) => {
      one.hidden = !isOwn;
    });
    if (isOwn && this.#from.value === "") {
      const day = (before) => {
        const date = new Date();
        date.setDate(date.getDate() - before);
        return `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, "0")}-${String(date.getDate()).padStart(2, "0")}`;
      };
      this.#from.value = day(30);
      this.#to.value = day(0);
    }
    this.#load();
  }

  #asking() {
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    if (this.#period.value !== "own") {
      return { zone, from: new Date(Date.now() - Number(this.#period.value) * DAY_MS).toISOString() };
    }
    // The last day is meant to be part of it.
    const end = new Date(`${this.#to.value}T00:00:00`);
    end.setDate(end.getDate() + 1);
    return { zone, from: this.#from.value, to: Number.isNaN(end.getTime()) ? undefined : end.toISOString() };
  }

  #question() {
    return { ...this.#asking(), merchant: this.#merchant.value, connection: this.#connection.value, language: this.#language.value, intent: this.#intent.value };
  }

  /** The figures as a table for spreadsheets. A cell that would be run as a formula is made text. */
  #download() {
    if (!this.#numbers) {
      return;
    }
    const rows = [["figure", "value", "count", "of"],
      ...[...FIGURES, "medianAgentAnswerSeconds", "medianBotAnswerSeconds"].filter((name) => this.#numbers[name]).map((name) => [name, this.#numbers[name].value ?? "", this.#numbers[name].count, this.#numbers[name].of]),
      ...(this.#numbers.costPerSolved ? [["costPerSolved", this.#numbers.costPerSolved.value ?? "", this.#numbers.costPerSolved.spent, this.#numbers.costPerSolved.of],
        ...Object.entries(this.#numbers.costPerSolved.on).map(([on, spent]) => [`spent ${on}`, spent, "", ""])] : []),
      ["", "", "", ""], ["day", "contacts", "handedOff", "solved"], ...this.#numbers.days.map((one) => [one.day, one.contacts, one.handedOff, one.solved]),
      ...["intents", "languages", "connections"].flatMap((part) => [["", "", "", ""], [part, "contacts", "handedOff", "solved"], ...this.#numbers[part].map((one) => [one.name, one.contacts, one.handedOff, one.solved])])];
    const cell = (value) => {
      const text = String(value);
      const safe = typeof value === "string" && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
      return /[",\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
    };
    saveFile(new Blob([rows.map((row) => row.map(cell).join(",")).join("\r\n")], { type: "text/csv" }), "polyclerk-numbers.csv");
  }

  /** The conversations that a number is made of. */
  async #behind(name, place, counted) {
    try {
      const { contacts } = await get(`metrics/service/contacts${query({ ...this.#question(), figure: name, counted: String(counted) })}`);
      place.replaceChildren(contacts.length === 0
        ? make("p", { class: "quiet-text" }, say("numbers.noBehind"))
        : make("ul", { class: "behind" }, ...contacts.map((one) => make("li", {}, make("a", { href: `#/conversations/${encodeURIComponent(one.conversation)}` }, dateTime(new Date(one.at)))))));
    } catch (trouble) {
      place.replaceChildren(failure(trouble));
    }
  }

  async #load() {
    this.#asked += 1;
    const asked = this.#asked;
    this.#gaps.show(this.#gapsOf());
    try {
      const numbers = await get(`metrics/service${query(this.#question())}`);
      if (asked === this.#asked) {
        this.#draw(numbers);
        await this.#recovered(asked);
      }
    } catch (trouble) {
      if (asked === this.#asked) {
        this.#body.replaceChildren(failure(trouble, () => this.#load()));
      }
    }
  }

  /** What reminders brought, of one merchant: money of several shops is no one's. */
  async #recovered(asked) {
    const merchant = this.#merchant.value || this.#only;
    if (!merchant) {
      return;
    }
    const { from, to } = this.#asking();
    const start = from.includes("T") ? from : `${from}T00:00:00Z`;
    const results = await get(`proactive/results${query({ merchant, occasion: "payment_reminder", from: start, to })}`);
    if (asked === this.#asked && results.told + results.spared > 0) {
      this.#body.append(...payments(results));
    }
  }

  #draw(numbers) {
    this.#numbers = numbers;
    this.#dropCharts();
    if (numbers.totals.contacts === 0) {
      this.#body.replaceChildren(empty(say("numbers.none"), say("numbers.noneHint")));
      return;
    }
    this.#body.replaceChildren(
      make("p", {}, [
        say("numbers.contacts", { count: numbers.totals.contacts }),
        say("numbers.conversations", { count: numbers.totals.conversations }),
        say("numbers.turns", { count: numbers.totals.turns }),
        say("numbers.open", { count: numbers.openTickets }),
      ].join(" · ")),
      make("div", { class: "figures" }, ...FIGURES.map((name) => figure(name, numbers[name], (place, counted) => this.#behind(name, place, counted))), answerTime("answerTime", numbers.medianAgentAnswerSeconds), numbers.medianBotAnswerSeconds && answerTime("botAnswerTime", numbers.medianBotAnswerSeconds), numbers.costPerSolved && cost(numbers.costPerSolved)),
      this.#chartSection(numbers));
  }

  #chartSection(numbers) {
    const section = make("div", { class: "charts" });
    const add = (options) => {
      const { element, ready } = barChart(options);
      section.append(element);
      ready.then((chart) => chart && (element.isConnected ? this.#charts.push(chart) : chart.destroy()));
    };
    add({ title: say("numbers.days"), wide: true, rows: numbers.days.map((one) => ({ ...one, label: shortDay(one.day) })) });
    add({ title: say("numbers.intents"), across: true, rows: numbers.intents.slice(0, MOST_BARS).map((one) => ({ ...one, label: named("intent", one.name) })) });
    add({ title: say("numbers.languages"), across: true, rows: numbers.languages.slice(0, MOST_BARS).map((one) => ({ ...one, label: languageName(one.name) })) });
    add({ title: say("numbers.connections"), across: true, rows: numbers.connections.slice(0, MOST_BARS).map((one) => ({ ...one, label: one.name })) });
    return section;
  }
}

function figure(name, one, behind) {
  const goal = GOALS[name];
  const place = make("div", {});
  return make("section", { class: "card figure", "aria-labelledby": `figure-${name}` },
    make("h2", { id: `figure-${name}` }, say(`figure.${name}`)),
    make("p", { class: "big" }, one.value === null ? "–" : percent(one.value, 1)),
    make("p", { class: "quiet-text" }, one.value === null ? say("figure.nothing") : say("figure.made", { count: one.count, of: one.of })),
    goal !== undefined && one.value !== null && make("p", {}, badge(say("figure.goal", { share: percent(goal) }), one.value >= goal ? "good" : "warn")),
    definition(`figure.${name}.definition`, one.definition),
    one.of > 0 && make("div", { class: "row" },
      one.count > 0 && button(say("numbers.counted"), () => behind(place, true), { kind: "small", "aria-label": `${say("numbers.counted")}: ${say(`figure.${name}`)}` }),
      one.count < one.of && button(say("numbers.notCounted"), () => behind(place, false), { kind: "small", "aria-label": `${say("numbers.notCounted")}: ${say(`figure.${name}`)}` })),
    place);
}

/** What models outside cost, and on what it was spent. The currency is the one in which the cap of a day was set, and has no name. */
function cost(one) {
  const name = "costPerSolved";
  const parts = Object.entries(one.on).filter(([, spent]) => spent > 0);
  return make("section", { class: "card figure", "aria-labelledby": `figure-${name}` },
    make("h2", { id: `figure-${name}` }, say(`figure.${name}`)),
    make("p", { class: "big" }, one.value === null ? "–" : amount(one.value)),
    make("p", { class: "quiet-text" }, say(`figure.${name}.made`, { spent: amount(one.spent), of: one.of })),
    parts.length > 0 && make("ul", { class: "quiet-text" }, ...parts.map(([on, spent]) => make("li", {}, `${named("spent", on)}: ${amount(spent)}`))),
    definition(`figure.${name}.definition`, one.definition));
}

function answerTime(name, one) {
  const id = newId("figure");
  return make("section", { class: "card figure", "aria-labelledby": id },
    make("h2", { id }, say(`figure.${name}`)),
    make("p", { class: "big" }, one.value === null ? "–" : duration(one.value)),
    make("p", { class: "quiet-text" }, one.value === null ? say("figure.nothing") : say(`figure.${name}.made`, { count: one.count, of: one.of })),
    definition(`figure.${name}.definition`, one.definition));
}

function definition(key, text) {
  const own = say(key);
  return make("details", {}, make("summary", {}, say("figure.what")), make("p", {}, own === key ? text : own));
}

