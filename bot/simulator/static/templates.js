// The reviewer's desk: WhatsApp templates with their state, to be approved, turned down or paused.

import { byId, few, h } from "./dom.js";

const STATES = {
  PENDING: "menunggu", APPROVED: "disetujui", REJECTED: "ditolak", PAUSED: "dijeda", DISABLED: "dinonaktifkan",
  IN_APPEAL: "banding", ARCHIVED: "diarsipkan", LIMIT_EXCEEDED: "melebihi batas", FLAGGED: "ditandai",
};
const CATEGORIES = { MARKETING: "pemasaran", UTILITY: "layanan", AUTHENTICATION: "verifikasi" };
const VERDICTS = { approve: "Setujui", reject: "Tolak", pause: "Jeda" };
const OPEN = {
  PENDING: ["approve", "reject"], APPROVED: ["reject", "pause"], REJECTED: ["approve"], PAUSED: ["approve", "reject"],
};

export function templates({ store, socket }) {
  const panel = byId("templates");
  const list = panel.querySelector("ul");
  const draw = () => {
    const all = store.templates ?? [];
    const waiting = all.filter(({ status }) => status === "PENDING").length;
    const focused = panel.contains(document.activeElement) ? document.activeElement.dataset.key : null;
    panel.hidden = !store.templates;
    byId("templates-waiting").textContent = waiting ? few(waiting) : "";
    byId("templates-waiting").title = `${waiting} menunggu persetujuan`;
    byId("templates-none").hidden = all.length > 0;
    list.replaceChildren(...all.map((template) => line(template, socket)));
    if (focused) (list.querySelector(`[data-key="${focused}"]`) ?? panel.querySelector("summary")).focus({ preventScroll: true });
  };
  store.on("templates", draw);
  draw();
}

function line(template, socket) {
  const { name, language, category, status, text } = template;
  const decide = (verdict) => h("button", { type: "button", data: { key: `${name}.${language}.${verdict}` }, "aria-label": `${VERDICTS[verdict]} ${name} (${language})`,
    onclick: () => socket.send({ type: "template", name, language, verdict }) }, VERDICTS[verdict]);
  return h("li", {}, h("b", {}, name), h("small", {}, `${language} · ${CATEGORIES[category] ?? category}`),
    h("span", { class: "template-state", data: { status } }, STATES[status] ?? status),
    text && h("p", { title: text }, text),
    h("div", { class: "verdicts" }, (OPEN[status] ?? []).map(decide)));
}
