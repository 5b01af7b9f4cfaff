// Small things that several pages show.

import { announce, button, icon, make } from "./dom.js";
import { ago, dateTime, say } from "./words.js";

/** The head of a page; its title takes the focus when the page is opened. */
export function head(title, ...actions) {
  return make("header", { class: "head" }, make("h1", { tabindex: "-1" }, title), make("div", { class: "row" }, ...actions));
}

/** What is shown where nothing is yet. */
export function empty(title, text, ...actions) {
  return make("div", { class: "empty" }, make("p", { class: "empty-title" }, title), make("p", {}, text), ...actions);
}

/** A failure with what can be done about it. */
export function failure(trouble, again) {
  return make("div", { class: "notice bad", role: "alert" }, icon("warn"),
    make("p", {}, trouble.message),
    again && button(say("tryAgain"), again));
}

/** A place for notices that come and go. */
export class Notices {
  element = make("div", { class: "notices" });

  bad(trouble) {
    this.element.replaceChildren(failure(trouble));
    this.#show();
  }

  good(text) {
    this.element.replaceChildren(make("div", { class: "notice good" }, icon("check"), make("p", {}, text)));
    announce(text);
    this.#show();
  }

  clear() {
    this.element.replaceChildren();
  }

  /** Who pressed a button far below sees what came of it. */
  #show() {
    this.element.scrollIntoView({ block: "nearest" });
  }
}

export function loading() {
  return make("p", { class: "loading" }, say("loading"));
}

export function badge(text, kind = "") {
  return make("span", { class: `badge ${kind}` }, text);
}

export function when(iso, words = ago) {
  const date = new Date(iso);
  return make("time", { datetime: iso, title: dateTime(date) }, words(date));
}

/** A field for a file that speaks the console's language: what browsers write into theirs is in the browser's. */
export function filePicker(input) {
  const name = make("span", { class: "quiet-text", dir: "auto" });
  const show = () => {
    name.textContent = input.files[0]?.name ?? say("file.none");
  };
  input.classList.add("sr-only");
  input.addEventListener("change", show);
  show();
  return make("label", { class: "file-picker" }, input, make("span", { class: "button small" }, say("file.choose")), name);
}

/** As if nothing had been chosen. */
export function emptyFile(input) {
  input.value = "";
  input.dispatchEvent(new Event("change"));
}

/** A field with its label, help and error. @param control the element that takes the value */
export function field(label, control, { help, id, required } = {}) {
  control.id = id;
  const described = [];
  const parts = [make("label", { for: id }, label, !required && make("span", { class: "optional" }, ` ${say("optional")}`))];
  if (help) {
    described.push(`${id}-help`);
    parts.push(make("p", { class: "help", id: `${id}-help` }, help));
  }
  const error = make("p", { class: "field-error", id: `${id}-error` });
  described.push(error.id);
  control.setAttribute("aria-describedby", described.join(" "));
  if (required) {
    control.required = true;
  }
  return make("div", { class: "field" }, ...parts, control.type === "file" ? filePicker(control) : control, error);
}

/** What is most often wrong with a form, in the console's own words; the rest is shown as the server puts it. */
const PROBLEMS = {
  "is missing": "violation.missing", "is too long": "violation.tooLong",
  "is no http or https address": "violation.address", "is no web address": "violation.address",
  "must be 1 to 64 letters, digits, '_' or '-'": "violation.name",
};

function problemWords(problem) {
  return PROBLEMS[problem] ? say(PROBLEMS[problem]) : problem;
}

/** Shows at each field what is wrong with it, and goes to the first. @return what belongs to no field */
export function showViolations(form, violations, idOf) {
  clearViolations(form);
  const left = [];
  let first;
  for (const { field: name, problem } of violations) {
    const control = form.querySelector(`#${CSS.escape(idOf(name))}`);
    if (!control) {
      left.push(`${name}: ${problemWords(problem)}`);
      continue;
    }
    control.setAttribute("aria-invalid", "true");
    form.querySelector(`#${CSS.escape(control.id)}-error`).textContent = problemWords(problem);
    first ??= control;
  }
  first?.focus();
  return left;
}

export function clearViolations(form) {
  form.querySelectorAll("[aria-invalid]").forEach((control) => control.removeAttribute("aria-invalid"));
  form.querySelectorAll(".field-error").forEach((error) => {
    error.textContent = "";
  });
}

export function select(options, value, properties = {}) {
  const element = make("select", properties, ...options.map(([key, label]) => make("option", { value: key }, label)));
  element.value = value;
  return element;
}

/** A value that one wants to have in the clipboard. */
export function copyable(text, label) {
  return make("span", { class: "copyable" }, make("code", { dir: "ltr" }, text),
    button(say("copy"), async (self) => {
      await navigator.clipboard.writeText(text);
      self.querySelector("span").textContent = say("copied");
      announce(say("copied"));
      setTimeout(() => {
        self.querySelector("span").textContent = say("copy");
      }, 2000);
    }, { kind: "small", symbol: "copy", "aria-label": `${say("copy")}: ${label}` }));
}

/** Lets the browser keep a file. */
export function saveFile(blob, name) {
  const address = URL.createObjectURL(blob);
  const link = make("a", { href: address, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
