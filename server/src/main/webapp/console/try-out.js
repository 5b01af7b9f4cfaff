// A place to write to the bot as a shopper would, with words, pictures and voice.

import { canRecord, VoiceRecorder } from "/chat/recorder.js";
import { kindOf, LARGEST_BYTES } from "/chat/uploads.js";
import { button, make, newId } from "./dom.js";
import { Notices } from "./parts.js";
import { say } from "./words.js";

const LONGEST = 4000;

/**
 * @param shopper () => who writes
 * @param examples texts that can be sent with one tap
 */
export function tryOut(shopper, examples = []) {
  const notices = new Notices();
  const id = newId("try");
  const text = make("textarea", { id, rows: "1", class: "line", maxlength: String(LONGEST), dir: "auto", placeholder: say("try.write"),
    onkeydown: (event) => {
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
        event.preventDefault();
        send();
      }
    } });
  const send = () => {
    const words = text.value.trim();
    if (words !== "") {
      shopper().text(words);
      text.value = "";
    }
    text.focus();
  };
  const chooser = make("input", { type: "file", accept: "image/*,audio/*,application/pdf", hidden: true, id: `${id}-file`, onchange: async () => {
    const [file] = chooser.files;
    chooser.value = "";
    if (file) {
      await give(file);
    }
  } });
  const give = async (file) => {
    notices.clear();
    const kind = kindOf(file);
    if (kind === null || file.size > LARGEST_BYTES) {
      notices.bad({ message: say("try.badFile") });
      return;
    }
    try {
      await shopper().file(file, kind);
    } catch {
      notices.bad({ message: say("try.notSent") });
    }
  };
  const recorder = new VoiceRecorder();
  const voice = button(say("try.voice"), async (self) => {
    notices.clear();
    self.removeAttribute("aria-busy");
    if (recorder.isRecording) {
      recorder.finish();
      return;
    }
    const label = self.querySelector("span");
    try {
      const file = await recorder.record((seconds) => {
        label.textContent = say("try.stop", { seconds });
      });
      if (file) {
        await give(file);
      }
    } catch {
      notices.bad({ message: say("try.noMicrophone") });
    } finally {
      label.textContent = say("try.voice");
    }
  }, { symbol: "voice", id: `${id}-voice`, disabled: !canRecord() });
  const element = make("div", { class: "try-out" },
    examples.length > 0 && make("div", { class: "row try-examples", role: "group", "aria-label": say("try.examples") },
      ...examples.map((example) => button(example, () => shopper().text(example), { kind: "small chip", dir: "auto" }))),
    notices.element,
    make("label", { class: "sr-only", for: id }, say("try.write")),
    make("div", { class: "try-line" }, text, chooser,
      button(say("try.picture"), () => chooser.click(), { symbol: "picture" }),
      voice,
      button(say("talk.send"), send, { kind: "strong", symbol: "send", id: `${id}-send` })));
  return { element, text, leave: () => recorder.isRecording && recorder.discard() };
}
