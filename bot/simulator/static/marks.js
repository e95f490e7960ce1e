// WhatsApp's marks inside a text (*bold* _italic_ ~strike~ `code` ```block```), turned into plain words and entities.

import { formatted } from "./entities.js";

const TYPES = { "*": "bold", _: "italic", "~": "strikethrough", "`": "code", "```": "pre" };
const MARK = /```(?<block>[\s\S]+?)```|(?<![\p{L}\p{N}])(?<sign>[*_~`])(?=\S)(?<inside>[^\n]*?[^\s])\k<sign>(?![\p{L}\p{N}])/u;

// The words without their marks, and where the marks were: offsets as Telegram's entities have them.
export function unmark(text, start = 0) {
  const match = MARK.exec(text);
  if (!match) return { plain: text, entities: [] };
  const { block, sign = "```", inside = block } = match.groups;
  const before = text.slice(0, match.index);
  const from = start + before.length;
  const verbatim = sign.startsWith("`");
  const inner = verbatim ? { plain: inside, entities: [] } : unmark(inside, from);
  const rest = unmark(text.slice(match.index + match[0].length), from + inner.plain.length);
  const own = { type: TYPES[sign], offset: from, length: inner.plain.length };
  return { plain: before + inner.plain + rest.plain, entities: [...inner.entities, own, ...rest.entities] };
}

export function marked(text) {
  const { plain, entities } = unmark(text);
  return formatted(plain, entities);
}
