// Chapters: from JSON Chapters 1.2 (Podcasting 2.0), or from links in the page.

import { parseTime } from "./time.js";

/** @typedef {{title: string, start: number, item: number | null, link?: Element}} Chapter */

/**
 * Read chapters.json; entries without title, without time or with `toc: false` are left out.
 * @param {string} source
 * @returns {Chapter[]}
 */
export function readChapters(source) {
  const { chapters = [] } = JSON.parse(source);
  return inOrder(chapters.filter((/** @type {any} */ each) => each.toc !== false).map(
    (/** @type {any} */ each) => ({
      title: String(each.title ?? "").trim(), start: Number(each.startTime), item: null,
    }),
  ));
}

/**
 * Read the time of a link into a recording, `episode.mp3#t=83` (Media Fragments); null otherwise.
 * @param {string} address
 */
export function linkedTime(address) {
  const at = address.indexOf("#");
  const moment = at < 0 ? null : new URLSearchParams(address.slice(at + 1)).get("t");
  return parseTime(moment?.split(",")[0]);
}

/**
 * @param {Chapter[]} chapters
 * @returns {Chapter[]} those that can be shown, from first to last
 */
export function inOrder(chapters) {
  return chapters
    .filter(({ title, start }) => title && Number.isFinite(start) && start >= 0)
    .sort((a, b) => a.start - b.start);
}

/**
 * Return the place of the chapter of a numbered item. Where chapters do not say their item, the
 * first one is taken for the opening, so that item 3 is the fourth.
 * @param {readonly Chapter[]} chapters
 * @param {number} item
 */
export function chapterOfItem(chapters, item) {
  const numbered = chapters.some((chapter) => chapter.item !== null);
  if (numbered) return chapters.findIndex((chapter) => chapter.item === item);
  return item >= 0 && item < chapters.length ? item : -1;
}
