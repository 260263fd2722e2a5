// Times: how they are written, and how they are read from links.

/**
 * Return seconds as `1:23` or `1:02:03`.
 * @param {number} seconds
 */
export function clock(seconds) {
  const whole = Math.max(0, Math.floor(Number.isFinite(seconds) ? seconds : 0));
  const minutes = Math.floor(whole / 60) % 60;
  const hours = Math.floor(whole / 3600);
  const tail = String(whole % 60).padStart(2, "0");
  return hours ? `${hours}:${String(minutes).padStart(2, "0")}:${tail}` : `${minutes}:${tail}`;
}

/**
 * Read `83`, `83.5`, `83s`, `1:23`, `1:02:03`, `1m23s` or `1h2m3s`; null when it is no time.
 *
 * The first ones are Media Fragments (W3C, section 4.2.1, npt), the others what people type.
 * @param {string | null | undefined} text
 * @returns {number | null}
 */
export function parseTime(text) {
  const given = (text ?? "").trim().toLowerCase().replace(/^npt:/, "");
  if (/^\d{1,2}(:\d{1,2}){1,2}(\.\d+)?$/.test(given)) {
    return given.split(":").reduce((sum, part) => sum * 60 + Number(part), 0);
  }
  const parts = /^(?:(\d+)h)?(?:(\d+)m)?(?:(\d+(?:\.\d+)?)s?)?$/.exec(given);
  if (!parts || !given) return null;
  const [, hours = "0", minutes = "0", seconds = "0"] = parts;
  const sum = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  return Number.isFinite(sum) && sum < 1e6 ? sum : null;
}

/**
 * Return a time within a recording; one whose length is not known yet has no end.
 * @param {number} seconds
 * @param {number} duration
 */
export function within(seconds, duration) {
  const last = duration > 0 && Number.isFinite(duration) ? duration : Infinity;
  return Math.min(Math.max(0, seconds), last);
}
