import assert from "node:assert/strict";
import { test } from "node:test";
import { clock, parseTime, within } from "../src/time.js";

test("a time is minutes and seconds, with hours when there are any", () => {
  assert.deepEqual([0, 9.99, 83, 3599, 3725].map(clock), ["0:00", "0:09", "1:23", "59:59", "1:02:05"]);
});

test("a time that is not known or before the beginning is zero", () => {
  assert.deepEqual([NaN, Infinity, -3].map(clock), ["0:00", "0:00", "0:00"]);
});

test("what people and Media Fragments write as a time is read", () => {
  const written = ["83", "83.5", "83s", "1:23", "1:02:03", "1m23s", "1h2m3s", "2h", "npt:83", " 5 "];
  assert.deepEqual(written.map(parseTime), [83, 83.5, 83, 83, 3723, 83, 3723, 7200, 83, 5]);
});

test("what is no time is null, and never a number that harms", () => {
  const written = ["", null, undefined, "soon", "-5", "1e9", "Infinity", "NaN", "99999999", "1:2:3:4", "<script>"];
  assert.deepEqual(written.map(parseTime), written.map(() => null));
});

test("a time is held inside the recording, whose end may not be known yet", () => {
  assert.deepEqual([within(-1, 10), within(11, 10), within(5, 10), within(11, NaN), within(11, 0)], [0, 10, 5, 11, 11]);
});
