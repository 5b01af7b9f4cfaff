// A form for one connection, drawn from what the adapter says of itself.

import { post, put } from "./api.js";
import { announce, button, make } from "./dom.js";
import { clearViolations, field, select, showViolations } from "./parts.js";
import { inOwnLanguage, say } from "./words.js";

const UNCHANGED = "••••";

/** An id for a new connection that nobody has taken. */
export function freeId(adapter, connections) {
  const taken = new Set(connections.map((one) => one.id));
  let number = 1;
  while (taken.has(`${adapter.id}${number}`)) {
    number += 1;
  }
  return `${adapter.id}${number}`;
}

/**
 * @param options {adapter, known, id, merchant, fixedMerchant, done(made), cancel: element, notices}
 */
export function connectForm({ adapter, known, id: firstId, merchant: firstMerchant, fixedMerchant = false, done, cancel, notices }) {
  const id = make("input", { value: known?.id ?? firstId, pattern: "[A-Za-z0-9_\\-]{1,64}", maxlength: "64", dir: "ltr", disabled: Boolean(known), spellcheck: "false", autocapitalize: "none" });
  const merchant = make("input", { value: known?.merchant ?? firstMerchant, maxlength: "64", spellcheck: "false" });
  const controls = adapter.settings.map((setting) => [setting, control(setting, known?.settings[setting.name])]);
  const submit = button(say(known ? "save" : "connection.connect"), null, { kind: "strong", type: "submit" });
  const form = make("form", { class: "form", novalidate: true, onsubmit: async (event) => {
    event.preventDefault();
    if (submit.getAttribute("aria-busy") === "true") {
      return;
    }
    clearViolations(form);
    notices.clear();
    const settings = {};
    for (const [setting, input] of controls) {
      const value = setting.type === "boolean" ? String(input.checked) : input.value.trim();
      if (value !== "") {
        settings[setting.name] = value;
      }
    }
    submit.setAttribute("aria-busy", "true");
    try {
      const body = { id: id.value.trim(), adapter: adapter.id, merchant: merchant.value.trim(), settings };
      await done(known ? await put(`connections/${encodeURIComponent(known.id)}`, body) : await post("connections", body));
    } catch (trouble) {
      refused(form, trouble, notices);
    } finally {
      submit.removeAttribute("aria-busy");
    }
  } },
    field(say("connection.id"), id, { id: "connection-id", help: say("connection.idHelp"), required: true }),
    !fixedMerchant && field(say("connection.merchant"), merchant, { id: "connection-merchant", help: say("connection.merchantHelp"), required: true }),
    ...controls.map(([setting, input]) => settingField(setting, input)),
    make("div", { class: "row" }, submit, cancel));
  return form;
}

function refused(form, trouble, notices) {
  const violations = trouble.violations ?? [];
  const left = showViolations(form, violations, (name) => (name.startsWith("settings.") ? settingId(name.slice(9)) : `connection-${name}`));
  const nothingShown = left.length === violations.length;
  if (nothingShown || left.length > 0) {
    notices.bad({ message: left.length > 0 ? left.join("; ") : trouble.message });
  }
  announce(say("form.refused"));
}

function settingId(name) {
  return `setting-${name}`;
}

/** What takes the value of a setting. */
export function control(setting, known) {
  switch (setting.type) {
    case "enum":
      // Nothing chosen is only a choice where nothing is what then holds.
      return select([...(setting.required || setting.default || known ? [] : [["", "–"]]), ...setting.values.map((one) => [one, inOwnLanguage(setting.valueNames?.[one]) || one])], known ?? setting.default ?? (setting.required ? setting.values[0] : ""));
    case "boolean":
      return make("input", { type: "checkbox", checked: (known ?? setting.default) === "true" });
    case "secret":
      // The dots stand for the secret that is there; it never comes back to the browser. PEM keys have several lines.
      return make("input", { type: "password", autocomplete: "off", spellcheck: "false", dir: "ltr", value: known === undefined ? "" : UNCHANGED,
        onfocus: (event) => event.target.select() });
    case "url":
      return make("input", { type: "url", inputmode: "url", spellcheck: "false", dir: "ltr", value: known ?? "", placeholder: setting.default ?? "" });
    default:
      // Some texts have several lines, such as certificates.
      return make("textarea", { rows: "1", class: "line", spellcheck: "false", value: known ?? "", placeholder: setting.default ?? "" });
  }
}

/** A setting with its name and help. */
export function settingField(setting, input, id = settingId(setting.name)) {
  const one = field(inOwnLanguage(setting.label) || setting.name, input, {
    id, help: inOwnLanguage(setting.help) || undefined, required: setting.required,
  });
  if (setting.type === "boolean") {
    one.classList.add("check");
    one.prepend(input);
  }
  return one;
}
