// Puts the chat on a shop's page:
//   <script src="https://bot.shop.example/chat/embed.js" data-connection="web" async></script>
// Optional: data-lang="ar", data-side="start" (default "end"), data-label="Chat", and data-customer, an address of the shop's own that
// tells who is signed in there, and data-open="true" to open it at once. Nothing is loaded before the shopper opens it but this file and the words for its button.
(() => {
  "use strict";

  const script = document.currentScript;
  const connection = script?.dataset.connection;
  if (!connection || document.querySelector("polyclerk-chat")) {
    return;
  }
  const folder = new URL(".", script.src);
  const chatOrigin = folder.origin;
  const side = script.dataset.side === "start" ? "start" : "end";
  const opposite = side === "end" ? "start" : "end";

  // A style sheet object needs no inline style, so a strict content security policy of the shop's page allows it.
  const styles = `
    :host { all: initial; }
    [hidden] { display: none !important; }
    button, iframe { position: fixed; inset-block-end: 1rem; inset-inline-${side}: 1rem; inset-inline-${opposite}: auto; z-index: 2147483000; }
    button {
      inline-size: 3.5rem; block-size: 3.5rem; padding: 0; border: 0; border-radius: 50%; cursor: pointer;
      background: #0b6e5f; color: #fff; box-shadow: 0 4px 14px rgb(0 0 0 / 30%);
    }
    button:focus-visible { outline: 3px solid #0a58ca; outline-offset: 3px; }
    svg { inline-size: 1.75rem; block-size: 1.75rem; vertical-align: middle; fill: none; stroke: currentColor; stroke-width: 2; stroke-linecap: round; stroke-linejoin: round; }
    span { position: absolute; inset-block-start: 0; inset-inline-end: 0; inline-size: .9rem; block-size: .9rem; border-radius: 50%; border: 2px solid #fff; background: #d0342c; }
    iframe {
      inline-size: min(24rem, calc(100vw - 2rem)); block-size: min(40rem, calc(100dvh - 2rem));
      border: 0; border-radius: 1rem; background: Canvas; color-scheme: normal; box-shadow: 0 8px 32px rgb(0 0 0 / 35%);
    }
    @media (max-width: 30rem) {
      iframe { inset: 0; inline-size: 100vw; block-size: 100dvh; border-radius: 0; }
    }`;

  const host = document.createElement("polyclerk-chat");
  const root = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(styles);
  root.adoptedStyleSheets = [sheet];

  const SVG = "http://www.w3.org/2000/svg";
  const button = document.createElement("button");
  button.type = "button";
  button.setAttribute("aria-expanded", "false");
  button.setAttribute("aria-haspopup", "dialog");
  const icon = document.createElementNS(SVG, "svg");
  icon.setAttribute("viewBox", "0 0 24 24");
  icon.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", "M4 5h16v11H11l-5 4v-4H4zM8 9h8M8 12h5");
  icon.append(path);
  const badge = document.createElement("span");
  badge.hidden = true;
  button.append(icon, badge);
  root.append(button);

  let frame = null;
  let ready = false;

  const name = (label) => {
    button.setAttribute("aria-label", label);
    button.title = label;
  };
  name(script.dataset.label || "Chat");

  const open = () => {
    if (frame === null) {
      frame = document.createElement("iframe");
      const page = new URL(encodeURIComponent(connection), folder);
      if (script.dataset.lang) {
        page.searchParams.set("lang", script.dataset.lang);
      }
      frame.src = page.href;
      frame.title = button.title;
      frame.allow = "microphone";
      root.append(frame);
    }
    frame.hidden = false;
    button.hidden = true;
    badge.hidden = true;
    button.setAttribute("aria-expanded", "true");
    frame.focus();
    // The first time the chat says itself when it is there; before, the frame is still of another origin.
    if (ready) {
      frame.contentWindow.postMessage({ type: "polyclerk:opened" }, chatOrigin);
    }
  };

  const close = () => {
    frame.hidden = true;
    button.hidden = false;
    button.setAttribute("aria-expanded", "false");
    button.focus();
  };

  button.addEventListener("click", open);
  // Anything on the shop's page may open the chat.
  document.addEventListener("click", (event) => {
    if (event.target instanceof Element && event.target.closest("[data-polyclerk-open]")) {
      open();
    }
  });
  window.addEventListener("message", (event) => {
    if (frame === null || event.source !== frame.contentWindow || event.origin !== chatOrigin) {
      return;
    }
    if (event.data?.type === "polyclerk:close") {
      close();
    } else if (event.data?.type === "polyclerk:whoami") {
      tellWhoIsSignedIn(String(event.data.chat));
    } else if (event.data?.type === "polyclerk:ready") {
      ready = true;
      if (!frame.hidden) {
        frame.contentWindow.postMessage({ type: "polyclerk:opened" }, chatOrigin);
      }
    } else if (event.data?.type === "polyclerk:message" && frame.hidden) {
      badge.hidden = false;
    }
  });

  // Asked of the shop with the shopper's own cookies; the answer goes to the chat's frame and to nobody else.
  const tellWhoIsSignedIn = async (chat) => {
    let token = null;
    try {
      if (script.dataset.customer && /^w[A-Za-z0-9_-]{22}$/.test(chat)) {
        const address = new URL(script.dataset.customer, location.href);
        address.searchParams.set("chat", chat);
        const response = await fetch(address, { credentials: "same-origin", cache: "no-store" });
        token = response.ok ? ((await response.json()).token ?? null) : null;
      }
    } catch {
      // Then nobody is vouched for, and the bot asks for proof as it does everywhere.
    }
    frame.contentWindow?.postMessage({ type: "polyclerk:customer", token }, chatOrigin);
  };

  const localize = async () => {
    if (script.dataset.label) {
      return;
    }
    try {
      const all = await (await fetch(new URL("strings.json", folder), { credentials: "omit" })).json();
      const wanted = [script.dataset.lang, document.documentElement.lang, ...navigator.languages].filter(Boolean);
      const tags = wanted.flatMap((one) => {
        const locale = new Intl.Locale(one).maximize();
        return [`${locale.language}-${locale.script}`, locale.language];
      });
      const tag = tags.find((one) => one in all) ?? "en";
      name(all[tag].open);
    } catch {
      // The shop's page forbids the request: the plain label stays.
    }
  };

  const show = () => {
    document.body.append(host);
    localize();
    // The page's own button has loaded this file because somebody wants to chat.
    if (script.dataset.open === "true") {
      open();
    }
  };
  if (document.body) {
    show();
  } else {
    document.addEventListener("DOMContentLoaded", show, { once: true });
  }
})();
