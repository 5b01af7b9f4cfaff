// One's own account: the password, and where one is signed in.

import { put, signOut } from "../api.js";
import { button, make } from "../dom.js";
import { confirmed } from "../dialogs.js";
import { Notices, badge, clearViolations, field, head, showViolations } from "../parts.js";
import { say } from "../words.js";
import { mailCard } from "./mail-form.js";

export async function show({ me }) {
  const notices = new Notices();
  return {
    element: make("div", { class: "page" },
      head(me.name), make("p", { class: "row" }, badge(say(`role.${me.role}`), "brand"), me.merchant), notices.element,
      await mailCard(notices), passwordForm(notices),
      make("section", { class: "card stack" },
        make("h2", {}, say("account.everywhere")), make("p", {}, say("account.everywhereHint")),
        make("div", { class: "row" }, button(say("account.signOutEverywhere"), async () => {
          if (await confirmed({ title: say("account.everywhere"), text: say("account.everywhereHint"), action: say("account.signOutEverywhere"), danger: true })) {
            await signOut(true);
            location.reload();
          }
        }, { id: "sign-out-everywhere" })))),
  };
}

function passwordForm(notices) {
  const old = make("input", { type: "password", autocomplete: "current-password", dir: "ltr" });
  const wanted = make("input", { type: "password", autocomplete: "new-password", dir: "ltr", minlength: "12", maxlength: "256" });
  const form = make("form", { class: "card form", novalidate: true, onsubmit: async (event) => {
    event.preventDefault();
    clearViolations(form);
    notices.clear();
    if (wanted.value.length < 12) {
      showViolations(form, [{ field: "wanted", problem: say("account.newHelp") }], (one) => `password-${one}`);
      return;
    }
    try {
      await put("session/password", { old: old.value, wanted: wanted.value });
      form.reset();
      notices.good(say("account.changed"));
    } catch (trouble) {
      if (trouble.violations.some((one) => one.field === "old")) {
        showViolations(form, [{ field: "old", problem: say("account.oldWrong") }], (one) => `password-${one}`);
      } else {
        notices.bad(trouble);
      }
    }
  } },
    make("h2", {}, say("account.password")),
    field(say("account.old"), old, { id: "password-old", required: true }),
    field(say("account.new"), wanted, { id: "password-wanted", help: say("account.newHelp"), required: true }),
    make("div", { class: "row" }, button(say("save"), null, { kind: "strong", type: "submit" })));
  return form;
}
