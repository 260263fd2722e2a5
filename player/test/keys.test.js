import assert from "node:assert/strict";
import { test } from "node:test";
import { action, needsKey } from "../src/keys.js";

const press = (key, more = {}) =>
  action({ key, shiftKey: false, ctrlKey: false, metaKey: false, altKey: false, ...more });

test("space and K play, J and L go 15 seconds, arrows 5", () => {
  assert.deepEqual([" ", "k", "K"].map((key) => press(key).name), ["toggle", "toggle", "toggle"]);
  assert.deepEqual(["j", "l", "ArrowLeft", "ArrowRight"].map((key) => press(key).by), [-15, 15, -5, 5]);
});

test("N, P and shifted arrows change the chapter, digits jump to tenths", () => {
  assert.deepEqual(press("n"), { name: "chapter", by: 1 });
  assert.deepEqual(press("ArrowLeft", { shiftKey: true }), { name: "chapter", by: -1 });
  assert.deepEqual(press("7"), { name: "jump", by: 0.7 });
});

test("keys of the browser and of the system are left alone", () => {
  for (const held of ["ctrlKey", "metaKey", "altKey"]) assert.equal(press("l", { [held]: true }), null);
  assert.deepEqual(["a", "Tab", "Enter", "F5", "constructor"].map((key) => press(key)), Array(5).fill(null));
});

test("who types keeps every key, a button keeps the space that presses it", () => {
  assert.equal(needsKey({ tagName: "INPUT", type: "search" }, "k"), true);
  assert.equal(needsKey({ tagName: "DIV", isContentEditable: true }, "k"), true);
  assert.equal(needsKey({ tagName: "INPUT", type: "range" }, "ArrowLeft"), true);
  assert.equal(needsKey({ tagName: "INPUT", type: "range" }, "k"), false);
  assert.equal(needsKey({ tagName: "BUTTON" }, " "), true);
  assert.equal(needsKey({ tagName: "BUTTON" }, "k"), false);
  assert.equal(needsKey({ tagName: "BODY" }, " "), false);
});
