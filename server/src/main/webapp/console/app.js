// The frame of the console: who sits before it, where they are, and how they get about.

import { announce, button, icon, make, newId } from "./dom.js";
import { Trouble, door, get, hasSession, isSignedIn, query, signIn, signInAs, signOut, whenSignedOut } from "./api.js";
import { isEmbedded } from "./embedded.js";
import { chooseLanguage, has, language, languages, loadWords, number, say } from "./words.js";
import { Live } from "./live.js";
import { features } from "./features.js";
import { failure, loading } from "./parts.js";
import { forgetBrowser, listen } from "./push.js";

const ALL = ["admin", "manager", "agent", "analyst"];
const LEADING = ["admin", "manager"];
const PAGES = [
  { name: "start", roles: ALL, load: () => import("./pages/start.js") },
  { name: "setup", roles: ["admin"], load: () => import("./pages/setup.js") },
  { name: "conversations", roles: ALL, load: () => import("./pages/conversations.js") },
  { name: "tickets", roles: ALL, load: () => import("./pages/tickets.js") },
  { name: "simulator", roles: ["admin"], load: () => import("./pages/simulator.js") },
  { name: "numbers", roles: ALL, load: () => import("./pages/numbers.js") },
  { name: "billing", roles: ["admin", "analyst"], needs: ["get", "/billing/bill"], load: () => import("./pages/billing.js") },
  { name: "policies", roles: [...LEADING, "analyst"], load: () => import("./pages/policies.js") },
  { name: "proactive", roles: ALL, needs: ["get", "/proactive"], load: () => import("./pages/proactive.js") },
  { name: "replay", roles: [...LEADING, "analyst"], load: () => import("./pages/replay.js") },
  { name: "knowledge", roles: ALL, needs: ["get", "/knowledge/documents"], load: () => import("./pages/knowledge.js") },
  { name: "training", roles: [...LEADING, "agent"], needs: ["get", "/training/lessons"], load: () => import("./pages/training.js") },
  { name: "languages", roles: ALL, load: () => import("./pages/languages.js") },
  { name: "connections", roles: ["admin"], load: () => import("./pages/connections.js") },
  { name: "partners", roles: ["admin"], whole: true, needs: ["get", "/partner-adapters"], load: () => import("./pages/partners.js") },
  { name: "access", roles: ["admin"], load: () => import("./pages/access.js") },
  // What was done on the whole server, and what goes out from it, is for those who look after the whole server.
  { name: "audit", roles: ["admin"], whole: true, load: () => import("./pages/audit.js") },
  { name: "mail", roles: ["admin"], whole: true, load: () => import("./pages/mail.js") },
  { name: "notices", roles: ALL, hidden: true, load: () => import("./pages/notices.js") },
  { name: "account", roles: ALL, hidden: true, load: () => import("./pages/account.js") },
  { name: "data", roles: ["admin", "manager", "analyst"], load: () => import("./pages/data.js") },
];

const NOTICES_MS = 30_000;
const ICON = new URL("icon.svg", import.meta.url).href;

const root = document.getElementById("console");
let me;
let ways = ["token"];
let providers = [];
let pages = [];
let main;
let open = { name: "", page: undefined };
let visit = 0;
let notices;

