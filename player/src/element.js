// <podcast-player>: puts the parts around the page's own <audio>.

import { chapterlist } from "./chapterlist.js";
import { readChapters } from "./chapters.js";
import * as controls from "./controls.js";
import { paragraphs, readTranscript } from "./cues.js";
import { display } from "./display.js";
import { dock } from "./dock.js";
import { the } from "./dom.js";
import { finder } from "./finder.js";
import { follower } from "./follow.js";
import { keyboard } from "./keyboard.js";
import { lastBegun } from "./locate.js";
import { MARKUP } from "./markup.js";
import { memory } from "./memory.js";
import { panels } from "./panels.js";
import { readPeaks } from "./peaks.js";
import { linkedChapters, linksPlay, read } from "./reading.js";
import { resume } from "./resume.js";
import { seekbar } from "./seekbar.js";
import { sharing } from "./sharing.js";
import { sleeping } from "./sleeping.js";
import STYLE from "./style.css";
import { MOVED, transport } from "./transport.js";
import { wordsOf } from "./words.js";

class PodcastPlayer extends HTMLElement {
  #present = new AbortController();
  #title = "";
  /** @type {import("./transport.js").Transport | null} */
  #player = null;

  connectedCallback() {
    const { signal } = (this.#present = new AbortController());
    const start = () => this.#start(signal);
    if (document.readyState !== "loading") start();
    else document.addEventListener("DOMContentLoaded", start, { once: true, signal });
  }

  disconnectedCallback() {
    this.#present.abort();
  }

  /** Play, pause, seek: what `transport.js` can do; null before the page is there. */
  get player() {
    return this.#player;
  }

  /** @param {AbortSignal} signal ends with the element's time in the page */
  #start(signal) {
    const audio = this.querySelector("audio");
    if (!audio) return; // nothing to play: the page stays as it is
    const root = this.#draw();
    const { lang } = /** @type {HTMLElement} */ (this.closest("[lang]") ?? document.documentElement);
    const text = wordsOf(lang);
    const player = transport(audio, () => Number(this.getAttribute("duration")) || 0);
    const parts = { host: this, root, text, player, memory: memory(() => localStorage), title: this.#title };
    this.#player = player;
    audio.controls = false;
    const tell = (/** @type {string} */ message) => (the(root, ".note").textContent = message);
    const transcript = follower(root, text, player.playFrom);
    const bar = seekbar(root, text, player);
    const views = { seekbar: bar, list: chapterlist(root, player.playFrom), transcript };
    this.#wire(parts, transcript, tell, signal);
    const search = finder(root, text, transcript);
    const load = this.#wordTimes(root, player, transcript, search, signal);
    const sides = panels(root, text, this.hasAttribute("compact"), (panel) => {
      if (panel !== "transcript") return;
      load();
      transcript.open();
    });
    const anywhere = () => this.hasAttribute("hotkeys") && parts.memory.hotkeys();
    const find = () => {
      sides.openTranscript();
      search.focus();
    };
    keyboard(this, player, { anywhere, search: find }, signal);
    if (this.hasAttribute("dock")) dock(root, signal);
    const shown = display(parts, views, signal);
    const from = resume(parts, {
      episode: this.getAttribute("episode") || audio.src, link: this.#link(),
      moments: this.hasAttribute("moments"), tell,
    }, signal);
    sides.offer("transcript", this.hasAttribute("transcript") || !!this.querySelector("[slot=transcript]"));
    read(this.getAttribute("peaks"), readPeaks).then((peaks) => peaks && bar.setPeaks(peaks));
    /** @param {import("./chapters.js").Chapter[]} chapters */
    const setChapters = (chapters) => {
      shown.setChapters(chapters);
      sides.offer("chapters", chapters.length > 0 || !!this.querySelector("[slot=chapters]"));
    };
    setChapters(linkedChapters(this));
    read(this.getAttribute("chapters"), readChapters).then((chapters) => {
      if (chapters) setChapters(chapters);
      from.begin();
    });
  }

  /** Return the address of the episode's page, as it is shared and remembered. */
  #link() {
    return new URL(this.getAttribute("link") ?? location.href, document.baseURI).href;
  }

  #draw() {
    const root = this.shadowRoot ?? this.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    root.adoptedStyleSheets = [sheet];
    root.innerHTML = MARKUP;
    this.#title = this.getAttribute("title") ?? this.#title;
    this.removeAttribute("title"); // else it is a tooltip over the whole player
    the(root, ".title").textContent = this.#title;
    the(root, ".show").textContent = this.getAttribute("show") ?? "";
    const cover = /** @type {HTMLImageElement} */ (the(root, ".cover"));
    cover.hidden = !this.hasAttribute("cover");
    if (!cover.hidden) cover.src = this.getAttribute("cover") ?? "";
    return root;
  }

  /**
   * @param {controls.Parts} parts
   * @param {ReturnType<typeof follower>} transcript
   * @param {(message: string) => void} tell
   * @param {AbortSignal} signal
   */
  #wire(parts, transcript, tell, signal) {
    const { root, text, player } = parts;
    controls.buttons(parts, transcript.follow);
    controls.speed(parts, signal);
    controls.volume(parts, signal);
    controls.keyMenu(parts, this.hasAttribute("hotkeys"));
    controls.menus(root, signal);
    sleeping(parts, tell, signal);
    linksPlay(player, signal);
    sharing(root, text, {
      link: () => this.#link(),
      title: () => this.#title,
      time: () => player.time,
      item: () => player.chapters[player.chapter]?.item ?? null,
      tell,
    });
    player.audio.addEventListener("play", () => tell(""), { signal });
    player.audio.addEventListener("error", () => tell(text.failed), { signal });
    document.addEventListener("play", ({ target }) => target !== player.audio && player.audio.pause(), {
      signal, capture: true, // play does not bubble
    });
  }

  /**
   * Return what fetches the times of the words. It is called once somebody listens, goes to a moment,
   * searches or asks for the transcript; until then, and without them, the page's text is shown.
   * @param {ShadowRoot} root
   * @param {import("./transport.js").Transport} player
   * @param {ReturnType<typeof follower>} transcript
   * @param {ReturnType<typeof finder>} search
   * @param {AbortSignal} signal
   */
  #wordTimes(root, player, transcript, search, signal) {
    const address = this.getAttribute("transcript");
    if (!address) return () => {};
    let asked = false;
    const load = async () => {
      if (asked) return;
      asked = true;
      const captions = await read(address, readTranscript);
      asked = Boolean(captions?.length); // else the next one tries again
      if (!captions?.length || signal.aborted) return;
      const { chapters } = player;
      transcript.fill(paragraphs(captions, (time) => lastBegun(chapters, time)), chapters);
      the(root, "slot[name=transcript]").hidden = true;
      search.ready();
      transcript.show(player.time);
    };
    search.offer(location.protocol !== "file:");
    the(root, ".find").addEventListener("focusin", load, { signal });
    for (const name of ["play", MOVED]) player.audio.addEventListener(name, load, { signal });
    if (!this.querySelector("[slot=transcript]")) whenSeen(the(root, ".scroll"), load, signal);
    return load;
  }
}

/** @param {Element} part @param {() => void} act @param {AbortSignal} signal */
function whenSeen(part, act, signal) {
  const sight = new IntersectionObserver((seen) => seen.some((each) => each.isIntersecting) && act());
  sight.observe(part);
  signal.addEventListener("abort", () => sight.disconnect());
}

if (!customElements.get("podcast-player")) customElements.define("podcast-player", PodcastPlayer);
