// The sleep timer: after some minutes, or with the chapter or the episode.

/** @typedef {{until: number} | {end: number} | null} Sleep `until`: ms of the clock; `end`: of the recording, seconds */

/**
 * @param {string} choice `15` (minutes), `chapter`, or empty for none
 * @param {number} now milliseconds
 * @param {number} chapterEnd seconds
 * @returns {Sleep}
 */
export function sleepFor(choice, now, chapterEnd) {
  if (choice === "chapter") return { end: chapterEnd };
  const minutes = Number(choice);
  return minutes > 0 ? { until: now + minutes * 60_000 } : null;
}

/**
 * Return how many seconds are left before playing stops; Infinity without a timer.
 * @param {Sleep} sleep
 * @param {number} now milliseconds
 * @param {number} time seconds into the recording
 */
export function left(sleep, now, time) {
  if (!sleep) return Infinity;
  return "until" in sleep ? (sleep.until - now) / 1000 : sleep.end - time;
}
