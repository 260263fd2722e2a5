// What is shown of a recording: redrawn with every frame while it plays, else when it moves.

import { label, the } from "./dom.js";
import * as session from "./session.js";
import { MOVED } from "./transport.js";

/**
 * @param {{host: HTMLElement, root: ShadowRoot, text: import("./words.js").Words,
 *   player: import("./transport.js").Transport, title: string}} parts
 * @param {{seekbar: ReturnType<typeof import("./seekbar.js").seekbar>,
 *   list: ReturnType<typeof import("./chapterlist.js").chapterlist>,
 *   transcript: ReturnType<typeof import("./follow.js").follower>}} views
 * @param {AbortSignal} signal
 */
export function display({ host, root, text, player, title }, { seekbar, list, transcript }, signal) {
  const { audio } = player;
  let frame = 0;
  let chapter = -2;

  const show = () => {
    const { time } = player;
    seekbar.show(time);
    transcript.show(time);
    showChapter(player.chapter);
    if (player.playing && !signal.aborted) frame = requestAnimationFrame(show);
  };
  /** @param {number} now */
  const showChapter = (now) => {
    if (now === chapter) return;
    chapter = now;
    list.mark(now);
    const heard = player.chapters[now]?.title ?? "";
    the(root, ".chapter").textContent = heard;
    the(root, ".heard").textContent = heard || title;
    if (player.playing) announce();
  };
  const announce = () => session.describe({
    title,
    show: host.getAttribute("show") ?? "",
    chapter: player.chapters[chapter]?.title ?? "",
    cover: host.getAttribute("artwork") ?? host.getAttribute("cover") ?? "",
  });
  const refresh = () => {
    cancelAnimationFrame(frame);
    host.toggleAttribute("playing", player.playing);
    for (const button of root.querySelectorAll("[data-do=toggle]")) {
      label(button, player.playing ? text.pause : text.play);
    }
    session.locate(audio, player.duration);
    show();
  };
  const measure = () => {
    seekbar.setDuration(player.duration, player.length);
    refresh();
  };
  const took = () => {
    session.listen(player);
    announce();
  };

  for (const name of ["play", "pause", "ended", "seeked", "timeupdate", "ratechange", MOVED]) {
    audio.addEventListener(name, refresh, { signal });
  }
  audio.addEventListener("play", took, { signal });
  for (const name of ["loadedmetadata", "durationchange"]) {
    audio.addEventListener(name, measure, { signal });
  }
  signal.addEventListener("abort", () => cancelAnimationFrame(frame));
  measure();

  return {
    /** @param {readonly import("./chapters.js").Chapter[]} chapters */
    setChapters(chapters) {
      player.chapters = chapters;
      chapter = -2;
      list.fill(chapters);
      seekbar.setChapters(chapters);
      for (const name of ["previous", "next"]) {
        the(root, `[data-do=${name}]`).hidden = chapters.length < 2;
      }
      refresh();
    },
  };
}
