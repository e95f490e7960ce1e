// Telegram's buttons under a bubble: callbacks that spin until they are answered, and links.

import { h, icon } from "./dom.js";

export function inlineKeys(message, phone) {
  const rows = message.reply_markup?.inline_keyboard;
  if (!rows) return null;
  return h("div", { class: "keys", role: "group", "aria-label": "Pilihan jawaban" },
    rows.map((row) => h("div", { class: "keys-row" }, row.map((key) => inlineKey(key, message, phone)))));
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
