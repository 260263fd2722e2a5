// Keys, pressed in the player or, where the page allows it, anywhere.

import { action, needsKey } from "./keys.js";

/**
 * @param {HTMLElement} host
 * @param {import("./transport.js").Transport} player
 * @param {{anywhere: () => boolean, search: () => void}} how
 * @param {AbortSignal} signal
 */
export function keyboard(host, player, { anywhere, search }, signal) {
  /** @param {import("./keys.js").Action} wanted */
  const act = (wanted) => {
    if (wanted.name === "toggle") player.toggle();
    else if (wanted.name === "mute") player.mute();
    else if (wanted.name === "search") search();
    else if (wanted.name === "skip") player.skip(wanted.by);
    else if (wanted.name === "chapter") player.skipChapter(wanted.by);
    else if (wanted.name === "volume") player.louder(wanted.by);
    else if (wanted.name === "speed") player.faster(wanted.by);
    else player.seek(wanted.by * player.duration);
  };
  document.addEventListener("keydown", (event) => {
    const path = event.composedPath();
    const inside = path.includes(host);
    const target = /** @type {HTMLElement} */ (path[0]);
    if (event.defaultPrevented || !(inside || anywhere())) return;
    if (target.tagName && needsKey(/** @type {any} */ (target), event.key)) return;
    const wanted = action(event);
    const scrolls = /^Arrow(Up|Down)$/.test(event.key) && !target.matches?.(".seek");
    if (!wanted || scrolls) return;
    event.preventDefault();
    act(wanted);
  }, { signal });
}
