// The sheet behind the paper clip, and everything it can send.

import { h } from "./dom.js";
import { form, menu } from "./layers.js";
import { samplePhoto, sampleSticker, sampleVoice } from "./samples.js";
import { upload } from "./socket.js";

const LARGEST = 20 * 1024 * 1024;
const CITY = { latitude: "0.5071", longitude: "101.4478" };

export function attach(phone) {
  menu(phone.screen, "Lampirkan", [
    { icon: "image", tint: "1", label: "Foto", act: () => pick(phone, "photo", "image/*") },
    { icon: "file", tint: "2", label: "Dokumen", act: () => pick(phone, "document", "") },
    { icon: "spark", tint: "3", label: "Foto contoh", act: async () => send(phone, "photo", await samplePhoto(), "daftar-hadir.jpg") },
    { icon: "mic", tint: "4", label: "Pesan suara", act: () => sendVoice(phone) },
    { icon: "person", tint: "5", label: "Kontak saya", act: () => ownContact(phone) },
    { icon: "people", tint: "6", label: "Kontak lain", act: () => otherContact(phone) },
    { icon: "pin", tint: "0", label: "Lokasi", act: () => place(phone) },
    { icon: "smile", tint: "3", label: "Stiker", act: async () => send(phone, "sticker", await sampleSticker(), "stiker.webp") },
  ], { look: "sheet" });
}

export function sendVoice(phone) {
  return send(phone, "voice", sampleVoice(), "suara.ogg");
}

export async function ownContact(phone) {
  const person = phone.person();
  if (!person.phone) return phone.warn("Orang ini tidak mempunyai nomor telepon di simulator.");
  const agreed = await form(phone.screen, {
    title: "Bagikan nomor telepon?",
    text: `${phone.botName()} akan menerima nama dan nomor ${person.phone}.`,
    ok: "Bagikan",
  });
  return agreed && phone.send({ type: "contact" });
}

async function otherContact(phone) {
  const answer = await form(phone.screen, {
    title: "Kirim kontak orang lain",
    fields: [
      { name: "name", label: "Nama", required: true, maxlength: 60 },
      { name: "phone", label: "Nomor telepon", required: true, inputmode: "tel", placeholder: "+62 812 …", maxlength: 30 },
    ],
  });
  return answer && phone.send({ type: "contact", ...answer });
}

export async function place(phone) {
  const degrees = { required: true, type: "number", step: "any" };
  const answer = await form(phone.screen, {
    title: "Kirim lokasi",
    text: "Diisi dengan pusat kota. Silakan diubah bila perlu.",
    fields: [
      { name: "latitude", label: "Lintang", value: CITY.latitude, min: -90, max: 90, ...degrees },
      { name: "longitude", label: "Bujur", value: CITY.longitude, min: -180, max: 180, ...degrees },
    ],
  });
  return answer && phone.send({ type: "location", latitude: Number(answer.latitude), longitude: Number(answer.longitude) });
}

function pick(phone, kind, accept) {
  const input = h("input", { type: "file", accept });
  input.addEventListener("change", () => input.files[0] && send(phone, kind, input.files[0], input.files[0].name));
  input.click();
}

export async function send(phone, kind, blob, filename) {
  if (blob.size > LARGEST) return phone.warn("Berkas terlalu besar. Ukuran paling besar 20 MB.");
  if (kind === "photo" && !blob.type.startsWith("image/")) return phone.warn("Berkas ini bukan foto. Silakan kirim sebagai dokumen.");
  if (blob.size === 0) return phone.warn("Berkas ini kosong.");
  const caption = kind === "sticker" || kind === "voice" ? "" : phone.composer.takeText();
  try {
    return await upload(phone.id, kind, blob, { filename, caption });
  } catch (error) {
    // fetch itself fails with a TypeError, in the browser's own words.
    return phone.warn(error instanceof TypeError ? "Berkas belum terkirim. Mohon dicoba kembali." : error.message);
  }
}
