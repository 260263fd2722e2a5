// The list of chapters: the page's own, or a button with its time for each; the one heard is marked.

import { element, the } from "./dom.js";
import { clock } from "./time.js";

/**
 * @param {ShadowRoot} root
 * @param {(time: number) => void} play
 */
export function chapterlist(root, play) {
  const list = the(root, ".chapters ol");
  /** @type {Element[]} */
  let entries = [];
  let current = -1;
  list.addEventListener("click", (event) => {
    const button = /** @type {Element} */ (event.target).closest("button");
    if (button) play(Number(button.dataset.start));
  });
  return {
    /** @param {readonly import("./chapters.js").Chapter[]} chapters */
    fill(chapters) {
      current = -1;
      const buttons = chapters.map(({ title, start }) => {
        const button = element("button", { data: { start: String(start) } },
          element("span", { class: "time", text: clock(start) }),
          element("span", { text: title }));
        button.type = "button";
        return button;
      });
      list.replaceChildren(...buttons.map((button) => element("li", {}, button)));
      entries = buttons.map((button, place) => {
        const { link } = /** @type {import("./chapters.js").Chapter} */ (chapters[place]);
        return link?.closest("[slot]") ? link : button;
      });
    },
    /** @param {number} chapter */
    mark(chapter) {
      if (chapter === current) return;
      entries[current]?.removeAttribute("aria-current");
      entries[chapter]?.setAttribute("aria-current", "true");
      current = chapter;
    },
  };
}
