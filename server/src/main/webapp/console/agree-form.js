// Lets a merchant's account be connected on a page of the platform's, where nobody has to tell a secret: the app is set up once, and
// each merchant gets a link that is good once.

import { get, post, put } from "./api.js";
import { control, settingField } from "./connect-form.js";
import { button, make } from "./dom.js";
import { Notices, badge, clearViolations, copyable, showViolations } from "./parts.js";
import { say } from "./words.js";

const PREFIX = "settings.";

/** @return the card; null where the platform knows no such thing */
export async function agreeCard(adapter, merchant) {
  if (adapter.kind !== "channel" || !adapter.app) {
    return null;
  }
  const notices = new Notices();
  const body = make("div", { class: "stack" });
  const card = make("section", { class: "card stack", id: "agree", "aria-labelledby": "agree-title" },
    make("h2", { id: "agree-title" }, say("agree.title")), make("p", {}, say("agree.hint")), notices.element, body);

  const draw = async () => {
    const { settings } = await get(`apps/${encodeURIComponent(adapter.id)}`);
    const isSet = Object.keys(settings).length > 0;
    body.replaceChildren(
      make("p", { class: "row" }, say("agree.app"), " ", badge(say(isSet ? "agree.appSet" : "agree.appMissing"), isSet ? "good" : "warn")),
      make("details", {}, make("summary", {}, say("agree.appSettings")), appForm(settings)),
      ...(isSet ? [linkPart()] : []));
  };

  function appForm(settings) {
    const controls = adapter.app.settings.map((setting) => [setting, control(setting, settings[setting.name])]);
    const form = make("form", { class: "form", novalidate: true, onsubmit: async (event) => {
      event.preventDefault();
      clearViolations(form);
      notices.clear();
      const wanted = Object.fromEntries(controls.map(([setting, input]) => [setting.name, input.value.trim()]).filter(([, value]) => value !== ""));
      try {
        await put(`apps/${encodeURIComponent(adapter.id)}`, { settings: wanted });
        await draw();
        notices.good(say("saved"));
      } catch (trouble) {
        const left = showViolations(form, trouble.violations ?? [], (name) => `app-${name.replace(PREFIX, "")}`);
        if (left.length > 0 || (trouble.violations ?? []).length === 0) {
          notices.bad(left.length > 0 ? { message: left.join("; ") } : trouble);
        }
      }
    } },
      ...controls.map(([setting, input]) => settingField(setting, input, `app-${setting.name}`)),
      make("div", { class: "row" }, button(say("save"), null, { type: "submit", id: "save-app" })));
    return form;
  }

  function linkPart() {
    const place = make("div", { class: "stack" });
    return make("div", { class: "stack" },
      make("div", { class: "row" }, button(say("agree.make", { merchant }), async () => {
        notices.clear();
        try {
          const { code } = await post("installations", { adapter: adapter.id, merchant });
          const link = `${location.origin}/install/${encodeURIComponent(adapter.id)}/start?code=${encodeURIComponent(code)}`;
          place.replaceChildren(make("div", { class: "notice good" }, make("div", { class: "stack grow" },
            make("p", {}, say("agree.link")), copyable(link, say("agree.make", { merchant })),
            make("p", {}, make("a", { class: "button", href: link, target: "_blank", rel: "noopener", id: "agree-open" }, say("agree.open"), make("span", { class: "sr-only" }, say("newTab")))))));
        } catch (trouble) {
          notices.bad(trouble);
        }
      }, { kind: "strong", id: "agree-make" })), place);
  }

  await draw();
  return card;
}
