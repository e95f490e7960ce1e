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
  const show = () => {
    const { mode, seconds, count } = store.faults;
    const chosen = fields.querySelector(`[value="${mode}"]`);
    chosen.checked = true;
    if (mode !== "none") fields.elements.seconds.value = seconds;
    if (count === null) fields.elements.count.value = "";
    const name = chosen.closest("label").querySelector("b").textContent;
    byId("fault-name").textContent = count === null ? name : `${name} · sisa ${count}`;
    panel.dataset.mode = mode;
  };
  store.on("faults", show);
  show();
  fields.addEventListener("submit", (event) => event.preventDefault());
  fields.addEventListener("change", () => {
    const { mode, seconds, count } = fields.elements;
    socket.send({ type: "faults", mode: mode.value, seconds: Number(seconds.value), count: count.value === "" ? null : Number(count.value) });
  });
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
