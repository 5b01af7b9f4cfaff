// What somebody is told by e-mail: chosen on the page behind one's own name.

import { get, post, put, remove } from "../api.js";
import { button, make } from "../dom.js";
import { clearViolations, field, select, showViolations } from "../parts.js";
import { language, say } from "../words.js";

const PACES = ["soon", "hourly", "daily"];
const REPORTS = ["never", "weekly", "monthly"];

/** @param notices where it is said what came of a press */
export async function mailCard(notices) {
  const card = make("section", { class: "card stack" });
  const show = (mail) => card.replaceChildren(make("h2", {}, say("account.mail")), ...(mail.on ? parts(mail) : [make("p", {}, say("account.mailOff"))]));

  function parts(mail) {
    return [make("p", {}, say("account.mailHint")), choices(mail), ...(mail.address && !mail.confirmed ? [confirmation()] : [])];
  }

  function choices(mail) {
    const address = make("input", { type: "email", autocomplete: "email", dir: "ltr", maxlength: "254" });
    address.value = mail.address ?? "";
    const boxes = mail.known.map((kind) => {
      const box = make("input", { type: "checkbox", value: kind, id: `mail-kind-${kind}` });
      box.checked = mail.kinds.includes(kind);
      return box;
    });
    const pace = select(PACES.map((one) => [one, say(`account.pace.${one}`)]), mail.pace);
    const report = select(REPORTS.map((one) => [one, say(`account.report.${one}`)]), mail.report);
    const form = make("form", { class: "form", novalidate: true, onsubmit: async (event) => {
      event.preventDefault();
      clearViolations(form);
      notices.clear();
      try {
        show(await put("notice-mail", {
          address: address.value.trim(),
          language: language(),
          kinds: boxes.filter((box) => box.checked).map((box) => box.value),
          pace: pace.value,
          report: report.value,
          zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
        }));
        notices.good(say("account.mailKept"));
      } catch (trouble) {
        if (trouble.violations?.some((one) => one.field === "address")) {
          showViolations(form, [{ field: "address", problem: say("account.addressWrong") }], (one) => `mail-${one}`);
        } else {
          notices.bad(trouble);
        }
      }
    } },
      field(say("account.address"), address, { id: "mail-address", required: true }),
      make("fieldset", { class: "checks" }, make("legend", {}, say("account.kinds")),
        ...boxes.map((box) => make("label", { class: "check" }, box, make("span", {}, say(`noticeKind.${box.value}`))))),
      field(say("account.pace"), pace, { id: "mail-pace", required: true }),
      field(say("account.report"), report, { id: "mail-report", required: true }),
      make("div", { class: "row" },
        button(say("save"), null, { kind: "strong", type: "submit", id: "mail-save" }),
        mail.address && button(say("account.mailStop"), async () => {
          await remove("notice-mail");
          show(await get("notice-mail"));
          notices.good(say("account.mailStopped"));
        }, { id: "mail-stop" })));
    return form;
  }

  function confirmation() {
    const code = make("input", { type: "text", inputmode: "numeric", autocomplete: "one-time-code", dir: "ltr", maxlength: "7" });
    const form = make("form", { class: "form", novalidate: true, onsubmit: async (event) => {
      event.preventDefault();
      clearViolations(form);
      try {
        show(await post("notice-mail/confirm", { code: code.value }));
        notices.good(say("account.mailConfirmed"));
      } catch (trouble) {
        if (trouble.violations?.some((one) => one.field === "code")) {
          showViolations(form, [{ field: "code", problem: say("account.codeWrong") }], (one) => `mail-${one}`);
        } else {
          notices.bad(trouble);
        }
      }
    } },
      field(say("account.mailCode"), code, { id: "mail-code", help: say("account.mailCodeHelp"), required: true }),
      make("div", { class: "row" }, button(say("account.mailConfirm"), null, { kind: "strong", type: "submit", id: "mail-confirm" })));
    return form;
  }

  try {
    show(await get("notice-mail"));
  } catch (trouble) {
    if (trouble.code !== "no-account") {
      throw trouble;
    }
    // Who sits here with a token has no account to keep a choice in.
    return null;
  }
  return card;
}
