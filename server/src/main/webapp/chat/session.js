// Who the shopper is to the server: a secret token that this browser made, and the messages that wait to be sent.
// Nothing is kept on the device before the shopper has done something.

const TOKEN = /^[A-Za-z0-9_-]{43}$/;

/** localStorage where the browser allows it, memory where it does not (private windows, blocked third-party storage). */
class Shelf {
  #memory = new Map();

  read(key) {
    try {
      return localStorage.getItem(key) ?? this.#memory.get(key) ?? null;
    } catch {
      return this.#memory.get(key) ?? null;
    }
  }

  write(key, value) {
    this.#memory.set(key, value);
    try {
      localStorage.setItem(key, value);
    } catch {
      // Kept in memory: the chat works and ends with the page.
    }
  }

  remove(key) {
    this.#memory.delete(key);
    try {
      localStorage.removeItem(key);
    } catch {
      // Nothing was kept there.
    }
  }
}

function randomText(bytes) {
  const random = crypto.getRandomValues(new Uint8Array(bytes));
  return btoa(String.fromCharCode(...random)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

export class Session {
  #shelf = new Shelf();
  #tokenKey;
  #unsentKey;
  #ownerKey;

  constructor(connection) {
    this.#tokenKey = `polyclerk.chat.${connection}`;
    this.#unsentKey = `polyclerk.chat.${connection}.unsent`;
    this.#ownerKey = `polyclerk.chat.${connection}.owner`;
  }

  /** The token, or null before the shopper's first action. */
  get token() {
    const token = this.#shelf.read(this.#tokenKey);
    return token !== null && TOKEN.test(token) ? token : null;
  }

  /** The token; made now when there is none. */
  begin() {
    const known = this.token;
    if (known !== null) {
      return known;
    }
    const made = randomText(32);
    this.#shelf.write(this.#tokenKey, made);
    return made;
  }

  /** The signed-in customer who speaks here, as the shop names them, or null. */
  get owner() {
    return this.#shelf.read(this.#ownerKey);
  }

  set owner(customer) {
    this.#shelf.write(this.#ownerKey, customer);
  }

  newMessageId() {
    return randomText(12);
  }

  unsent() {
    try {
      const list = JSON.parse(this.#shelf.read(this.#unsentKey) ?? "[]");
      return Array.isArray(list) ? list.filter((entry) => typeof entry?.body?.id === "string") : [];
    } catch {
      return [];
    }
  }

  keepUnsent(list) {
    if (list.length === 0) {
      this.#shelf.remove(this.#unsentKey);
      return;
    }
    this.#shelf.write(this.#unsentKey, JSON.stringify(list));
  }

  forget() {
    this.#shelf.remove(this.#tokenKey);
    this.#shelf.remove(this.#unsentKey);
    this.#shelf.remove(this.#ownerKey);
  }
}
