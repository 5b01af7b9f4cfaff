// Inside a platform's page: the platform's script adds its proof of who is signed in there to what is asked of our own address, and the server
// gives a secret for some minutes for it. It lies in this page's memory and nowhere else; cookies of a page inside another are blocked.

const EARLY_MS = 60_000;

let secret;
let ends = 0;
let asking;

export function isEmbedded() {
  return document.body.dataset.adapter !== undefined;
}

/** Where the platform shows this page; undefined when it does not say. */
export function placeAtPlatform() {
  return document.body.dataset.linkApp;
}

/** The header that says who is signed in at the platform. */
export async function atPlatform() {
  if (performance.now() > ends - EARLY_MS) {
    await openAnew();
  }
  return { "X-Polyclerk-Session": secret };
}

/** The same, by a new proof; whoever asks at the same moment gets the same. */
export async function openAnew() {
  asking ??= ask().finally(() => {
    asking = undefined;
  });
  await asking;
  return { "X-Polyclerk-Session": secret };
}

async function ask() {
  const response = await fetch(`/install/${encodeURIComponent(document.body.dataset.adapter)}/session`, { method: "POST", credentials: "omit" });
  if (!response.ok) {
    throw new Error(String(response.status));
  }
  const { session, seconds } = await response.json();
  secret = session;
  ends = performance.now() + seconds * 1000;
}
