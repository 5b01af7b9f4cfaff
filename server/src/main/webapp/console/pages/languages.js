// Which languages the bot knows, and how well.

import { get } from "../api.js";
import { make } from "../dom.js";
import { badge, head } from "../parts.js";
import { languageName, percent, say } from "../words.js";

/** Below this share of right answers nobody wants to look closely, so the bars begin there. */
const LOWEST = 0.5;

export async function show() {
  const { languages } = await get("languages");
  return {
    element: make("div", { class: "page" },
      head(say("page.languages")),
      make("p", {}, say("languages.hint")),
      make("ul", { class: "cards" }, ...languages.map(card))),
  };
}

function card(pack) {
  const own = languageName(pack.tag);
  return make("li", { class: "card" },
    make("div", { class: "row" },
      make("h2", {}, own, " ", make("span", { class: "quiet-text", lang: pack.tag, dir: pack.direction }, pack.name === own ? "" : pack.name)),
      pack.topIntent === undefined || pack.topIntent === null
        ? badge(say("languages.unmeasured"))
        : badge(say(pack.meetsGoal ? "languages.good" : "languages.below"), pack.meetsGoal ? "good" : "warn"),
      pack.direction === "rtl" && badge(say("languages.rtl"))),
    pack.topIntent !== undefined && pack.topIntent !== null && [
      make("p", {}, make("strong", {}, say("languages.right", { share: percent(pack.topIntent, 1) })), " ",
        make("span", { class: "quiet-text" }, say("languages.interval", { low: percent(pack.low, 1), high: percent(pack.high, 1) }))),
      meter(pack),
      make("p", { class: "quiet-text" }, say("languages.goal", { share: percent(pack.goal) })),
    ],
    make("p", { class: "quiet-text" },
      say("languages.made", { examples: pack.examples, tests: pack.testMessages }),
      pack.outOfScopeCaught !== undefined && pack.outOfScopeCaught !== null && ` ${say("languages.refused", { share: percent(pack.outOfScopeCaught) })}`));
}

/** The figures stand beside it in words. */
function meter(pack) {
  const place = (share) => `${Math.max(0, (share - LOWEST) / (1 - LOWEST)) * 100}%`;
  return make("div", { class: "meter", "aria-hidden": "true" },
    make("div", { class: `meter-fill ${pack.meetsGoal ? "" : "below"}`, style: `inline-size: ${place(pack.topIntent)}` }),
    make("div", { class: "meter-goal", style: `inset-inline-start: ${place(pack.goal)}` }));
}
