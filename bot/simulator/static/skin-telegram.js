// How a phone looks and speaks when its messenger is Telegram. Another messenger brings another object of this shape.

import { formatted } from "./entities.js";

export const telegram = {
  id: "telegram",
  subtitle: "bot",
  typing: "sedang mengetik…",
  edited: "diedit",
  start: "Mulai",
  placeholder: "Tulis pesan",
  canEdit: true,
  canStart: true,
  words: formatted,
};
