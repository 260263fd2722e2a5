import assert from "node:assert/strict";
import { test } from "node:test";
import { readMoment, shareLink } from "../src/share.js";

const PAGE = "https://example.com/e/2026-02-06/";

test("a link says a time or an item; ?t= wins over #t=", () => {
  const moments = ["?t=83", "?t=1:23#t=5", "#t=5", "#item-3", "?t=9#item-3", "?t=x", "#item-x", ""].map(
    (tail) => readMoment(PAGE + tail),
  );
  assert.deepEqual(moments.map(({ time }) => time), [83, 83, 5, null, 9, null, null, null]);
  assert.deepEqual(moments.map(({ item }) => item), [null, null, null, 3, 3, null, null, null]);
});

test("what is shared leads back to where it was", () => {
  assert.equal(shareLink(PAGE, { time: 83.9 }), `${PAGE}?t=83`);
  assert.equal(shareLink(PAGE, { item: 3 }), `${PAGE}#item-3`);
  assert.equal(shareLink(PAGE, { time: 0.4 }), PAGE);
  assert.equal(readMoment(shareLink(PAGE, { time: 83.9 })).time, 83);
});

test("the rest of an address stays, an old moment does not", () => {
  assert.equal(shareLink(`${PAGE}?lang=zh&t=5#item-2`, { time: 60 }), `${PAGE}?lang=zh&t=60`);
});