/** Where the address points: `#/conversations/7?holder=agent`. */
function here() {
  const [path, search = ""] = location.hash.replace(/^#\/?/, "").split("?");
  const [name = "", ...rest] = path.split("/").map(decodeURIComponent);
  return { name: name === "" ? "start" : name, rest, search: new URLSearchParams(search) };
}

function leave() {
  open.page?.leave?.();
  open = { name: "", page: undefined };
}

async function go() {
  // Signed in, but the frame is not there yet: it goes on by itself once it is.
  if (!me || pages.length === 0) {
    return;
  }
  const place = here();
  const page = pages.find((one) => one.name === place.name) ?? pages[0];
  markPlace(page.name);
  closeMenu();
  if (open.name === page.name && open.page?.move) {
    open.page.move(place);
    return;
  }
  leave();
  visit += 1;
  const thisVisit = visit;
  main.replaceChildren(loading());
  document.title = `${say(`page.${page.name}`)} · Polyclerk`;
  try {
    const module = await page.load();
    const made = await module.show({ me, place });
    if (thisVisit !== visit) {
      made.leave?.();
      return;
    }
    open = { name: page.name, page: made };
    main.replaceChildren(made.element);
    focusTitle();
  } catch (trouble) {
    if (thisVisit === visit && me) {
      main.replaceChildren(make("h1", { tabindex: "-1" }, say(`page.${page.name}`)), failure(trouble, go));
      focusTitle();
    }
  }
}

function focusTitle() {
  main.querySelector("h1")?.focus({ preventScroll: true });
  window.scrollTo(0, 0);
}

function markPlace(name) {
  root.querySelectorAll(".nav a").forEach((link) => {
    if (link.dataset.page === name) {
      link.setAttribute("aria-current", "page");
    } else {
      link.removeAttribute("aria-current");
    }
  });
}

function closeMenu() {
  root.querySelector(".frame")?.classList.remove("menu-open");
  root.querySelector("#menu")?.setAttribute("aria-expanded", "false");
}

function languageSelect() {
  const id = newId("language");
  const element = make("select", { id, class: "language", onchange: (event) => {
    chooseLanguage(event.target.value);
    location.reload();
  } }, ...languages().map((one) => make("option", { value: one.tag, lang: one.tag }, one.name)));
  element.value = language();
  return [make("label", { for: id, class: "sr-only" }, say("consoleLanguage")), element];
}

/** Says how many notices there are. */
function bell() {
  const count = make("span", { class: "bell-count", hidden: true });
  const link = make("a", { class: "button quiet bell", href: "#/notices", id: "bell", "aria-label": say("page.notices") }, icon("bell"), count);
  notices?.stop();
  notices = new Live(async () => {
    const { notices: found } = await get("notices");
    count.hidden = found.length === 0;
    count.textContent = number(found.length);
    link.setAttribute("aria-label", `${say("page.notices")}: ${number(found.length)}`);
  }, NOTICES_MS);
  notices.now();
  return link;
}

/** What this person may see and this server can do. */
async function choosePages() {
  const has = await features();
  pages = PAGES.filter((page) => page.roles.includes(me.role) && (!page.whole || !me.merchant) && (!page.needs || has(...page.needs)));
}

async function frame() {
  await choosePages();
  main = make("main", { id: "main", class: "main", tabindex: "-1" });
  const toMain = make("a", { class: "skip", href: "#main", onclick: (event) => {
    event.preventDefault();
    main.focus();
  } }, say("skip"));
  const menu = button(say("menu"), () => {
    const isOpen = shell.classList.toggle("menu-open");
    menu.setAttribute("aria-expanded", String(isOpen));
  }, { kind: "quiet", symbol: "menu", id: "menu", "aria-expanded": "false", "aria-controls": "nav" });
  const shell = make("div", { class: "frame" },
    toMain,
    make("header", { class: "top" },
      menu,
      make("a", { class: "logo", href: "#/start" }, make("img", { src: ICON, alt: "", width: "28", height: "28" }), "Polyclerk"),
      make("span", { class: "grow" }),
      // Inside a platform's page its language is taken, and nobody signs out here.
      ...(isEmbedded() ? [] : languageSelect()),
      bell(),
      hasSession() ? make("a", { class: "who", href: "#/account" }, me.name) : make("span", { class: "who" }, me.name),
      !isEmbedded() && button(say("signOut"), async () => {
        await forgetBrowser();
        const there = await signOut();
        showSignIn(undefined, undefined, there);
      }, { kind: "quiet", id: "sign-out" }),
    ),
    make("nav", { class: "nav", id: "nav", "aria-label": say("pages") },
      make("ul", {}, ...pages.filter((page) => !page.hidden).map((page) => make("li", {},
        make("a", { href: `#/${page.name}`, data: { page: page.name } }, icon(page.name), make("span", {}, say(`page.${page.name}`))))))),
    main,
  );
  root.replaceChildren(shell);
}

/** The pages of providers that people may sign in with; the browser is led there and comes back. */
function providerLinks() {
  const to = location.hash.replace(/^#/, "").split("?")[0];
  return providers.map((one) => make("a", {
    class: "button", href: one.address + query({ to: to.startsWith("/sign-in") ? "" : to }), data: { provider: one.address },
  }, say("signInWith", { name: one.name })));
}

/** Who is signed out here may still be signed in at the provider, where others at the same machine would come in. */
function signedOutNotice(there) {
  return make("div", { class: "notice good", role: "status" }, make("p", {}, say("signIn.out"), " ",
    make("a", { href: there, id: "sign-out-there" }, say("signIn.outThere"))));
}

/** @param way "token" or "password" @param there where one signs out of a provider too */
function showSignIn(message, way = ways.includes("password") ? "password" : "token", there = null) {
  leave();
  notices?.stop();
  visit += 1;
  me = undefined;
  document.title = `${say("signIn")} · Polyclerk`;
  const problem = make("p", { class: "field-error", role: "alert", id: "sign-in-problem" }, message ?? "");
  const fields = way === "password" ? passwordFields() : tokenField();
  const submit = button(say("signIn"), null, { kind: "strong", type: "submit" });
  const form = make("form", { class: "sign-in", novalidate: true, onsubmit: async (event) => {
    event.preventDefault();
    if (submit.getAttribute("aria-busy") === "true") {
      return;
    }
    submit.setAttribute("aria-busy", "true");
    problem.textContent = "";
    try {
      me = await fields.enter();
      await frame();
      await go();
    } catch (trouble) {
      problem.textContent = trouble.message;
      fields.last.focus();
    } finally {
      submit.removeAttribute("aria-busy");
    }
  } },
    make("img", { src: ICON, alt: "", width: "48", height: "48" }),
    make("h1", {}, say("signInTitle")),
    there && signedOutNotice(there),
    providers.length > 0 && make("div", { class: "sign-in-with" }, ...providerLinks(), make("p", { class: "quiet-text" }, say("signIn.or"))),
    ...fields.parts,
    problem,
    submit,
    ways.includes("password") && button(say(way === "password" ? "useToken" : "usePassword"),
      () => showSignIn(undefined, way === "password" ? "token" : "password"), { kind: "quiet", id: "other-way" }),
    make("div", { class: "sign-in-language" }, ...languageSelect()),
  );
  root.replaceChildren(make("main", { class: "sign-in-page" }, form));
  fields.first.focus();
}

function tokenField() {
  const input = make("input", {
    id: "token", type: "password", autocomplete: "current-password", spellcheck: "false", dir: "ltr",
    "aria-describedby": "token-help sign-in-problem", required: true,
  });
  return {
    first: input,
    last: input,
    enter: () => signIn(input.value.trim()),
    parts: [
      make("label", { for: "token" }, say("token")),
      make("p", { class: "help", id: "token-help" }, say("tokenHelp")),
      // Browsers that keep passwords want to know whose it is.
      make("input", { type: "text", autocomplete: "username", class: "sr-only", tabindex: "-1", "aria-hidden": "true", value: "console" }),
      input,
    ],
  };
}

function passwordFields() {
  const login = make("input", { id: "login", autocomplete: "username", autocapitalize: "none", spellcheck: "false", dir: "ltr", required: true });
  const password = make("input", {
    id: "password", type: "password", autocomplete: "current-password", dir: "ltr", "aria-describedby": "sign-in-problem", required: true,
  });
  return {
    first: login,
    last: password,
    enter: () => signInAs(login.value.trim(), password.value),
    parts: [make("label", { for: "login" }, say("login")), login, make("label", { for: "password" }, say("password")), password],
  };
}

/** What went wrong at a provider, when the browser comes from there with nothing. */
function comeBackProblem() {
  const place = here();
  if (place.name !== "sign-in") {
    return undefined;
  }
  history.replaceState(null, "", "#/start");
  const key = `signIn.${place.search.get("problem")}`;
  return has(key) ? say(key) : undefined;
}

/** Nobody is asked for a password inside another page. */
function showFailure(trouble) {
  leave();
  notices?.stop();
  me = undefined;
  root.replaceChildren(make("main", { class: "sign-in-page" }, failure(trouble, begin)));
}

async function begin() {
  await loadWords();
  whenSignedOut(() => {
    if (me && isEmbedded()) {
      showFailure(new Trouble(401, "unauthorized", say("error.openAnew")));
    } else if (me) {
      showSignIn(say("sessionEnded"));
      announce(say("sessionEnded"));
    }
  });
  window.addEventListener("hashchange", go);
  listen();
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && root.querySelector(".menu-open")) {
      closeMenu();
      root.querySelector("#menu").focus();
    }
  });
  try {
    ({ ways, providers } = await door());
    if (!isSignedIn()) {
      showSignIn(comeBackProblem());
      return;
    }
    me = await get("me");
    await frame();
    await go();
  } catch (trouble) {
    if (trouble.status === 401 && !isEmbedded()) {
      showSignIn(say("sessionEnded"));
    } else {
      showFailure(trouble);
    }
  }
}

begin();
