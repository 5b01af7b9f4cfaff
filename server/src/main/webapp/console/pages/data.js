// Everything as files: out for spreadsheets and other systems, in from another Polyclerk.

import { file, upload } from "../api.js";
import { button, make } from "../dom.js";
import { Notices, emptyFile, field, head, saveFile } from "../parts.js";
import { say } from "../words.js";
import { confirmed } from "../dialogs.js";

export async function show({ me }) {
  const notices = new Notices();
  const save = async (format) => {
    notices.clear();
    try {
      const options = format === "csv" ? "&bom=true" : "";
      saveFile(await file(`export?format=${format}${options}`), `polyclerk-${new Date().toISOString().slice(0, 10)}.${format}`);
      notices.good(say("data.saved"));
    } catch (trouble) {
      notices.bad(trouble);
    }
  };
  const element = make("div", { class: "page" },
    head(say("page.data")),
    notices.element,
    make("section", { class: "card stack" },
      make("h2", {}, say("data.export")),
      make("p", {}, say("data.exportHint")),
      make("div", { class: "row" },
        button(say("data.jsonl"), () => save("jsonl"), { kind: "strong", symbol: "data" }),
        button(say("data.csv"), () => save("csv"), { symbol: "data" }))),
    me.role === "admin" && importSection(notices));
  return { element };
}

function importSection(notices) {
  const input = make("input", { type: "file", accept: ".jsonl,.ndjson,application/jsonl" });
  const form = make("form", { class: "card form", novalidate: true, onsubmit: (event) => event.preventDefault() },
    make("h2", {}, say("data.import")),
    make("p", {}, say("data.importHint")),
    field(say("data.file"), input, { id: "import-file", required: true }),
    make("div", { class: "row" }, button(say("data.take"), async () => {
      notices.clear();
      const chosen = input.files[0];
      if (!chosen) {
        notices.bad({ message: say("data.choose") });
        input.focus();
        return;
      }
      if (!await confirmed({ title: say("data.importTitle"), text: say("data.importText", { name: chosen.name }), action: say("data.take") })) {
        return;
      }
      try {
        const { imported } = await upload("import", chosen);
        const sum = (name) => Object.values(imported).reduce((all, one) => all + one[name], 0);
        notices.good(say("data.imported", { stored: sum("stored"), known: sum("known") }));
        emptyFile(input);
      } catch (trouble) {
        notices.bad(trouble);
      }
    }, { kind: "strong" })));
  return form;
}
