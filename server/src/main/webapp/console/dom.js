// Makes elements. Text only ever becomes text nodes, so nothing that a shopper or a platform wrote can act.

const SVG = "http://www.w3.org/2000/svg";

const ICONS = {
  start: "M4 11l8-7 8 7v8a1 1 0 0 1-1 1h-4v-6h-6v6H5a1 1 0 0 1-1-1z",
  conversations: "M4 5h16v11H9l-5 4z",
  tickets: "M4 7h16v4a2 2 0 0 0 0 4v3H4v-3a2 2 0 0 0 0-4zM14 7v11",
  numbers: "M5 20V11M12 20V4M19 20v-6M3 20h18",
  languages: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM3.5 12h17M12 3c3 3 3 15 0 18M12 3c-3 3-3 15 0 18",
  connections: "M9 15l6-6M10 7l2-2a4 4 0 0 1 6 6l-2 2M14 17l-2 2a4 4 0 0 1-6-6l2-2",
  access: "M14.5 13a4.5 4.5 0 1 0-4-2.4L3 18v3h4v-2h2v-2h2l2-2.3M16 8h.01",
  audit: "M6 3h9l4 4v14H6zM9 10h7M9 14h7M9 18h4",
  mail: "M3 6h18v12H3zM3 7l9 7 9-7",
  data: "M12 3v11M8 10l4 4 4-4M4 17v3h16v-3",
  setup: "M12 3l2 3 4-1 0 4 3 2-2 3 1 4-4 1-2 3-3-2-4 1-1-4-3-2 2-3-1-4 4-1zM9 12l2 2 4-4",
  simulator: "M8 3h8a1 1 0 0 1 1 1v16a1 1 0 0 1-1 1H8a1 1 0 0 1-1-1V4a1 1 0 0 1 1-1zM11 18h2",
  partners: "M9 4h6v5h5v6h-5v5H9v-5H4V9h5z",
  billing: "M6 3h12v18l-3-2-3 2-3-2-3 2zM9 8h6M9 12h6",
  policies: "M12 3l8 3v6c0 4-3 7-8 9-5-2-8-5-8-9V6zM9 12l2 2 4-4",
  proactive: "M4 10v4h3l8 5V5l-8 5zM18 9a4 4 0 0 1 0 6",
  replay: "M4 12a8 8 0 1 0 3-6M4 4v5h5",
  knowledge: "M5 4h11a3 3 0 0 1 3 3v13H8a3 3 0 0 1-3-3zM5 17a3 3 0 0 1 3-3h11",
  training: "M3 9l9-5 9 5-9 5zM7 12v5c3 2 7 2 10 0v-5",
  voice: "M12 4a2 2 0 0 1 2 2v6a2 2 0 0 1-4 0V6a2 2 0 0 1 2-2zM7 11a5 5 0 0 0 10 0M12 16v4",
  picture: "M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4M15 9h.01",
  bell: "M6 17h12l-1.5-2.5V10a4.5 4.5 0 0 0-9 0v4.5zM10 20h4",
  menu: "M4 7h16M4 12h16M4 17h16",
  back: "M15 5l-7 7 7 7",
  send: "M4 12h15M13 5l7 7-7 7",
  check: "M5 12l5 5 9-10",
  copy: "M9 9h10v11H9zM15 9V4H5v11h4",
  open: "M14 4h6v6M20 4l-9 9M18 14v6H4V6h6",
  plus: "M12 5v14M5 12h14",
  close: "M6 6l12 12M18 6L6 18",
  note: "M5 4h14v10l-5 6H5zM14 20v-6h5",
  warn: "M12 4l9 16H3zM12 10v4M12 17h.01",
};

/** An element with properties and children; `false`, `null` and `undefined` are left out. */
export function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) {
      continue;
    }
    if (name.startsWith("on")) {
      element.addEventListener(name.slice(2), value);
    } else if (name === "class") {
      element.className = value;
    } else if (name === "style") {
      // Not as an attribute: the policy of these pages lets none act.
      element.style.cssText = value;
    } else if (name === "data") {
      Object.assign(element.dataset, value);
    } else if (name === "value" || name === "checked" || name === "selected") {
      element[name] = value;
    } else {
      element.setAttribute(name, value === true ? "" : value);
    }
  }
  element.append(...kept(children));
  return element;
}

function kept(children) {
  return children.flat(Infinity).filter((child) => child !== undefined && child !== null && child !== false);
}

/** Which way these point depends on which way one reads. */
const TURNING = new Set(["back", "send"]);

export function icon(name, turns = TURNING.has(name)) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", turns ? "icon turns" : "icon");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}

/** A button that is busy while what it does goes on, so that it is not done twice. */
export function button(label, action, { kind = "", symbol, type = "button", ...properties } = {}) {
  const element = make("button", { type, class: `button ${kind}`, ...properties }, symbol && icon(symbol), make("span", {}, label));
  if (action) {
    element.addEventListener("click", async () => {
      if (element.getAttribute("aria-busy") === "true") {
        return;
      }
      element.setAttribute("aria-busy", "true");
      try {
        await action(element);
      } finally {
        element.removeAttribute("aria-busy");
      }
    });
  }
  return element;
}

let ids = 0;

export function newId(word) {
  ids += 1;
  return `${word}-${ids}`;
}

/** Says something to those who do not see the page. */
export function announce(text) {
  const announcer = document.getElementById("announcer");
  announcer.textContent = "";
  // The same words twice are only heard twice when the region was empty in between.
  setTimeout(() => {
    announcer.textContent = text;
  }, 50);
}

/**
 * Brings the children of an element in line with a list, keeping what has not changed, so that focus, selection and scroll stay.
 * Each entry: {key, mark, build}; an element is built anew when its mark differs.
 */
export function reconcile(parent, entries) {
  const present = new Map([...parent.children].map((child) => [child.dataset.key, child]));
  let place = parent.firstElementChild;
  for (const { key, mark, build } of entries) {
    let child = present.get(String(key));
    present.delete(String(key));
    if (!child || child.dataset.mark !== String(mark)) {
      const fresh = build();
      fresh.dataset.key = key;
      fresh.dataset.mark = mark;
      if (child) {
        const hadFocus = child.contains(document.activeElement);
        if (child === place) {
          place = fresh;
        }
        child.replaceWith(fresh);
        if (hadFocus) {
          (fresh.matches("a, button") ? fresh : fresh.querySelector("a, button"))?.focus();
        }
      }
      child = fresh;
    }
    if (child === place) {
      place = place.nextElementSibling;
    } else {
      parent.insertBefore(child, place);
    }
  }
  present.forEach((child) => child.remove());
}
