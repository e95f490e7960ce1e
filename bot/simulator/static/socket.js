// One WebSocket that comes back by itself. What is sent while it is away is refused, not queued:
// a person who pressed twice in the dark would otherwise act twice.

const FIRST_WAIT = 500;
const LONGEST_WAIT = 5000;

export class Socket {
  constructor({ heard, turned }) {
    this.heard = heard;
    this.turned = turned;
    this.wait = FIRST_WAIT;
    this.connect();
  }

  connect() {
    const scheme = location.protocol === "https:" ? "wss" : "ws";
    this.line = new WebSocket(`${scheme}://${location.host}/ws`);
    this.line.addEventListener("open", () => {
      this.wait = FIRST_WAIT;
      this.turned("on");
    });
    this.line.addEventListener("message", (event) => this.heard(JSON.parse(event.data)));
    this.line.addEventListener("close", () => {
      this.turned("off");
      setTimeout(() => this.connect(), this.wait);
      this.wait = Math.min(this.wait * 2, LONGEST_WAIT);
    });
  }

  get ready() {
    return this.line.readyState === WebSocket.OPEN;
  }

  send(note) {
    if (!this.ready) {
      this.heard({ type: "error", text: "Sambungan sedang terputus. Mohon tunggu sebentar, lalu coba kembali." });
      return false;
    }
    this.line.send(JSON.stringify(note));
    return true;
  }
}

export async function upload(person, kind, blob, { filename = "", caption = "" } = {}) {
  const query = new URLSearchParams({ person, kind, filename, caption });
  const response = await fetch(`/files?${query}`, {
    method: "POST",
    headers: { "Content-Type": blob.type || "application/octet-stream" },
    body: blob,
  });
  if (!response.ok) throw new Error(await response.text());
}
