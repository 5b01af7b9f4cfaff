// What tickets look like wherever they are shown.

import { make } from "./dom.js";
import { badge } from "./parts.js";
import { dateTime, say } from "./words.js";

export const STATES = ["open", "in_progress", "waiting", "closed"];

export function ticketBadges(ticket) {
  return [
    ticket.urgent && badge(say("ticket.urgent"), "bad"),
    ticket.priority !== 3 && badge(say(`priority.${ticket.priority}`), ticket.priority < 3 ? "warn" : ""),
  ];
}

/** When it is to be done; red when that is over. */
export function dueBadge(ticket) {
  if (!ticket.dueAt) {
    return null;
  }
  const due = new Date(ticket.dueAt);
  const isLate = ticket.state !== "closed" && due < new Date();
  return make("span", { class: `badge ${isLate ? "bad" : ""}` }, say(isLate ? "ticket.overdue" : "ticket.dueBy", { time: dateTime(due) }));
}
