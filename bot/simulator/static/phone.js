// One person's phone: the head above it, its screen, and what a press or a word on it sends.

import { draw, fromBot } from "./bubbles.js";
import { Composer } from "./composer.js";
import { hourMinute } from "./dates.js";
import { avatar, glide, h, icon } from "./dom.js";
import { form, menu } from "./layers.js";

const ROLES = { manager: "Pengurus", staff: "Petugas" };
const TYPING_LASTS = 5000;
const TOAST_LASTS = 4500;
const ANSWER_WAIT = 8000;
const NEAR_END = 90;

export class Phone {
  constructor(id, { store, socket, skin, warn, hide }) {
    Object.assign(this, { id, store, socket, skin, warn, hide });
    this.say = (text, replyTo) => this.send({ type: "text", text, reply_to: replyTo ?? null });
    this.pressing = [];
    this.waiting = new Map();
    this.build();
    this.refresh();
  }

  person() { return this.store.people.get(this.id); }
  botName() { return this.store.bot; }
  messages() { return this.store.chats.get(this.id)?.messages ?? []; }
  keyboard() { return this.store.chats.get(this.id)?.keyboard ?? null; }
  send(note) { return this.socket.send({ person: this.id, ...note }); }

  build() {
    const person = this.person();
    const tool = (name, label, act) => h("button", { type: "button", class: "tool", "aria-label": label, title: label, onclick: act }, icon(name));
    this.head = h("header", { class: "seat-head" });
    this.clock = h("time", {});
    this.title = h("b", {});
    this.under = h("small", {});
    this.list = h("div", { class: "list" });
    this.chat = h("div", { class: "chat", role: "log", tabindex: "0", "aria-label": `Percakapan ${person.name}` }, this.list);
    this.atEnd = true;
    this.chat.addEventListener("scroll", () => this.scrolled());
    // A picture that loads or a keyboard that opens must not push the last message out of sight.
    const sizes = new ResizeObserver(() => this.atEnd && this.toEnd());
    for (const node of [this.chat, this.list]) sizes.observe(node);
    this.newer = h("button", { type: "button", class: "newer", "aria-label": "Ke pesan terbaru", hidden: true, onclick: () => this.toEnd(true) }, icon("down"));
    this.welcome = h("div", { class: "welcome", hidden: true }, h("img", { src: "/static/icon.svg", alt: "", width: 56, height: 56 }),
      h("b", {}, "Belum ada percakapan"), h("p", {}, `Tekan ${this.skin.start} untuk membuka percakapan dengan bot, seperti di telepon yang sebenarnya.`));
    this.toasts = h("div", { class: "phone-toasts", role: "status", "aria-live": "polite" });
    this.composer = new Composer(this);
    this.screen = h("div", { class: "screen" },
      h("div", { class: "status-bar", "aria-hidden": "true" }, this.clock, h("span", { class: "island" }), h("span", { class: "signal" }, h("i"), h("i"), h("i"), h("i"), h("em"))),
      h("div", { class: "chat-head" }, h("img", { class: "bot", src: "/static/icon.svg", alt: "", width: 36, height: 36 }),
        h("span", { class: "chat-name" }, this.title, this.under), tool("more", "Menu percakapan", (event) => this.chatMenu(event.currentTarget))),
      h("div", { class: "chat-room" }, this.chat, this.welcome, this.newer, this.toasts), this.composer.node);
    this.node = h("article", { class: "seat", id: `seat-${this.id}`, data: { person: this.id }, "aria-label": `Telepon ${person.name}` },
      this.head, h("div", { class: "phone", data: { skin: this.skin.id } }, this.screen));
  }

  refresh() {
    const person = this.person();
    const hide = h("button", { type: "button", class: "tool", "aria-label": `Sembunyikan telepon ${person.name}`, title: "Sembunyikan telepon", onclick: () => this.hide(this.id) }, icon("close"));
    this.head.replaceChildren(avatar(person.name, person.id), h("div", { class: "seat-words" },
      h("h2", {}, person.name, h("span", { class: "role", data: { role: person.role } }, ROLES[person.role] ?? person.role)),
      h("p", { title: person.note }, person.note || "tanpa keterangan"), h("p", {}, person.phone)), hide);
    this.tick();
    this.redraw();
  }

  tick() {
    if (this.store.now) this.clock.textContent = hourMinute(this.store.now);
  }

