// When humans answer: the week, the shop's time zone, and days on which nobody does.

import { get, put, query } from "../api.js";
import { button, icon, make, newId } from "../dom.js";
import { Notices, badge, field, select } from "../parts.js";
import { language, say, shortDay } from "../words.js";

const DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

export class Hours {
  #merchant;
  #kept;
  #mayChange;
  #notices = new Notices();
  #zone;
  #days = new Map();
  #holidays = new Set();
  #holidayList = make("ul", { class: "row plain" });
  #now = make("span", {});
  element;

  /** @param kept what the API tells */
  constructor(merchant, kept, mayChange) {
    this.#merchant = merchant;
    this.#kept = kept;
    this.#mayChange = mayChange;
    this.#holidays = new Set(kept.holidays);
    const zones = Intl.supportedValuesOf("timeZone");
    const own = kept.version === 0 ? Intl.DateTimeFormat().resolvedOptions().timeZone : kept.zone;
    this.#zone = select([...new Set([own, ...zones, "UTC"])].sort().map((one) => [one, one.replaceAll("_", " ")]), own, { disabled: !mayChange });
    this.element = make("section", { class: "stack", "aria-labelledby": "hours-title" },
      make("h2", { id: "hours-title" }, say("hours.title"), " ", this.#now), make("p", {}, say("hours.hint")), this.#notices.element,
      make("div", { class: "card stack" },
        field(say("hours.zone"), this.#zone, { id: "hours-zone", required: true }),
        make("ul", { class: "plain stack" }, ...DAYS.map((day, index) => this.#day(day, index))),
        this.#holidayPart(),
        mayChange && make("div", { class: "row" }, button(say("save"), () => this.#save(), { kind: "strong", id: "save-hours" }))));
    this.#drawNow();
  }

  #drawNow() {
    const { openNow } = this.#kept;
    this.#now.replaceChildren(badge(say(Object.keys(this.#kept.week).length === 0 ? "hours.always" : openNow ? "hours.openNow" : "hours.closedNow"), openNow ? "good" : "warn"));
  }

  #day(day, index) {
    // 5 January 2026 was a Monday.
    const name = new Intl.DateTimeFormat(language(), { weekday: "long", timeZone: "UTC" }).format(new Date(Date.UTC(2026, 0, 5 + index)));
    const spans = this.#kept.week[day] ?? [];
    const open = make("input", { type: "checkbox", id: `hours-${day}`, checked: spans.length > 0, disabled: !this.#mayChange });
    const time = (key, value) => make("input", { type: "time", value: value ?? "", disabled: !this.#mayChange || !open.checked, "aria-label": `${name}: ${say(key)}`, id: newId(day) });
    const from = time("hours.from", spans[0]?.from ?? "09:00");
    const to = time("hours.to", spans[0]?.to ?? "17:00");
    open.addEventListener("change", () => {
      from.disabled = !open.checked;
      to.disabled = !open.checked;
    });
    // Further spans, such as after a break, stay as they are.
    this.#days.set(day, () => (open.checked ? [{ from: from.value, to: to.value }, ...spans.slice(1)] : []));
    return make("li", { class: "hours-day" }, make("span", { class: "row" }, open, make("label", { for: open.id }, name)),
      make("span", { class: "row" }, from, make("span", { "aria-hidden": "true" }, "–"), to, ...spans.slice(1).map((one) => badge(`${one.from} – ${one.to}`))));
  }

  #holidayPart() {
    const date = make("input", { type: "date" });
    this.#drawHolidays();
    return make("div", { class: "stack" },
      make("h3", {}, say("hours.holidays")), this.#holidayList,
      this.#mayChange && make("div", { class: "filters" },
        field(say("hours.day"), date, { id: "hours-holiday", required: true }),
        button(say("hours.add"), () => {
          if (date.value !== "") {
            this.#holidays.add(date.value);
            date.value = "";
            this.#drawHolidays();
          }
        }, { id: "add-holiday" })));
  }

  #drawHolidays() {
    const days = [...this.#holidays].sort();
    this.#holidayList.replaceChildren(...(days.length === 0 ? [make("li", { class: "quiet-text" }, say("hours.noHolidays"))] : days.map((one) => make("li", { class: "badge" },
      `${shortDay(one)} ${one.slice(0, 4)}`, this.#mayChange && make("button", { type: "button", class: "button quiet small", "aria-label": `${say("hours.remove")}: ${one}`, onclick: () => {
        this.#holidays.delete(one);
        this.#drawHolidays();
      } }, icon("close"))))));
  }

  async #save() {
    try {
      const week = Object.fromEntries([...this.#days].map(([day, spans]) => [day, spans()]).filter(([, spans]) => spans.length > 0));
      this.#kept = await put(`hours${query({ merchant: this.#merchant })}`, { zone: this.#zone.value, week, holidays: [...this.#holidays], version: this.#kept.version });
      this.#drawNow();
      this.#notices.good(say("saved"));
    } catch (trouble) {
      this.#notices.bad(trouble);
    }
  }
}

/** What is kept of a merchant. */
export const hoursOf = (merchant) => get(`hours${query({ merchant })}`);
