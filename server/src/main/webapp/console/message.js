// One message of a conversation, with what the bot made of it and how far it got.

import { file } from "./api.js";
import { button, icon, make } from "./dom.js";
import { dateTime, language, languageName, named, percent, say, time } from "./words.js";
import { badge, saveFile } from "./parts.js";
import { isReadable } from "./translation.js";

const UNSURE = 0.5;
const MOST_INTENTS = 3;

/**
 * @param context {conversation, nameOf, sendAgain, translation}
 */
export function messageElement(message, context) {
  const kind = message.author === "shopper" ? "shopper" : message.author;
  return make("div", { class: `message ${kind}`, role: "article", "aria-label": `${authorOf(message, context)}, ${dateTime(new Date(message.at))}` },
    make("p", { class: "message-by" }, authorOf(message, context)),
    message.deleted
      ? make("div", { class: "bubble" }, make("em", {}, say("message.deleted")))
      : said(message, context),
    message.author === "shopper" ? meaning(message) : null,
    foot(message, context),
  );
}

export function noteElement(note, context) {
  return make("div", { class: "message noted", role: "article", "aria-label": say("note.by", { name: context.nameOf(note.author) }) },
    make("p", { class: "message-by" }, `${say("note.by", { name: context.nameOf(note.author) })} · ${time(new Date(note.at))}`),
    make("div", { class: "bubble", dir: "auto" }, note.text),
  );
}

function authorOf(message, context) {
  if (message.author === "agent") {
    return message.agent ? context.nameOf(message.agent) : say("author.elsewhere");
  }
  return say(`author.${message.author}`);
}

/** What was written, or what it says in the language of who reads it. */
function said(message, context) {
  const translated = context.translation?.of(message);
  const isShown = translated?.state === "done" && !translated.asWritten;
  return [
    ...message.contents.map((content, index) => (isShown && isReadable(content) ? null : contentElement(content, index, message, context))),
    isShown && make("div", { class: "bubble", dir: "auto", lang: language() }, translated.text),
    translated && translationFoot(message, translated, context),
  ];
}

function translationFoot(message, translated, context) {
  const words = {
    unasked: () => [button(say("translate.show", { language: languageName(language()) }), () => context.translation.ask(message), { kind: "quiet small" })],
    waiting: () => [make("span", {}, say("translate.waiting"))],
    failed: () => [make("span", { class: "bad-text" }, translated.trouble)],
    done: () => [
      make("span", {}, say(translated.machine ? "translate.machine" : "translate.own")),
      button(say(translated.asWritten ? "translate.back" : "translate.original"), () => context.translation.flip(message), { kind: "quiet small" }),
    ],
  };
  return make("div", { class: "message-foot translation" }, ...words[translated.state]());
}

function contentElement(content, index, message, context) {
  const bubble = make("div", { class: "bubble", dir: "auto" });
  switch (content.type) {
    case "text":
      bubble.append(content.text);
      break;
    case "selection":
      bubble.append(`☑ ${content.label}`);
      break;
    case "phone":
      bubble.append(content.number);
      break;
    case "location":
      bubble.append(content.label ?? `${content.latitude}, ${content.longitude}`);
      break;
    case "choice":
      bubble.append(content.prompt, offers(content.options));
      break;
    case "card":
      bubble.append([content.title, content.subtitle].filter(Boolean).join("\n"), offers(content.options));
      break;
    case "media":
      mediaInto(bubble, content, `conversations/${encodeURIComponent(context.conversation)}/messages/${message.sequence}/media/${index}`);
      break;
    default:
      bubble.append(make("em", {}, say("message.unsupported", { kind: content.platformType ?? "" })));
  }
  return bubble;
}

function offers(options) {
  return make("div", { class: "offers" }, ...options.map((option) => make("span", { class: "offer", dir: "auto" }, option.label)));
}

/** A file is fetched when somebody wants it: channels count and charge for each. Pictures are wanted at once. */
function mediaInto(bubble, content, address) {
  const kind = content.kind.toLowerCase();
  const place = make("div", {});
  bubble.append(place);
  if (content.transcript) {
    bubble.append(make("p", {}, `“${content.transcript}”`));
  }
  if (content.caption) {
    bubble.append(make("p", {}, content.caption));
  }
  const show = async () => {
    try {
      const blob = await file(address);
      place.replaceChildren(shown(kind, blob, content));
    } catch (trouble) {
      place.replaceChildren(make("em", {}, say("message.noFile")), " ", trouble.message);
    }
  };
  if (kind === "image" || kind === "sticker") {
    place.append(make("em", {}, say("message.picture")));
    show();
  } else {
    place.append(button(say(kind === "voice" || kind === "audio" ? "message.play" : "message.file"), show, { kind: "small" }));
  }
}

function shown(kind, blob, content) {
  // The server says what the content looks like; only what a browser shows safely is shown.
  if (/^image\/(png|jpeg|gif|webp)$/.test(blob.type)) {
    return make("img", { src: URL.createObjectURL(blob), alt: content.caption ?? say("message.picture") });
  }
  if (/^(audio|video)\//.test(blob.type) || blob.type === "application/ogg") {
    return make("audio", { src: URL.createObjectURL(blob), controls: true, "aria-label": say("message.voice") });
  }
  return button(content.media.fileName ?? say("message.save"), () => saveFile(blob, content.media.fileName ?? kind), { kind: "small" });
}

function meaning(message) {
  const found = message.interpretation;
  if (!found) {
    return null;
  }
  const sure = message.intents.filter((one) => one.confidence >= UNSURE);
  const chips = found.outOfScope
    ? [badge(say("message.outOfScope"), "warn")]
    : sure.length > 0
      ? sure.slice(0, found.several ? MOST_INTENTS : 1).map((one) => badge(named("intent", one.intent), "brand"))
      : [badge(say("message.unsure"), "warn")];
  const emotion = found.emotion?.label?.toLowerCase();
  return make("details", { class: "message-foot reasons" },
    make("summary", {}, ...chips, " ",
      emotion && emotion !== "neutral" && badge(named("emotion", emotion), emotion === "joy" ? "good" : "bad"), " ",
      make("span", { class: "sr-only" }, say("message.reasons"))),
    make("dl", {},
      make("dt", {}, say("language")), make("dd", {}, languageName(found.language)),
      ...message.intents.slice(0, MOST_INTENTS).flatMap((one) => [make("dt", {}, named("intent", one.intent)), make("dd", {}, percent(one.confidence))]),
      ...(found.slots ?? []).flatMap((slot) => [make("dt", {}, named("slot", slot.slot)), make("dd", { dir: "auto" }, slot.value)])),
  );
}

function foot(message, context) {
  const at = make("time", { datetime: message.at, title: dateTime(new Date(message.at)) }, time(new Date(message.at)));
  const delivery = message.delivery;
  if (!delivery) {
    return make("div", { class: "message-foot" }, at);
  }
  const hasFailed = delivery.state === "failed" || delivery.state === "dead";
  return make("div", { class: "message-foot" }, at, "·",
    make("span", { class: hasFailed ? "bad-text" : "" },
      hasFailed && icon("warn"),
      say(`delivery.${delivery.state}`),
      hasFailed && delivery.reason ? `: ${delivery.reason}` : "",
      !hasFailed && delivery.state !== "sent" && delivery.attempts > 1 ? ` (${say("delivery.attempts", { count: delivery.attempts })})` : ""),
    delivery.uncertain && badge(say("delivery.uncertain"), "warn"),
    hasFailed && context.sendAgain && button(say("delivery.again"), () => context.sendAgain(message.sequence), { kind: "small" }),
  );
}
