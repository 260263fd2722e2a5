import assert from "node:assert/strict";
import { test } from "node:test";
import { MOVED, transport } from "../src/transport.js";

/** An audio element as far as the transport asks it; no sound, no loading. */
class Audio extends EventTarget {
  currentTime = 0;
  duration = NaN;
  paused = true;
  ended = false;
  muted = false;
  volume = 1;
  playbackRate = 1;
  play() {
    this.paused = false;
    return Promise.resolve();
  }
  pause() {
    this.paused = true;
  }
}

const made = (time = 0) => {
  const audio = Object.assign(new Audio(), { currentTime: time });
  const player = transport(audio, () => 100);
  player.chapters = [0, 20, 50].map((start) => ({ title: `${start}`, start, item: null }));
  return { audio, player };
};

test("until the file is loaded it lasts as long as the page says", () => {
  const { audio, player } = made();
  assert.equal(player.duration, 100);
  audio.duration = 101.5;
  assert.equal(player.duration, 101.5);
});

test("seeking stays inside the recording and is told", () => {
  const { audio, player } = made(95);
  let told = 0;
  audio.addEventListener(MOVED, () => (told += 1));
  player.skip(15);
  assert.equal(audio.currentTime, 100);
  player.skip(-300);
  assert.deepEqual([audio.currentTime, told, audio.paused], [0, 2, true]);
});

test("previous goes to the chapter's beginning, and from there to the one before", () => {
  const { audio, player } = made(30);
  player.skipChapter(-1);
  assert.equal(audio.currentTime, 20);
  player.skipChapter(-1);
  assert.equal(audio.currentTime, 0);
  player.skipChapter(-1);
  assert.equal(audio.currentTime, 0);
});

test("next goes on, and stays in the last chapter", () => {
  const { audio, player } = made(30);
  player.skipChapter(1);
  assert.equal(audio.currentTime, 50);
  player.skipChapter(1);
  assert.deepEqual([audio.currentTime, player.endOfChapter], [50, 100]);
});

test("speed goes by steps and no further than there are any", () => {
  const { audio, player } = made();
  player.faster(1);
  assert.equal(audio.playbackRate, 1.25);
  for (let step = 0; step < 9; step += 1) player.faster(1);
  assert.equal(audio.playbackRate, 2);
  for (let step = 0; step < 9; step += 1) player.faster(-1);
  assert.equal(audio.playbackRate, 0.75);
});

test("louder unmutes, and stays between silence and full", () => {
  const { audio, player } = made();
  player.mute();
  player.louder(0.5);
  assert.deepEqual([audio.muted, audio.volume], [false, 1]);
  player.louder(-3);
  assert.equal(audio.volume, 0);
});
