// On a small screen people and controls share a drawer; on a large one they stand at the side and in the bar.

import { byId, icon } from "./dom.js";

export function drawer() {
  const [button, side, veil, controls] = ["drawer-button", "side", "veil", "controls"].map(byId);
  const small = matchMedia("(max-width: 1099px)");
  const tiny = matchMedia("(max-width: 719px)");
  button.prepend(icon("menu"));

  const set = (open) => {
    const shut = small.matches && !open;
    side.classList.toggle("open", small.matches && open);
    side.inert = shut;
    veil.hidden = !small.matches || !open;
    button.setAttribute("aria-expanded", String(small.matches && open));
  };
  const place = () => {
    if (tiny.matches) side.append(controls, byId("hints"));
    else {
      byId("link").before(controls);
      byId("link").after(byId("hints"));
    }
    set(false);
  };
  button.addEventListener("click", () => set(!side.classList.contains("open")));
  veil.addEventListener("click", () => set(false));
  side.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !small.matches) return;
    set(false);
    button.focus();
  });
  for (const query of [small, tiny]) query.addEventListener("change", place);
  place();
  return () => set(false);
}
