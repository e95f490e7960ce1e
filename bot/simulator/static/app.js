// Puts the page together: state from the server, phones from the state, words back over the socket.

import { controls, showLine } from "./controls.js";
import { useZone } from "./dates.js";
import { byId, h } from "./dom.js";
import { drawer } from "./drawer.js";
import { People } from "./people.js";
import { Seats } from "./seats.js";
import { telegram } from "./skin-telegram.js";
import { whatsapp } from "./skin-whatsapp.js";
import { Socket } from "./socket.js";
import { Store } from "./store.js";
import { templates } from "./templates.js";

const TOAST_LASTS = 6000;

function warn(text) {
  const node = h("p", { class: "toast" }, text);
  byId("toasts").append(node);
  setTimeout(() => node.remove(), TOAST_LASTS);
}

const state = JSON.parse(byId("state").textContent);
useZone(state.zone);
const store = new Store(state);
const socket = new Socket({ heard: (note) => store.take(note), turned: showLine });
store.on("error", warn);
controls({ store, socket });
templates({ store, socket });
const seats = new Seats({ store, socket, skins: { telegram, whatsapp }, warn });
new People({ store, socket, seats, chosen: drawer() });
