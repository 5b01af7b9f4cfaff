// What is attached to the next message, with progress and a way to take it back.

import { LARGEST_BYTES, kindOf, upload } from "./uploads.js";

export class Tray {
  #list;
  #words;
  #begin;
  #onChange;
  #onProblem;
  #items = []; // {element, kind, uploadId, cancel, address}

  /** @param begin called for each upload: gives `{url, token}` */
  constructor(list, words, begin, onChange, onProblem) {
    this.#list = list;
    this.#words = words;
    this.#begin = begin;
    this.#onChange = onChange;
    this.#onProblem = onProblem;
  }

  get isEmpty() {
    return this.#items.length === 0;
  }

  get isReady() {
    return this.#items.every((item) => item.uploadId !== null);
  }

  /** Takes out what is attached: [{upload, kind, address}]. */
  take() {
    const taken = this.#items.map(({ uploadId, kind, address }) => ({ upload: uploadId, kind, address }));
    this.#items = [];
    this.#list.replaceChildren();
    return taken;
  }

  add(file) {
    const kind = kindOf(file);
    const name = kind === "voice" ? this.#words.say("voiceMessage") : file.name || this.#words.say("document");
    if (kind === null) {
      this.#onProblem(this.#words.say("wrongType", name));
      return;
    }
    if (file.size > LARGEST_BYTES) {
      this.#onProblem(this.#words.say("tooLarge", name));
      return;
    }
    const item = { kind, uploadId: null, address: URL.createObjectURL(file), element: document.createElement("li") };
    const progress = this.#show(item, name);
    this.#items.push(item);
    this.#list.append(item.element);
    this.#upload(item, file, name, progress);
    this.#onChange();
  }

  #show(item, name) {
    item.element.append(this.#preview(item, name));
    const progress = document.createElement("progress");
    progress.max = 1;
    progress.value = 0;
    progress.setAttribute("aria-label", this.#words.say("uploading", name));
    const remove = document.createElement("button");
    remove.type = "button";
    remove.className = "icon";
    remove.setAttribute("aria-label", this.#words.say("remove", name));
    remove.textContent = "✕";
    remove.addEventListener("click", () => {
      item.cancel?.();
      this.#drop(item);
    });
    item.element.append(progress, remove);
    return progress;
  }

  #preview(item, name) {
    if (item.kind === "image") {
      const image = document.createElement("img");
      image.src = item.address;
      image.alt = name;
      return image;
    }
    if (item.kind === "voice") {
      const sound = document.createElement("audio");
      sound.controls = true;
      sound.src = item.address;
      sound.setAttribute("aria-label", name);
      return sound;
    }
    const words = document.createElement("span");
    words.className = "name";
    words.dir = "auto";
    words.textContent = name;
    return words;
  }

  async #upload(item, file, name, progress) {
    const { url, token } = this.#begin();
    const running = upload(url, token, file, (part) => { progress.value = part; });
    item.cancel = running.cancel;
    try {
      item.uploadId = await running.done;
      progress.remove();
      this.#onChange();
    } catch (refusal) {
      this.#drop(item);
      if (!refusal.wasCancelled) {
        const texts = { 413: "tooLarge", 415: "wrongType" };
        this.#onProblem(this.#words.say(texts[refusal.status] ?? "uploadFailed", name));
      }
    }
  }

  #drop(item) {
    this.#items = this.#items.filter((other) => other !== item);
    item.element.remove();
    URL.revokeObjectURL(item.address);
    this.#onChange();
  }
}
