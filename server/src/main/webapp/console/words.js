// The console's own words, numbers and times in the language of the person who sits before it.

import { isEmbedded } from "./embedded.js";
import { here } from "./storage.js";

const CHOICE = "polyclerk.console.language";

/** The languages that there is a file of words for. */
const TAGS = ["en", "zh", "ar", "de", "es", "fr", "hi", "id", "ja", "ko", "pt", "ru", "th", "tr", "vi"];

let texts = {};
let tag = "en";

async function wordsOf(one) {
  const response = await fetch(new URL(`words/${one}.json`, import.meta.url), { credentials: "omit" });
  return response.ok ? response.json() : {};
}

export async function loadWords() {
  tag = choose(TAGS, [here.get(CHOICE) ?? "", isEmbedded() ? document.documentElement.lang : "", ...navigator.languages]);
  const [english, own] = await Promise.all([wordsOf("en"), tag === "en" ? {} : wordsOf(tag)]);
  // A key that a translation lacks is said in English rather than not at all.
  texts = { ...english, ...own };
  document.documentElement.lang = tag;
  document.documentElement.dir = texts.dir;
}

function choose(available, wanted) {
  for (const one of wanted) {
    const lower = one.toLowerCase();
    const found = available.find((known) => known === lower) ?? available.find((known) => known === lower.split("-")[0]);
    if (found) {
      return found;
    }
  }
  return "en";
}

export function language() {
  return tag;
}

/** Tags of all languages of the console with their own names. */
export function languages() {
  return TAGS.map((one) => ({ tag: one, name: new Intl.DisplayNames([one], { type: "language" }).of(one) }));
}

export function chooseLanguage(wanted) {
  here.set(CHOICE, wanted);
}

/** A text; `{name}` is filled in. With `count` the form that the language wants for that number is taken. */
export function say(key, values = {}) {
  let text = texts[key];
  if ("count" in values) {
    text = texts[`${key}.${new Intl.PluralRules(tag).select(values.count)}`] ?? texts[`${key}.other`] ?? text;
  }
  if (text === undefined) {
    return key;
  }
  return text.replace(/\{(\w+)\}/g, (whole, name) => {
    const value = values[name];
    if (value === undefined) {
      return whole;
    }
    const filled = typeof value === "number" ? number(value) : value;
    // A name in Latin letters must not turn what stands around it in a line that runs from right to left.
    return texts.dir === "rtl" ? `\u2068${filled}\u2069` : filled;
  });
}

export function has(key) {
  return key in texts;
}

/** A word for a name that may be newer than this console, such as an intent. */
export function named(prefix, name) {
  return texts[`${prefix}.${name}`] ?? name.replaceAll("_", " ");
}

export function number(value) {
  return new Intl.NumberFormat(tag).format(value);
}

/** A sum of money without its currency; what models cost is often a small part of a cent. */
export function amount(value) {
  return new Intl.NumberFormat(tag, Math.abs(value) < 1 ? { maximumSignificantDigits: 3 } : { maximumFractionDigits: 2 }).format(value);
}

export function percent(value, digits = 0) {
  return new Intl.NumberFormat(tag, { style: "percent", maximumFractionDigits: digits }).format(value);
}

export function time(date) {
  return new Intl.DateTimeFormat(tag, { hour: "numeric", minute: "2-digit" }).format(date);
}

export function dateTime(date) {
  return new Intl.DateTimeFormat(tag, { dateStyle: "medium", timeStyle: "short" }).format(date);
}

export function shortDay(text) {
  return new Intl.DateTimeFormat(tag, { day: "numeric", month: "short", timeZone: "UTC" }).format(new Date(`${text}T00:00:00Z`));
}

function midnight(date) {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
}

export function day(date) {
  const days = Math.round((midnight(date) - midnight(new Date())) / 86_400_000);
  if (days === 0 || days === -1) {
    return new Intl.RelativeTimeFormat(tag, { numeric: "auto" }).format(days, "day");
  }
  const year = date.getFullYear() === new Date().getFullYear() ? undefined : "numeric";
  return new Intl.DateTimeFormat(tag, { weekday: "long", day: "numeric", month: "long", year }).format(date);
}

/** "3 minutes ago", as short as the language allows. */
export function ago(date) {
  const seconds = Math.round((date.getTime() - Date.now()) / 1000);
  const format = new Intl.RelativeTimeFormat(tag, { numeric: "auto", style: "short" });
  const steps = [["day", 86_400], ["hour", 3_600], ["minute", 60]];
  for (const [unit, length] of steps) {
    if (Math.abs(seconds) >= length) {
      return format.format(Math.trunc(seconds / length), unit);
    }
  }
  return format.format(0, "minute");
}

/** A length of time in the two largest units that matter. */
export function duration(seconds) {
  const units = [["day", 86_400], ["hour", 3_600], ["minute", 60], ["second", 1]];
  const first = units.findIndex(([, length]) => seconds >= length);
  const from = first < 0 ? units.length - 1 : first;
  const parts = [];
  let rest = Math.round(seconds);
  for (const [unit, length] of units.slice(from, from + 2)) {
    const count = Math.floor(rest / length);
    rest -= count * length;
    if (count > 0 || parts.length === 0) {
      parts.push(new Intl.NumberFormat(tag, { style: "unit", unit, unitDisplay: "short" }).format(count));
    }
  }
  return parts.join(" ");
}

export function languageName(code) {
  try {
    return new Intl.DisplayNames([tag], { type: "language" }).of(code);
  } catch {
    return code;
  }
}

/** Of texts by language, such as a manifest has, the one to show. */
export function inOwnLanguage(map) {
  return map?.[tag] ?? map?.en ?? Object.values(map ?? {})[0] ?? "";
}
