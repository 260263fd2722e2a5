// The bar at the bottom of the screen, while the player itself is out of sight.

import { the } from "./dom.js";

/** @param {ShadowRoot} root @param {AbortSignal} signal */
export function dock(root, signal) {
  const bar = the(root, ".dock");
  const sight = new IntersectionObserver((seen) => {
    bar.hidden = seen.at(-1)?.isIntersecting ?? true;
  });
  sight.observe(the(root, ".card"));
  signal.addEventListener("abort", () => sight.disconnect());
}
