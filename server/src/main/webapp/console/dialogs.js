// Questions that must be answered before something goes on.

import { button, make, newId } from "./dom.js";
import { say } from "./words.js";

/** Asks whether something shall really happen. @return a promise of the answer */
export function confirmed({ title, text, action, danger = false }) {
  return new Promise((resolve) => {
    const id = newId("dialog");
    const dialog = make("dialog", { class: "dialog", "aria-labelledby": id },
      make("h2", { id }, title),
      make("p", {}, text),
    );
    const end = (answer) => {
      resolve(answer);
      dialog.close();
    };
    dialog.append(make("div", { class: "row end" },
      button(say("cancel"), () => end(false)),
      button(action, () => end(true), { kind: danger ? "danger" : "strong" }),
    ));
    // Also when it is closed with Escape.
    dialog.addEventListener("close", () => {
      resolve(false);
      dialog.remove();
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}
