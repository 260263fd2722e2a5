// The skeleton of the player: no text of any episode is in it; that is set as text, never as HTML.

import { ICONS } from "./icons.js";

export const SPEEDS = [0.75, 1, 1.25, 1.5, 1.75, 2];
export const SLEEPS = [15, 30, 45, 60];

/** @param {keyof typeof ICONS} icon @param {string} name */
const button = (icon, name = icon) =>
  `<button type="button" class="tool" data-do="${name}">${ICONS[icon]}</button>`;

/** @param {string} name the middle of the transport, which the player and its dock have */
const play = (name) => `${button("back")}<button type="button" class="${name}" data-do="toggle">${ICONS.play}${ICONS.pause}</button>${button("forward")}`;

export const MARKUP = `
<div class="frame">
<div class="card">
  <div class="head">
    <img class="cover" alt="" hidden>
    <div class="titles">
      <slot name="subtitle"><p class="show"></p></slot>
      <slot name="title"><p class="title"></p></slot>
      <p class="chapter"></p>
    </div>
  </div>
  <div class="seek" role="slider" tabindex="0" aria-valuemin="0">
    <svg class="wave" preserveAspectRatio="none" aria-hidden="true"><path/></svg>
    <svg class="wave done" preserveAspectRatio="none" aria-hidden="true"><path/></svg>
    <div class="ticks"></div>
    <div class="tip" hidden></div>
  </div>
  <div class="times" aria-hidden="true"><span class="at">0:00</span><span class="length"></span></div>
  <div class="controls">
    <div class="transport">
      ${button("previous")}${play("toggle")}${button("next")}
    </div>
    <div class="tools">
      <label class="pick"><span class="speed"></span><select data-name="speed"></select></label>
      <span class="volume"><button type="button" class="tool" data-do="mute">${ICONS.loud}${ICONS.silent}</button><input type="range" min="0" max="1" step="0.05" data-name="volume"></span>
      <label class="pick">${ICONS.sleep}<span class="left"></span><select data-name="sleep"></select></label>
      <details class="menu share"><summary class="tool" data-name="share">${ICONS.share}</summary><div class="sheet"></div></details>
      <details class="menu keys"><summary class="tool" data-name="keys">${ICONS.keys}</summary><div class="sheet"><table></table><label><input type="checkbox"><span></span></label></div></details>
      <a class="tool" data-name="download" download>${ICONS.download}</a>
    </div>
  </div>
  <p class="note" role="status"></p>
</div>
<div class="panels">
  <div class="tabs" hidden>
    <button type="button" id="of-chapters" data-panel="chapters" aria-controls="chapters"></button>
    <button type="button" id="of-transcript" data-panel="transcript" aria-controls="transcript"></button>
  </div>
  <section class="chapters" id="chapters" aria-labelledby="of-chapters" hidden>
    <h2></h2>
    <slot name="chapters"><ol role="list"></ol></slot>
  </section>
  <section class="transcript" id="transcript" aria-labelledby="of-transcript" hidden>
    <h2></h2>
    <div class="find" role="search" hidden>
      ${ICONS.search}<input type="search" data-name="search" autocomplete="off">
      <output></output>${button("up", "previousHit")}${button("down", "nextHit")}
    </div>
    <div class="scroll" role="region" tabindex="0"><slot name="transcript"></slot><div class="lines"></div></div>
    <button type="button" class="follow" data-do="follow" hidden></button>
  </section>
</div>
</div>
<div class="dock" role="group" hidden><p class="heard"></p>${play("small")}</div>`;
