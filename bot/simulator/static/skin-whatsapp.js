// How a phone looks and speaks when its messenger is WhatsApp: its own marks, answers, ticks and menus.

import { choices } from "./choices.js";
import { h, icon } from "./dom.js";
import { form } from "./layers.js";
import { marked } from "./marks.js";

const TICKS = { sent: ["tick", "Terkirim"], delivered: ["ticks", "Sampai"], read: ["ticks", "Sudah dibaca"] };

export const whatsapp = {
  id: "whatsapp",
  name: "WhatsApp",
  subtitle: "akun bisnis",
  typing: "sedang mengetik…",
  edited: "diedit",
  start: "Kirim Halo",
  placeholder: "Tulis pesan",
  mustStart: false,
  hasCommands: false,
  hasWindow: true,
  words: marked,
  keys: choices,
  ticks,
  welcome,
  messageItems: (phone, message) => [
    { icon: "trash", label: "Hapus untuk semua orang", grave: true, act: () => phone.send({ type: "revoke", message: message.message_id }) },
  ],
  reactions: ["👍", "🙏", "❤️", "😂", "😮", "😢"],
  chatItems,
};

function ticks(message) {
  if (message.wa?.revoked) return null;
  const state = message.wa?.ticks ?? "sent";
  const [shape, words] = TICKS[state];
  return h("span", { class: "ticks", role: "img", "aria-label": words, title: words, data: { state } }, icon(shape));
}

function welcome(phone) {
  return [
    h("p", {}, "Kantor belum pernah menerima pesan dari nomor ini."),
    h("button", { type: "button", class: "main", onclick: () => phone.composer.field.focus() }, "Tulis pesan"),
    h("button", { type: "button", class: "plain", title: "Seperti membuka tautan wa.me", onclick: () => phone.send({ type: "start" }) }, "Kirim Halo"),
  ];
}

function chatItems(phone) {
  const { marketing_stopped: stopped } = phone.person();
  return [
    { icon: "link", label: "Buka tautan", act: () => openLink(phone) },
    { icon: "number", label: "Ganti nomor", act: () => changeNumber(phone) },
    { icon: stopped ? "bell" : "quiet", label: stopped ? "Terima lagi pesan pemasaran" : "Berhenti pesan pemasaran", act: () => phone.send({ type: "marketing", stopped: !stopped }) },
  ];
}

// A link types its text: https://wa.me/<number>?text=<words>.
async function openLink(phone) {
  const answer = await form(phone.screen, {
    title: "Buka tautan",
    text: "Tempelkan tautan wa.me atau kode yang diterima dari petugas. Isinya langsung dikirim.",
    fields: [{ name: "link", label: "Tautan atau kode", required: true, placeholder: "https://wa.me/…?text=…" }],
    ok: "Buka",
  });
  if (answer) phone.send({ type: "start", payload: wordsOf(answer.link.trim()) });
}

function wordsOf(link) {
  if (!/^(https?:\/\/)?(wa\.me|api\.whatsapp\.com)\//i.test(link)) return link;
  return new URLSearchParams(link.split("?")[1]?.split("#")[0] ?? "").get("text") ?? "";
}

async function changeNumber(phone) {
  const answer = await form(phone.screen, {
    title: "Ganti nomor",
    text: `Nomor sekarang: ${phone.person().phone}. Kantor diberi tahu oleh WhatsApp.`,
    fields: [{ name: "phone", label: "Nomor baru", required: true, inputmode: "tel", placeholder: "+62 812 …", maxlength: 30 }],
    ok: "Ganti",
  });
  if (answer) phone.send({ type: "number", phone: answer.phone });
}
