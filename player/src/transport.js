// What a recording can be asked for, over the page's own <audio>. It draws nothing.

import { lastBegun } from "./locate.js";
import { SPEEDS } from "./markup.js";
import { within } from "./time.js";

/** @typedef {import("./chapters.js").Chapter} Chapter */
/** @typedef {ReturnType<typeof transport>} Transport */

export const MOVED = "podcast-moved"; // an event of the audio: before it is loaded it has none
const NEAR = 0.05; // seconds before a chapter that already count as it
const BACK_TO_START = 3; // seconds into a chapter, after which "previous" goes to its beginning

/**
 * @param {HTMLAudioElement} audio
 * @param {() => number} stated seconds that the page says it lasts; 0 when it does not
 */
export function transport(audio, stated) {
  /** @type {readonly Chapter[]} */
  let chapters = [];
  const self = {
    audio,
    get time() {
      return audio.currentTime;
    },
    get duration() {
      return Number.isFinite(audio.duration) ? audio.duration : stated();
    },
    /** @returns {number} seconds that are told: those that every page of the episode states */
    get length() {
      return stated() || self.duration;
    },
    get playing() {
      return !audio.paused && !audio.ended;
    },
    get chapters() {
      return chapters;
    },
    /** @param {readonly Chapter[]} list */
    set chapters(list) {
      chapters = list;
    },
    /** @returns {number} index of the chapter that is heard, or -1 */
    get chapter() {
      return lastBegun(chapters, audio.currentTime + NEAR);
    },
    get endOfChapter() {
      return chapters[self.chapter + 1]?.start ?? self.duration;
    },
    /** @param {number} time seconds */
    seek(time) {
      audio.currentTime = within(time, self.duration);
      audio.dispatchEvent(new Event(MOVED));
    },
    play() {
      audio.play().catch(() => {}); // the browser may want a press first; a failure has its event
    },
    /** @param {number} time seconds */
    playFrom(time) {
      self.seek(time);
      self.play();
    },
    toggle() {
      if (audio.paused) self.play();
      else audio.pause();
    },
    mute() {
      audio.muted = !audio.muted;
    },
    /** @param {number} by seconds */
    skip(by) {
      self.seek(audio.currentTime + by);
    },
    /** @param {number} by chapters */
    skipChapter(by) {
      const here = self.chapter;
      const into = audio.currentTime - (chapters[here]?.start ?? 0);
      const target = chapters[Math.max(0, by < 0 && into > BACK_TO_START ? here : here + by)];
      if (target) self.seek(target.start);
    },
    /** @param {number} by */
    louder(by) {
      audio.muted = false;
      audio.volume = within(audio.volume + by, 1);
    },
    /** @param {number} speed 1 is as spoken */
    setSpeed(speed) {
      audio.defaultPlaybackRate = speed; // a file that is loaded begins with it
      audio.playbackRate = speed;
    },
    /** @param {number} by steps */
    faster(by) {
      const place = SPEEDS.indexOf(audio.playbackRate) + by;
      self.setSpeed(SPEEDS[within(place, SPEEDS.length - 1)] ?? 1);
    },
  };
  return self;
}
