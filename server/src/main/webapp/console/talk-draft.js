// A reply that is written in one's own language and sent in the shopper's. What the model made of it stands in the reply box, to be read before it is sent.

import { post } from "./api.js";
import { announce, button, make } from "./dom.js";
import { isOwnLanguage } from "./translation.js";
import { language, languageName, say } from "./words.js";

export class DraftTranslation {
  #path;
  #box;
  #own;
  #target;
  #said = make("p", { dir: "auto", role: "status" });
  #into;
  #changed;
  element = make("div", {});

  /**
   * @param box where the reply is written
   * @param changed called when the box holds something else
   * @param doing does something that may fail and shows the failure
   */
  constructor(path, box, changed, doing) {
    this.#path = path;
    this.#box = box;
    this.#changed = changed;
    this.#into = button("", () => doing(() => this.#translate()), { kind: "small", id: "translate-draft", hidden: true });
  }

  /** The button that translates. */
  get button() {
    return this.#into;
  }

  /** What was written, to go along with what is sent; undefined when it was not translated. */
  get own() {
    return this.#own;
  }

  /** @param target language of the shopper, as far as it is known @param mayBe whether a reply is written at all */
  draw(target, mayBe) {
    this.#target = target;
    this.#into.hidden = !mayBe || !target || isOwnLanguage(target) || this.#own !== undefined;
    if (target) {
      this.#into.querySelector("span").textContent = say("translate.into", { language: languageName(target) });
    }
    this.element.hidden = !mayBe;
  }

  /** @param own as it was kept; undefined for none */
  keep(own) {
    this.#own = own;
    this.#said.textContent = "";
    this.element.replaceChildren(...(own ? [this.#panel()] : []));
    this.#into.hidden ||= own !== undefined;
  }

  #panel() {
    return make("section", { class: "notice draft-translation", "aria-label": say("translate.machine") },
      make("div", { class: "stack" },
        make("p", {}, say("translate.check")),
        make("p", { class: "quiet-text", dir: "auto" }, say("translate.wrote", { text: this.#own.text })),
        this.#said,
        make("div", { class: "row" },
          button(say("translate.undo"), () => this.#undo(), { kind: "small", id: "translate-undo" }),
          button(say("translate.readBack", { language: languageName(this.#own.language) }), () => this.#readBack(), { kind: "small", id: "translate-read" }))));
  }

  async #translate() {
    const text = this.#box.value.trim();
    if (text === "") {
      this.#box.focus();
      return;
    }
    const made = await post(`${this.#path}/translate`, { text, from: language(), language: this.#target });
    // Whoever went on writing meanwhile is not overwritten.
    if (this.#box.value.trim() !== text) {
      return;
    }
    this.#box.value = made.text;
    this.keep({ language: language(), text });
    this.#changed();
    announce(say("translate.done"));
    this.#box.focus();
  }

  #undo() {
    this.#box.value = this.#own.text;
    this.keep(undefined);
    this.#changed();
    this.#box.focus();
  }

  async #readBack() {
    const text = this.#box.value.trim();
    if (text === "") {
      return;
    }
    try {
      const made = await post(`${this.#path}/translate`, { text, from: this.#target, language: this.#own.language });
      this.#said.textContent = say("translate.says", { language: languageName(this.#own.language), text: made.text });
    } catch (trouble) {
      this.#said.textContent = trouble.message;
    }
  }
}
