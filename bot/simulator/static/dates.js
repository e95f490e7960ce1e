// Calendar words of the office's zone. Message dates are seconds since 1970, as in the Bot API.

const ZONES = { "Asia/Jakarta": "WIB", "Asia/Pontianak": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT" };

let zone = "Asia/Jakarta";
let formats = {};

export function useZone(name) {
  zone = name;
  formats = {};
}

function format(key, options) {
  formats[key] ??= new Intl.DateTimeFormat("id-ID", { timeZone: zone, ...options });
  return formats[key];
}

export function zoneName() {
  return ZONES[zone] ?? zone;
}

export function hourMinute(date) {
  return format("time", { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(date).replace(":", ".");
}

export function longDay(date) {
  return format("day", { weekday: "long", day: "numeric", month: "long", year: "numeric" }).format(date);
}

export function shortDay(date) {
  return format("short", { day: "numeric", month: "short" }).format(date);
}

export function sameDay(first, second) {
  return longDay(first) === longDay(second);
}

export function ofMessage(message) {
  return new Date(message.date * 1000);
}

export function forInput(date) {
  const parts = Object.fromEntries(
    format("input", {
      year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", hourCycle: "h23",
    }).formatToParts(date).map((part) => [part.type, part.value]),
  );
  return `${parts.year}-${parts.month}-${parts.day}T${parts.hour}:${parts.minute}`;
}
