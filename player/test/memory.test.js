import assert from "node:assert/strict";
import { test } from "node:test";
import { memory } from "../src/memory.js";

const store = (text) => {
  const kept = new Map(text === undefined ? [] : [["podcast-player", text]]);
  return { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => kept.set(key, value), kept };
};

test("each episode has its place, speed and volume are one for all", () => {
  const disk = store();
  const first = memory(() => disk);
  first.keepPosition("a", 61.234, 400);
  first.keepPosition("b", 5, 400);
  first.keep({ speed: 1.5, volume: 0.4 });
  const later = memory(() => disk);
  assert.deepEqual([later.position("a"), later.position("b"), later.position("c")], [61.2, 5, null]);
  assert.deepEqual([later.number("speed", 0.5, 3), later.number("volume", 0, 1)], [1.5, 0.4]);
});

test("an episode that is over, or hardly begun, begins anew", () => {
  const kept = memory(((disk) => () => disk)(store()));
  kept.keepPosition("a", 200, 400);
  kept.keepPosition("a", 395, 400);
  assert.equal(kept.position("a"), null);
  kept.keepPosition("a", 0.5, 400);
  assert.equal(kept.position("a"), null);
});

test("the episodes not heard for longest are forgotten beyond two hundred", () => {
  const kept = memory(((disk) => () => disk)(store()));
  for (let place = 0; place < 205; place += 1) kept.keepPosition(`e${place}`, 30, 400);
  kept.keepPosition("e10", 31, 400);
  kept.keepPosition("new", 31, 400);
  assert.equal(kept.position("e5"), null);
  assert.equal(kept.position("e10"), 31);
});

test("a store that refuses or holds rubbish is no memory and no error", () => {
  const refusing = memory(() => {
    throw new Error("SecurityError");
  });
  refusing.keep({ speed: 2 });
  assert.equal(refusing.position("a"), null);
  for (const rubbish of ["{", "null", "[]", '{"positions": 3, "speed": "x"}', '{"positions": [["a", "b"]], "speed": 99}']) {
    const kept = memory(((disk) => () => disk)(store(rubbish)));
    assert.deepEqual([kept.position("a"), kept.number("speed", 0.5, 3)], [null, null]);
  }
});

test("keys work on the page until they are switched off", () => {
  const kept = memory(((disk) => () => disk)(store()));
  assert.equal(kept.hotkeys(), true);
  kept.keep({ hotkeys: false });
  assert.equal(kept.hotkeys(), false);
});
