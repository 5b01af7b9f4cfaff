// What the bot answers from: the shop's own texts, and what it finds in them.

import { get, post, query, remove, uploadForm } from "../api.js";
import { button, make, newId, reconcile } from "../dom.js";
import { confirmed } from "../dialogs.js";
import { Gaps } from "../gaps.js";
import { Live } from "../live.js";
import { Packs } from "../packs.js";
import { Notices, badge, empty, emptyFile, field, filePicker, head, when } from "../parts.js";
import { leads, merchantChoice, merchants } from "../shops.js";
import { languageName, percent, say } from "../words.js";

const LIST_MS = 2_000;
const STATES = { ready: "good", refused: "bad", failed: "bad" };

export async function show({ me }) {
  return new Knowledge(await merchants(me), leads(me));
}

class Knowledge {
  #shops;
  #mayChange;
  #gaps;
  #notices = new Notices();
  #list = make("ul", { class: "cards" });
  #none = make("div", {});
  #answer = make("div", { class: "stack", role: "status" });
  #passages = make("div", { class: "stack" });
  #live = new Live(() => this.#load(), LIST_MS, (trouble) => (trouble ? this.#notices.bad(trouble) : this.#notices.clear()));
  element;

  constructor(shops, mayChange) {
    this.#shops = shops;
    this.#mayChange = mayChange;
    this.#gaps = new Gaps({ mayChange });
    this.element = make("div", { class: "page" },
      head(say("page.knowledge")), merchantChoice(shops, "knowledge-merchant"), make("p", {}, say("knowledge.hint")), this.#notices.element,
      this.#question(), mayChange && this.#upload(), make("h2", {}, say("knowledge.texts")), this.#none, this.#list, this.#passages,
      this.#gaps.element, new Packs({ merchant: shops.chosen, mayChange }).element);
    this.#gaps.show({ merchant: shops.chosen });
    this.#live.now();
  }

  leave() {
    this.#live.stop();
  }

  #question() {
    const text = make("input", { maxlength: "500", dir: "auto", autocomplete: "off" });
    return make("form", { class: "card stack", onsubmit: async (event) => {
      event.preventDefault();
      if (text.value.trim() === "") {
        text.focus();
        return;
      }
      try {
        const answer = await post("knowledge/ask", { question: text.value.trim(), merchant: this.#shops.chosen });
        this.#answer.replaceChildren(
          make("p", {}, badge(say(answer.known ? "knowledge.known" : answer.likely > 0 ? "knowledge.likely" : "knowledge.unknown"), answer.known ? "good" : "warn")),
          ...answer.passages.map((one) => make("blockquote", { class: "passage", dir: "auto", lang: one.language },
            make("p", {}, make("strong", {}, [one.source, one.heading].filter(Boolean).join(" › ")), " ", badge(percent(one.score)), one.disputed && badge(say("knowledge.disputed"), "warn")),
            make("p", {}, one.text))));
      } catch (trouble) {
        this.#notices.bad(trouble);
      }
    } },
      field(say("knowledge.ask"), text, { id: "knowledge-question", help: say("knowledge.askHelp"), required: true }),
      make("div", { class: "row" }, button(say("knowledge.find"), null, { type: "submit", kind: "strong" })), this.#answer);
  }

  #upload() {
    const file = make("input", { type: "file", id: newId("text"), accept: ".pdf,.docx,.xlsx,.html,.htm,.csv,.txt" });
    const link = make("input", { type: "url", inputmode: "url", dir: "ltr" });
    const progress = make("progress", { max: "1", value: "0", hidden: true, "aria-label": say("knowledge.sending") });
    return make("form", { class: "card form", novalidate: true, onsubmit: async (event) => {
      event.preventDefault();
      const [chosen] = file.files;
      if (!chosen) {
        this.#notices.bad({ message: say("data.choose") });
        return;
      }
      const form = new FormData();
      form.append("file", chosen);
      form.append("merchant", this.#shops.chosen);
      if (link.value.trim() !== "") {
        form.append("link", link.value.trim());
      }
      progress.hidden = false;
      try {
        await uploadForm("knowledge/documents", form, (share) => {
          progress.value = share;
        });
        emptyFile(file);
        link.value = "";
        this.#notices.good(say("knowledge.taken"));
      } catch (trouble) {
        this.#notices.bad(trouble);
      }
      progress.hidden = true;
      this.#live.now();
    } },
      make("h2", {}, say("knowledge.add")),
      make("div", { class: "field" }, make("label", { for: file.id }, say("data.file")), make("p", { class: "help" }, say("knowledge.formats")), filePicker(file)),
      field(say("knowledge.link"), link, { id: "knowledge-link", help: say("knowledge.linkHelp") }), progress,
      make("div", { class: "row" }, button(say("knowledge.upload"), null, { type: "submit", kind: "strong" })));
  }

  async #load() {
    const { documents } = await get(`knowledge/documents${query({ merchant: this.#shops.chosen })}`);
    this.#none.replaceChildren(...(documents.length === 0 ? [empty(say("knowledge.none"), say("knowledge.noneHint"))] : []));
    reconcile(this.#list, documents.map((one) => ({ key: one.id, mark: `${one.state} ${one.progress} ${one.changedAt}`, build: () => this.#card(one) })));
  }

  #card(one) {
    return make("li", { class: "card" },
      make("h3", { dir: "auto" }, one.title),
      make("p", { class: "row" }, badge(say(`knowledge.${one.kind}`), "brand"), badge(languageName(one.language)), badge(say(`knowledge.state.${one.state}`), STATES[one.state] ?? "warn"), when(one.changedAt)),
      !STATES[one.state] && make("progress", { max: "100", value: String(one.progress), "aria-label": say(`knowledge.state.${one.state}`) }),
      one.reason && make("p", { class: "bad-text", dir: "auto" }, one.reason),
      make("div", { class: "row" },
        one.state === "ready" && button(say("knowledge.passages"), () => this.#show(one), { kind: "small" }),
        this.#mayChange && one.kind !== "policy" && button(say("connection.delete"), () => this.#delete(one), { kind: "small" })));
  }

  async #show(one) {
    try {
      const { document, passages, contradictions } = await get(`knowledge/documents/${encodeURIComponent(one.id)}`);
      const title = make("h2", { tabindex: "-1", dir: "auto" }, document.title);
      this.#passages.replaceChildren(title,
        ...contradictions.map((conflict) => make("div", { class: "notice warn" }, make("p", {}, say("knowledge.conflict", { here: conflict.here, there: conflict.there, title: conflict.title })))),
        ...passages.map((passage) => make("blockquote", { class: "passage", dir: "auto" }, passage.heading && make("p", {}, make("strong", {}, passage.heading)), make("p", {}, passage.text))));
      title.focus();
    } catch (trouble) {
      this.#notices.bad(trouble);
    }
  }

  async #delete(one) {
    if (await confirmed({ title: say("connection.deleteTitle", { id: one.title }), text: say("knowledge.deleteText"), action: say("connection.delete"), danger: true })) {
      await remove(`knowledge/documents/${encodeURIComponent(one.id)}`).catch((trouble) => this.#notices.bad(trouble));
      this.#live.now();
    }
  }
}
