// What is heard at a time: a word, a chapter.

/**
 * Return the index of the last item that has begun at a time, or -1.
 * @param {readonly {start: number}[]} items in order of `start`
 * @param {number} time
 */
export function lastBegun(items, time) {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (/** @type {{start: number}} */ (items[middle]).start <= time) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/**
 * Return the index of the word that is spoken at a time, or -1 in a pause.
 * @param {readonly {start: number, end: number}[]} words in order of `start`
 * @param {number} time
 */
export function wordAt(words, time) {
  const index = lastBegun(words, time);
  return index >= 0 && time < /** @type {{end: number}} */ (words[index]).end ? index : -1;
}
