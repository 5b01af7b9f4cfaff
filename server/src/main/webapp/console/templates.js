// Templates for the reply box: find one, fill its gaps, put it into the box. Nothing is sent.

import { get, post, query } from "./api.js";
import { button, make, newId } from "./dom.js";
import { badge } from "./parts.js";
import { say } from "./words.js";

const SEARCH_MS = 250;
const SHOWN = 20;

/**
 * The button that opens them.
 * @param about tells merchant and language of the conversation when it is asked
 * @param insert takes the text
 */
export function templateButton(about, insert) {
  return button(say("templates.open"), () => open(about(), insert), { kind: "small", id: "templates", symbol: "note" });
}

function open({ merchant, language }, insert) {
  const title = newId("templates");
  const list = make("div", { class: "templates", role: "list" });
  const problem = make("div", { role: "alert" });
  const search = make("input", { type: "search", maxlength: "200", "aria-label": say("templates.search"), placeholder: say("templates.search") });
  const dialog = make("dialog", { class: "dialog", "aria-labelledby": title },
    make("h2", { id: title }, say("templates.open")), search, problem, list,
    make("div", { class: "row end" }, button(say("cancel"), () => dialog.close())));

  let newest = 0;
  const show = async () => {
    const mine = ++newest;
    try {
      const found = await get(`templates${query({ merchant, language, q: search.value.trim(), limit: SHOWN })}`);
      if (mine === newest) {
        problem.replaceChildren();
        list.replaceChildren(...(found.templates.length === 0
          ? [make("p", { class: "quiet-text" }, say("templates.none"))]
          : found.templates.map((one) => entry(one))));
      }
    } catch (trouble) {
      problem.replaceChildren(make("p", { class: "notice bad" }, trouble.message));
    }
  };

  const entry = (template) => make("div", { role: "listitem", class: "template" },
    button(template.title, () => template.variables.length === 0 ? take(template, {}) : ask(template), { kind: "quiet" }),
    template.own && badge(say("templates.own"), "brand"),
    make("p", { class: "quiet-text", dir: "auto" }, readable(template.text)));

  const ask = (template) => {
    const fields = template.variables.map((name) => [name, make("input", { type: "text", maxlength: "1000", id: newId("gap"), required: true })]);
    const form = make("form", { class: "stack", onsubmit: (event) => {
      event.preventDefault();
      take(template, Object.fromEntries(fields.map(([name, input]) => [name, input.value])));
    } },
    ...fields.map(([name, input]) => make("div", { class: "field" }, make("label", { for: input.id }, name), input)),
    button(say("templates.insert"), undefined, { kind: "strong", type: "submit" }));
    list.replaceChildren(make("p", { class: "quiet-text", dir: "auto" }, readable(template.text)), form);
    fields[0][1].focus();
  };

  const take = async (template, variables) => {
    try {
      const { text } = await post(`templates/${encodeURIComponent(template.key)}/render${query({ merchant, language: template.language })}`, { variables });
      dialog.close();
      insert(text);
    } catch (trouble) {
      problem.replaceChildren(make("p", { class: "notice bad" }, trouble.message));
    }
  };

  let timer;
  search.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(show, SEARCH_MS);
  });
  dialog.addEventListener("close", () => {
    newest += 1;
    dialog.remove();
  });
  document.body.append(dialog);
  dialog.showModal();
  return show();
}

/** The pattern as people read it: gaps by their names alone, without the forms of number behind them. */
function readable(pattern) {
  let text = "";
  let gap = "";
  let depth = 0;
  for (let at = 0; at < pattern.length; at += 1) {
    const sign = pattern[at];
    if (sign === "'" && pattern[at + 1] === "'") {
      at += 1;
      text += depth === 0 ? sign : "";
    } else if (sign === "'" && "{}".includes(pattern[at + 1] ?? " ")) {
      const end = pattern.indexOf("'", at + 1);
      text += depth === 0 ? pattern.slice(at + 1, end < 0 ? undefined : end) : "";
      at = end < 0 ? pattern.length : end;
    } else if (sign === "{") {
      gap = depth === 0 ? "" : gap;
      depth += 1;
    } else if (sign === "}" && depth > 0) {
      depth -= 1;
      text += depth === 0 ? `{${gap.split(",")[0].trim()}}` : "";
    } else if (depth === 0) {
      text += sign;
    } else if (depth === 1) {
      gap += sign;
    }
  }
  return text;
}
