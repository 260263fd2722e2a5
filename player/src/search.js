// Search in a transcript: upper and lower case, full and half width, and spaces do not matter.

/** @typedef {{text: string, starts: number[]}} Index folded text, and where each word begins in it */
/** @typedef {{from: number, to: number}} Hit words, `to` not among them */

const MOST = 500;

/** @param {string} text */
export const fold = (text) => text.normalize("NFKC").toLowerCase().replace(/\s+/g, "");

/**
 * @param {readonly {text: string}[]} words
 * @returns {Index}
 */
export function index(words) {
  const starts = [];
  let text = "";
  for (const word of words) {
    starts.push(text.length);
    text += fold(word.text);
  }
  return { text, starts };
}

/**
 * Return the words that hold what is looked for, in order.
 * @param {Index} index
 * @param {string} query
 * @returns {Hit[]}
 */
export function find({ text, starts }, query) {
  const wanted = fold(query);
  const hits = [];
  if (!wanted) return [];
  let at = text.indexOf(wanted);
  while (at >= 0 && hits.length < MOST) {
    hits.push({ from: wordOf(starts, at), to: wordOf(starts, at + wanted.length - 1) + 1 });
    at = text.indexOf(wanted, at + wanted.length);
  }
  return hits;
}

/** @param {number[]} starts @param {number} offset */
function wordOf(starts, offset) {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (/** @type {number} */ (starts[middle]) <= offset) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
