// A chat as a list of bubbles, a day at a time. Nodes are kept by key, so an edit redraws one bubble and nothing jumps.

import { card, gist } from "./cards.js";
import { hourMinute, longDay, ofMessage } from "./dates.js";
import { h, icon } from "./dom.js";

export function fromBot(message) {
  return Boolean(message.from?.is_bot);
}

export function draw(list, messages, phone) {
  const days = byDay(messages);
  keep(list, [...days.keys()].map((words) => ({ key: words, make: () => h("div", { class: "day-part" }) })));
  [...days.values()].forEach((ofDay, place) => keep(list.children[place], plan(ofDay, phone)));
}

// Brings the children of a node to the wanted rows, in their order; what is known already stays as it is.
function keep(parent, rows) {
  const known = new Map([...parent.children].map((node) => [node.dataset.key, node]));
  const wanted = rows.map(({ key, make }) => {
    const node = known.get(key) ?? make();
    node.dataset.key = key;
    return node;
  });
  const stay = new Set(wanted);
  for (const node of known.values()) if (!stay.has(node)) node.remove();
  wanted.forEach((node, place) => {
    if (parent.children[place] !== node) parent.insertBefore(node, parent.children[place] ?? null);
  });
}

function byDay(messages) {
  const days = new Map();
  for (const message of messages) {
    const words = longDay(ofMessage(message));
    if (!days.has(words)) days.set(words, []);
    days.get(words).push(message);
  }
  return days;
}

function plan(messages, phone) {
  const words = longDay(ofMessage(messages[0]));
  const other = (message, neighbour) => !neighbour || fromBot(neighbour) !== fromBot(message);
  return [{ key: "day", make: () => h("div", { class: "day" }, h("span", {}, words)) }, ...messages.map((message, place) => {
    const [first, last] = [other(message, messages[place - 1]), other(message, messages[place + 1])];
    return { key: `${first} ${last} ${JSON.stringify(message)}`, make: () => bubble(message, { first, last }, phone) };
  })];
}

function bubble(message, { first, last }, phone) {
  const { skin } = phone;
  const words = message.text ?? message.caption;
  const entities = message.entities ?? message.caption_entities;
  const { header, footer } = message.wa ?? {};
  const node = h("div", { class: "entry", data: { id: message.message_id, side: fromBot(message) ? "in" : "out", first, last } },
    h("div", { class: message.sticker ? "bubble bare" : "bubble" },
      message.reply_to_message && quote(message.reply_to_message, phone),
      header && h("b", { class: "headline" }, header),
      card(message),
      message.wa?.revoked && h("div", { class: "words revoked" }, "Pesan ini telah dihapus"),
      words && h("div", { class: "words" }, skin.words(words, entities, { command: phone.say })),
      footer && h("small", { class: "footline" }, footer),
      meta(message, skin),
      message.reaction && h("span", { class: "reaction", role: "img", "aria-label": `Reaksi ${message.reaction}` }, message.reaction),
      !message.wa?.revoked && actions(message, phone)),
    message.wa?.state === "failed" ? h("p", { class: "failed" }, "Tidak sampai ke telepon ini") : skin.keys(message, phone));
  holdable(node.firstChild, (where) => phone.messageMenu(message, where));
  return node;
}

function meta(message, skin) {
  return h("span", { class: "meta" },
    (message.edit_date ?? 0) > 0 && h("i", {}, skin.edited),
    message.wa?.template && h("i", { title: message.wa.template }, "template"),
    h("time", { datetime: ofMessage(message).toISOString() }, hourMinute(ofMessage(message))),
    !fromBot(message) && skin.ticks(message));
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
