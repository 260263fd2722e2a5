import assert from "node:assert/strict";
import { test } from "node:test";
import { joint, paragraphs, readTranscript } from "../src/cues.js";

const word = (text, start, end) => ({ body: text, startTime: start, endTime: end });
const json = (...segments) => JSON.stringify({ version: "1.0.0", segments });
const texts = (captions) => captions.map(({ words }) => words.map(({ text }) => text));

test("words of the JSON last until the next one begins, the last one until its caption goes", () => {
  const [caption] = readTranscript(json({
    speaker: "晓晓", startTime: 1, endTime: 4, body: "大家好，再见。",
    words: [word("大家好，", 1.1, 1.9), word("再见。", 2.5, 3)],
  }));
  assert.equal(caption.speaker, "晓晓");
  assert.deepEqual(caption.words, [
    { text: "大家好，", start: 1.1, end: 2.5 }, { text: "再见。", start: 2.5, end: 4 },
  ]);
});

test("a segment without words, or whose words are not its text, is one word", () => {
  const captions = readTranscript(json(
    { startTime: 0, endTime: 2, body: "一句话" },
    { startTime: 2, endTime: 3, body: "另一句", words: [word("别的", 2, 3)] },
    { startTime: 3, endTime: 4, body: "" },
  ));
  assert.deepEqual(texts(captions), [["一句话"], ["另一句"]]);
});

const VTT = `\ufeffWEBVTT - 标题\r
\r
NOTE nothing --> here\r
\r
1\r
00:00:01.000 --> 00:00:03.000 align:start\r
<v 晓晓>Nova <00:00:01.500>3.0 &amp; <00:00:02.000>&lt;b&gt;\r
更快\r
\r
01:00:04.250 --> 01:00:05.000\r
<v.loud 云希><c.x>好</c>\r
`;

test("WebVTT gives the same shape: speakers, time tags as words, entities as characters", () => {
  const [first, second] = readTranscript(VTT);
  assert.deepEqual([first.speaker, second.speaker], ["晓晓", "云希"]);
  assert.deepEqual(first.words, [
    { text: "Nova ", start: 1, end: 1.5 }, { text: "3.0 & ", start: 1.5, end: 2 },
    { text: "<b>更快", start: 2, end: 3 },
  ]);
  assert.deepEqual([second.start, second.words[0].text], [3604.25, "好"]);
});

test("markup in a transcript is text, whichever way it comes", () => {
  const hostile = "<img src=x onerror=alert(1)>";
  assert.deepEqual(texts(readTranscript(json({ startTime: 0, endTime: 1, body: hostile }))), [[hostile]]);
});

test("a file that is no transcript throws, so that the page's own text stays", () => {
  assert.throws(() => readTranscript("<!DOCTYPE html>"));
  assert.throws(() => readTranscript("{}"));
});

test("nothing parts Chinese, a space parts two Latin words", () => {
  const pairs = [["你好", "世界"], ["GPT", "world"], ["用", "GPT"], ["a ", "b"], ["", "a"], ["end.", "Next"]];
  assert.deepEqual(pairs.map(([a, b]) => joint(a, b)), ["", " ", "", "", "", " "]);
});

test("a paragraph ends with its speaker, its chapter, a pause, or a sentence when it is long", () => {
  const caption = (speaker, start, text, end = start + 1) =>
    ({ speaker, start, end, words: [{ text, start, end }] });
  const long = "长".repeat(150);
  const found = paragraphs([
    caption("甲", 0, "一，"), caption("甲", 1, "二。"), caption("乙", 2, "三。"), caption("乙", 10, "四。"),
    caption("乙", 11, `${long}。`), caption("乙", 12, "五。"), caption("乙", 20, "六。"),
  ], (time) => (time >= 20 ? 1 : 0));
  assert.deepEqual(
    found.map(({ speaker, start, chapter, words }) => [speaker, start, chapter, words.length]),
    [["甲", 0, 0, 2], ["乙", 2, 0, 1], ["乙", 10, 0, 2], ["乙", 12, 0, 1], ["乙", 20, 1, 1]],
  );
});

test("captions in Latin letters are joined by the space that their lines had", () => {
  const [one] = paragraphs(readTranscript(json(
    { startTime: 0, endTime: 1, body: "Hello" }, { startTime: 1, endTime: 2, body: "world" },
  )), () => 0);
  assert.equal(one.words.map(({ text }) => text).join(""), "Hello world");
});
