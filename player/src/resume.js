// Where an episode begins: where the link says, else where one was.

import { chapterOfItem } from "./chapters.js";
import { readMoment } from "./share.js";
import { clock } from "./time.js";

const SAVE_EVERY = 5; // seconds

/**
 * @param {import("./controls.js").Parts} parts
 * @param {{episode: string, link: string, moments: boolean, tell: (message: string) => void}} how
 *   `moments`: whether the page's address speaks of this episode
 * @param {AbortSignal} signal
 */
export function resume({ text, player, memory, title }, { episode, link, moments, tell }, signal) {
  const { audio } = player;
  let saved = 0;
  let asked = false;
  const save = () => {
    if (!asked) return; // what is there is not yet read
    saved = player.time;
    memory.keepPosition(episode, saved, player.duration, { link, title, length: player.length });
  };
  const linked = () => {
    if (!moments) return null;
    const { time, item } = readMoment(location.href);
    const place = item === null ? -1 : chapterOfItem(player.chapters, item);
    return time ?? player.chapters[place]?.start ?? null;
  };
  for (const name of ["pause", "ended", "seeked"]) audio.addEventListener(name, save, { signal });
  audio.addEventListener("timeupdate", () => {
    if (player.playing && Math.abs(player.time - saved) > SAVE_EVERY) save();
  }, { signal });
  addEventListener("pagehide", save, { signal });
  addEventListener("hashchange", () => {
    const moment = linked();
    if (moment !== null && /^#(item-|t=)/.test(location.hash)) player.seek(moment);
  }, { signal });

  return {
    /** To be called once the chapters are known. */
    begin() {
      asked = true;
      if (player.playing) return;
      const moment = linked();
      const kept = memory.position(episode, link);
      if (moment !== null) player.seek(moment);
      else if (kept !== null && (!player.duration || kept < player.duration)) {
        player.seek(kept);
        tell(text.resumed(clock(kept)));
      }
    },
  };
}
