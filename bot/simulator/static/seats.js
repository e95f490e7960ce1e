// Which phones stand on the table. The choice is kept in the address and in this browser.

import { avatar, byId, few, glide, h } from "./dom.js";
import { Phone } from "./phone.js";

const KEPT = "sapa.telepon";

export class Seats extends EventTarget {
  constructor({ store, socket, skins, warn }) {
    super();
    Object.assign(this, { store, socket, skins, warn });
    this.phones = new Map();
    this.read = new Map();
    this.narrow = matchMedia("(max-width: 719px)");
    this.narrow.addEventListener("change", () => this.arrange());
    addEventListener("hashchange", () => this.show(remembered()));
    byId("phones").replaceChildren();
    store.on("state", () => this.show(this.open));
    store.on("chat", ({ person, ...what }) => this.phones.get(person)?.changed(what));
    store.on("people", () => this.arrange());
    store.on("clock", () => this.phones.forEach((phone) => phone.tick()));
    store.on("windows", () => this.phones.forEach((phone) => phone.showWindow()));
    document.addEventListener("visibilitychange", () => this.arrange());
    store.on("pressed", (note) => this.phones.get(note.person)?.pressed(note));
    this.show(remembered());
  }

  show(wanted) {
    const real = wanted.filter((id, place) => this.store.people.has(id) && wanted.indexOf(id) === place);
    this.open = real.length ? real : this.store.first;
    for (const [id, phone] of this.phones) {
      if (this.open.includes(id)) continue;
      phone.node.remove();
      this.phones.delete(id);
    }
    for (const id of this.open) {
      if (!this.phones.has(id)) this.seat(id);
      if (!this.store.chats.has(id) && this.socket.ready) this.socket.send({ type: "open", person: id });
    }
    byId("phones").append(...this.open.map((id) => this.phones.get(id).node).filter((node, place) => byId("phones").children[place] !== node));
    if (!this.open.includes(this.active)) this.active = this.open[0];
    this.remember();
    this.arrange();
  }

  seat(id) {
    const { store, socket, warn } = this;
    const skin = this.skins[store.people.get(id).channel];
    const phone = new Phone(id, { store, socket, skin, warn, hide: (gone) => this.toggle(gone, false) });
    this.phones.set(id, phone);
  }

  toggle(id, wanted = !this.open.includes(id)) {
    const rest = this.open.filter((other) => other !== id);
    if (wanted) {
      this.active = id;
      this.show([...rest, id]);
      this.phones.get(id).node.scrollIntoView({ inline: "nearest", block: "nearest", behavior: glide() });
    } else if (rest.length) this.show(rest);
    else this.warn("Sekurang-kurangnya satu telepon tetap terbuka.");
  }

  activate(id) {
    if (!this.open.includes(id)) return this.toggle(id, true);
    this.active = id;
    this.arrange();
    return this.phones.get(id).toEnd();
  }

  visible(id) {
    return this.open.includes(id) && (!this.narrow.matches || id === this.active);
  }

  arrange() {
    for (const [id, phone] of this.phones) {
      phone.node.hidden = !this.visible(id);
      if (this.visible(id)) this.look(id);
    }
    this.drawTabs();
    this.dispatchEvent(new Event("change"));
  }

  // Whoever looks at a phone has read it; the messenger is told once for each new message.
  look(id) {
    this.store.look(id);
    const { heard, channel } = this.store.people.get(id);
    if (channel !== "whatsapp" || document.hidden || !this.socket.ready || this.read.get(id) === heard) return;
    this.read.set(id, heard);
    this.socket.send({ type: "seen", person: id });
  }

  drawTabs() {
    const focused = byId("tabs").contains(document.activeElement);
    byId("tabs").replaceChildren(...this.open.map((id) => {
      const { name, channel } = this.store.people.get(id);
      const unread = this.store.unread(id);
      const chosen = id === this.active;
      return h("button", { type: "button", role: "tab", "aria-selected": String(chosen), "aria-controls": `seat-${id}`, tabindex: chosen ? "0" : "-1", onclick: () => this.activate(id), onkeydown: (event) => this.tabKey(event) },
        avatar(name, id, channel), h("span", {}, name.split(" ")[0]), unread > 0 && h("span", { class: "badge", "aria-label": `${unread} pesan baru` }, few(unread)));
    }));
    const chosen = byId("tabs").querySelector('[aria-selected="true"]');
    chosen?.scrollIntoView({ block: "nearest", inline: "center" });
    if (focused) chosen?.focus();
  }

  tabKey(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step) this.activate(this.open.at((this.open.indexOf(this.active) + step) % this.open.length));
  }

  remember() {
    const list = this.open.join(",");
    if (location.hash !== `#telepon=${list}`) history.replaceState(null, "", `#telepon=${list}`);
    localStorage.setItem(KEPT, list);
  }
}

function remembered() {
  const list = /^#telepon=([\d,]+)$/.exec(location.hash)?.[1] ?? localStorage.getItem(KEPT) ?? "";
  return list.split(",").filter(Boolean).map(Number);
}
