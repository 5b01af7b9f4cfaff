// Past chats played to the bot without any effect: what it would have done, before it does.

import { get, remove, send, query } from "../api.js";
import { button, make, newId } from "../dom.js";
import { confirmed } from "../dialogs.js";
import { Live } from "../live.js";
import { Notices, badge, empty, emptyFile, failure, filePicker, head, select, when } from "../parts.js";
import { leads, merchantChoice, merchants } from "../shops.js";
import { languageName, named, number, percent, say } from "../words.js";

const OUTCOMES = ["closed", "asked", "unclear", "handedOver"];
const KINDS = { closed: "good", asked: "brand", unclear: "warn", handed_over: "bad" };
const LARGEST = 10 * 1024 * 1024;
const LIST_MS = 1_500;

export async function show({ me, place }) {
  const page = new ReplayPage(await merchants(me), leads(me));
  page.move(place);
  return page;
}

class ReplayPage {
  #shops;
  #mayChange;
  #chosen;
  #drawn;
  #notices = new Notices();
  #body = make("div", { class: "stack" });
  #live = new Live(() => this.#load(), LIST_MS, (trouble) => (trouble ? this.#notices.bad(trouble) : this.#notices.clear()));
  element;

  constructor(shops, mayChange) {
    this.#shops = shops;
    this.#mayChange = mayChange;
    this.element = make("div", { class: "page" },
      head(say("page.replay")), merchantChoice(shops, "replay-merchant"),
      make("p", {}, say("replay.hint")), this.#notices.element, mayChange && this.#form(), this.#body);
  }

  move({ rest }) {
    this.#chosen = rest[0];
    this.#drawn = undefined;
    this.#live.now();
  }

  leave() {
    this.#live.stop();
  }

  get #merchant() {
    return { merchant: this.#shops.chosen };
  }

  #form() {
    const file = make("input", { type: "file", id: newId("chats"), accept: ".csv,.jsonl,.json,text/csv,application/jsonl" });
    return make("section", { class: "card stack" },
      make("label", { for: file.id }, make("strong", {}, say("replay.file"))),
      make("p", { class: "help" }, say("replay.format")),
      make("pre", { dir: "ltr", class: "example" }, "conversation,from,text\n17,shopper,Where is my parcel?\n17,agent,It arrives tomorrow."),
      filePicker(file),
      make("div", { class: "row" }, button(say("replay.begin"), async () => {
        const [chosen] = file.files;
        if (!chosen || chosen.size > LARGEST) {
          this.#notices.bad({ message: say(chosen ? "replay.tooLarge" : "data.choose") });
          return;
        }
        try {
          const begun = await send(`replays${query({ ...this.#merchant, name: chosen.name })}`, chosen, "text/plain");
          emptyFile(file);
          this.#notices.clear();
          location.hash = `#/replay/${begun.id}`;
        } catch (trouble) {
          this.#notices.bad(trouble);
        }
      }, { kind: "strong", id: "begin-replay" })));
  }

