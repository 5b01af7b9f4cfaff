// Adapters of partners: looked at before they are installed, and removed without a restart.

import { get, post, remove, send } from "../api.js";
import { confirmed } from "../dialogs.js";
import { button, make } from "../dom.js";
import { Notices, badge, empty, field, head } from "../parts.js";
import { language, named, say } from "../words.js";

export async function show() {
  const page = new Partners();
  await page.load();
  return page;
}

class Partners {
  #notices = new Notices();
  #list = make("div", { class: "stack" });
  #seen = make("div", { class: "stack" });
  element;

  constructor() {
    const input = make("input", { type: "file", accept: ".zip,.jar,application/zip" });
    this.element = make("div", { class: "page" },
      head(say("page.partners")),
      make("p", {}, say("partners.hint")),
      this.#notices.element,
      this.#list,
      make("form", { class: "card form", novalidate: true, onsubmit: (event) => event.preventDefault() },
        make("h2", {}, say("partners.add")),
        field(say("partners.file"), input, { id: "partners-file", required: true }),
        make("div", { class: "row" }, button(say("partners.look"), () => this.#look(input), { kind: "strong", id: "partners-look" }))),
      this.#seen);
  }

  async load() {
    const { adapters } = await get("partner-adapters");
    this.#list.replaceChildren(...(adapters.length === 0
      ? [empty(say("partners.none"), say("partners.noneHint"))]
      : adapters.map((one) => make("section", { class: "card row", "aria-label": one.id },
        make("strong", { class: "grow" }, name(one)),
        one.manifest ? make("span", {}, one.manifest.version) : badge(say("partners.broken"), "warn"),
        button(say("partners.remove"), () => this.#remove(one), { "aria-label": `${say("partners.remove")}: ${name(one)}` })))));
  }

  async #look(input) {
    this.#notices.clear();
    this.#seen.replaceChildren();
    const chosen = input.files[0];
    if (!chosen) {
      this.#notices.bad({ message: say("data.choose") });
      input.focus();
      return;
    }
    try {
      this.#draw(await send("partner-adapters/package", chosen, "application/zip"));
    } catch (trouble) {
      this.#notices.bad(trouble);
    }
  }

  /** Who made it and what it may do, before anything of it runs. */
  #draw(seen) {
    const part = (title, ...values) => [make("dt", {}, title), make("dd", {}, values.length === 0 ? say("partners.nothing") : values.join(", "))];
    this.#seen.replaceChildren(make("section", { class: "card stack", "aria-labelledby": "partners-seen", tabindex: "-1" },
      make("h2", { id: "partners-seen" }, `${name({ id: seen.manifest.id, manifest: seen.manifest })} ${seen.manifest.version}`),
      make("dl", { class: "mode-words" },
        ...part(say("partners.signer"), `${seen.signerName} (${seen.signer})`),
        ...part(say("partners.egress"), ...seen.egress),
        ...part(say("partners.settings"), ...seen.manifest.settings.map((one) => one.name)),
        ...part(say("partners.reach"), ...seen.reach.map((one) => named("reach", one)))),
      make("p", {}, say("partners.trust")),
      make("div", { class: "row" }, button(say("partners.install"), () => this.#install(seen), { kind: "strong", id: "partners-install", disabled: seen.installed })),
      seen.installed && make("p", {}, say("partners.there"))));
    this.#seen.firstElementChild.focus();
  }

  async #install(seen) {
    try {
      await post("partner-adapters", { sha256: seen.sha256 });
      this.#seen.replaceChildren();
      await this.load();
      this.#notices.good(say("partners.installed"));
    } catch (trouble) {
      this.#notices.bad(trouble);
    }
  }

  async #remove(one) {
    if (!await confirmed({ title: say("partners.removeTitle"), text: say("partners.removeText", { name: name(one) }), action: say("partners.remove") })) {
      return;
    }
    try {
      await remove(`partner-adapters/${encodeURIComponent(one.id)}`);
      await this.load();
      this.#notices.good(say("partners.removed"));
    } catch (trouble) {
      this.#notices.bad(trouble);
    }
  }
}

function name(one) {
  const names = one.manifest?.name ?? {};
  return names[language()] ?? names.en ?? one.id;
}
