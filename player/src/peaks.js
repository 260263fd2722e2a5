// The waveform: peaks in the JSON of BBC's audiowaveform (version 2, 8 bits), drawn as bars.

const LEAST = 0.06; // height of a bar of silence
const LOUD = 0.9; // share of the bars that stay below the top of the box
const SPREAD = 0.6; // share of the loud level that the box shows at least

/**
 * Return the peaks, 0 to 1. Each pair of `data` is the lowest and highest sample of a stretch.
 * @param {string} source
 * @returns {number[]}
 */
export function readPeaks(source) {
  const { data, bits = 8, channels = 1 } = JSON.parse(source);
  const full = 2 ** (bits - 1);
  const step = 2 * channels;
  const peaks = [];
  for (let at = 0; at + 1 < data.length; at += step) {
    peaks.push(Math.min(1, Math.max(...data.slice(at, at + step).map(Math.abs)) / full));
  }
  return peaks;
}

/**
 * Return as many bars as have room, 0 to 1. They fill the box, however loud music is beside speech:
 * a bar is as high as it is loud by half, and by half as it is loud among the others.
 * @param {readonly number[]} peaks
 * @param {number} count
 */
export function bars(peaks, count) {
  const means = Array.from({ length: peaks.length ? count : 0 }, (_, bar) => {
    const from = Math.floor((bar * peaks.length) / count);
    const to = Math.max(from + 1, Math.floor(((bar + 1) * peaks.length) / count));
    return peaks.slice(from, to).reduce((sum, peak) => sum + peak, 0) / (to - from);
  });
  const sorted = [...means].sort((a, b) => a - b);
  const level = (/** @type {number} */ share) => sorted[Math.round(share * (count - 1))] ?? 0;
  const high = level(LOUD) || 1;
  const low = Math.min(level(1 - LOUD), (1 - SPREAD) * high);
  const most = Math.max(1, count - 1);
  return means.map((mean) => {
    const loudness = Math.max(0, Math.min(1, (mean - low) / (high - low)));
    const below = sorted.filter((each) => each < mean).length;
    const notAbove = sorted.filter((each) => each <= mean).length;
    const rank = (below + notAbove - 1) / 2 / most;
    return Math.max(LEAST, (loudness + rank) / 2);
  });
}

/**
 * Return the bars as an SVG path, `step` units apart, in a box of height 100.
 * @param {readonly number[]} heights
 * @param {number} step
 */
export function path(heights, step) {
  return heights
    .map((height, bar) => {
      const half = Math.round(height * 46);
      return `M${bar * step + step / 2} ${50 - half}v${2 * half}`;
    })
    .join("");
}
