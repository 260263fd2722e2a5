// Transcripts: Podcasting 2.0 JSON (with this project's `words`) and WebVTT as one shape.

import { parseTime } from "./time.js";

/** @typedef {{text: string, start: number, end: number}} Word `end` is when the next one takes over */
/** @typedef {{speaker: string, start: number, end: number, words: Word[]}} Caption */
/** @typedef {{speaker: string, start: number, chapter: number, words: Word[]}} Paragraph */

const LONG = 140; // characters, after which a paragraph ends with its sentence
const PAUSE = 4; // seconds
const SENTENCE_END = /[。！？!?.…][”’"')）」』]*\s*$/;
const CHINESE = /[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f]/;

/**
 * Read a transcript of either kind; captions without text are left out.
 * @param {string} source
 * @returns {Caption[]}
 */
export function readTranscript(source) {
  const text = source.replace(/^\ufeff/, "");
  const captions = text.startsWith("WEBVTT") ? readVtt(text) : readJson(text);
  return captions.filter(({ words }) => words.length).sort((a, b) => a.start - b.start);
}

/** @param {string} source @returns {Caption[]} */
function readJson(source) {
  const { segments } = JSON.parse(source);
  return segments.map((/** @type {any} */ segment) => {
    const start = Number(segment.startTime);
    const end = Number(segment.endTime ?? start);
    const body = String(segment.body ?? "");
    const given = (segment.words ?? []).map((/** @type {any} */ word) => ({
      text: String(word.body), start: Number(word.startTime), end: Number(word.endTime),
    }));
    const whole = given.map((/** @type {Word} */ word) => word.text).join("") === body;
    const words = given.length && whole ? given : body ? [{ text: body, start, end }] : [];
    return { speaker: String(segment.speaker ?? ""), start, end, words: lasting(words, end) };
  });
}

const TIMES = /^((?:\d+:)?\d\d:\d\d\.\d{3})[ \t]+-->[ \t]+((?:\d+:)?\d\d:\d\d\.\d{3})/;
const ENTITIES = new Map([
  ["amp", "&"], ["lt", "<"], ["gt", ">"], ["nbsp", "\u00a0"], ["lrm", "\u200e"], ["rlm", "\u200f"],
]);

/** @param {string} source @returns {Caption[]} */
function readVtt(source) {
  const captions = [];
  for (const block of source.replace(/\r\n?/g, "\n").split(/\n{2,}/)) {
    const lines = block.split("\n");
    const at = lines.findIndex((line) => TIMES.test(line));
    const times = TIMES.exec(lines[at] ?? "");
    if (!times) continue; // the header, a NOTE or a STYLE
    captions.push(cue(lines.slice(at + 1), seconds(times[1]), seconds(times[2])));
  }
  return captions;
}

/** @param {string | undefined} text */
const seconds = (text) => parseTime(text) ?? 0;

/** @param {string[]} lines @param {number} start @param {number} end @returns {Caption} */
function cue(lines, start, end) {
  const payload = lines.filter(Boolean).reduce((text, line) => text + joint(text, line) + line, "");
  const speaker = /<v(?:\.[^\s>]*)?\s+([^>]*)>/.exec(payload)?.[1] ?? "";
  const words = [];
  let from = start;
  for (const part of payload.split(/(<[^>]*>)/)) {
    const stamp = /^<((?:\d+:)?\d\d:\d\d\.\d{3})>$/.exec(part);
    if (stamp) from = seconds(stamp[1]);
    else if (part && !/^<[^>]*>$/.test(part)) words.push({ text: plain(part), start: from, end });
  }
  return { speaker: plain(speaker.trim()), start, end, words: lasting(words, end) };
}

/** @param {string} text */
const plain = (text) => text.replace(/&(\w+);/g, (all, name) => ENTITIES.get(name) ?? all);

/**
 * Let each word last until the next one begins, the last one until its caption goes.
 * @param {Word[]} words @param {number} end
 */
const lasting = (words, end) =>
  words.map((word, place) => ({ ...word, end: words[place + 1]?.start ?? Math.max(end, word.end) }));

/**
 * Return what stands between two pieces of text: nothing in Chinese, else a space.
 * @param {string} before @param {string} after
 */
export function joint(before, after) {
  const [last, first] = [before.at(-1), after[0]];
  if (!last || !first || /\s/.test(last + first)) return "";
  return CHINESE.test(last) || CHINESE.test(first) ? "" : " ";
}

/**
 * Gather captions into paragraphs: a speaker, a chapter, a few sentences.
 * @param {Caption[]} captions
 * @param {(time: number) => number} chapterAt index of the chapter that is heard at a time
 * @returns {Paragraph[]}
 */
export function paragraphs(captions, chapterAt) {
  /** @type {Paragraph[]} */
  const found = [];
  let length = 0;
  let before = /** @type {Caption | null} */ (null);
  for (const caption of captions) {
    const chapter = chapterAt((caption.words[0]?.start ?? caption.start) + 0.001);
    const last = found.at(-1);
    const tail = before?.words.at(-1)?.text ?? "";
    const ends = length > LONG && SENTENCE_END.test(tail);
    const pause = before !== null && caption.start - before.end > PAUSE;
    if (!last || last.speaker !== caption.speaker || last.chapter !== chapter || ends || pause) {
      const { speaker, start, words } = caption;
      found.push({ speaker, start: words[0]?.start ?? start, chapter, words: [...words] });
      length = 0;
    } else {
      const [first, ...rest] = /** @type {[Word, ...Word[]]} */ (caption.words);
      last.words.push({ ...first, text: joint(tail, first.text) + first.text }, ...rest);
    }
    length += caption.words.reduce((sum, word) => sum + word.text.length, 0);
    before = caption;
  }
  return found;
}
