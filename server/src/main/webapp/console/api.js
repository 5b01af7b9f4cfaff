// Talks to the API, with a token or as somebody who signed in. A token is kept for this tab alone and only ever travels in a header;
// who signed in has a cookie that no script can read, and sends its guard along with whatever changes something. Inside a platform's page it is the
// platform that says who is there, and nothing is kept.

import { atPlatform, isEmbedded, openAnew } from "./embedded.js";
import { tab } from "./storage.js";
import { say } from "./words.js";

const TOKEN = "polyclerk.console.token";
const BASE = "/api/v1/";

/** What is said in the console's own words instead of the server's. */
const KNOWN = {
  changed: "error.changed", held: "error.held", "no-connection": "error.noConnection", "no-model": "translate.noModel",
  "translation-refused": "translate.refused", "too-long": "translate.tooLong", "cap-reached": "translate.cap", "model-away": "translate.away",
  "chats-unreadable": "replay.unreadable", "chats-columns": "replay.noColumns", "chats-no-shopper": "replay.noShopper",
};

/** What went wrong, in words that say what to do. */
export class Trouble extends Error {
  constructor(status, code, message, violations = []) {
    super(message);
    this.status = status;
    this.code = code;
    this.violations = violations;
  }
}

let onSignedOut = () => {};
/** Of the session of this browser; null without one. */
let guard = null;

export function whenSignedOut(action) {
  onSignedOut = action;
}

/** @return how people get in here, and where else they may sign in; afterwards it is known whether somebody is signed in */
export async function door() {
  if (isEmbedded()) {
    await proven();
    return { ways: ["platform"], providers: [] };
  }
  const { signIn = ["token"], providers = [], guard: found = null } = await json("GET", "");
  guard = found;
  return { ways: signIn, providers };
}

export function isSignedIn() {
  return isEmbedded() || tab.get(TOKEN) !== null || guard !== null;
}

/** Whether it is a person with a password, and not the bearer of a token. */
export function hasSession() {
  return !isEmbedded() && tab.get(TOKEN) === null && guard !== null;
}

/** @return where one signs out of the provider that one came from too; null when there is no such place */
export async function signOut(everywhere = false) {
  const answer = hasSession() ? await remove(`session${query({ everywhere: everywhere || undefined })}`).catch(() => null) : null;
  forget();
  return answer?.provider ?? null;
}

function forget() {
  tab.remove(TOKEN);
  guard = null;
}

/** @return who that is; nothing is kept when nobody is */
export async function signIn(token) {
  // Anything else cannot even be sent in a header.
  if (!/^[!-~]{1,500}$/.test(token)) {
    throw new Trouble(401, "unauthorized", say("error.token"));
  }
  const person = await json("GET", "me", { token });
  tab.set(TOKEN, token);
  return person;
}

/** @return who that is */
export async function signInAs(login, password) {
  tab.remove(TOKEN);
  const opened = await json("POST", "session", { body: { login, password }, quiet: true });
  guard = opened.guard;
  return get("me");
}

/** @param again whether the server did not know what was had @return the header that says who is signed in at the platform */
async function proven(again = false) {
  try {
    return await (again ? openAnew() : atPlatform());
  } catch (failure) {
    throw failure instanceof TypeError
      ? new Trouble(0, "offline", say("error.offline"))
      : new Trouble(401, "unauthorized", say("error.openAnew"));
  }
}

/** What says who asks. */
async function credentials(method, token) {
  if (isEmbedded()) {
    return proven();
  }
  const bearer = token ?? tab.get(TOKEN);
  if (bearer !== null) {
    return { Authorization: `Bearer ${bearer}` };
  }
  return guard === null || method === "GET" ? {} : { "X-Polyclerk-Guard": guard };
}

