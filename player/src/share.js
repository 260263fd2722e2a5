// Links to a moment: `?t=83` and `#item-3`.

import { parseTime } from "./time.js";

/** @typedef {{time: number | null, item: number | null}} Moment */

/**
 * Read where a link wants the episode to begin; `?t=` wins over `#t=`, a time over an item.
 * @param {string} address
 * @returns {Moment}
 */
export function readMoment(address) {
  const { searchParams, hash } = new URL(address);
  const fragment = hash.slice(1);
  const time = parseTime(searchParams.get("t")) ?? parseTime(new URLSearchParams(fragment).get("t"));
  const item = /^item-(\d{1,4})$/.exec(fragment);
  return { time, item: item ? Number(item[1]) : null };
}

/**
 * Return the page's address with a moment; what else stood behind `?` stays.
 * @param {string} address
 * @param {{time?: number, item?: number | null}} moment
 */
export function shareLink(address, { time, item }) {
  const url = new URL(address);
  url.hash = item ? `item-${item}` : "";
  url.searchParams.delete("t");
  if (!item && time !== undefined && time >= 1) url.searchParams.set("t", String(Math.floor(time)));
  return url.href.replace(/#$/, "");
}
