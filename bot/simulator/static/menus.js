// What a phone offers about one message and about the whole chat; each messenger adds its own.

import { fromBot } from "./bubbles.js";
import { unmark } from "./marks.js";
import { menu } from "./layers.js";

export function messageMenu(phone, message, anchor) {
  const { skin, composer } = phone;
  if (message.wa?.revoked) return;
  const mine = !fromBot(message);
  const text = message.text ?? message.caption;
  const items = [{ icon: "reply", label: "Balas", act: () => composer.setAbout(message) }];
  if (mine && message.text) items.push({ icon: "pencil", label: "Edit", act: () => composer.setAbout(message, { edit: true }) });
  if (text) items.push({ icon: "copy", label: "Salin", act: () => navigator.clipboard?.writeText(message.wa ? unmark(text).plain : text) });
  if (mine) items.push(...skin.messageItems(phone, message));
  menu(phone.screen, "Tindakan pesan", items, { anchor, strip: reactions(phone, message) });
}

// Choosing the same sign again takes it back.
function reactions(phone, message) {
  return phone.skin.reactions.map((sign) => {
    const chosen = message.reaction === sign;
    const act = () => phone.send({ type: "react", message: message.message_id, emoji: chosen ? "" : sign });
    return { sign, chosen, label: chosen ? `Tarik reaksi ${sign}` : `Reaksi ${sign}`, act };
  });
}

export function chatMenu(phone, anchor) {
  const { blocked } = phone.person();
  menu(phone.screen, "Menu percakapan", [
    ...phone.skin.chatItems(phone),
    { icon: "block", grave: !blocked, label: blocked ? "Buka blokir bot" : "Blokir bot", act: () => phone.send({ type: "block", blocked: !blocked }) },
    { icon: "close", label: "Sembunyikan telepon", act: () => phone.hide(phone.id) },
  ], { anchor });
}
