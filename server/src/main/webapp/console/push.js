// Lets this browser be told what somebody should look at, also while the console is closed.

import { get, post, remove } from "./api.js";
import { button, make } from "./dom.js";
import { language, say } from "./words.js";

/** Which of the server's browsers this one is. */
const ID = "polyclerk.console.push";
const SUBSCRIBE_MS = 20_000;
const USUAL = ["waiting", "connection", "expiring"];

function isPossible() {
  return window.isSecureContext && "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;
}

/** Keeps the worker up to date and follows it to where a notice was clicked. */
export async function listen() {
  if (!isPossible()) {
    return;
  }
  navigator.serviceWorker.addEventListener("message", (event) => {
    if (typeof event.data?.place === "string" && event.data.place.startsWith("#/")) {
      location.hash = event.data.place;
    }
  });
  if (localStorage.getItem(ID) !== null) {
    await navigator.serviceWorker.register("sw.js").catch(() => {});
  }
}

/** Whoever signs out of a browser is told nothing there any more. */
export async function forgetBrowser() {
  const id = localStorage.getItem(ID);
  if (id === null) {
    return;
  }
  localStorage.removeItem(ID);
  await remove(`push/${encodeURIComponent(id)}`).catch(() => {});
  const registration = await navigator.serviceWorker?.getRegistration();
  await (await registration?.pushManager.getSubscription())?.unsubscribe();
}

function bytes(base64url) {
  const text = atob(base64url.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}

function isSame(buffer, key) {
  const other = new Uint8Array(buffer ?? []);
  return other.length === key.length && other.every((one, i) => one === key[i]);
}

/** What this browser says of itself; asks the person when that is needed. */
async function subscription(key) {
  await navigator.serviceWorker.register("sw.js");
  const registration = await within(SUBSCRIBE_MS, navigator.serviceWorker.ready);
  const known = await registration.pushManager.getSubscription();
  if (known && isSame(known.options.applicationServerKey, key)) {
    return known;
  }
  // It was made for another server, or for this one before it lost its keys.
  await known?.unsubscribe();
  return within(SUBSCRIBE_MS, registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key }));
}

/** A browser that does not reach its push service may never say so. */
function within(milliseconds, promise) {
  return Promise.race([promise, new Promise((_, reject) => {
    setTimeout(() => reject(new Error("nothing was heard")), milliseconds);
  })]);
}

/** @param notices where it is said what came of a press */
export async function pushCard(notices) {
  const card = make("section", { class: "card stack", "aria-labelledby": "push-title", id: "push" });
  const title = () => make("h2", { id: "push-title" }, say("push.title"));
  if (!isPossible()) {
    card.append(title(), make("p", {}, say("push.impossible")));
    return card;
  }

  const draw = async () => {
    const view = await get("push");
    const mine = view.browsers.find((one) => one.id === localStorage.getItem(ID));
    card.replaceChildren(title(), make("p", {}, say("push.hint")), form(view, mine));
  };

  function form(view, mine) {
    const boxes = view.known.map((kind) => {
      const box = make("input", { type: "checkbox", value: kind, id: `push-kind-${kind}` });
      box.checked = (mine?.kinds ?? USUAL).includes(kind);
      return box;
    });
    const keep = async () => {
      notices.clear();
      if (await Notification.requestPermission() !== "granted") {
        notices.bad(new Error(say("push.denied")));
        return;
      }
      try {
        const { endpoint, keys } = (await subscription(bytes(view.key))).toJSON();
        const kept = await post("push", { endpoint, keys, language: language(), kinds: boxes.filter((box) => box.checked).map((box) => box.value) });
        localStorage.setItem(ID, kept.id);
        await draw();
        notices.good(say("push.kept"));
      } catch (trouble) {
        notices.bad(trouble.violations?.some((one) => one.field === "endpoint") ? new Error(say("push.unknownService")) : "status" in trouble ? trouble : new Error(say("push.failed")));
      }
    };
    return make("form", { class: "form", novalidate: true, onsubmit: (event) => event.preventDefault() },
      make("fieldset", { class: "checks" }, make("legend", {}, say("account.kinds")),
        ...boxes.map((box) => make("label", { class: "check" }, box, make("span", {}, say(`noticeKind.${box.value}`))))),
      make("div", { class: "row" },
        button(say(mine ? "save" : "push.on"), keep, { kind: "strong", id: "push-on" }),
        mine && button(say("push.try"), async () => {
          await post(`push/${encodeURIComponent(mine.id)}/test`);
          notices.good(say("push.tried"));
        }, { id: "push-try" }),
        mine && button(say("push.off"), async () => {
          await forgetBrowser();
          await draw();
          notices.good(say("push.stopped"));
        }, { id: "push-off" })));
  }

  await draw();
  return card;
}
