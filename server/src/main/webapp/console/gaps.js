// Questions that the shop's texts do not answer, and how one of them gets an answer.

import { get, post, query } from "./api.js";
import { button, make, newId } from "./dom.js";
import { Notices, badge, failure, when } from "./parts.js";
import { dateTime, languageName, say } from "./words.js";

const LONGEST_TITLE = 120;
const LONGEST_ANSWER = 700;
const SHOWN = 12;
/** A new text is found within two seconds; a slow machine takes longer. */
const LOOKS = 8;
const LOOK_MS = 1_000;

/** A part of a page, empty until `show` is called. */
export class Gaps {
  #merchant;
  #days;
  #language;
  #mayChange;
  #notices = new Notices();
  #list = make("div", { class: "stack" });
  #asked = 0;
  element;

  constructor({ mayChange }) {
    this.#mayChange = mayChange;
    const title = newId("gaps");
    this.element = make("section", { class: "stack", "aria-labelledby": title },
      make("h2", { id: title }, say("gap.title")), make("p", {}, say("gap.hint")), this.#notices.element, this.#list);
  }

  /** {merchant: ""} when there are several and none is chosen. Thousands of messages are looked at for these: the page does not wait for them. */
  async show({ merchant, days = 30, language = "" }) {
    [this.#merchant, this.#days, this.#language] = [merchant, days, language];
    this.#asked += 1;
    const asked = this.#asked;
    if (!merchant) {
      this.#list.replaceChildren(make("p", { class: "quiet-text" }, say("gap.choose")));
      return [];
    }
    try {
      const { gaps } = await get(`knowledge/gaps${query({ merchant, days, language })}`);
      if (asked === this.#asked) {
        this.#draw(gaps);
      }
      return gaps;
    } catch (trouble) {
      if (asked === this.#asked) {
        this.#list.replaceChildren(failure(trouble, () => this.#again()));
      }
      return [];
    }
  }

  #again() {
    return this.show({ merchant: this.#merchant, days: this.#days, language: this.#language });
  }

  #draw(gaps) {
    const isOpen = gaps.some((one) => !one.answer);
    this.#list.replaceChildren(
      ...(isOpen ? [] : [make("p", { class: "quiet-text" }, say("gap.none"))]),
      ...(gaps.length === 0 ? [] : [make("ul", { class: "cards" }, ...gaps.slice(0, SHOWN).map((one) => this.#card(one)))]));
  }

  #card(one) {
    return make("li", { class: "card", data: { gap: one.id } },
      make("h3", { dir: "auto", lang: one.language }, one.question),
      one.ways.length > 0 && make("p", { class: "quiet-text", dir: "auto", lang: one.language }, one.ways.join(" · ")),
      make("p", { class: "row" }, badge(say("gaps.times", { count: one.times }), one.answer ? "" : "warn"), badge(languageName(one.language)),
        one.answer && badge(say("gap.closed"), "good"), when(one.lastAt)),
      one.answer && make("blockquote", { class: "passage", dir: "auto", lang: one.language }, one.answer.text),
      make("details", {}, make("summary", {}, say("gap.behind")),
        make("ul", { class: "behind" }, ...one.conversations.map((talk) => make("li", {},
          make("a", { href: `#/conversations/${encodeURIComponent(talk.conversation)}` }, dateTime(new Date(talk.at))))))),
      this.#mayChange && !one.answer && make("div", { class: "row" }, button(say("gap.add"), () => this.#answer(one), { kind: "small strong", "aria-label": `${say("gap.add")}: ${one.question}` })));
  }

  #answer(gap) {
    const title = newId("answer");
    const question = make("input", { type: "text", id: newId("answer"), maxlength: String(LONGEST_TITLE), required: true, dir: "auto", lang: gap.language, value: gap.question.slice(0, LONGEST_TITLE) });
    const answer = make("textarea", { id: newId("answer"), rows: "5", maxlength: String(LONGEST_ANSWER), required: true, dir: "auto", lang: gap.language });
    const help = make("p", { class: "help", id: newId("answer") }, say("gap.answerHelp"));
    answer.setAttribute("aria-describedby", help.id);
    const problem = make("div", { role: "alert" });
    const save = button(say("save"), undefined, { kind: "strong", type: "submit" });
    const form = make("form", { class: "stack", onsubmit: async (event) => {
      event.preventDefault();
      save.disabled = true;
      try {
        await post(`templates${query({ merchant: this.#merchant })}`, {
          key: `answer.${gap.id}.${Date.now().toString(36)}`, language: gap.language, title: question.value.trim(), text: plain(answer.value.trim()), bot: true,
        });
        dialog.close();
        await this.#closed(gap);
      } catch (trouble) {
        problem.replaceChildren(failure(trouble));
      }
      save.disabled = false;
    } },
    make("div", { class: "field" }, make("label", { for: question.id }, say("gap.question")), question),
    make("div", { class: "field" }, make("label", { for: answer.id }, say("gap.answer")), help, answer),
    problem,
    make("div", { class: "row end" },
      make("a", { class: "button quiet", href: "#/knowledge", onclick: () => dialog.close() }, say("gap.document")),
      button(say("cancel"), () => dialog.close()), save));
    const dialog = make("dialog", { class: "dialog", "aria-labelledby": title }, make("h2", { id: title }, say("gap.add")), form);
    dialog.addEventListener("close", () => dialog.remove());
    document.body.append(dialog);
    dialog.showModal();
    answer.focus();
  }

  /** Looks until the bot finds the answer by itself: only then is the question closed. */
  async #closed(gap) {
    for (let look = 0; look < LOOKS; look += 1) {
      const gaps = await this.#again();
      if (gaps.some((one) => one.id === gap.id && one.answer)) {
        this.#notices.good(say("gap.saved"));
        return;
      }
      await new Promise((resolve) => {
        setTimeout(resolve, LOOK_MS);
      });
    }
    this.#notices.bad({ message: say("gap.notFound") });
  }
}

/** Templates are patterns; what a seller writes here is meant as it stands. */
function plain(text) {
  return text.replaceAll("'", "''").replace(/[{}]/g, "'$&'");
}
