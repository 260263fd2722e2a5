// What the page says of an episode: files beside it, and links into the recording.

import { inOrder, linkedTime } from "./chapters.js";

/**
 * Fetch a file that the page names; null when none is named or it cannot be had or read. One of
 * another host is had without cookies, and where that host sends `Access-Control-Allow-Origin`.
 * @template T
 * @param {string | null} address
 * @param {(source: string) => T} parse
 * @returns {Promise<T | null>}
 */
export async function read(address, parse) {
  if (!address || location.protocol === "file:") return null; // from a disk no file may be read
  try {
    const answer = await fetch(new URL(address, document.baseURI), { credentials: "same-origin" });
    return answer.ok ? parse(await answer.text()) : null;
  } catch {
    return null; // offline, not allowed, or not what it should be: the player does without
  }
}

/**
 * Return the chapters that an element lists as links into the recording, `episode.mp3#t=83`.
 * @param {Element} host
 */
export function linkedChapters(host) {
  const links = [...host.querySelectorAll("a[href*='#t=']")].filter((link) =>
    (link.closest("[slot]") ?? host).matches("podcast-player, [slot=chapters]"));
  return inOrder(links.map((link) => {
    const title = /** @type {Element} */ (link.cloneNode(true));
    for (const other of title.querySelectorAll("time, .number")) other.remove();
    const item = Number(/** @type {HTMLElement} */ (link).dataset.item);
    return {
      title: (title.textContent ?? "").trim(),
      start: linkedTime(link.getAttribute("href") ?? "") ?? NaN,
      item: item > 0 ? item : null,
      link,
    };
  }));
}

/**
 * Play here what a link anywhere in the page would open: a moment of this recording.
 * @param {import("./transport.js").Transport} player
 * @param {AbortSignal} signal
 */
export function linksPlay(player, signal) {
  document.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    const link = /** @type {Element} */ (event.target).closest?.("a[href*='#t=']");
    if (!(link instanceof HTMLAnchorElement)) return;
    const time = linkedTime(link.href);
    if (time === null || link.href.split("#")[0] !== player.audio.src.split("#")[0]) return;
    event.preventDefault();
    player.playFrom(time);
  }, { signal });
}
