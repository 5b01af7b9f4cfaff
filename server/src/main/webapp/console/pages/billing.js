// What is owed today, and why: every line opens to the conversations that it is made of.

import { file, get, post, put, query, remove } from "../api.js";
import { confirmed } from "../dialogs.js";
import { placeAtPlatform } from "../embedded.js";
import { button, make, newId } from "../dom.js";
import { money } from "../money.js";
import { Notices, badge, copyable, empty, failure, field, head, saveFile, select } from "../parts.js";
import { merchantChoice, merchants } from "../shops.js";
import { dateTime, language, named, number, say, shortDay } from "../words.js";

export async function show({ me }) {
  const shops = await merchants(me);
  const page = new Billing(shops, me.role === "admin");
  await page.load();
  return page;
}

class Billing {
  #shops;
  #mayChange;
  #notices = new Notices();
  #today = make("div", { class: "stack" });
  #plan = make("div", { class: "stack" });
  #invoices = make("div", { class: "stack" });
  #events = make("div", { class: "stack" });
  #secret = make("div", {});
  #names = new Map();
  element;

  constructor(shops, mayChange) {
    this.#shops = shops;
    this.#mayChange = mayChange;
    this.element = make("div", { class: "page" },
      head(say("page.billing"),
        button(say("billing.csv"), () => this.#save("csv"), { symbol: "data" })),
      merchantChoice(shops, "billing-merchant"),
      this.#notices.element,
      this.#today,
      this.#plan,
      section("billing-invoices", say("billing.invoices"), this.#invoices),
      mayChange && section("billing-events", say("billing.events"), make("p", {}, say("billing.eventsHint")), this.#secret, this.#events));
  }

  #of(path, more = {}) {
    return `${path}${query({ merchant: this.#shops.chosen, ...more })}`;
  }

  async load() {
    const [{ plans }, account, today, { invoices }] = await Promise.all([
      get("billing/plans"), get(this.#of("billing/account")), get(this.#of("billing/bill")), get(this.#of("billing/invoices"))]);
    if (account.platform?.state === "proposed" && this.#mayChange && (await post(this.#of("billing/agreement/check")).catch(() => ({}))).agreed) {
      // The merchant comes back from the platform's page.
      await this.load();
      return;
    }
    plans.forEach((plan) => this.#names.set(plan.id, plan.names[language()] ?? plan.names.en));
    this.#drawToday(today, account);
    this.#drawPlan(plans, account);
    this.#drawInvoices(invoices);
    if (this.#mayChange) {
      await this.#drawEvents();
    }
  }

  #name(plan) {
    return this.#names.get(plan) ?? plan;
  }

  #drawToday({ bill, credit, alerts, stop }, account) {
    const id = newId("today");
    this.#today.replaceChildren(
      ...(stop ? [make("div", { class: "notice bad", role: "alert" }, make("p", {}, say(`billing.stop.${stop}`)))] : []),
      make("section", { class: "card stack", "aria-labelledby": id },
        make("h2", { id }, say("billing.today")),
        make("p", { class: "big" }, money({ amount: bill.total, currency: bill.currency })),
        make("p", { class: "quiet-text" }, say("billing.period", { from: dateTime(new Date(bill.from)), to: dateTime(new Date(bill.to)), zone: bill.zone })),
        make("p", {}, say("billing.plan"), ": ", make("strong", {}, this.#name(account.plan.id)), " ",
          account.trialUntil && new Date(account.trialUntil) > new Date() && badge(say("billing.trial", { until: dateTime(new Date(account.trialUntil)) }), "good"), " ",
          alerts.length > 0 && badge(say("billing.alert", { share: number(alerts[alerts.length - 1]) }), "warn")),
        Number(credit) > 0 && make("p", {}, say("billing.credit", { amount: money({ amount: credit, currency: bill.currency }) })),
        this.#lines(bill.lines, bill.currency)));
  }

  #lines(lines, currency) {
    if (lines.length === 0) {
      return make("p", { class: "quiet-text" }, say("billing.noLines"));
    }
    return make("ul", { class: "bill" }, ...lines.map((line) => make("li", {}, this.#line(line, currency))));
  }

  #line(line, currency) {
    const what = line.kind === "base"
      ? say("billing.line.base", { plan: this.#name(line.plan), from: shortDay(line.firstDay), to: shortDay(line.lastDay) })
      : say(`billing.line.${line.kind}`, { meter: named("meter", line.meter), price: money({ amount: line.price, currency }), number: number(line.quantity) });
    const title = [make("span", { class: "grow" }, what), " ", make("strong", {}, money({ amount: line.amount, currency }))];
    if (line.units.length === 0) {
      return make("p", { class: "row" }, ...title);
    }
    const units = make("ul", { class: "behind" });
    // A line may have thousands of conversations, so they are only drawn when somebody looks.
    return make("details", { ontoggle: () => {
      if (units.childElementCount === 0) {
        units.append(...line.units.map((unit) => make("li", {}, make("a", { href: `#/conversations/${encodeURIComponent(unit.conversation)}` }, dateTime(new Date(unit.at))))));
      }
    } }, make("summary", {}, ...title), units);
  }

  #drawPlan(plans, account) {
    const id = newId("plan");
    const shown = plans.filter((plan) => plan.currency === account.plan.currency);
    const form = make("form", { class: "card form", novalidate: true, "aria-labelledby": id, onsubmit: async (event) => {
      event.preventDefault();
      await this.#choose(choice.value, zone.value.trim(), cap.value.trim(), account.version);
    } });
    const choice = select(shown.map((plan) => [plan.id, this.#name(plan.id)]), account.plan.id, { disabled: !this.#mayChange });
    if (!shown.some((plan) => plan.id === account.plan.id)) {
      choice.append(make("option", { value: account.plan.id, selected: true }, this.#name(account.plan.id)));
    }
    const cap = make("input", { type: "text", inputmode: "decimal", pattern: "[0-9]+([.][0-9]+)?", value: account.cap ?? "", disabled: !this.#mayChange, dir: "ltr" });
    const zone = make("input", { type: "text", value: account.zone, disabled: !this.#mayChange, spellcheck: "false", dir: "ltr" });
    form.append(
      make("h2", { id }, say("billing.terms")),
      field(say("billing.plan"), choice, { id: "billing-plan", required: true }),
      make("ul", {}, ...shown.map((plan) => make("li", {}, make("strong", {}, this.#name(plan.id)), ": ", prices(plan)))),
      field(say("billing.cap", { currency: account.plan.currency }), cap, { id: "billing-cap", help: say("billing.capHelp") }),
      field(say("billing.zone"), zone, { id: "billing-zone", help: say("billing.zoneHelp"), required: true }));
    if (account.platform) {
      form.append(...this.#agreement(account));
    }
    if (this.#mayChange) {
      form.append(make("div", { class: "row" }, button(say("save"), null, { kind: "strong", type: "submit", id: "billing-save" })));
    }
    this.#plan.replaceChildren(form);
  }

  /** What there is to say where a platform collects what is owed. */
  #agreement({ platform, plan }) {
    const amount = platform.cap && money({ amount: platform.cap, currency: plan.currency });
    return [
      make("p", { class: "quiet-text" }, say("billing.agreeHelp")),
      platform.state === "active" && make("p", { id: "billing-agreement" }, say("billing.agreement", { amount })),
      platform.state === "proposed" && make("div", { class: "notice", id: "billing-agreement" },
        make("p", {}, say("billing.agreeWaits")),
        button(say("billing.agreeDone"), () => this.load(), { id: "billing-agree-check" })),
    ].filter(Boolean);
  }

  /** Leads to the page of the platform on which the merchant agrees. */
  async #agree(plan, cap) {
    const { page } = await post(this.#of("billing/agreement"), { plan, cap, back: placeAtPlatform() ?? location.href });
    // A platform's page shows itself in no other; the button is a link, so that no browser takes it for something unasked for.
    const link = make("a", { class: "button strong", href: page, target: "_top", id: "billing-agree" }, say("billing.agree"));
    this.#notices.clear();
    this.#plan.prepend(make("div", { class: "notice" }, make("p", {}, say("billing.agreeWaits")), link));
    link.focus();
  }

  async #choose(plan, zone, cap, version) {
    this.#notices.clear();
    if (!await confirmed({ title: say("billing.changeTitle"), text: say("billing.changeText"), action: say("save") })) {
      return;
    }
    try {
      await put(this.#of("billing/account"), { plan, zone, version, ...(cap === "" ? {} : { cap }) });
      await this.load();
      this.#notices.good(say("saved"));
    } catch (trouble) {
      if (trouble.code === "agree-at-platform") {
        await this.#agree(plan, cap).catch((refused) => this.#notices.bad(refused));
        return;
      }
      this.#notices.bad(trouble);
    }
  }

  #drawInvoices(invoices) {
    this.#invoices.replaceChildren(...(invoices.length === 0
      ? [empty(say("billing.noInvoices"), say("billing.noInvoicesHint"))]
      : invoices.map((one) => this.#invoice(one))));
  }

  #invoice(one) {
    const body = make("div", { class: "stack" });
    const draw = async () => {
      if (body.childElementCount > 0) {
        return;
      }
      try {
        const whole = await get(this.#of(`billing/invoices/${encodeURIComponent(one.number)}`));
        body.append(this.#lines(whole.lines, whole.currency));
        if (Number(whole.credited) > 0) {
          body.append(make("p", {}, say("billing.credited", { amount: money({ amount: whole.credited, currency: whole.currency }) })));
        }
        if (this.#mayChange) {
          body.append(this.#disputeForm(one.number));
        }
      } catch (trouble) {
        body.replaceChildren(failure(trouble));
      }
    };
    return make("details", { class: "card", ontoggle: draw },
      make("summary", {}, make("span", { class: "grow" }, one.number), " ", make("strong", {}, money({ amount: one.total, currency: one.currency })), " ",
        one.settlement && badge(named("settlement", one.settlement), one.settlement === "REFUSED" ? "warn" : "good")),
      body);
  }

  #disputeForm(invoice) {
    const id = newId("dispute");
    const reason = make("input", { maxlength: "1000" });
    return make("form", { class: "form", novalidate: true, onsubmit: async (event) => {
      event.preventDefault();
      try {
        await post(this.#of(`billing/invoices/${encodeURIComponent(invoice)}/disputes`), { reason: reason.value.trim() });
        reason.value = "";
        this.#notices.good(say("billing.disputed"));
      } catch (trouble) {
        this.#notices.bad(trouble);
      }
    } },
      field(say("billing.dispute"), reason, { id, required: true }),
      make("div", { class: "row" }, button(say("billing.disputeSend"), null, { type: "submit" })));
  }

  async #drawEvents() {
    const { subscriptions } = await get(this.#of("event-subscriptions"));
    const address = make("input", { type: "url", maxlength: "2000", dir: "ltr" });
    this.#events.replaceChildren(
      make("ul", { class: "cards" }, ...subscriptions.map((one) => make("li", { class: "card stack" },
        make("p", {}, make("code", { dir: "ltr" }, one.address)),
        make("p", { class: "quiet-text" }, say("billing.waiting", { number: number(one.waiting) }), " ", one.reason ?? ""),
        make("div", { class: "row" }, button(say("partners.remove"), async () => {
          await remove(this.#of(`event-subscriptions/${one.id}`));
          await this.#drawEvents();
        }, { "aria-label": `${say("partners.remove")}: ${one.address}` }))))),
      make("form", { class: "card form", novalidate: true, onsubmit: async (event) => {
        event.preventDefault();
        this.#notices.clear();
        try {
          const begun = await post(this.#of("event-subscriptions"), { address: address.value.trim(), types: [] });
          this.#secret.replaceChildren(make("div", { class: "notice good", role: "group", "aria-label": say("billing.secret") }, make("p", {}, say("billing.secret")), copyable(begun.secret, say("billing.secret"))));
          await this.#drawEvents();
        } catch (trouble) {
          this.#notices.bad(trouble);
        }
      } },
        field(say("billing.eventsAddress"), address, { id: "billing-events-address", required: true }),
        make("div", { class: "row" }, button(say("billing.eventsBegin"), null, { type: "submit" }))));
  }

  async #save(format) {
    this.#notices.clear();
    try {
      saveFile(await file(this.#of("billing/usage", { format })), `polyclerk-usage.${format}`);
    } catch (trouble) {
      this.#notices.bad(trouble);
    }
  }
}

function section(id, title, ...children) {
  return make("section", { class: "stack", "aria-labelledby": id }, make("h2", { id }, title), ...children);
}

/** A plan's prices in one line. */
function prices(plan) {
  const parts = [say("billing.base", { price: money({ amount: plan.base, currency: plan.currency }) })];
  for (const [meter, steps] of Object.entries(plan.meters)) {
    let first = 1;
    for (const step of steps) {
      const key = step.upTo === undefined ? "billing.step.rest" : "billing.step";
      parts.push(say(key, { meter: named("meter", meter), from: first, to: step.upTo, price: money({ amount: step.price, currency: plan.currency }) }));
      first = (step.upTo ?? 0) + 1;
    }
  }
  if (plan.limit !== undefined) {
    parts.push(say("billing.limit", { number: number(plan.limit) }));
  }
  if (plan.trialDays > 0) {
    parts.push(say("billing.trialDays", { number: number(plan.trialDays) }));
  }
  return parts.join(" · ");
}
