// A talk as the shopper sees it on one channel: the same words, drawn the way that channel draws them.

import { button, icon, make } from "./dom.js";
import { inOwnLanguage, say, time } from "./words.js";

/** Channels whose manners we know how to draw; every other one looks like a plain chat. */
const SKINS = new Set(["telegram", "whatsapp", "wechat", "webchat"]);
/** What these platforms show as buttons under a message; more become a list that opens. */
const BUTTONS_BEFORE_LIST = { whatsapp: 3 };

/**
 * @param channel as the preview tells it, with `messages` beside `talk`
 * @param talk what was said, in order
 * @param pick called with an option that the shopper taps; not given when nothing can be tapped
 */
export function channelLook(channel, talk, pick) {
  const skin = SKINS.has(channel.adapter) ? channel.adapter : "webchat";
  const log = make("div", { class: "phone-log", tabindex: "0", role: "log", "aria-label": inOwnLanguage(channel.name) });
  talk.forEach((message, index) => {
    if (message.direction === "in") {
      message.contents.forEach((content) => log.append(bubble(content, "mine", message, skin, pick)));
    } else {
      (channel.messages[index] ?? [message.contents]).flat().forEach((content) => log.append(bubble(content, "theirs", message, skin, pick)));
    }
  });
  return make("section", { class: `phone ${skin}`, "aria-label": inOwnLanguage(channel.name) },
    make("header", { class: "phone-head" }, make("span", { class: "phone-face", "aria-hidden": "true" }), make("span", {}, inOwnLanguage(channel.name))),
    log,
    make("p", { class: "phone-law" }, lawOf(channel)));
}

/** What the channel allows, in a line. */
function lawOf({ limits, connection }) {
  const hours = hoursOf(limits.replyWindow);
  return [
    connection ? say("look.connected", { id: connection }) : say("look.notConnected"),
    limits.maxOptions > 0 ? say("look.buttons", { count: limits.maxOptions }) : say("look.noButtons"),
    hours === undefined ? say("look.noWindow") : say("look.window", { count: hours }),
    limits.messagesPerWindow && say("look.budget", { count: limits.messagesPerWindow }),
    limits.billed && say("look.billed"),
  ].filter(Boolean).join(" · ");
}

/** Hours of an ISO 8601 duration such as PT48H or PT1M; nothing when there is none. */
export function hoursOf(duration) {
  const found = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/.exec(duration ?? "");
  return found ? Math.round((Number(found[1] ?? 0) * 24 + Number(found[2] ?? 0) + Number(found[3] ?? 0) / 60) * 10) / 10 : undefined;
}

function bubble(content, side, message, skin, pick) {
  const parts = [];
  const body = make("div", { class: "said", dir: "auto" });
  switch (content.type) {
    case "text":
      body.append(...linked(content.text));
      break;
    case "selection":
      body.append(content.label);
      break;
    case "choice":
      body.append(...linked(content.prompt));
      parts.push(options(content.options, skin, pick));
      break;
    case "card":
      body.append(make("strong", {}, content.title), content.subtitle ? make("div", {}, ...linked(content.subtitle)) : "");
      parts.push(options(content.options, skin, pick));
      break;
    case "media":
      body.append(mediaOf(content));
      break;
    case "location":
      body.append(`${content.latitude}, ${content.longitude}`);
      break;
    default:
      body.append(make("em", {}, say("message.unsupported", { kind: content.type })));
  }
  body.append(make("span", { class: "said-at" }, message.state === "waiting" ? "…" : time(new Date(message.at))));
  return make("div", { class: `bubble-line ${side}` }, body, ...parts);
}

/** Addresses are shown as such, and lead nowhere from here. */
function linked(text) {
  return text.split(/(https?:\/\/\S+)/).map((part, index) => (index % 2 === 1 ? make("span", { class: "said-link" }, part) : part));
}

function mediaOf(content) {
  if (content.kind === "image" && content.local) {
    return make("img", { src: content.local, alt: say("message.picture") });
  }
  if (content.kind === "voice" && content.local) {
    return make("audio", { src: content.local, controls: true, "aria-label": say("message.voice") });
  }
  return make("em", {}, say(content.kind === "image" ? "message.picture" : content.kind === "voice" ? "message.voice" : "message.file"));
}

function options(all, skin, pick) {
  if (!all || all.length === 0) {
    return "";
  }
  const tap = (option) => button(option.label, pick && (() => pick(option)), { kind: "tap", disabled: !pick });
  if (all.length > (BUTTONS_BEFORE_LIST[skin] ?? Infinity)) {
    return make("details", { class: "taps listed" }, make("summary", { class: "tap" }, icon("menu"), ` ${say("look.list")}`), ...all.map(tap));
  }
  return make("div", { class: "taps" }, ...all.map(tap));
}
