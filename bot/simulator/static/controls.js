// The bar: calendar clock, jumps in time, the messenger's faults, the line to the server.

import { forInput, hourMinute, longDay, zoneName } from "./dates.js";
import { byId, h } from "./dom.js";

const LINES = { on: "tersambung", off: "menyambung lagi…", wait: "menyambung…" };

export function showLine(state) {
  byId("link").dataset.state = state;
  byId("link").lastElementChild.textContent = LINES[state];
}

export function controls({ store, socket }) {
  const showClock = () => {
    byId("clock").firstElementChild.replaceChildren(h("b", {}, hourMinute(store.now)), " ", h("small", {}, zoneName()), h("span", {}, longDay(store.now)));
    byId("clock").firstElementChild.dateTime = store.now.toISOString();
  };
  store.on("clock", showClock);
  showClock();
  moves(store, socket);
  faults(store, socket);
  pops();
}

function moves(store, socket) {
  const jump = byId("jump");
  byId("moves").hidden = !store.movable;
  byId("moves").addEventListener("click", (event) => {
    const { minutes, workday } = event.target.dataset;
    if (minutes) socket.send({ type: "clock", minutes: Number(minutes) });
    if (workday !== undefined) socket.send({ type: "clock", workday: true });
  });
  jump.querySelector("summary").addEventListener("click", () => {
    byId("jump-to").value = byId("jump-to").min = forInput(store.now);
  });
  jump.querySelector("form").addEventListener("submit", (event) => {
    event.preventDefault();
    if (socket.send({ type: "clock", to: byId("jump-to").value })) jump.open = false;
  });
}

function faults(store, socket) {
  const panel = byId("faults");
  const fields = panel.querySelector("form");
  const { channel, mode, seconds, count } = fields.elements;
  const show = () => {
    const all = Object.values(store.faults);
    const chosen = store.faults[channel.value] ?? all.find((fault) => fault.mode !== "none") ?? all[0];
    byId("fault-target").hidden = all.length < 2;
    mode.value = chosen.mode;
    if (chosen.mode !== "none") seconds.value = chosen.seconds;
    if (chosen.count === null) count.value = "";
    byId("fault-name").textContent = summary(store.faults, fields);
    panel.dataset.mode = all.every((fault) => fault.mode === "none") ? "none" : "some";
  };
  store.on("faults", show);
  show();
  fields.addEventListener("submit", (event) => event.preventDefault());
  fields.addEventListener("change", (event) => {
    if (event.target === channel) show();
    else socket.send({ type: "faults", channel: channel.value, mode: mode.value, seconds: Number(seconds.value), count: count.value === "" ? null : Number(count.value) });
  });
}

// The trouble in a few words; the messenger is named where the two differ.
function summary(all, fields) {
  const said = Object.entries(all).map(([channel, { mode, count }]) => {
    const name = fields.querySelector(`[value="${mode}"]`).closest("label").querySelector("b").textContent;
    return { mode, channel: { telegram: "Telegram", whatsapp: "WhatsApp" }[channel], words: count === null ? name : `${name} · sisa ${count}` };
  });
  if (said.every(({ words }) => words === said[0].words)) return said[0].words;
  return said.filter(({ mode }) => mode !== "none").map(({ channel, words }) => `${words} (${channel})`).join(", ");
}

// One pop-up at a time; a press elsewhere or Escape closes it.
function pops() {
  const all = [...document.querySelectorAll("details.pop")];
  for (const pop of all) pop.addEventListener("toggle", () => pop.open && all.forEach((other) => { if (other !== pop) other.open = false; }));
  addEventListener("pointerdown", (event) => all.forEach((pop) => { if (!pop.contains(event.target)) pop.open = false; }));
  addEventListener("keydown", (event) => {
    const pop = event.key === "Escape" && all.find((other) => other.open);
    if (!pop) return;
    pop.open = false;
    pop.querySelector("summary").focus();
  });
}
