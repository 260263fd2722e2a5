import assert from "node:assert/strict";
import { test } from "node:test";
import { chapterOfItem, inOrder, linkedTime, readChapters } from "../src/chapters.js";

test("chapters come in order of time; silent, nameless and timeless ones do not", () => {
  const chapters = [
    { title: "二", startTime: 20 }, { title: "一", startTime: 0 }, { title: "静", startTime: 5, toc: false },
    { title: " ", startTime: 6 }, { title: "无", startTime: "x" },
  ];
  assert.deepEqual(readChapters(JSON.stringify({ version: "1.2.0", chapters })), [
    { title: "一", start: 0, item: null }, { title: "二", start: 20, item: null },
  ]);
});

test("a link into a recording has a time, a link elsewhere has none", () => {
  const links = ["a.mp3#t=83.5", "a.mp3#t=10,20", "a.mp3#x=1&t=1:23", "a.mp3", "a.mp3#item-3"];
  assert.deepEqual(links.map(linkedTime), [83.5, 10, 83, null, null]);
});

test("an item is found by its number, and where there is none by its place behind the opening", () => {
  const chapter = (start, item) => ({ title: "x", start, item });
  const numbered = [chapter(0, null), chapter(5, 1), chapter(9, 3)];
  assert.deepEqual([1, 2, 3].map((item) => chapterOfItem(numbered, item)), [1, -1, 2]);
  const plain = inOrder([chapter(5, null), chapter(0, null)]);
  assert.deepEqual([0, 1, 2].map((item) => chapterOfItem(plain, item)), [0, 1, -1]);
});
