// The waveform: peaks in the JSON of BBC's audiowaveform (version 2, 8 bits), drawn as bars.

const LEAST = 0.06; // height of a bar of silence

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
 * Return as many bars as have room, 0 to 1. Mastered speech is loud all the time: what its peaks
 * differ by is drawn larger than it is, the quietest tenth as low and the loudest as high.
 * @param {readonly number[]} peaks
 * @param {number} count
 */
export function bars(peaks, count) {
  const sorted = [...peaks].sort((a, b) => a - b);
  const low = (sorted[Math.floor(sorted.length / 10)] ?? 0) * 0.9;
  const range = (sorted.at(-1) ?? 0) - low || 1;
  return Array.from({ length: peaks.length ? count : 0 }, (_, bar) => {
    const from = Math.floor((bar * peaks.length) / count);
    const to = Math.max(from + 1, Math.floor(((bar + 1) * peaks.length) / count));
    const mean = peaks.slice(from, to).reduce((sum, peak) => sum + peak, 0) / (to - from);
    return Math.max(LEAST, Math.min(1, (mean - low) / range));
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
