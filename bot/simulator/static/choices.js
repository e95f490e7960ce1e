// WhatsApp's answers under a bubble: reply buttons, a list in a sheet, requests for the contact and the place.

import { ownContact, place } from "./attach.js";
import { h, icon } from "./dom.js";
import { lay } from "./layers.js";

export function choices(message, phone) {
  const { buttons = [], list, request } = message.wa ?? {};
  const keys = buttons.map((button) => choice("reply", button.title, () => press(message, phone, button.id)));
  if (list) keys.push(choice("list", list.button, () => pick(message, phone), { "aria-haspopup": "dialog" }));
  if (request === "contact") keys.push(choice("person", "Bagikan info kontak", () => ownContact(phone)));
  if (request === "location") keys.push(choice("pin", "Kirim lokasi", () => place(phone)));
  return keys.length ? h("div", { class: "choices", role: "group", "aria-label": "Pilihan jawaban" }, keys) : null;
}

function choice(glyph, title, act, more = {}) {
  return h("button", { type: "button", class: "choice", onclick: act, ...more }, icon(glyph), h("span", {}, title));
}

function press(message, phone, id) {
  phone.send({ type: "press", message: message.message_id, data: id });
}

function pick(message, phone) {
  const { button, sections } = message.wa.list;
  const send = h("button", { type: "submit", class: "main", disabled: true }, "Kirim");
  const shut = h("button", { type: "button", class: "tool", "aria-label": "Tutup", onclick: () => close() }, icon("close"));
  const panel = h("form", { class: "picker", role: "dialog", "aria-modal": "true", "aria-label": button },
    h("div", { class: "picker-head" }, shut, h("h3", {}, button)),
    h("div", { class: "picker-rows" }, sections.map(section)), send);
  panel.addEventListener("change", () => { send.disabled = false; });
  panel.addEventListener("submit", (event) => {
    event.preventDefault();
    const id = new FormData(panel).get("row");
    close();
    if (id !== null) press(message, phone, id);
  });
  const close = lay(phone.screen, panel);
  panel.querySelector("input")?.focus({ preventScroll: true });
}

function section({ title, rows }) {
  return h("fieldset", {}, title && h("legend", {}, title), rows.map((row) => h("label", { class: "option" },
    h("span", {}, h("b", {}, row.title), row.description && h("small", {}, row.description)),
    h("input", { type: "radio", name: "row", value: row.id }))));
}
