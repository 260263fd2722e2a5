// The waveform as a slider: drawn to fit, dragged with a pointer, moved with keys.

import { the } from "./dom.js";
import { lastBegun } from "./locate.js";
import { bars, path } from "./peaks.js";
import { clock, within } from "./time.js";

/** @typedef {import("./chapters.js").Chapter} Chapter */
/** @typedef {import("./words.js").Words} Words */

const STEP = 4; // pixels from bar to bar

/**
 * @param {ShadowRoot} root
 * @param {Words} words
 * @param {import("./transport.js").Transport} player
 */
export function seekbar(root, words, player) {
  const bar = the(root, ".seek");
  const tip = the(root, ".tip");
  const dock = the(root, ".dock");
  /** @type {readonly Chapter[]} */
  let chapters = [];
  /** @type {readonly number[]} */
  let peaks = [];
  let held = false;
  let drawn = 0;
  let shown = -1;

  const draw = () => {
    const count = Math.floor(bar.clientWidth / STEP);
    if (count === drawn || !peaks.length || count < 1) return;
    drawn = count;
    const shape = path(bars(peaks, count), STEP);
    for (const wave of root.querySelectorAll("svg.wave")) {
      wave.setAttribute("viewBox", `0 0 ${count * STEP} 100`);
      the(wave, "path").setAttribute("d", shape);
    }
  };
  new ResizeObserver(draw).observe(bar);

  /** @param {PointerEvent} event */
  const timeAt = (event) => {
    const box = bar.getBoundingClientRect();
    const share = within((event.clientX - box.left) / (box.width || 1), 1);
    return share * player.duration;
  };
  /** @param {number} time */
  const place = (time) => `${(100 * time) / (player.duration || 1)}%`;
  /** @param {number} time */
  const titleAt = (time) => chapters[lastBegun(chapters, time)]?.title ?? "";

  /** @param {PointerEvent} event */
  const hover = (event) => {
    const time = timeAt(event);
    tip.textContent = [clock(time), titleAt(time)].filter(Boolean).join(" ");
    tip.hidden = false;
    const room = (tip.offsetWidth / 2 / (bar.clientWidth || 1)) * 100;
    const at = (100 * time) / (player.duration || 1);
    tip.style.setProperty("left", `${Math.min(Math.max(at, room), 100 - room)}%`);
    if (held) show(time, true);
  };
  bar.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || !player.duration) return;
    held = true;
    bar.setPointerCapture(event.pointerId);
    hover(event);
  });
  bar.addEventListener("pointermove", (event) => player.duration && hover(event));
  bar.addEventListener("pointerup", (event) => {
    if (!held) return;
    held = false;
    player.seek(timeAt(event));
  });
  bar.addEventListener("pointercancel", () => (held = false));
  bar.addEventListener("pointerleave", () => (tip.hidden = true));

  /** @param {number} time @param {boolean} [dragging] */
  const show = (time, dragging = false) => {
    if (held && !dragging) return;
    for (const each of [bar, dock]) each.style.setProperty("--at", place(time));
    const second = Math.floor(time);
    if (second === shown) return;
    shown = second;
    bar.setAttribute("aria-valuenow", String(second));
    const told = words.of(clock(time), clock(Math.round(player.length)));
    bar.setAttribute("aria-valuetext", [told, titleAt(time)].filter(Boolean).join(" "));
    the(root, ".at").textContent = clock(time);
  };

  return {
    show,
    /** @param {readonly Chapter[]} list */
    setChapters(list) {
      chapters = list;
      const marks = list.filter(({ start }) => start > 0).map(({ start }) => {
        const tick = document.createElement("i");
        tick.style.setProperty("left", place(start));
        return tick;
      });
      the(root, ".ticks").replaceChildren(...marks);
    },
    /** @param {readonly number[]} values */
    setPeaks(values) {
      peaks = values;
      bar.classList.toggle("drawn", values.length > 0);
      draw();
    },
    /** @param {number} duration @param {number} length seconds that are told, to the nearest one */
    setDuration(duration, length) {
      bar.setAttribute("aria-valuemax", String(Math.floor(duration)));
      the(root, ".length").textContent = length ? clock(Math.round(length)) : "";
      shown = -1;
      this.setChapters(chapters);
    },
  };
}
