// What a message carries besides words: photos, documents, voices, contacts, places, stickers.

import { avatar, h, icon } from "./dom.js";
import { unmark } from "./marks.js";

const CARDS = { photo, sticker, voice, audio, video, document: file, contact, location };

export function card(message) {
  const kind = Object.keys(CARDS).find((name) => message[name]);
  return kind ? CARDS[kind](message[kind]) : null;
}

// Words for a quote or for the chooser's second line.
export function gist(message) {
  const words = message.text || message.caption;
  if (words) return (message.wa ? unmark(words).plain : words).replace(/\s+/g, " ").slice(0, 120);
  if (message.wa?.revoked) return "Pesan ini telah dihapus";
  if (message.photo) return "Foto";
  if (message.document) return message.document.file_name ?? "Dokumen";
  if (message.contact) return `Kontak: ${message.contact.first_name}`;
  const names = { voice: "Pesan suara", video: "Video", audio: "Audio", sticker: "Stiker", location: "Lokasi" };
  return names[Object.keys(names).find((name) => message[name])] ?? "Pesan";
}

export function size(bytes) {
  if (!bytes) return "";
  const number = (value) => value.toLocaleString("id-ID", { maximumFractionDigits: 1 });
  if (bytes < 1024) return `${bytes} B`;
  return bytes < 1024 * 1024 ? `${number(bytes / 1024)} KB` : `${number(bytes / 1024 / 1024)} MB`;
}

function address(item) {
  return `/files/${encodeURIComponent(item.file_id)}`;
}

function photo(sizes) {
  const largest = sizes[sizes.length - 1];
  const image = h("img", { src: address(largest), alt: "Foto", width: largest.width, height: largest.height });
  return h("a", { class: "photo", href: address(largest), target: "_blank", rel: "noopener", "aria-label": "Buka foto" }, image);
}

function sticker(item) {
  return h("img", { class: "sticker", src: address(item), alt: `Stiker ${item.emoji ?? ""}`.trim(), width: 140, height: 140 });
}

function file(item) {
  const name = item.file_name ?? "dokumen";
  const ending = name.includes(".") ? name.split(".").pop().slice(0, 4) : "";
  return h("a", { class: "file", href: address(item), download: name },
    h("span", { class: "file-badge", "aria-hidden": "true" }, ending || icon("file")),
    h("span", { class: "file-words" }, h("b", {}, name), h("small", {}, size(item.file_size) || "dokumen")));
}

function voice(item) {
  return sound(item, "Pesan suara");
}

function audio(item) {
  return sound(item, item.title ?? item.file_name ?? "Audio");
}

function clock(seconds) {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

const BARS = [5, 9, 14, 8, 17, 12, 20, 11, 15, 7, 18, 13, 9, 16, 10, 19, 8, 13, 6, 11, 15, 7, 10, 5];

function sound(item, words) {
  const player = new Audio();
  const toggle = () => {
    player.src ||= address(item);
    if (player.paused) player.play().catch(() => button.classList.remove("playing"));
    else player.pause();
  };
  const button = h("button", { type: "button", class: "round", "aria-label": `Putar ${words.toLowerCase()}`, onclick: toggle }, icon("play"));
  player.addEventListener("play", () => button.classList.add("playing"));
  for (const over of ["pause", "ended"]) player.addEventListener(over, () => button.classList.remove("playing"));
  const bars = BARS.map((height, index) => `M${2 + index * 4} ${12 - height / 2}v${height}`).join("");
  const length = item.duration ? clock(item.duration) : size(item.file_size);
  return h("div", { class: "sound" }, button, h("span", {}, wave(bars), h("small", {}, [words, length].filter(Boolean).join(" · "))));
}

function wave(path) {
  const svg = icon("play");
  svg.setAttribute("class", "wave");
  svg.setAttribute("viewBox", "0 0 98 24");
  svg.firstChild.setAttribute("d", path);
  return svg;
}

function video(item) {
  return h("video", { class: "photo", src: address(item), controls: true, preload: "none", "aria-label": "Video" });
}

function contact(item) {
  const name = [item.first_name, item.last_name].filter(Boolean).join(" ") || item.phone_number;
  return h("div", { class: "contact" }, avatar(name, Number(item.user_id ?? 0)),
    h("span", {}, h("b", {}, name), h("small", {}, `+${item.phone_number.replace(/^\+/, "")}`)));
}

function location(place) {
  const degrees = (value) => value.toLocaleString("id-ID", { minimumFractionDigits: 4, maximumFractionDigits: 5 });
  return h("div", { class: "place" }, h("span", { class: "map", "aria-hidden": "true" }, icon("pin")),
    h("span", { class: "place-words" }, h("b", {}, "Lokasi"), h("small", {}, `${degrees(place.latitude)}; ${degrees(place.longitude)}`)));
}
