// Telegram's formatting: entities over UTF-16 offsets, which is how JavaScript counts as well.

import { h } from "./dom.js";

const TAGS = {
  bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code", pre: "pre",
  blockquote: "blockquote", expandable_blockquote: "blockquote", spoiler: "mark",
};
const SAFE = /^(https?|mailto|tel|tg):/i;
const FOUND = /(?<url>https?:\/\/[^\s<>"]+[^\s<>".,;:!?)])|(?<command>(?<![\w/])\/[a-z][a-z0-9_]{0,31}\b)/gi;

export function formatted(text, entities = [], { command } = {}) {
  const spans = [...entities, ...found(text, entities)];
  const edges = new Set([0, text.length]);
  for (const { offset, length } of spans) {
    edges.add(Math.min(offset, text.length)).add(Math.min(offset + length, text.length));
  }
  const cuts = [...edges].sort((a, b) => a - b);
  return cuts.slice(0, -1).map((start, index) => {
    const end = cuts[index + 1];
    const over = spans.filter((span) => span.offset <= start && span.offset + span.length >= end);
    // Wrapping from the inside out keeps the longest span outermost, as nested entities are meant.
    return over.sort((a, b) => a.length - b.length).reduce((inner, span) => wrap(inner, span, text, command), text.slice(start, end));
  });
}

// Telegram's server marks links and commands by itself; a bot need not send these entities.
function found(text, entities) {
  const taken = entities.filter((entity) => ["url", "text_link", "bot_command", "code", "pre"].includes(entity.type));
  return [...text.matchAll(FOUND)]
    .map((match) => ({ type: match.groups.url ? "url" : "bot_command", offset: match.index, length: match[0].length }))
    .filter((span) => !taken.some((other) => span.offset < other.offset + other.length && other.offset < span.offset + span.length));
}

function wrap(inner, span, text, command) {
  const words = text.slice(span.offset, span.offset + span.length);
  if (span.type === "text_link") return link(inner, span.url);
  if (span.type === "url") return link(inner, SAFE.test(words) ? words : `https://${words}`);
  if (span.type === "email") return link(inner, `mailto:${words}`);
  if (span.type === "phone_number") return link(inner, `tel:${words}`);
  if (span.type === "bot_command" && command) {
    return h("button", { type: "button", class: "command", onclick: () => command(words) }, inner);
  }
  return TAGS[span.type] ? h(TAGS[span.type], {}, inner) : inner;
}

function link(inner, address) {
  if (!SAFE.test(address)) return inner;
  return h("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, inner);
}
