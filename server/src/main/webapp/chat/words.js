// The page's own words in the shopper's language, and text that may hold links.

/** Loads the words. `?lang=` wins over what the browser prefers. */
export async function loadWords(url, wanted) {
  const response = await fetch(url, { credentials: "omit" });
  const all = await response.json();
  const tag = choose(Object.keys(all), wanted);
  return new Words(tag, all[tag]);
}

/** The first wanted language that there is, by its whole tag or its first part; else English. */
export function choose(available, wanted) {
  for (const tag of wanted) {
    const lower = String(tag).toLowerCase();
    // "in" is what some old systems still call Indonesian.
    const base = lower.split("-")[0] === "in" ? "id" : lower.split("-")[0];
    const found =
      available.find((one) => one.toLowerCase() === lower) ??
      available.find((one) => one === written(lower)) ??
      available.find((one) => one === base);
    if (found) {
      return found;
    }
  }
  return "en";
}

/** Language and script: Taiwan and Hong Kong write Chinese in traditional characters. */
function written(tag) {
  try {
    const locale = new Intl.Locale(tag).maximize();
    return `${locale.language}-${locale.script}`;
  } catch {
    return tag;
  }
}

export class Words {
  #texts;

  constructor(tag, texts) {
    this.tag = tag;
    this.#texts = texts;
  }

  get direction() {
    return this.#texts.dir;
  }

  get suggestions() {
    return this.#texts.suggestions;
  }

  say(key, name = "") {
    return this.#texts[key].replace("{name}", name);
  }

  time(date) {
    return new Intl.DateTimeFormat(this.tag, { hour: "numeric", minute: "2-digit" }).format(date);
  }

  day(date) {
    const midnight = (moment) => new Date(moment.getFullYear(), moment.getMonth(), moment.getDate()).getTime();
    const days = Math.round((midnight(date) - midnight(new Date())) / 86_400_000);
    if (days === 0 || days === -1) {
      return new Intl.RelativeTimeFormat(this.tag, { numeric: "auto" }).format(days, "day");
    }
    const year = date.getFullYear() === new Date().getFullYear() ? undefined : "numeric";
    return new Intl.DateTimeFormat(this.tag, { weekday: "long", day: "numeric", month: "long", year }).format(date);
  }
}

const LINK = /https?:\/\/[^\s<>"'`{}|\\^\u3000-\u303f\uff00-\uff60]+/giu;

/** Puts text into an element; addresses become links. Only text nodes are made, so nothing in the text can act. */
export function fillWithLinks(element, text) {
  let end = 0;
  for (const match of text.matchAll(LINK)) {
    const address = withoutTrailingPunctuation(match[0]);
    if (!isWebAddress(address)) {
      continue;
    }
    element.append(text.slice(end, match.index));
    const link = document.createElement("a");
    link.href = address;
    link.target = "_blank";
    link.rel = "noopener noreferrer nofollow";
    link.textContent = address;
    element.append(link);
    end = match.index + address.length;
  }
  element.append(text.slice(end));
}

function withoutTrailingPunctuation(address) {
  let cut = address.replace(/[.,;:!?…،؛؟]+$/u, "");
  while (cut.endsWith(")") && (cut.match(/\)/g)?.length ?? 0) > (cut.match(/\(/g)?.length ?? 0)) {
    cut = cut.slice(0, -1).replace(/[.,;:!?…،؛؟]+$/u, "");
  }
  return cut;
}

function isWebAddress(address) {
  try {
    return ["http:", "https:"].includes(new URL(address).protocol);
  } catch {
    return false;
  }
}