  async #load() {
    if (this.#chosen) {
      const replay = await get(`replays/${encodeURIComponent(this.#chosen)}${query(this.#merchant)}`);
      this.#once(JSON.stringify([replay.id, replay.state, replay.done]), () => this.#one(replay));
      return;
    }
    const { replays } = await get(`replays${query(this.#merchant)}`);
    this.#once(JSON.stringify(replays), () => this.#list(replays));
  }

  /** What has not changed is not drawn again, so that nobody loses their place. */
  #once(mark, build) {
    if (this.#drawn !== mark) {
      this.#drawn = mark;
      this.#body.replaceChildren(...build());
    }
  }

  #list(replays) {
    if (replays.length === 0) {
      return [empty(say("replay.none"), say("replay.noneHint"))];
    }
    return [make("ul", { class: "cards" }, ...replays.map((one) => make("li", { class: "card" },
      make("h2", { dir: "auto" }, one.name),
      make("p", { class: "row" }, badge(say(`replay.${one.state}`), one.state === "done" ? "good" : one.state === "failed" ? "bad" : "brand"), when(one.createdAt)),
      this.#progress(one),
      make("div", { class: "row" }, make("a", { class: "button small", href: `#/replay/${one.id}` }, say("replay.show")),
        this.#mayChange && button(say("connection.delete"), () => this.#delete(one), { kind: "small" })))))];
  }

  #progress(one) {
    return one.state === "running"
      ? make("progress", { max: String(one.total), value: one.done, "aria-label": say("replay.progress", { done: number(one.done), total: number(one.total) }) })
      : make("p", { class: "quiet-text" }, one.reason ?? say("replay.chats", { count: one.total }));
  }

  async #delete(one) {
    if (await confirmed({ title: say("connection.deleteTitle", { id: one.name }), text: say("replay.deleteText"), action: say("connection.delete"), danger: true })) {
      await remove(`replays/${encodeURIComponent(one.id)}${query(this.#merchant)}`).catch((trouble) => this.#notices.bad(trouble));
      this.#live.now();
    }
  }

  #one(replay) {
    const top = make("div", { class: "row" }, make("a", { class: "button", href: "#/replay" }, say("replay.all")), make("h2", { dir: "auto" }, replay.name));
    if (!replay.result) {
      return [top, make("div", { class: "card stack" }, badge(say(`replay.${replay.state}`)), this.#progress(replay))];
    }
    const { chats, messages, intents, languages, samples } = replay.result;
    return [top,
      make("section", { class: "card stack" }, make("h3", {}, say("replay.byChats")), bar(chats), make("h3", {}, say("replay.byMessages")), bar(messages)),
      table(say("numbers.intents"), intents, (name) => named("intent", name)),
      table(say("numbers.languages"), languages, languageName),
      this.#samples(samples)];
  }

  #samples(samples) {
    const list = make("ul", { class: "samples" });
    const draw = (outcome) => list.replaceChildren(...samples.filter((one) => outcome === "" || one.outcome === outcome).map((one) => make("li", { class: "card stack" },
      make("p", { class: "row" }, badge(say(`outcome.${one.outcome}`), KINDS[one.outcome]), badge(named("intent", one.intent)), badge(languageName(one.language))),
      make("blockquote", { dir: "auto" }, one.said),
      one.answer !== "" && make("p", { class: "suggestion-text", dir: "auto" }, one.answer))));
    const choice = select([["", say("ticket.all")], ...Object.keys(KINDS).map((one) => [one, say(`outcome.${one}`)])], "", { id: newId("outcome"), onchange: (event) => draw(event.target.value) });
    draw("");
    return make("section", { class: "stack" }, make("h3", {}, say("replay.samples")), make("p", { class: "quiet-text" }, say("replay.samplesHint")),
      make("div", { class: "row" }, make("label", { for: choice.id }, say("replay.which")), choice), list);
  }
}

function all(count) {
  return OUTCOMES.reduce((sum, name) => sum + count[name], 0);
}

/** Shares in words and as a bar; the bar says nothing that the words do not. */
function bar(count) {
  const total = all(count);
  return make("div", { class: "stack" },
    make("div", { class: "shares", "aria-hidden": "true" }, ...OUTCOMES.map((name) => shareOf(name, total === 0 ? 0 : count[name] / total))),
    make("ul", { class: "share-words" }, ...OUTCOMES.map((name) => make("li", {}, make("span", { class: `dot ${name}`, "aria-hidden": "true" }),
      `${say(`replay.${name}`)}: ${number(count[name])} (${percent(total === 0 ? 0 : count[name] / total)})`))));
}

function shareOf(name, share) {
  const element = make("span", { class: `share ${name}` });
  element.style.inlineSize = `${100 * share}%`;
  return element;
}

function table(title, parts, nameOf) {
  const cell = (value) => make("td", { class: "numeric" }, number(value));
  return make("section", { class: "card table-wrap" }, make("table", {},
    make("caption", {}, title),
    make("thead", {}, make("tr", {}, make("th", { scope: "col" }, say("chart.name")), make("th", { scope: "col", class: "numeric" }, say("replay.messages")),
      ...OUTCOMES.map((name) => make("th", { scope: "col", class: "numeric" }, say(`replay.${name}`))))),
    make("tbody", {}, ...parts.map((part) => make("tr", {}, make("th", { scope: "row" }, nameOf(part.name)), cell(all(part.count)), ...OUTCOMES.map((name) => cell(part.count[name])))))));
}
