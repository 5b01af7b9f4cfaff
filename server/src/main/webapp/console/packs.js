// Knowledge of the trade: what is shipped, what the shop has added, and what is wrong with a file that is not taken.

import { get, query, remove, send } from "./api.js";
import { confirmed } from "./dialogs.js";
import { button, make, newId } from "./dom.js";
import { Notices, badge, emptyFile, filePicker, when } from "./parts.js";
import { say } from "./words.js";

/** A part of a page. */
export class Packs {
  #merchant;
  #mayChange;
  #notices = new Notices();
  #faults = make("div", { role: "alert" });
  #list = make("ul", { class: "cards" });
  element;

  constructor({ merchant, mayChange }) {
    this.#merchant = merchant;
    this.#mayChange = mayChange;
    const title = newId("packs");
    this.element = make("section", { class: "stack", "aria-labelledby": title },
      make("h2", { id: title }, say("packs.title")), make("p", {}, say("packs.hint")), this.#notices.element,
      mayChange && this.#upload(), this.#list);
    this.#load();
  }

  #upload() {
    const file = make("input", { type: "file", id: newId("pack"), accept: ".ttl,text/turtle" });
    return make("form", { class: "card form", novalidate: true, onsubmit: async (event) => {
      event.preventDefault();
      const [chosen] = file.files;
      this.#notices.clear();
      this.#faults.replaceChildren();
      if (!chosen) {
        this.#notices.bad({ message: say("data.choose") });
        return;
      }
      try {
        await send(`knowledge/packs${query({ merchant: this.#merchant })}`, chosen, "text/turtle");
        emptyFile(file);
        this.#notices.good(say("packs.taken"));
        await this.#load();
      } catch (trouble) {
        this.#refused(trouble);
      }
    } },
      make("div", { class: "field" }, make("label", { for: file.id }, say("data.file")), make("p", { class: "help" }, say("packs.format")), filePicker(file)),
      this.#faults,
      make("div", { class: "row" }, button(say("knowledge.upload"), null, { type: "submit", kind: "strong" })));
  }

  /** Line by line, as the server tells it: an editor finds the place. */
  #refused(trouble) {
    if (trouble.violations.length === 0) {
      this.#notices.bad(trouble);
      return;
    }
    this.#faults.replaceChildren(make("div", { class: "notice bad" }, make("div", {},
      make("p", {}, say("packs.refused")),
      make("ul", {}, ...trouble.violations.map((one) => make("li", { dir: "ltr" }, make("strong", {}, one.field), `: ${one.problem}`))))));
  }

  async #load() {
    try {
      const { shipped, packs } = await get(`knowledge/packs${query({ merchant: this.#merchant })}`);
      this.#list.replaceChildren(
        ...packs.map((one) => make("li", { class: "card" }, make("h3", { dir: "auto" }, one.title),
          make("p", { class: "row" }, badge(say("packs.own"), "brand"), when(one.addedAt)),
          this.#mayChange && make("div", { class: "row" }, button(say("connection.delete"), () => this.#delete(one), { kind: "small", "aria-label": `${say("connection.delete")}: ${one.title}` })))),
        ...shipped.map((name) => make("li", { class: "card" }, make("h3", {}, say(`packs.${name}`)), make("p", { class: "row" }, badge(say("packs.shipped"))))));
    } catch (trouble) {
      this.#notices.bad(trouble);
    }
  }

  async #delete(one) {
    if (await confirmed({ title: say("connection.deleteTitle", { id: one.title }), text: say("packs.deleteText"), action: say("connection.delete"), danger: true })) {
      await remove(`knowledge/packs/${encodeURIComponent(one.id)}${query({ merchant: this.#merchant })}`).catch((trouble) => this.#notices.bad(trouble));
      await this.#load();
    }
  }
}
