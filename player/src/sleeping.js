// The sleep timer's menu, and the pause when its time is up.

import { the } from "./dom.js";
import { SLEEPS } from "./markup.js";
import { left, sleepFor } from "./sleep.js";
import { clock } from "./time.js";
import { MOVED } from "./transport.js";

const EARLY = 0.15; // seconds: a chapter's last moment, not the next one's first

/**
 * @param {import("./controls.js").Parts} parts
 * @param {(message: string) => void} tell
 * @param {AbortSignal} signal
 */
export function sleeping({ root, text, player }, tell, signal) {
  const { audio } = player;
  const select = /** @type {HTMLSelectElement} */ (the(root, "[data-name=sleep]"));
  /** @type {import("./sleep.js").Sleep} */
  let sleep = null;

  const set = () => {
    sleep = sleepFor(select.value, Date.now(), player.endOfChapter);
    show();
  };
  const show = () => {
    const seconds = left(sleep, Date.now(), player.time);
    the(root, ".left").textContent = Number.isFinite(seconds) ? clock(seconds) : "";
  };
  select.append(
    new Option(text.off, ""),
    ...SLEEPS.map((minutes) => new Option(text.minutes(minutes), String(minutes))),
    new Option(text.endOfChapter, "chapter"),
  );
  select.addEventListener("change", set);
  audio.addEventListener(MOVED, () => select.value === "chapter" && set(), { signal });
  audio.addEventListener("timeupdate", () => {
    show();
    if (!player.playing || left(sleep, Date.now(), player.time) > EARLY) return;
    audio.pause();
    select.value = "";
    set();
    tell(text.asleep);
  }, { signal });
}
