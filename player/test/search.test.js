import assert from "node:assert/strict";
import { test } from "node:test";
import { find, index } from "../src/search.js";

const words = (...texts) => texts.map((text) => ({ text }));

test("a match is the words that hold it, across their borders too", () => {
  const known = index(words("星河", "科技", "发布", "了", "Nova ", "3.0", "模型，", "科技"));
  assert.deepEqual(find(known, "河科"), [{ from: 0, to: 2 }]);
  assert.deepEqual(find(known, "科技"), [{ from: 1, to: 2 }, { from: 7, to: 8 }]);
  assert.deepEqual(find(known, "nova 3.0"), [{ from: 4, to: 6 }]);
});

test("width, case and spaces do not matter", () => {
  const known = index(words("ＧＰＴ－５", "hello ", "World"));
  assert.deepEqual(find(known, "gpt-5"), [{ from: 0, to: 1 }]);
  assert.deepEqual(find(known, "HELLO  world"), [{ from: 1, to: 3 }]);
});

test("a query of nothing finds nothing; one with the signs of a pattern is taken literally", () => {
  const known = index(words("a.c", "abc"));
  assert.deepEqual([find(known, ""), find(known, "   "), find(known, "zz")], [[], [], []]);
  assert.deepEqual(find(known, "a.c"), [{ from: 0, to: 1 }]);
  assert.deepEqual(find(known, "("), []);
});
