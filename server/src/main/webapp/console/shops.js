// Whose shop it is about. Most who sit here have one; who has several chooses once and stays there.

import { get } from "./api.js";
import { make } from "./dom.js";
import { field, select } from "./parts.js";
import { here } from "./storage.js";
import { say } from "./words.js";

const CHOICE = "polyclerk.console.merchant";

/** Whether somebody says what the bot may do and knows. */
export const leads = (me) => ["admin", "manager"].includes(me.role);

/** Names of the merchants that the person can see, the chosen one first in mind. */
export async function merchants(me) {
  if (me.merchant) {
    return { all: [me.merchant], chosen: me.merchant };
  }
  const connections = leads(me) ? (await get("connections")).connections : [];
  const all = [...new Set(connections.map((one) => one.merchant))].sort();
  if (all.length === 0) {
    all.push("demo");
  }
  const before = here.get(CHOICE);
  return { all, chosen: all.includes(before) ? before : all[0] };
}

/** A choice among several; nothing where there is one. */
export function merchantChoice({ all, chosen }, id) {
  if (all.length < 2) {
    return null;
  }
  return make("div", { class: "filters" }, field(say("merchant"), select(all.map((one) => [one, one]), chosen, { onchange: (event) => {
    here.set(CHOICE, event.target.value);
    window.dispatchEvent(new HashChangeEvent("hashchange"));
  } }), { id, required: true }));
}
