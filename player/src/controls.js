// Buttons, speed, volume and the menu of keys: what they say and what they do.

import { element, label, the } from "./dom.js";
import { SPEEDS } from "./markup.js";

/** @typedef {import("./words.js").Words} Words */
/** @typedef {import("./transport.js").Transport} Transport */
/** @typedef {ReturnType<typeof import("./memory.js").memory>} Memory */
/** @typedef {{root: ShadowRoot, text: Words, player: Transport, memory: Memory, title: string}} Parts */

/** @param {Parts} parts @param {() => void} follow back to what is playing */
export function buttons({ root, text, player }, follow) {
  const doing = /** @type {Record<string, () => void>} */ ({
    toggle: player.toggle,
    back: () => player.skip(-15),
    forward: () => player.skip(15),
    previous: () => player.skipChapter(-1),
    next: () => player.skipChapter(1),
    mute: player.mute,
    follow,
  });
  const said = /** @type {Record<string, any>} */ (text);
  for (const [name, act] of Object.entries(doing)) {
    for (const button of root.querySelectorAll(`[data-do=${name}]`)) {
      button.addEventListener("click", act);
      if (name in said && name !== "follow") label(button, said[name]);
    }
  }
  for (const named of root.querySelectorAll("[data-name]")) {
    label(named, said[/** @type {HTMLElement} */ (named).dataset.name ?? ""]);
  }
  the(root, ".follow").textContent = text.follow;
  the(root, ".dock").setAttribute("aria-label", text.dock);
  the(root, ".scroll").setAttribute("aria-label", text.transcript);
  the(root, ".seek").setAttribute("aria-label", text.seek);
  const { audio } = player;
  /** @type {HTMLAnchorElement} */ (the(root, "a[download]")).href = audio.currentSrc || audio.src;
}

/** @param {Parts} parts @param {AbortSignal} signal */
export function speed({ root, player, memory }, signal) {
  const { audio } = player;
  const select = /** @type {HTMLSelectElement} */ (the(root, "[data-name=speed]"));
  const show = () => {
    the(root, ".speed").textContent = `${audio.playbackRate}×`;
    select.value = String(audio.playbackRate);
  };
  select.append(...SPEEDS.map((each) => new Option(`${each}×`, String(each))));
  select.addEventListener("change", () => player.setSpeed(Number(select.value)));
  player.setSpeed(memory.number("speed", 0.5, 3) ?? 1);
  show();
  audio.addEventListener("ratechange", () => {
    show();
    memory.keep({ speed: audio.playbackRate });
  }, { signal });
}

/** @param {Parts} parts @param {AbortSignal} signal */
export function volume({ root, text, player, memory }, signal) {
  const { audio } = player;
  const range = /** @type {HTMLInputElement} */ (the(root, "[data-name=volume]"));
  const button = the(root, "[data-do=mute]");
  const show = () => {
    const silent = audio.muted || audio.volume === 0;
    button.classList.toggle("silent", silent);
    label(button, silent ? text.unmute : text.mute);
    range.value = String(audio.muted ? 0 : audio.volume);
  };
  range.addEventListener("input", () => {
    audio.muted = false;
    audio.volume = Number(range.value);
  });
  audio.volume = memory.number("volume", 0, 1) ?? 1;
  show();
  audio.addEventListener("volumechange", () => {
    show();
    memory.keep({ volume: audio.volume });
  }, { signal });
}

/** @param {Parts} parts @param {boolean} onPage whether keys may work on the whole page */
export function keyMenu({ root, text, memory }, onPage) {
  const menu = the(root, ".menu.keys");
  the(menu, "table").append(...text.keyList.map(([keys = "", does = ""]) =>
    element("tr", {},
      element("td", {}, ...keys.split(" ").map((key) => element("kbd", { text: key }))),
      element("td", { text: does }))));
  const box = /** @type {HTMLInputElement} */ (the(menu, "input"));
  the(menu, "label").hidden = !onPage;
  the(menu, "label span").textContent = text.keysEverywhere;
  box.checked = memory.hotkeys();
  box.addEventListener("change", () => memory.keep({ hotkeys: box.checked }));
}

/** Close the menus that a click, the focus or Escape is not in. @param {ShadowRoot} root @param {AbortSignal} signal */
export function menus(root, signal) {
  const open = () => [...root.querySelectorAll("details.menu[open]")];
  /** @param {readonly (EventTarget | null)[]} kept */
  const closeOthers = (kept) => {
    for (const menu of open()) {
      if (!kept.some((each) => each instanceof Node && menu.contains(each))) menu.removeAttribute("open");
    }
  };
  document.addEventListener("click", (event) => closeOthers(event.composedPath()), { signal });
  root.addEventListener("focusin", ({ target }) => closeOthers([target]), { signal });
  root.addEventListener("keydown", (event) => {
    if (/** @type {KeyboardEvent} */ (event).key !== "Escape") return;
    for (const menu of open()) {
      menu.removeAttribute("open");
      the(menu, "summary").focus();
    }
  }, { signal });
}
