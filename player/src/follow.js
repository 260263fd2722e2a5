// The transcript: the word that is spoken is marked and kept in view; a click on a word goes there.

import { element, label, the } from "./dom.js";
import { wordAt } from "./locate.js";
import { clock } from "./time.js";

/** @typedef {import("./cues.js").Paragraph} Paragraph */
/** @typedef {import("./cues.js").Word} Word */

const KEYS = ["PageUp", "PageDown", "Home", "End", "ArrowUp", "ArrowDown"];
const BAND = [0.02, 0.3]; // of the box: where the word may be without anything being moved
const TARGET = 0.08;

/**
 * @param {ShadowRoot} root
 * @param {import("./words.js").Words} text
 * @param {(time: number) => void} play
 */
export function follower(root, text, play) {
  const box = the(root, ".scroll");
  const lines = the(root, ".lines");
  const back = the(root, ".follow");
  /** @type {Word[]} */
  let words = [];
  /** @type {HTMLElement[]} */
  let spans = [];
  let current = -1;
  let following = true;

  /** @param {boolean} on */
  const setFollowing = (on) => {
    following = on;
    back.hidden = on || !words.length;
  };
  const leave = () => words.length && setFollowing(false);
  box.addEventListener("wheel", leave, { passive: true });
  box.addEventListener("touchmove", leave, { passive: true });
  box.addEventListener("pointerdown", (event) => event.target === box && leave());
  box.addEventListener("keydown", ({ key, target }) => target === box && KEYS.includes(key) && leave());
  lines.addEventListener("click", (event) => {
    const target = /** @type {HTMLElement} */ (event.target);
    const start = target.dataset.start ?? words[Number(target.dataset.word ?? -1)]?.start;
    if (start === undefined || document.getSelection()?.type === "Range") return;
    setFollowing(true);
    play(Number(start));
  });

  /** @param {HTMLElement} span that is brought into the band: smoothly if it is near */
  const reveal = (span) => {
    const outer = box.getBoundingClientRect();
    const at = (span.getBoundingClientRect().top - outer.top) / outer.height;
    if (at >= /** @type {number} */ (BAND[0]) && at <= /** @type {number} */ (BAND[1])) return;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const top = box.scrollTop + (at - TARGET) * outer.height;
    box.scrollTo({ top, behavior: calm || at < -0.5 || at > 1 ? "instant" : "smooth" });
  };
  // paragraphs have their height only once they are near: where the word is may be known by then only
  box.addEventListener("scrollend", () => {
    const span = spans[current];
    if (following && span) reveal(span);
  });

  return {
    /** @returns {readonly Word[]} */
    words: () => words,
    /**
     * @param {Paragraph[]} paragraphs
     * @param {readonly {title: string}[]} chapters
     */
    fill(paragraphs, chapters) {
      words = paragraphs.flatMap((paragraph) => paragraph.words);
      spans = words.map(({ text: body }, place) =>
        element("span", { text: body, data: { word: String(place) } }));
      lines.replaceChildren(...laidOut(paragraphs, chapters, spans, text));
      current = -1;
    },
    /** @param {number} time */
    show(time) {
      const word = wordAt(words, time);
      if (word === current) return;
      spans[current]?.classList.remove("now");
      spans[current]?.parentElement?.parentElement?.classList.remove("now");
      current = word;
      const span = spans[word];
      if (!span) return;
      span.classList.add("now");
      span.parentElement?.parentElement?.classList.add("now");
      if (following && box.clientHeight) reveal(span);
    },
    follow() {
      setFollowing(true);
      const span = spans[current];
      if (span) reveal(span);
    },
    /** Bring the box to the top of a small screen, and the word into the box. */
    open() {
      const { top } = box.getBoundingClientRect();
      if (top + box.clientHeight > innerHeight) the(root, ".tabs").scrollIntoView({ block: "start" });
      const span = spans[current];
      if (following && span) reveal(span);
    },
    /** @param {import("./search.js").Hit | undefined} hit */
    goTo(hit) {
      const span = hit && spans[hit.from];
      if (!span) return;
      setFollowing(false);
      reveal(span);
    },
    /** @param {import("./search.js").Hit[]} hits @param {number} chosen */
    mark(hits, chosen) {
      for (const span of lines.querySelectorAll(".hit")) span.classList.remove("hit", "chosen");
      hits.forEach(({ from, to }, place) => {
        for (const span of spans.slice(from, to)) {
          span.classList.add("hit");
          span.classList.toggle("chosen", place === chosen);
        }
      });
    },
  };
}

/**
 * @param {Paragraph[]} paragraphs
 * @param {readonly {title: string}[]} chapters
 * @param {HTMLElement[]} spans of all words
 * @param {import("./words.js").Words} text
 */
function laidOut(paragraphs, chapters, spans, text) {
  /** @type {HTMLElement[]} */
  const made = [];
  let [next, chapter, speaker] = [0, -1, ""];
  for (const paragraph of paragraphs) {
    const title = chapters[paragraph.chapter]?.title;
    if (paragraph.chapter !== chapter && title) {
      made.push(element("h3", { text: title }));
      speaker = "";
    }
    const at = clock(paragraph.start);
    const time = element("button", { class: "time", text: at, data: { start: String(paragraph.start) } });
    time.type = "button";
    label(time, text.from(at));
    const said = element("p", {}, ...spans.slice(next, next + paragraph.words.length));
    if (paragraph.speaker && paragraph.speaker !== speaker) {
      said.prepend(element("b", { text: paragraph.speaker }));
    }
    made.push(element("div", { class: "said" }, time, said));
    next += paragraph.words.length;
    ({ chapter, speaker } = paragraph);
  }
  return made;
}
