// One person's phone: the head above it, its screen, and what a press or a word on it sends.

import { draw, fromBot } from "./bubbles.js";
import { Composer } from "./composer.js";
import { hourMinute } from "./dates.js";
import { avatar, glide, h, icon } from "./dom.js";
import { form } from "./layers.js";
import { chatMenu, messageMenu } from "./menus.js";

const ROLES = { manager: "Pengurus", staff: "Petugas", stranger: "Umum" };
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
  botName() { return this.store.bots[this.skin.id]; }
  commands() { return this.skin.hasCommands ? this.store.commands : []; }
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
      h("b", {}, "Belum ada percakapan"), this.skin.welcome(this));
    this.window = this.skin.hasWindow && h("p", { class: "window", role: "status" });
    this.toasts = h("div", { class: "phone-toasts", role: "status", "aria-live": "polite" });
    this.composer = new Composer(this);
    this.screen = h("div", { class: "screen" },
      h("div", { class: "status-bar", "aria-hidden": "true" }, this.clock, h("span", { class: "island" }), h("span", { class: "signal" }, h("i"), h("i"), h("i"), h("i"), h("em"))),
      h("div", { class: "chat-head" }, h("img", { class: "bot", src: "/static/icon.svg", alt: "", width: 36, height: 36 }),
        h("span", { class: "chat-name" }, this.title, this.under), tool("more", "Menu percakapan", (event) => chatMenu(this, event.currentTarget))),
      this.window,
      h("div", { class: "chat-room" }, this.chat, this.welcome, this.newer, this.toasts), this.composer.node);
    this.node = h("article", { class: "seat", id: `seat-${this.id}`, data: { person: this.id }, "aria-label": `Telepon ${person.name}` },
      this.head, h("div", { class: "phone", data: { skin: this.skin.id } }, this.screen));
  }

  refresh() {
    const person = this.person();
    const hide = h("button", { type: "button", class: "tool", "aria-label": `Sembunyikan telepon ${person.name}`, title: "Sembunyikan telepon", onclick: () => this.hide(this.id) }, icon("close"));
    this.head.replaceChildren(avatar(person.name, person.id), h("div", { class: "seat-words" },
      h("h2", {}, h("span", { class: "name", title: person.name }, person.name), h("span", { class: "role", data: { role: person.role } }, ROLES[person.role] ?? person.role)),
      h("p", { title: person.note }, person.note || "tanpa keterangan"), h("p", { class: "via", title: person.phone, data: { channel: person.channel } }, `${this.skin.name} · ${person.hides_number ? `@${person.username}` : person.phone}`)), hide);
    this.tick();
    this.showWindow();
    this.redraw();
  }

  tick() {
    if (this.store.now) this.clock.textContent = hourMinute(this.store.now);
  }

  // Within 24 hours of the person's last message anything may be written; afterwards only templates.
  showWindow() {
    if (!this.window) return;
    const open = (this.store.windows ?? []).includes(this.id);
    if (this.window.dataset.open === String(open)) return;
    this.window.dataset.open = String(open);
    this.window.replaceChildren(h("span", { class: "dot", "aria-hidden": "true" }), h("b", {}, `Jendela 24 jam ${open ? "terbuka" : "tertutup"}`),
      h("span", {}, open ? "bebas berkirim" : "hanya template"));
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
    messageMenu(this, message, anchor);
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
