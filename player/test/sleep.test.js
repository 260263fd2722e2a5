import assert from "node:assert/strict";
import { test } from "node:test";
import { left, sleepFor } from "../src/sleep.js";

test("minutes run by the clock, whatever the speed", () => {
  const sleep = sleepFor("15", 1000, 0);
  assert.equal(left(sleep, 1000, 0), 900);
  assert.equal(left(sleep, 901_000, 3), 0);
});

test("the end of the chapter is a time of the recording", () => {
  assert.equal(left(sleepFor("chapter", 0, 60), 1e9, 45), 15);
});

test("without a timer it never ends", () => {
  assert.equal(left(sleepFor("", 0, 60), 5, 5), Infinity);
  assert.equal(left(sleepFor("x", 0, 60), 5, 5), Infinity);
});
