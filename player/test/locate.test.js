import assert from "node:assert/strict";
import { test } from "node:test";
import { lastBegun, wordAt } from "../src/locate.js";

const WORDS = [{ start: 1, end: 2 }, { start: 2, end: 2.5 }, { start: 4, end: 5 }];

test("a word is heard from its first moment until just before its last", () => {
  const at = [0.99, 1, 1.99, 2, 2.49, 2.5, 3.9, 4, 5].map((time) => wordAt(WORDS, time));
  assert.deepEqual(at, [-1, 0, 0, 1, 1, -1, -1, 2, -1]);
});

test("what has begun last is found as a walk through all of them finds it", () => {
  const many = Array.from({ length: 500 }, (_, place) => ({ start: Math.sqrt(place) * 3 }));
  for (let time = -1; time < 70; time += 0.37) {
    const walked = many.filter(({ start }) => start <= time).length - 1;
    assert.equal(lastBegun(many, time), walked);
  }
});

test("nothing is heard where there is nothing", () => {
  assert.equal(wordAt([], 3), -1);
});
