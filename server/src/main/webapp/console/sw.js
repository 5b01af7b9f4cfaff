// Shows what this server sends while nobody looks at the console. Words come from the server in the language that was chosen; nothing
// else is kept or asked here, for this script has no token.

const PLACE = /^#\/[A-Za-z0-9_\-/]{0,200}(\?[a-z]{1,20}=[A-Za-z0-9_-]{1,60})?$/;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

function read(data) {
  try {
    const { tag, text, place } = data.json();
    return { tag: String(tag), text: String(text), place: PLACE.test(place) ? place : "#/notices" };
  } catch {
    return null;
  }
}

async function show(data) {
  const told = read(data);
  if (told === null) {
    return;
  }
  const windows = await self.clients.matchAll({ type: "window" });
  // Whoever looks at the console sees it there; a trial is always shown.
  if (told.tag !== "test" && windows.some((one) => one.focused)) {
    return;
  }
  await self.registration.showNotification("Polyclerk", {
    body: told.text, tag: told.tag, renotify: true, icon: "icon.svg", data: { place: told.place },
  });
}

async function open(place) {
  const address = new URL(place, self.registration.scope).href;
  const windows = await self.clients.matchAll({ type: "window" });
  const there = windows.find((one) => one.url.startsWith(self.registration.scope));
  if (!there) {
    await self.clients.openWindow(address);
    return;
  }
  await there.focus();
  // Only the page moves; whatever was being typed elsewhere is kept by the page itself.
  there.postMessage({ place });
}

self.addEventListener("push", (event) => {
  if (event.data) {
    event.waitUntil(show(event.data));
  }
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(open(PLACE.test(event.notification.data?.place) ? event.notification.data.place : "#/notices"));
});
