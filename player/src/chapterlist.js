// The list of chapters: each a button with its time, the one that is heard marked.

import { element, the } from "./dom.js";
import { clock } from "./time.js";

/**
 * @param {ShadowRoot} root
 * @param {(time: number) => void} play
 */
export function chapterlist(root, play) {
  const list = the(root, ".chapters ol");
  let current = -1;
  list.addEventListener("click", (event) => {
    const button = /** @type {Element} */ (event.target).closest("button");
    if (button) play(Number(button.dataset.start));
  });
  return {
    /** @param {readonly import("./chapters.js").Chapter[]} chapters */
    fill(chapters) {
      current = -1;
      list.replaceChildren(...chapters.map(({ title, start }) => {
        const button = element("button", { data: { start: String(start) } },
          element("span", { class: "time", text: clock(start) }),
          element("span", { text: title }));
        button.type = "button";
        return element("li", {}, button);
      }));
      the(root, ".chapters").hidden = chapters.length === 0;
    },
    /** @param {number} chapter */
    mark(chapter) {
      if (chapter === current) return;
      list.children[current]?.firstElementChild?.removeAttribute("aria-current");
      list.children[chapter]?.firstElementChild?.setAttribute("aria-current", "true");
      current = chapter;
    },
  };
}
