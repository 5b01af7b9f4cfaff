// A list of any length of which only what is seen stands in the page. All items are of one height, so that the scroll bar tells the truth.

import { make } from "./dom.js";

const AROUND = 8;

export class VirtualList {
  #items = [];
  #rows = new Map();
  #height;
  #build;
  #markOf;
  #onEnd;
  #inner;
  #planned = false;
  element;

  /**
   * @param options {label, height in pixels, build(item), markOf(item) telling when it must be drawn anew, onEnd called when the end is near}
   */
  constructor({ label, height, build, markOf, onEnd }) {
    this.#height = height;
    this.#build = build;
    this.#markOf = markOf;
    this.#onEnd = onEnd;
    this.#inner = make("ul", { class: "virtual", "aria-label": label });
    this.element = make("div", { class: "desk-items", onscroll: () => this.#plan() }, this.#inner);
    this.#inner.addEventListener("keydown", (event) => this.#arrows(event));
    new ResizeObserver(() => this.#plan()).observe(this.element);
  }

  set items(items) {
    this.#items = items;
    this.#draw();
  }

  toTop() {
    this.element.scrollTop = 0;
  }

  #plan() {
    if (!this.#planned) {
      this.#planned = true;
      requestAnimationFrame(() => {
        this.#planned = false;
        this.#draw();
      });
    }
  }

  #draw() {
    const size = this.#items.length;
    const first = Math.max(0, Math.floor(this.element.scrollTop / this.#height) - AROUND);
    const seen = Math.ceil((this.element.clientHeight || 800) / this.#height);
    const last = Math.min(size, first + seen + 2 * AROUND);
    this.#inner.style.blockSize = `${size * this.#height}px`;
    const wanted = new Map();
    for (let index = first; index < last; index += 1) {
      wanted.set(this.#items[index].id, index);
    }
    const focused = document.activeElement?.closest?.("[data-key]")?.dataset.key;
    for (const [key, row] of this.#rows) {
      if (!wanted.has(key)) {
        row.remove();
        this.#rows.delete(key);
      }
    }
    let before = null;
    for (const [key, index] of wanted) {
      const row = this.#row(key, index, size, key === focused);
      const place = before === null ? this.#inner.firstElementChild : before.nextElementSibling;
      if (row !== place) {
        this.#inner.insertBefore(row, place);
      }
      before = row;
    }
    if (size > 0 && last >= size - AROUND) {
      this.#onEnd();
    }
  }

  #row(key, index, size, hasFocus) {
    const item = this.#items[index];
    const mark = String(this.#markOf(item));
    let row = this.#rows.get(key);
    if (!row || row.dataset.mark !== mark) {
      const fresh = make("li", { class: "desk-item", data: { key, mark } }, this.#build(item));
      row?.replaceWith(fresh);
      row = fresh;
      this.#rows.set(key, row);
      if (hasFocus) {
        row.querySelector("a")?.focus({ preventScroll: true });
      }
    }
    row.setAttribute("aria-setsize", String(size));
    row.setAttribute("aria-posinset", String(index + 1));
    row.dataset.index = index;
    row.style.insetBlockStart = `${index * this.#height}px`;
    row.style.blockSize = `${this.#height}px`;
    return row;
  }

  #arrows(event) {
    const step = { ArrowDown: 1, ArrowUp: -1, Home: -Infinity, End: Infinity }[event.key];
    const at = Number(document.activeElement?.closest?.("[data-index]")?.dataset.index);
    if (step === undefined || Number.isNaN(at)) {
      return;
    }
    event.preventDefault();
    const next = Math.min(this.#items.length - 1, Math.max(0, at + step));
    const top = next * this.#height;
    if (top < this.element.scrollTop) {
      this.element.scrollTop = top;
    } else if (top + this.#height > this.element.scrollTop + this.element.clientHeight) {
      this.element.scrollTop = top + this.#height - this.element.clientHeight;
    }
    this.#draw();
    this.#rows.get(this.#items[next].id)?.querySelector("a")?.focus({ preventScroll: true });
  }
}
