// What lies over a phone's screen for a moment: a menu, a sheet, a small form. The rest of the screen is inert meanwhile.

import { h, icon } from "./dom.js";

export function lay(screen, panel, { dim = true, closed = () => {} } = {}) {
  const before = document.activeElement;
  const others = [...screen.children].filter((node) => !node.inert);
  const layer = h("div", { class: dim ? "layer dim" : "layer" }, panel);
  const close = () => {
    if (!layer.isConnected) return;
    for (const node of others) node.inert = false;
    layer.remove();
    if (before?.isConnected) before.focus({ preventScroll: true });
    closed();
  };
  layer.addEventListener("pointerdown", (event) => event.target === layer && close());
  layer.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    close();
  });
  for (const node of others) node.inert = true;
  screen.append(layer);
  return close;
}

// `strip` is a row of signs above the items, as for reactions.
export function menu(screen, label, items, { anchor, look = "menu", strip = [] } = {}) {
  let close = () => {};
  const choose = (item) => () => { close(); item.act(); };
  const signs = strip.map((item) => h("button", { type: "button", role: "menuitemcheckbox", "aria-checked": String(item.chosen), "aria-label": item.label, title: item.label, onclick: choose(item) }, item.sign));
  const lines = items.map((item) => h("button", { type: "button", role: "menuitem", class: item.grave && "grave", onclick: choose(item) },
    h("span", { class: "glyph", data: { tint: item.tint } }, icon(item.icon)), h("span", {}, item.label)));
  const buttons = [...signs, ...lines];
  const panel = h("div", { class: look, role: "menu", "aria-label": label }, signs.length > 0 && h("div", { class: "strip", role: "group", "aria-label": "Reaksi" }, signs), lines);
  panel.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    buttons.at((buttons.indexOf(document.activeElement) + step) % buttons.length).focus();
  });
  close = lay(screen, panel, { dim: look !== "menu" });
  if (anchor && look === "menu") beside(screen, panel, anchor);
  lines[0]?.focus({ preventScroll: true });
}

function beside(screen, panel, anchor) {
  const [room, spot] = [screen.getBoundingClientRect(), anchor.getBoundingClientRect()];
  const below = spot.bottom - room.top + 4;
  const fits = below + panel.offsetHeight < room.height - 8;
  panel.style.top = `${fits ? below : Math.max(8, spot.top - room.top - panel.offsetHeight - 4)}px`;
  panel.style.left = `${Math.min(Math.max(8, spot.right - room.left - panel.offsetWidth), room.width - panel.offsetWidth - 8)}px`;
}

// Resolves to the filled fields, or null when the person turned away.
export function form(screen, { title, text = "", fields = [], ok = "Kirim", only = false }) {
  return new Promise((resolve) => {
    const inputs = fields.map(({ label, ...rest }) => h("label", {}, label, rest.options ? select(rest) : h("input", { autocomplete: "off", ...rest })));
    const cancel = h("button", { type: "button", class: "plain", onclick: () => close() }, "Batal");
    const accept = h("button", { type: "submit", class: "main" }, ok);
    const panel = h("form", { class: "dialog", role: only ? "alertdialog" : "dialog", "aria-modal": "true", "aria-label": title },
      h("h3", {}, title), text && h("p", {}, text), inputs, h("div", { class: "dialog-foot" }, !only && cancel, accept));
    let answer = null;
    panel.addEventListener("submit", (event) => {
      event.preventDefault();
      answer = Object.fromEntries(new FormData(panel));
      close();
    });
    const close = lay(screen, panel, { closed: () => resolve(answer) });
    (panel.querySelector("input") ?? accept).focus({ preventScroll: true });
  });
}

function select({ name, options }) {
  return h("select", { name }, Object.entries(options).map(([value, words]) => h("option", { value }, words)));
}
