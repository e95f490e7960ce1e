// The lower edge of a phone: the line to write in, the bot's reply keyboard, its commands, START and unblock.

import { attach, ownContact, sendVoice } from "./attach.js";
import { fromBot } from "./bubbles.js";
import { gist } from "./cards.js";
import { h, icon } from "./dom.js";

export class Composer {
  constructor(phone) {
    this.phone = phone;
    this.about = null;
    this.keysHidden = false;
    this.build();
  }

  build() {
    const tool = (name, label, act) => h("button", { type: "button", class: "tool", "aria-label": label, title: label, onclick: act }, icon(name));
    this.commandsButton = tool("slash", "Daftar perintah", () => this.showCommands(this.commands.hidden ? "/" : ""));
    this.keysButton = tool("keys", "Papan jawaban", () => { this.keysHidden = !this.keysHidden; this.refresh(); });
    this.field = h("textarea", { rows: 1, maxlength: 4096, "aria-label": `Pesan dari ${this.phone.person().name}`, placeholder: this.phone.skin.placeholder });
    this.field.addEventListener("keydown", (event) => this.key(event));
    this.field.addEventListener("input", () => this.typed());
    this.sendButton = h("button", { type: "submit", class: "tool send" });
    this.line = h("form", { class: "line" }, tool("clip", "Lampirkan", () => attach(this.phone)), this.field, this.commandsButton, this.keysButton, this.sendButton);
    this.line.addEventListener("submit", (event) => { event.preventDefault(); this.submit(); });
    this.context = h("div", { class: "context", hidden: true });
    this.commands = h("div", { class: "commands", role: "menu", "aria-label": "Perintah bot", hidden: true });
    this.keyboard = h("div", { class: "keyboard", role: "group", "aria-label": "Papan jawaban", hidden: true });
    this.wide = h("button", { type: "button", class: "wide", hidden: true });
    this.node = h("div", { class: "dock" }, this.commands, this.context, this.line, this.keyboard, this.wide);
    this.typed();
  }

  // Brings the dock to what the chat and the person now allow.
  refresh() {
    const { phone } = this;
    const blocked = phone.person().blocked;
    const empty = phone.skin.mustStart && phone.messages().length === 0;
    this.wide.hidden = !blocked && !empty;
    this.wide.textContent = blocked ? "Buka blokir" : phone.skin.start;
    this.wide.onclick = () => phone.send(blocked ? { type: "block", blocked: false } : { type: "start" });
    this.line.hidden = blocked || empty;
    const keyboard = this.line.hidden ? null : phone.keyboard();
    this.keysButton.hidden = !keyboard?.keyboard;
    this.keyboard.hidden = !keyboard?.keyboard || this.keysHidden;
    this.keyboard.replaceChildren(...(keyboard?.keyboard ?? []).map((row) => h("div", { class: "keys-row" }, row.map((key) => this.replyKey(key)))));
    this.field.placeholder = keyboard?.input_field_placeholder || (keyboard?.force_reply ? "Tulis balasan" : phone.skin.placeholder);
    this.commandsButton.hidden = phone.commands().length === 0;
    if (keyboard?.force_reply) this.answerTo(phone.messages().findLast(fromBot));
  }

  replyKey(key) {
    const text = typeof key === "string" ? key : key.text;
    const act = key.request_contact ? () => ownContact(this.phone) : () => this.phone.say(text);
    return h("button", { type: "button", class: "key", onclick: act }, key.request_contact && icon("person"), text);
  }

  typed() {
    const text = this.field.value;
    this.field.style.height = "auto";
    if (this.field.scrollHeight) this.field.style.height = `${Math.min(this.field.scrollHeight, 120)}px`;
    const full = text.trim() !== "";
    this.sendButton.replaceChildren(icon(full || this.about ? "send" : "mic"));
    this.sendButton.setAttribute("aria-label", full || this.about ? "Kirim" : "Kirim pesan suara contoh");
    this.showCommands(/^\/\w*$/.test(text) ? text : "");
  }

  key(event) {
    if (event.key === "Escape" && !this.commands.hidden) this.showCommands("");
    else if (event.key === "Escape" && this.about) this.setAbout(null);
    else if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      this.submit();
    }
  }

  submit() {
    const text = this.field.value.trim();
    if (!text && !this.about) return sendVoice(this.phone);
    if (!text) return this.setAbout(null);
    const sent = this.about?.edit
      ? this.phone.send({ type: "edit", message: this.about.message.message_id, text })
      : this.phone.say(text, this.about?.message.message_id);
    if (sent) {
      this.setAbout(null);
      this.takeText();
      this.field.focus({ preventScroll: true });
    }
    return sent;
  }

  takeText() {
    const text = this.field.value.trim();
    this.field.value = "";
    this.typed();
    return text;
  }

  // The bot asked for a reply: Telegram quotes its message without being told to.
  answerTo(message) {
    if (!message || message.message_id === this.answering) return;
    this.answering = message.message_id;
    this.setAbout(message, { focus: false });
  }

  // What the next words are about: a reply to a message, or an edit of it.
  setAbout(message, { edit = false, focus = true } = {}) {
    if (this.about?.edit && !edit) this.field.value = "";
    this.about = message && { message, edit };
    this.context.hidden = !message;
    if (message) {
      if (edit) this.field.value = message.text;
      const cancel = h("button", { type: "button", class: "tool", "aria-label": "Batal", onclick: () => this.setAbout(null) }, icon("close"));
      this.context.replaceChildren(icon(edit ? "pencil" : "reply"), h("span", {}, h("b", {}, edit ? "Ubah pesan" : "Balas pesan"), h("small", {}, gist(message))), cancel);
      if (focus) this.field.focus({ preventScroll: true });
    }
    this.typed();
  }

  showCommands(start) {
    const fitting = this.phone.commands().filter(({ command }) => start && `/${command}`.startsWith(start));
    this.commands.hidden = fitting.length === 0;
    this.commands.replaceChildren(...fitting.map(({ command, description }) => h("button", { type: "button", role: "menuitem", onclick: () => {
      this.takeText();
      this.phone.say(`/${command}`);
    } }, h("b", {}, `/${command}`), h("span", {}, description))));
  }
}
