// Who is signed in at the shop around this chat. The shop's page vouches for them with a short-lived token, made for this one chat;
// nothing is asked of a page that has no signed-in customer. See docs/reference/webchat-protocol.md.

const ANSWER_WITHIN_MS = 4_000;
const SPARE_MS = 30_000;
const SHAPE = /^[A-Za-z0-9_-]{1,1500}\.[A-Za-z0-9_-]{1,1500}\.[A-Za-z0-9_-]{1,200}$/;

/** The name of a chat, as the server computes it from the session's token; null where the browser cannot compute it. */
async function chatOf(token) {
  if (!crypto.subtle) {
    return null;
  }
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(token)));
  const text = btoa(String.fromCharCode(...hash)).replaceAll("+", "-").replaceAll("/", "_");
  return `w${text.slice(0, 22)}`;
}

function claimsOf(token) {
  try {
    const middle = token.split(".")[1].replaceAll("-", "+").replaceAll("_", "/");
    return JSON.parse(atob(middle));
  } catch {
    return {};
  }
}

export class Customer {
  #session;
  #asking = null;
  #token = null;
  #until = 0;
  #answered = null;
  #surrounding;

  /** @param surrounding whether a page of a shop stands around this one */
  constructor(session, surrounding) {
    this.#session = session;
    this.#surrounding = surrounding;
    if (surrounding) {
      window.addEventListener("message", (event) => {
        if (event.source === window.parent && event.data?.type === "polyclerk:customer") {
          this.#answered?.(event.data.token);
        }
      });
    }
  }

  /** The token to send along, or null; asks the shop's page when there is none that is good for a while. */
  async token() {
    if (!this.#surrounding) {
      return null;
    }
    if (Date.now() >= this.#until) {
      this.#asking ??= this.#ask().finally(() => (this.#asking = null));
      await this.#asking;
    }
    return this.#token;
  }

  /** The server did not take it. */
  refused() {
    this.#token = null;
    this.#until = 0;
  }

  /** Whether this chat was begun by a customer who is no longer the one who is signed in: on a shared computer it is not theirs. */
  async isOfAnother() {
    const owner = this.#session.owner;
    if (owner === null || !this.#surrounding) {
      return false;
    }
    const answered = await this.#ask();
    return answered && (this.#token === null || claimsOf(this.#token).sub !== owner);
  }

  /** @returns whether the page answered at all */
  async #ask() {
    const chat = await chatOf(this.#session.begin());
    const answer = chat === null ? undefined : await this.#answerFor(chat);
    this.#token = typeof answer === "string" && SHAPE.test(answer) ? answer : null;
    // A page that says nothing, or that nobody is signed in, is asked again after a while.
    const lasts = this.#token === null ? 2 * SPARE_MS : claimsOf(this.#token).exp * 1_000 - Date.now() - SPARE_MS;
    this.#until = Date.now() + (lasts > 0 ? lasts : 0);
    if (this.#token !== null) {
      this.#session.owner = String(claimsOf(this.#token).sub);
    }
    return answer !== undefined;
  }

  #answerFor(chat) {
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(undefined), ANSWER_WITHIN_MS);
      this.#answered = (token) => {
        clearTimeout(timer);
        resolve(token ?? null);
      };
      window.parent.postMessage({ type: "polyclerk:whoami", chat }, "*");
    });
  }
}
