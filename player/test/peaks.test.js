import assert from "node:assert/strict";
import { test } from "node:test";
import { bars, path, readPeaks } from "../src/peaks.js";

test("audiowaveform's pairs are read as peaks, of 8 and of 16 bits", () => {
  const source = { version: 2, channels: 1, bits: 8, length: 2, data: [-64, 32, -10, 127] };
  assert.deepEqual(readPeaks(JSON.stringify(source)), [0.5, 127 / 128]);
  assert.deepEqual(readPeaks(JSON.stringify({ ...source, bits: 16, data: [-16384, 0] })), [0.5]);
});

test("there are as many bars as have room, from more peaks and from fewer", () => {
  const peaks = Array.from({ length: 334 }, (_, place) => 0.5 + 0.4 * Math.sin(place));
  for (const count of [1, 66, 275, 334, 500]) {
    const drawn = bars(peaks, count);
    assert.equal(drawn.length, count);
    assert.ok(drawn.every((height) => height >= 0.06 && height <= 1));
  }
});

test("the loudest bar is full, silence is still seen, and no peak gives no bar", () => {
  assert.deepEqual(bars([0, 0.4, 0.8], 3).map((each) => each.toFixed(2)), ["0.06", "0.50", "1.00"]);
  assert.deepEqual(bars([0.5, 0.5], 2).every(Number.isFinite), true);
  assert.deepEqual(bars([], 100), []);
});

test("speech fills the box, whatever the music around it is", () => {
  const spoken = Array.from({ length: 300 }, (_, place) => 0.3 + 0.1 * Math.sin(place * place));
  const drawn = bars([0.9, 1, 0.95, ...spoken, 1, 0.9], 150).sort((a, b) => a - b);
  const middle = drawn[75] ?? 0;
  assert.ok(middle > 0.4 && middle < 0.95, String(middle));
  assert.ok(drawn.filter((height) => height > 0.9).length >= 15);
  assert.ok(bars(spoken.map(() => 0.2), 50).every((height) => height > 0.5), "a steady sound");
});

test("a bar is a line about the middle", () => {
  assert.equal(path([1, 0.5], 4), "M2 4v92M6 27v46");
});
