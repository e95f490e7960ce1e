// The chooser at the side: everybody who has a phone, with what they have not seen yet.

import { gist } from "./cards.js";
import { hourMinute, ofMessage, sameDay, shortDay } from "./dates.js";
import { avatar, byId, few, h, icon } from "./dom.js";
import { form } from "./layers.js";

const GROUPS = { manager: "Pengurus koperasi", staff: "Petugas dinas", stranger: "Orang lain" };
const SEARCH_FROM = 9;
const SHOWN = 100;

export class People {
  constructor({ store, socket, seats, chosen }) {
    Object.assign(this, { store, socket, seats, chosen });
    this.search = h("input", { type: "search", placeholder: "Nama atau koperasi", "aria-label": "Cari orang", oninput: () => this.later() });
    this.groups = h("div", { class: "groups" });
    const add = h("button", { type: "button", class: "add", onclick: () => this.add() }, icon("plus"), "Tambah orang");
    byId("side").append(h("div", { class: "side-head" }, h("h2", {}, "Orang"), add), this.search, this.groups);
    seats.addEventListener("change", () => this.later());
    store.on("seen", () => this.later());
    store.on("added", (id) => seats.activate(id));
    this.draw();
  }

  // During an announcement news comes by the dozen; the list is drawn once a frame at most.
  later() {
    this.frame ??= requestAnimationFrame(() => {
      this.frame = undefined;
      this.draw();
    });
  }

  draw() {
    const wanted = this.search.value.trim().toLowerCase();
    const people = mixed([...this.store.people.values()]);
    this.search.hidden = people.length < SEARCH_FROM;
    const focused = this.groups.contains(document.activeElement) ? document.activeElement.dataset.person : null;
    this.groups.replaceChildren(...Object.entries(GROUPS).map(([role, title]) => {
      const members = people.filter((person) => person.role === role && `${person.name} ${person.note} ${person.channel}`.toLowerCase().includes(wanted));
      return members.length ? h("section", {}, h("h3", {}, title), members.slice(0, SHOWN).map((person) => this.line(person)),
        members.length > SHOWN && h("p", { class: "hint" }, `dan ${members.length - SHOWN} orang lain; silakan cari namanya`)) : "";
    }));
    if (focused) this.groups.querySelector(`[data-person="${focused}"]`)?.focus({ preventScroll: true });
    const total = people.reduce((sum, person) => sum + (this.seats.visible(person.id) ? 0 : this.store.unread(person.id)), 0);
    byId("drawer-button").dataset.unread = total ? few(total) : "";
  }

  line(person) {
    const unread = this.seats.visible(person.id) ? 0 : this.store.unread(person.id);
    const shown = this.seats.open.includes(person.id);
    return h("button", { type: "button", class: "person", data: { person: person.id }, "aria-pressed": String(shown), title: shown ? "Sembunyikan telepon" : "Tampilkan telepon", onclick: () => this.pick(person.id) },
      avatar(person.name, person.id, this.both() && person.channel),
      h("span", { class: "person-words" }, h("b", {}, person.name), h("small", {}, person.last ? gist(person.last) : person.note || "Belum ada percakapan")),
      h("span", { class: "person-end" }, h("time", {}, person.last ? this.when(person.last) : ""),
        unread > 0 ? h("span", { class: "badge", "aria-label": `${unread} pesan baru` }, few(unread)) : shown && h("span", { class: "shown", "aria-hidden": "true" })));
  }

  when(message) {
    const date = ofMessage(message);
    return this.store.now && sameDay(date, this.store.now) ? hourMinute(date) : shortDay(date);
  }

  pick(id) {
    if (this.seats.narrow.matches) this.seats.activate(id);
    else this.seats.toggle(id);
    this.chosen();
  }

  both() {
    return Object.keys(this.store.bots).length > 1;
  }

  async add() {
    const messengers = this.both() ? [
      { name: "channel", label: "Aplikasi pesan", options: { telegram: "Telegram", whatsapp: "WhatsApp" } },
      { name: "hides", label: "Sembunyikan nomor", type: "checkbox", value: "yes" },
    ] : [];
    const answer = await form(document.body, {
      title: "Tambah orang",
      text: "Orang baru mendapat telepon sendiri dan belum dikenal oleh bot.",
      fields: [
        ...messengers.slice(0, 1),
        { name: "name", label: "Nama", required: true, maxlength: 60 },
        { name: "phone", label: "Nomor telepon", inputmode: "tel", placeholder: "+62 812 …", maxlength: 30 },
        { name: "note", label: "Keterangan", placeholder: "Ketua, Koperasi …", maxlength: 80 },
        { name: "staff", label: "Petugas dinas", type: "checkbox", value: "yes" },
        ...messengers.slice(1),
      ],
      ok: "Tambah",
    });
    if (!answer) return;
    const { name, phone, note, channel = "telegram" } = answer;
    this.socket.send({ type: "person", name, phone, note, channel, role: answer.staff ? "staff" : "manager", hides_number: Boolean(answer.hides) });
    this.chosen();
  }
}

// The first of each messenger, then the second of each, and so on: neither hides behind the other.
function mixed(people) {
  const places = new Map();
  const place = ({ id, channel, role }) => {
    const key = `${channel} ${role}`;
    places.set(key, (places.get(key) ?? 0) + 1);
    return [id, places.get(key)];
  };
  const order = new Map(people.map(place));
  return people.sort((one, other) => order.get(one.id) - order.get(other.id));
}
