// The merchant's page inside the platform's own. Who is signed in is proven by the platform: its script adds the proof to every request
// to our own address.

import { wordsFor } from "./words.js";

const body = document.body.dataset;
const page = document.getElementById("page");
const words = wordsFor([new URLSearchParams(location.search).get("locale"), ...navigator.languages]);

function element(name, text, attributes = {}) {
  const made = document.createElement(name);
  made.textContent = text ?? "";
  Object.entries(attributes).forEach(([key, value]) => made.setAttribute(key, value));
  return made;
}

function section(heading, ...parts) {
  const made = element("section");
  made.append(element("h2", heading), ...parts);
  return made;
}

function list(rows) {
  const made = element("dl");
  for (const [name, value, copied] of rows) {
    const shown = element("dd");
    shown.append(copied ? element("code", value) : document.createTextNode(value));
    made.append(element("dt", name), shown);
  }
  return made;
}

function link(address, text) {
  const made = element("p");
  made.append(element("a", text, { href: address, target: "_top" }));
  return made;
}

/** The console takes the place of this page; the platform's script stays and goes on saying who is there. */
function openConsole() {
  const made = element("button", words.openConsole, { type: "button", id: "open-console" });
  made.addEventListener("click", async () => {
    const style = element("link", "", { rel: "stylesheet", href: "/console/console.css" });
    document.head.append(style);
    await new Promise((resolve) => style.addEventListener("load", resolve));
    document.querySelector("link[href='/embedded/embedded.css']").remove();
    document.body.replaceChildren(
      element("div", "", { id: "console" }),
      element("p", "", { class: "sr-only", id: "announcer", role: "status", "aria-live": "polite" }));
    await import("/console/app.js");
  });
  return made;
}

async function show() {
  document.documentElement.lang = words.tag;
  document.documentElement.dir = words.dir;
  page.replaceChildren(element("h1", "Polyclerk"));
  const response = await fetch(`/install/${encodeURIComponent(body.adapter)}/status`);
  if (!response.ok) {
    throw new Error(String(response.status));
  }
  const status = await response.json();
  const active = status.store === "active";
  page.append(
    section(words.state, element("p", active ? words.active : words.inactive, { class: active ? "good" : "bad" })),
    section(
      words.launcher,
      element("p", words.launcherHelp),
      list([
        [words.server, status.server, true],
        [words.chat, status.chat, true],
      ]),
      ...(body.linkTheme ? [link(body.linkTheme, words.openTheme)] : []),
    ),
    section(words.permissions, element("p", status.scopes ?? "")),
    section(words.console, element("p", words.consoleHelp), openConsole()),
  );
}

show()
  .catch(() => page.append(section(words.state, element("p", words.failed, { class: "bad" }))))
  .finally(() => page.removeAttribute("aria-busy"));
