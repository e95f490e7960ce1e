// Things to send when nothing is at hand: a drawn photo, a drawn sticker, two seconds of silence as a voice note.

function drawn(width, height, paint, type) {
  const canvas = Object.assign(document.createElement("canvas"), { width, height });
  paint(canvas.getContext("2d"));
  return new Promise((resolve) => canvas.toBlob(resolve, type, 0.86));
}

// A page of an attendance list, as officers photograph it: rows, signatures, a slight tilt.
export function samplePhoto() {
  return drawn(960, 1200, (pen) => {
    pen.fillStyle = "#7b6a58";
    pen.fillRect(0, 0, 960, 1200);
    pen.translate(60, 40);
    pen.rotate(0.02);
    pen.fillStyle = "#fbfaf4";
    pen.fillRect(0, 0, 840, 1110);
    pen.fillStyle = "#22302d";
    pen.textAlign = "center";
    pen.font = "bold 34px sans-serif";
    pen.fillText("DAFTAR HADIR", 420, 90);
    pen.font = "26px sans-serif";
    pen.fillText("Rapat Anggota Tahunan (contoh)", 420, 132);
    pen.textAlign = "left";
    pen.strokeStyle = "#9aa5a0";
    pen.lineWidth = 2;
    for (let row = 0; row < 14; row += 1) attendant(pen, row);
  }, "image/jpeg");
}

function attendant(pen, row) {
  const top = 180 + row * 62;
  pen.strokeStyle = "#9aa5a0";
  pen.strokeRect(60, top, 720, 62);
  pen.font = "24px sans-serif";
  pen.fillText(`${row + 1}.   Anggota ${row + 1}`, 84, top + 40);
  pen.strokeStyle = "#27408b";
  pen.beginPath();
  pen.moveTo(560, top + 40);
  for (let x = 0; x < 130; x += 10) pen.lineTo(560 + x, top + 32 + Math.sin(x * (row + 3)) * 14);
  pen.stroke();
}

export function sampleSticker() {
  return drawn(512, 512, (pen) => {
    pen.fillStyle = "#0d5c56";
    pen.beginPath();
    pen.roundRect(16, 96, 480, 300, 90);
    pen.fill();
    pen.strokeStyle = "#f7e3b0";
    pen.lineWidth = 10;
    pen.stroke();
    pen.fillStyle = "#f7e3b0";
    pen.textAlign = "center";
    pen.font = "italic bold 88px Georgia, serif";
    pen.fillText("Terima", 256, 230);
    pen.fillText("kasih", 256, 330);
  }, "image/webp");
}

const SECONDS = 2;
const RATE = 48000;
const FRAME = RATE / 50;
const SILENCE = [0xf8, 0xff, 0xfe];

// Ogg Opus by hand (RFC 3533, RFC 7845): a head page, a comment page, one page of 20 ms silent frames.
export function sampleVoice() {
  const ascii = (text) => [...text].map((letter) => letter.charCodeAt(0));
  const head = [...ascii("OpusHead"), 1, 1, 0, 0, ...little(RATE, 4), 0, 0, 0];
  const tags = [...ascii("OpusTags"), ...little(4, 4), ...ascii("Sapa"), ...little(0, 4)];
  const frames = Array.from({ length: SECONDS * 50 }, () => SILENCE);
  const pages = [page(0, 2, 0, [head]), page(1, 0, 0, [tags]), page(2, 4, SECONDS * 50 * FRAME, frames)];
  return new Blob(pages, { type: "audio/ogg" });
}

function little(value, bytes) {
  return Array.from({ length: bytes }, (_, place) => Math.floor(value / 256 ** place) % 256);
}

function page(number, flags, position, packets) {
  const bytes = Uint8Array.from([
    0x4f, 0x67, 0x67, 0x53, 0, flags, ...little(position, 8), ...little(1, 4), ...little(number, 4), ...little(0, 4),
    packets.length, ...packets.map((packet) => packet.length), ...packets.flat(),
  ]);
  bytes.set(little(checksum(bytes), 4), 22);
  return bytes;
}

function checksum(bytes) {
  let sum = 0;
  for (const byte of bytes) {
    sum ^= byte << 24;
    for (let bit = 0; bit < 8; bit += 1) sum = sum & 0x80000000 ? (sum << 1) ^ 0x04c11db7 : sum << 1;
  }
  return sum >>> 0;
}
