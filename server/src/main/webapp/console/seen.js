// What somebody has seen of each conversation, in this browser: what came since is unread. All tabs know the same.

const KEY = "polyclerk.console.seen";
const MOST = 2_000;

export class Seen {
  #key;
  #known;

  /** @param person id of who sits here */
  constructor(person) {
    this.#key = `${KEY}.${person}`;
    this.#read();
    // Another tab has seen something.
    this.#heard = (event) => event.key === this.#key && this.#read();
    window.addEventListener("storage", this.#heard);
  }

  #heard;

  leave() {
    window.removeEventListener("storage", this.#heard);
  }

  #read() {
    try {
      this.#known = new Map(JSON.parse(localStorage.getItem(this.#key) ?? "[]"));
    } catch {
      this.#known = new Map();
    }
  }

  /** @param conversation of the list @param person id of who sits here */
  isUnread(conversation, person) {
    const { holder, agent, last } = conversation;
    const isHumansWork = holder === "waiting_for_agent" || (holder === "agent" && agent === person);
    // Whoever waits was told so by the bot last, and has not been read by anybody.
    const isTheirs = last?.author === "shopper" || holder === "waiting_for_agent";
    return isHumansWork && isTheirs && last !== undefined && last.at > (this.#known.get(conversation.id) ?? "");
  }

  /** @param at of the last message that was shown */
  mark(id, at) {
    if (!at || at <= (this.#known.get(id) ?? "")) {
      return;
    }
    this.#known.delete(id);
    this.#known.set(id, at);
    const kept = [...this.#known].slice(-MOST);
    this.#known = new Map(kept);
    localStorage.setItem(this.#key, JSON.stringify(kept));
  }
}
