// How a phone looks and speaks when its messenger is Telegram. Another messenger brings another object of this shape.

import { h, icon } from "./dom.js";
import { formatted } from "./entities.js";
import { inlineKeys } from "./keys.js";
import { form } from "./layers.js";

export const telegram = {
  id: "telegram",
  name: "Telegram",
  subtitle: "bot",
  typing: "sedang mengetik…",
  edited: "diedit",
  start: "Mulai",
  placeholder: "Tulis pesan",
  mustStart: true,
  hasCommands: true,
  hasWindow: false,
  words: formatted,
  keys: inlineKeys,
  ticks: () => icon("ticks"),
  welcome: () => h("p", {}, "Tekan Mulai untuk membuka percakapan dengan bot, seperti di telepon yang sebenarnya."),
  messageItems: () => [],
  reactions: [],
  chatItems: (phone) => [{ icon: "link", label: "Buka tautan undangan", act: () => openInvitation(phone) }],
};

// A deep link starts the bot with its payload: https://t.me/<bot>?start=<code>.
async function openInvitation(phone) {
  const answer = await form(phone.screen, {
    title: "Buka tautan undangan",
    text: "Tempelkan tautan atau kode yang diterima dari petugas.",
    fields: [{ name: "link", label: "Tautan atau kode", required: true }],
    ok: "Buka",
  });
  if (answer) phone.send({ type: "start", payload: /[?&]start=([\w-]+)/.exec(answer.link)?.[1] ?? answer.link.trim() });
}