  redraw() {
    const messages = this.messages();
    const mine = messages.length > 0 && !fromBot(messages[messages.length - 1]);
    const focused = this.list.contains(document.activeElement);
    this.welcome.hidden = messages.length > 0 || !this.store.chats.has(this.id);
    draw(this.list, messages, this);
    if (focused && !this.list.contains(document.activeElement)) this.chat.focus({ preventScroll: true });
    this.title.textContent = this.botName();
    this.under.textContent = this.person().blocked ? "diblokir" : this.skin.subtitle;
    this.composer.refresh();
    if (this.atEnd || mine) this.toEnd();
    else this.newer.hidden = false;
  }

  changed({ kind, data }) {
    if (kind === "typing") return this.typing();
    if (kind === "answered") return this.answered(data);
    if (kind === "message") this.quiet();
    return this.refresh();
  }

  typing() {
    this.under.textContent = this.skin.typing;
    this.under.classList.add("typing");
    clearTimeout(this.typingTimer);
    this.typingTimer = setTimeout(() => this.quiet(), TYPING_LASTS);
  }

  quiet() {
    clearTimeout(this.typingTimer);
    this.under.classList.remove("typing");
    this.under.textContent = this.person().blocked ? "diblokir" : this.skin.subtitle;
  }

  press(message, data, button) {
    if (!this.send({ type: "press", message: message.message_id, data })) return;
    button.setAttribute("aria-busy", "true");
    const timer = setTimeout(() => this.release(button), ANSWER_WAIT);
    this.pressing.push({ id: message.message_id, data, button, timer });
  }

  // The server has named the query that a press became; the bot's answer will carry that name.
  pressed({ message, data, query }) {
    const place = this.pressing.findIndex((press) => press.id === message && press.data === data);
    if (place >= 0) this.waiting.set(query, this.pressing.splice(place, 1)[0]);
  }

  release(button) {
    button.removeAttribute("aria-busy");
  }

  answered(answer) {
    const pressed = this.waiting.get(answer.callback_query_id);
    if (pressed) {
      this.waiting.delete(answer.callback_query_id);
      clearTimeout(pressed.timer);
      this.release(pressed.button);
    }
    if (answer.text && answer.show_alert) form(this.screen, { title: this.botName(), text: answer.text, ok: "Mengerti", only: true });
    else if (answer.text) this.toast(answer.text);
  }

  toast(text) {
    const node = h("p", { class: "phone-toast" }, text);
    this.toasts.append(node);
    setTimeout(() => node.remove(), TOAST_LASTS);
  }

  messageMenu(message, anchor) {
    const mine = !fromBot(message);
    const text = message.text ?? message.caption;
    const items = [{ icon: "reply", label: "Balas", act: () => this.composer.setAbout(message) }];
    if (mine && message.text && this.skin.canEdit) items.push({ icon: "pencil", label: "Edit", act: () => this.composer.setAbout(message, { edit: true }) });
    if (text) items.push({ icon: "copy", label: "Salin", act: () => navigator.clipboard?.writeText(text) });
    menu(this.screen, "Tindakan pesan", items, { anchor });
  }

  chatMenu(anchor) {
    const { blocked } = this.person();
    menu(this.screen, "Menu percakapan", [
      ...(this.skin.canStart ? [{ icon: "link", label: "Buka tautan undangan", act: () => this.openInvitation() }] : []),
      { icon: "block", grave: !blocked, label: blocked ? "Buka blokir bot" : "Blokir bot", act: () => this.send({ type: "block", blocked: !blocked }) },
      { icon: "close", label: "Sembunyikan telepon", act: () => this.hide(this.id) },
    ], { anchor });
  }

  // A deep link starts the bot with its payload: https://t.me/<bot>?start=<code>.
  async openInvitation() {
    const answer = await form(this.screen, {
      title: "Buka tautan undangan",
      text: "Tempelkan tautan atau kode yang diterima dari petugas.",
      fields: [{ name: "link", label: "Tautan atau kode", required: true }],
      ok: "Buka",
    });
    if (answer) this.send({ type: "start", payload: /[?&]start=([\w-]+)/.exec(answer.link)?.[1] ?? answer.link.trim() });
  }

  showMessage(id) {
    const node = this.list.querySelector(`[data-id="${id}"]`);
    node?.scrollIntoView({ block: "center", behavior: glide() });
    node?.animate([{ filter: "brightness(0.85)" }, { filter: "none" }], 1200);
  }

  scrolled() {
    this.atEnd = this.chat.scrollHeight - this.chat.scrollTop - this.chat.clientHeight < NEAR_END;
    if (this.atEnd) this.newer.hidden = true;
  }

  toEnd(smooth = false) {
    this.chat.scrollTo({ top: this.chat.scrollHeight, behavior: smooth ? glide() : "instant" });
    this.newer.hidden = true;
    this.atEnd = true;
  }
}