async function call(method, path, { body, token, headers = {}, signal, raw, quiet } = {}) {
  const send = (who) => fetch(BASE + path, {
    method,
    signal,
    credentials: "Authorization" in who || isEmbedded() ? "omit" : "same-origin",
    cache: "no-store",
    headers: {
      ...who,
      ...(body === undefined || raw ? {} : { "Content-Type": "application/json" }),
      ...headers,
    },
    body: raw ? body : body === undefined ? undefined : JSON.stringify(body),
  });
  const who = await credentials(method, token);
  let response;
  try {
    response = await send(who);
    if (response.status === 401 && isEmbedded()) {
      response = await send(await proven(true));
    }
  } catch (failure) {
    if (failure.name === "AbortError" || failure instanceof Trouble) {
      throw failure;
    }
    throw new Trouble(0, "offline", say("error.offline"));
  }
  if (response.ok) {
    return response;
  }
  const problem = await response.json().catch(() => ({}));
  if (response.status === 401 && token === undefined && !quiet) {
    forget();
    onSignedOut();
  }
  throw new Trouble(response.status, problem.code ?? "", words(response.status, problem), problem.violations ?? []);
}

function words(status, problem) {
  if (problem.code === "wrong-login") {
    return say("error.login");
  }
  if (status === 401) {
    return say("error.token");
  }
  if (status === 403) {
    return say("error.forbidden");
  }
  if (status === 429) {
    return say("error.tooMany");
  }
  if (status >= 500 && status !== 503) {
    return say("error.server", { instance: problem.instance ?? "" });
  }
  if (status === 404 && !KNOWN[problem.code]) {
    return say("error.gone");
  }
  const known = KNOWN[problem.code];
  return known ? say(known) : problem.detail ?? say("error.server", { instance: problem.instance ?? "" });
}

async function json(method, path, options) {
  const response = await call(method, path, options);
  // What was only taken to be done has nothing to say.
  const text = await response.text();
  return text === "" ? null : JSON.parse(text);
}

export const get = (path, options) => json("GET", path, options);
export const post = (path, body, options) => json("POST", path, { body, ...options });
export const put = (path, body) => json("PUT", path, { body });
export const patch = (path, body) => json("PATCH", path, { body });
export const remove = (path) => json("DELETE", path);

/** An answer that goes on, to be read piece by piece. */
export async function openStream(path, signal) {
  return (await call("GET", path, { signal, headers: { Accept: "text/event-stream" } })).body;
}

/** The whole answer as a file. */
export async function file(path) {
  return (await call("GET", path)).blob();
}

/** Sends a file as it is. */
export const upload = (path, content) => json("POST", path, { body: content, raw: true, headers: { "Content-Type": "application/jsonl" } });

/** Puts a file in place of what is there. */
export const replaceWith = (path, content, type) => json("PUT", path, { body: content, raw: true, headers: { "Content-Type": type } });

/** Sends a file as it is, whatever it is. */
export const send = (path, content, type) => json("POST", path, { body: content, raw: true, headers: { "Content-Type": type } });

/** Sends a form with files. @param onProgress told the share that has gone out */
export async function uploadForm(path, form, onProgress) {
  const who = await credentials("POST");
  return new Promise((resolve, reject) => {
    // fetch tells nothing about how far an upload got.
    const request = new XMLHttpRequest();
    request.open("POST", BASE + path);
    request.responseType = "json";
    Object.entries(who).forEach(([name, value]) => request.setRequestHeader(name, value));
    request.upload.addEventListener("progress", (event) => event.lengthComputable && onProgress(event.loaded / event.total));
    request.addEventListener("load", () => {
      const answer = request.response ?? {};
      if (request.status >= 200 && request.status < 300) {
        resolve(answer);
      } else {
        reject(new Trouble(request.status, answer.code ?? "", words(request.status, answer), answer.violations ?? []));
      }
    });
    request.addEventListener("error", () => reject(new Trouble(0, "offline", say("error.offline"))));
    request.send(form);
  });
}

/** A query; empty values are left out. */
export function query(values) {
  const parts = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) {
    if (value !== undefined && value !== null && value !== "") {
      parts.set(name, value);
    }
  }
  const text = parts.toString();
  return text === "" ? "" : `?${text}`;
}
