// Building elements without ever parsing text as HTML: every string child becomes a text node.

export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "data") Object.assign(element.dataset, value);
    else if (name === "value") element.value = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat(2).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

export function byId(id) {
  return document.getElementById(id);
}

// How to scroll: gently, unless the person asked their system for less motion.
export function glide() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches ? "instant" : "smooth";
}

const SVG = "http://www.w3.org/2000/svg";

const SHAPES = {
  send: ["M4 12 20 4 14 20 11 13z", "M11 13 20 4"],
  clip: ["M20 11.5 12 19.5a5 5 0 0 1-7-7L13.5 4a3.4 3.4 0 0 1 4.8 4.8L10 17a1.7 1.7 0 0 1-2.4-2.4L15 7.2"],
  mic: ["M12 4a2.6 2.6 0 0 1 2.6 2.6v5a2.6 2.6 0 0 1-5.2 0v-5A2.6 2.6 0 0 1 12 4z", "M6.5 11.5a5.5 5.5 0 0 0 11 0", "M12 17v3"],
  more: ["M12 5.5v.01", "M12 12v.01", "M12 18.5v.01"],
  close: ["M6 6 18 18", "M18 6 6 18"],
  back: ["M15 5 8 12 15 19"],
  down: ["M6 9.5 12 15.5 18 9.5"],
  slash: ["M14.5 6.5 9.5 17.5", "M4.5 4.5h15v15h-15z"],
  keys: ["M3.5 6.5h17v11h-17z", "M7 10h.01", "M10.5 10h.01", "M14 10h.01", "M17 10h.01", "M8 14h8"],
  reply: ["M10 7 5 12l5 5", "M5 12h8a6 6 0 0 1 6 6"],
  pencil: ["M5 19 6 15 16 5 19 8 9 18z"],
  copy: ["M9 9h10v10H9z", "M15 9V5H5v10h4"],
  image: ["M4 5h16v14H4z", "M4 16l5-5 4 4 3-2.5 4 3.5", "M15.5 9h.01"],
  file: ["M7 3.5h7l4 4v13H7z", "M14 3.5v4h4"],
  person: ["M12 12a3.7 3.7 0 1 0 0-7.4 3.7 3.7 0 0 0 0 7.4z", "M5 20c.5-4 3.4-6 7-6s6.5 2 7 6"],
  people: ["M9 12a3.3 3.3 0 1 0 0-6.6A3.3 3.3 0 0 0 9 12z", "M3 19c.4-3.3 2.9-5 6-5s5.6 1.7 6 5", "M15.5 5.600a3 3 0 0 1 0 5.8", "M17.5 14.400c1.9.7 3.2 2.3 3.5 4.6"],
  pin: ["M12 21c-4-4.5-6.5-7.5-6.5-11a6.5 6.5 0 0 1 13 0c0 3.5-2.5 6.5-6.5 11z", "M12 12.300a2.3 2.3 0 1 0 0-4.6 2.3 2.3 0 0 0 0 4.600z"],
  smile: ["M12 20.500a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17z", "M8.5 14c.8 1.3 2 2 3.5 2s2.7-.7 3.5-2", "M9 9.500h.01", "M15 9.500h.01"],
  spark: ["M12 3.5 13.8 10 20 12l-6.2 2L12 20.5 10.2 14 4 12l6.2-2z"],
  block: ["M12 20.500a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17z", "M6 6 18 18"],
  link: ["M10 14a4 4 0 0 0 5.7 0l3-3A4 4 0 0 0 13 5.300l-1 1", "M14 10a4 4 0 0 0-5.7 0l-3 3a4 4 0 0 0 5.7 5.700l1-1"],
  menu: ["M4 7h16", "M4 12h16", "M4 17h16"],
  plus: ["M12 5v14", "M5 12h14"],
  play: ["M8 5.5 18.5 12 8 18.500z"],
  open: ["M8 16 16 8", "M9 8h7v7"],
  tick: ["M5 12.5 10 17.5 19 7"],
  ticks: ["M2.5 12.5 7 17 15.5 7.5", "M11.5 16.5 12 17 20.5 7.5"],
  list: ["M9 6.5h11", "M9 12h11", "M9 17.5h11", "M4.5 6.5h.01", "M4.5 12h.01", "M4.5 17.5h.01"],
  trash: ["M5 7h14", "M9.5 7V4.500h5V7", "M7 7l.8 12.500h8.4L17 7", "M10.5 11v5", "M13.5 11v5"],
  number: ["M7 4h3l1.500 4-2 1.500a11 11 0 0 0 5 5l1.500-2 4 1.500v3a2 2 0 0 1-2.200 2A15.500 15.500 0 0 1 5 6.200 2 2 0 0 1 7 4z"],
  bell: ["M6.500 16.500V11a5.500 5.500 0 0 1 11 0v5.500l1.500 1.500H5z", "M10.500 20.500h3"],
  quiet: ["M6.500 16.500V11a5.500 5.500 0 0 1 11 0v5.500l1.500 1.500H5z", "M10.500 20.500h3", "M4 4 20 20"],
};

export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", `icon icon-${name}`);
  svg.setAttribute("aria-hidden", "true");
  for (const shape of SHAPES[name]) {
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("d", shape);
    svg.append(path);
  }
  return svg;
}

const TINTS = 7;

// A count as it fits into a badge.
export function few(count) {
  return count > 99 ? "99+" : String(count);
}

const MESSENGERS = { telegram: "Telegram", whatsapp: "WhatsApp" };

// Initials in a circle; with a channel, its letter at the rim.
export function avatar(name, id, channel) {
  const letters = name.split(/\s+/).filter(Boolean).slice(0, 2).map((word) => [...word][0].toUpperCase()).join("");
  const rim = MESSENGERS[channel];
  return h("span", { class: "avatar", data: { tint: String(Math.abs(id) % TINTS) }, "aria-hidden": rim ? null : "true" },
    h("span", { "aria-hidden": "true" }, letters || "?"),
    rim && h("span", { class: "rim", role: "img", "aria-label": rim, title: rim, data: { channel } }, rim[0]));
}
