// How e-mail stands: whether any goes out, what became of it, and a trial.

import { get, post } from "../api.js";
import { button, make } from "../dom.js";
import { Live } from "../live.js";
import { Notices, badge, clearViolations, empty, field, head, showViolations, when } from "../parts.js";
import { language, named, say } from "../words.js";

const ASK_MS = 5_000;
const KINDS = { sent: "good", waiting: "", sending: "", dead: "bad", expired: "warn", withheld: "warn" };

export async function show() {
  const notices = new Notices();
  const standing = make("div", {});
  const list = make("div", {});
  const trial = make("div", {});
  const live = new Live(async () => {
    const [now, { mails }] = await Promise.all([get("mail"), get("mail/latest")]);
    standing.replaceChildren(standingCard(now));
    if (now.on && trial.childElementCount === 0) {
      trial.append(trialForm(notices, () => live.now()));
    }
    list.replaceChildren(mails.length === 0 ? empty(say("mail.none"), say("mail.noneHint")) : table(mails));
  }, ASK_MS, (trouble) => trouble && notices.bad(trouble));
  await live.now();
  return { element: make("div", { class: "page" }, head(say("page.mail")), notices.element, standing, trial, make("h2", {}, say("mail.latest")), make("p", { class: "quiet-text" }, say("mail.latestHint")), list), leave: () => live.stop() };
}

/** Whether e-mail goes out, in a card; also shown where a shop is set up. */
export function standingCard(now) {
  return make("section", { class: "card stack", "aria-labelledby": "mail-standing", id: "mail" },
    make("div", { class: "row" }, make("h2", { id: "mail-standing" }, say("page.mail")), badge(say(now.on ? "mail.on" : "mail.off"), now.on ? "good" : "warn")),
    now.on
      ? make("dl", { class: "facts" },
        make("dt", {}, say("mail.waiting")), make("dd", {}, String(now.waiting)),
        make("dt", {}, say("mail.sent")), make("dd", {}, String(now.sent)),
        make("dt", {}, say("mail.dead")), make("dd", {}, String(now.dead)))
      : make("p", {}, say("mail.offHint"), " ", make("code", { dir: "ltr" }, "POLYCLERK_MAIL_HOST"), ", ", make("code", { dir: "ltr" }, "POLYCLERK_MAIL_FROM")),
    now.reason && make("p", { dir: "auto" }, say("setup.reason", { reason: now.reason })));
}

function trialForm(notices, done) {
  const to = make("input", { type: "email", autocomplete: "email", dir: "ltr", maxlength: "254" });
  const form = make("form", { class: "card form", novalidate: true, onsubmit: async (event) => {
    event.preventDefault();
    clearViolations(form);
    notices.clear();
    try {
      await post("mail/test", { to: to.value.trim(), language: language() });
      notices.good(say("mail.tried"));
      await done();
    } catch (trouble) {
      if (trouble.violations?.some((one) => one.field === "to")) {
        showViolations(form, [{ field: "to", problem: say("account.addressWrong") }], (one) => `trial-${one}`);
      } else {
        notices.bad(trouble);
      }
    }
  } },
    make("h2", {}, say("mail.try")),
    field(say("account.address"), to, { id: "trial-to", required: true }),
    make("div", { class: "row" }, button(say("push.try"), null, { kind: "strong", type: "submit", id: "mail-try" })));
  return form;
}

function table(mails) {
  const columns = ["audit.when", "mail.purpose", "access.merchant", "mail.state", "mail.attempts", "mail.reason"].map((key) => say(key));
  return make("div", { class: "card table-wrap" }, make("table", { class: "cardlike" },
    make("caption", { class: "sr-only" }, say("mail.latest")),
    make("thead", {}, make("tr", {}, ...columns.map((one) => make("th", { scope: "col" }, one)))),
    make("tbody", {}, ...mails.map((one) => make("tr", {},
      make("td", { "data-label": columns[0] }, when(one.createdAt)),
      make("td", { "data-label": columns[1] }, named("mailPurpose", one.purpose)),
      make("td", { "data-label": columns[2] }, one.merchant ?? "–"),
      make("td", { "data-label": columns[3] }, badge(named("mailState", one.state), KINDS[one.state] ?? ""), one.uncertain && one.state === "sent" && [" ", badge(say("mail.twice"), "warn")]),
      make("td", { "data-label": columns[4] }, String(one.attempts)),
      make("td", { "data-label": columns[5], dir: "auto" }, one.reason ?? "–"))))));
}
