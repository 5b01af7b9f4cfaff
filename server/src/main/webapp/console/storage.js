// Keeps things in this browser, as far as it lets a page: inside another page, and with cookies blocked, browsers refuse, and then they are kept as long
// as the page is open.

function kept(kind) {
  const memory = new Map();
  let browser;
  try {
    browser = window[kind];
    browser.getItem("");
  } catch {
    browser = undefined;
  }
  return {
    get: (name) => browser?.getItem(name) ?? memory.get(name) ?? null,
    set(name, value) {
      try {
        browser.setItem(name, value);
      } catch {
        memory.set(name, value);
      }
    },
    remove(name) {
      browser?.removeItem(name);
      memory.delete(name);
    },
  };
}

/** For this tab. */
export const tab = kept("sessionStorage");
/** For this browser. */
export const here = kept("localStorage");
