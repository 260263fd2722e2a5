// <podcast-player>: puts the parts around the page's own <audio>.

import { chapterlist } from "./chapterlist.js";
import { readChapters } from "./chapters.js";
import * as controls from "./controls.js";
import { paragraphs, readTranscript } from "./cues.js";
import { display } from "./display.js";
import { the } from "./dom.js";
import { finder } from "./finder.js";
import { follower } from "./follow.js";
import { keyboard } from "./keyboard.js";
import { lastBegun } from "./locate.js";
import { MARKUP } from "./markup.js";
import { memory } from "./memory.js";
import { readPeaks } from "./peaks.js";
import { linkedChapters, linksPlay, read } from "./reading.js";
import { resume } from "./resume.js";
import { seekbar } from "./seekbar.js";
import { sharing } from "./sharing.js";
import { sleeping } from "./sleeping.js";
import STYLE from "./style.css";
import { transport } from "./transport.js";
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
    const anywhere = () => this.hasAttribute("hotkeys") && parts.memory.hotkeys();
    keyboard(this, player, { anywhere, search: search.focus }, signal);
    const shown = display(parts, views, signal);
    const from = resume(parts, {
      episode: this.getAttribute("episode") || audio.src, moments: this.hasAttribute("moments"), tell,
    }, signal);
    this.#loadTranscript(root, player, transcript, search, signal);
    read(this.getAttribute("peaks"), readPeaks).then((peaks) => peaks && bar.setPeaks(peaks));
    shown.setChapters(linkedChapters(this));
    read(this.getAttribute("chapters"), readChapters).then((chapters) => {
      if (chapters) shown.setChapters(chapters);
      from.begin();
    });
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
    for (const panel of root.querySelectorAll(".panels details")) {
      panel.toggleAttribute("open", !this.hasAttribute("compact"));
    }
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
      link: () => new URL(this.getAttribute("link") ?? location.href, document.baseURI).href,
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
   * Fetch the transcript once it is in sight or the recording plays; until then, and without it,
   * the text in the page is shown.
   * @param {ShadowRoot} root
   * @param {import("./transport.js").Transport} player
   * @param {ReturnType<typeof follower>} transcript
   * @param {ReturnType<typeof finder>} search
   * @param {AbortSignal} signal
   */
  #loadTranscript(root, player, transcript, search, signal) {
    const address = this.getAttribute("transcript");
    the(root, ".transcript").hidden = !address && !this.querySelector("[slot=transcript]");
    if (!address) return;
    let asked = false;
    const load = async () => {
      if (asked) return;
      asked = true;
      const captions = await read(address, readTranscript);
      asked = Boolean(captions?.length); // else the next play tries again
      if (!captions?.length || signal.aborted) return;
      const { chapters } = player;
      transcript.fill(paragraphs(captions, (time) => lastBegun(chapters, time)), chapters);
      the(root, "slot[name=transcript]").hidden = true;
      search.ready();
      transcript.show(player.time);
    };
    const sight = new IntersectionObserver((seen) => seen.some((each) => each.isIntersecting) && load());
    sight.observe(the(root, ".scroll"));
    signal.addEventListener("abort", () => sight.disconnect());
    player.audio.addEventListener("play", load, { signal });
  }
}

if (!customElements.get("podcast-player")) customElements.define("podcast-player", PodcastPlayer);
