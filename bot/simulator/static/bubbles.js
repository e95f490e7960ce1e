// A chat as a list of bubbles. Nodes are kept by key, so an edit redraws one bubble and nothing jumps.

import { card, gist } from "./cards.js";
import { hourMinute, longDay, ofMessage, sameDay } from "./dates.js";
import { h, icon } from "./dom.js";

export function fromBot(message) {
  return Boolean(message.from?.is_bot);
}

export function draw(list, messages, phone) {
  const known = new Map([...list.children].map((node) => [node.dataset.key, node]));
  const wanted = plan(messages, phone).map(({ key, make }) => {
    const node = known.get(key) ?? make();
    node.dataset.key = key;
    return node;
  });
  const stay = new Set(wanted);
  for (const node of known.values()) if (!stay.has(node)) node.remove();
  wanted.forEach((node, place) => {
    if (list.children[place] !== node) list.insertBefore(node, list.children[place] ?? null);
  });
}

function plan(messages, phone) {
  const rows = [];
  messages.forEach((message, place) => {
    const [before, after] = [messages[place - 1], messages[place + 1]];
    const date = ofMessage(message);
    if (!before || !sameDay(ofMessage(before), date)) {
      const words = longDay(date);
      rows.push({ key: `day ${words} ${message.message_id}`, make: () => h("div", { class: "day" }, h("span", {}, words)) });
    }
    const last = !after || fromBot(after) !== fromBot(message) || !sameDay(ofMessage(after), date);
    const quoted = message.reply_to_message ? gist(message.reply_to_message) : "";
    rows.push({ key: `${last} ${quoted} ${JSON.stringify(message)}`, make: () => bubble(message, last, phone) });
  });
  return rows;
}

function bubble(message, last, phone) {
  const inward = fromBot(message);
  const body = card(message);
  const words = message.text ?? message.caption;
  const bare = Boolean(message.sticker);
  const entities = message.entities ?? message.caption_entities;
  const node = h("div", { class: "entry", data: { id: message.message_id, side: inward ? "in" : "out", last } },
    h("div", { class: bare ? "bubble bare" : "bubble" },
      message.reply_to_message && quote(message.reply_to_message, phone),
      body,
      words && h("div", { class: "words" }, phone.skin.words(words, entities, { command: phone.say })),
      h("span", { class: "meta" },
        (message.edit_date ?? 0) > 0 && h("i", {}, phone.skin.edited),
        h("time", { datetime: ofMessage(message).toISOString() }, hourMinute(ofMessage(message))),
        !inward && icon("ticks")),
      actions(message, phone)),
    message.reply_markup?.inline_keyboard && keys(message, phone));
  holdable(node.firstChild, (where) => phone.messageMenu(message, where));
  return node;
}

function quote(message, phone) {
  const name = fromBot(message) ? phone.botName() : phone.person().name;
  const jump = () => phone.showMessage(message.message_id);
  return h("button", { type: "button", class: "quote", onclick: jump, "aria-label": `Pesan yang dibalas: ${gist(message)}` },
    h("b", {}, name), h("span", {}, gist(message)));
}

function actions(message, phone) {
  const button = h("button", { type: "button", class: "actions", "aria-label": "Tindakan untuk pesan ini", "aria-haspopup": "menu" }, icon("down"));
  button.addEventListener("click", () => phone.messageMenu(message, button));
  return button;
}

const HOLD = 480;

function holdable(node, open) {
  let timer;
  node.addEventListener("contextmenu", (event) => {
    if (event.target.closest(".words a")) return;
    event.preventDefault();
    open(node);
  });
  node.addEventListener("touchstart", () => { timer = setTimeout(() => open(node), HOLD); }, { passive: true });
  for (const over of ["touchend", "touchmove", "touchcancel"]) node.addEventListener(over, () => clearTimeout(timer), { passive: true });
}

function keys(message, phone) {
  return h("div", { class: "keys", role: "group", "aria-label": "Pilihan jawaban" },
    message.reply_markup.inline_keyboard.map((row) => h("div", { class: "keys-row" }, row.map((key) => inlineKey(key, message, phone)))));
}

function inlineKey(key, message, phone) {
  if (key.url && /^https?:/i.test(key.url)) {
    return h("a", { class: "key", href: key.url, target: "_blank", rel: "noopener noreferrer" }, key.text, icon("open"));
  }
  if (key.callback_data === undefined) return h("button", { type: "button", class: "key", disabled: true }, key.text);
  const button = h("button", { type: "button", class: "key", data: { data: key.callback_data } }, key.text);
  button.addEventListener("click", () => phone.press(message, key.callback_data, button));
  return button;
}
