// What the shop teaches the bot: words of its own, messages that were misunderstood, and models that learn from them.

import { file, get, post, put, query, remove, replaceWith } from "../api.js";
import { button, make, newId } from "../dom.js";
import { Notices, badge, empty, field, filePicker, head, saveFile, select, when } from "../parts.js";
import { merchantChoice, merchants } from "../shops.js";
import { dateTime, languageName, named, number, say } from "../words.js";

const INTENTS = ["track_order", "return_item", "refund_status", "cancel_order", "change_address", "payment_problem", "product_availability", "size_or_product_advice",
  "price_or_discount", "shipping_policy", "return_policy", "damaged_or_wrong_item", "invoice_request", "complaint", "human_agent", "greeting", "thanks", "goodbye", "feedback", "out_of_scope"];

export async function show({ me }) {
  const [shops, { languages }] = await Promise.all([merchants(me), get("languages")]);
  const page = new Training(shops, languages.map((one) => one.tag));
  await page.load();
  return page;
}

class Training {
  #merchant;
  #language;
  #notices = new Notices();
  #found = make("div", { class: "stack", role: "status" });
  #gaps = make("div", {});
  #lessons = make("div", {});
  #models = make("div", { class: "stack" });
  element;

  constructor(shops, tags) {
    this.#merchant = shops.chosen;
    this.#language = select(tags.map((tag) => [tag, languageName(tag)]), tags.includes("en") ? "en" : tags[0], { onchange: () => this.load() });
    this.element = make("div", { class: "page" },
      head(say("page.training")), merchantChoice(shops, "training-merchant"), make("p", {}, say("training.hint")), this.#notices.element,
      make("div", { class: "filters" }, field(say("language"), this.#language, { id: "training-language", required: true })),
      this.#teach(),
      make("section", { class: "stack" }, make("h2", {}, say("gaps.title")), make("p", {}, say("gaps.hint")), this.#gaps),
      this.#glossary(),
      make("section", { class: "stack" }, make("h2", {}, say("training.models")), make("p", {}, say("training.modelsHint")),
        make("div", { class: "row" }, button(say("training.train"), () => this.#train(), { kind: "strong", id: "train" })), this.#models),
      make("section", { class: "stack" }, make("h2", {}, say("training.lessons")), this.#lessons));
  }

  /** Where something of this shop's training is. */
  #at(path, more = {}) {
    return `training/${path}${query({ merchant: this.#merchant, ...more })}`;
  }

  /** Where something of the chosen language's models is. */
  #atModels(path = "") {
    return this.#at(`${encodeURIComponent(this.#tag)}/models${path}`);
  }

  get #tag() {
    return this.#language.value;
  }

  async load() {
    this.#loadGaps();
    const [{ lessons }, models] = await Promise.all([
      get(this.#at("lessons", { language: this.#tag })), get(this.#atModels()),
    ]);
    this.#drawLessons(lessons);
    this.#drawModels(models);
  }

  /** Runs something and says what became of it. */
  async #do(action, done) {
    this.#notices.clear();
    try {
      await action();
      await this.load();
      this.#notices.good(done);
    } catch (trouble) {
      this.#notices.bad(trouble);
    }
  }

  #teach() {
    const text = make("input", { maxlength: "2000", dir: "auto", autocomplete: "off" });
    const intent = select(INTENTS.map((one) => [one, one === "out_of_scope" ? say("message.outOfScope") : named("intent", one)]), "track_order");
    return make("form", { class: "card form", novalidate: true, onsubmit: (event) => {
      event.preventDefault();
      if (text.value.trim() !== "") {
        this.#do(() => post(this.#at("lessons"), { text: text.value.trim(), language: this.#tag, intent: intent.value }), say("training.taught"));
        text.value = "";
        this.#found.replaceChildren();
      }
    } },
      make("h2", {}, say("training.correct")),
      field(say("training.text"), text, { id: "training-text", help: say("training.textHelp"), required: true }),
      make("div", { class: "row" }, button(say("training.test"), async () => {
        const { results } = await post("understand", { messages: [{ text: text.value, language: this.#tag }] });
        const [found] = results;
        this.#found.replaceChildren(make("p", { class: "row" }, say("training.now"),
          found.outOfScope ? badge(say("message.outOfScope"), "warn") : found.intents.slice(0, 3).map((one) => badge(`${named("intent", one.intent)} ${number(Math.round(one.confidence * 100))} %`, "brand"))));
      })), this.#found,
      field(say("training.means"), intent, { id: "training-intent", required: true }),
      make("div", { class: "row" }, button(say("training.teach"), null, { type: "submit", kind: "strong" })));
  }

  #glossary() {
    const chosen = make("input", { type: "file", id: newId("glossary"), accept: ".csv,text/csv" });
    return make("section", { class: "card form" },
      make("h2", {}, say("training.glossary")), make("p", { class: "help" }, say("training.glossaryHint")),
      make("pre", { class: "example", dir: "ltr" }, "term,language,meaning\nparcel,en,track_order\nQB-INK,en,sku:QB-INK-30"),
      make("label", { for: chosen.id }, say("data.file")), filePicker(chosen),
      make("div", { class: "row" },
        button(say("training.replace"), () => (chosen.files.length === 0
          ? this.#notices.bad({ message: say("data.choose") })
          : this.#do(() => replaceWith(this.#at("glossary"), chosen.files[0], "text/csv"), say("saved"))), { kind: "strong" }),
        button(say("training.download"), async () => saveFile(await file(this.#at("glossary")), "glossary.csv"))));
  }

  #train() {
    return this.#do(() => post(this.#atModels()), say("training.trained"));
  }

  #drawModels({ inUse, versions }) {
    if (versions.length === 0) {
      this.#models.replaceChildren(make("p", { class: "quiet-text" }, say("training.noModels")));
      return;
    }
    const use = (version) => this.#do(() => put(this.#atModels(`/${version}/use`)), say("saved"));
    const columns = ["training.version", "training.learned", "training.before", "training.after", "training.pack", "audit.when"].map((key) => say(key));
    this.#models.replaceChildren(
      make("div", { class: "card table-wrap" }, make("table", { class: "cardlike" },
        make("caption", { class: "sr-only" }, say("training.models")),
        make("thead", {}, make("tr", {}, ...columns.map((one) => make("th", { scope: "col" }, one)), make("td", {}))),
        make("tbody", {}, ...versions.map((one) => make("tr", {},
          make("td", { "data-label": columns[0] }, number(one.version), " ", one.version === inUse && badge(say("training.inUse"), "good")),
          make("td", { "data-label": columns[1] }, number(one.learned)),
          make("td", { "data-label": columns[2] }, `${number(one.rightBefore)}/${number(one.heldBack)}`),
          make("td", { "data-label": columns[3] }, `${number(one.rightAfter)}/${number(one.heldBack)}`),
          make("td", { "data-label": columns[4] }, `${number(one.packBefore)} → ${number(one.packAfter)} / ${number(one.packSize)}`),
          make("td", { "data-label": columns[5] }, dateTime(new Date(one.at))),
          make("td", {}, one.version !== inUse && button(say("training.use"), () => use(one.version), { kind: "small", "aria-label": `${say("training.use")}: ${one.version}` }))))))),
      inUse !== 0 && make("div", { class: "row" }, button(say("training.usePack"), () => use(0))) || "");
  }

  /** Thousands of messages are looked at for these: the page does not wait for them. */
  async #loadGaps() {
    const tag = this.#tag;
    try {
      const { gaps } = await get(`gaps${query({ merchant: this.#merchant })}`);
      if (tag === this.#tag) {
        this.#drawGaps(gaps.filter((one) => one.language === tag));
      }
    } catch (trouble) {
      this.#gaps.replaceChildren(make("p", { class: "field-error" }, trouble.message));
    }
  }

  /** What waits to be taught; one of them is put into the form. */
  #drawGaps(gaps) {
    this.#gaps.replaceChildren(gaps.length === 0 ? make("p", { class: "quiet-text" }, say("gaps.none")) : make("ul", { class: "cards" },
      ...gaps.slice(0, 12).map((one) => make("li", { class: "card" }, make("p", { dir: "auto" }, one.text),
        make("p", { class: "row" }, badge(say("gaps.times", { count: one.times }), "warn"), when(one.at)),
        make("div", { class: "row" },
          button(say("training.teach"), () => {
            const text = this.element.querySelector("#training-text");
            text.value = one.text;
            text.focus();
          }, { kind: "small" }),
          make("a", { class: "button small quiet", href: `#/conversations/${encodeURIComponent(one.conversation)}` }, say("ticket.talk")))))));
  }

  #drawLessons(lessons) {
    this.#lessons.replaceChildren(lessons.length === 0 ? empty(say("training.none"), say("training.noneHint")) : make("ul", { class: "cards" },
      ...lessons.map((one) => make("li", { class: "card" }, make("p", { dir: "auto" }, one.text),
        make("p", { class: "row" }, badge(one.intent === "out_of_scope" ? say("message.outOfScope") : named("intent", one.intent), "brand"), when(one.at)),
        make("div", { class: "row" }, button(say("training.forget"), () => this.#do(() => remove(this.#at(`lessons/${one.id}`)), say("saved")), { kind: "small" }))))));
  }
}
