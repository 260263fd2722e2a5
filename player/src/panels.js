// Chapters and transcript: side by side where there is room, else one at a time behind its tab.

import { the } from "./dom.js";

/** @typedef {"chapters" | "transcript"} Panel */

const NAMES = /** @type {readonly Panel[]} */ (["chapters", "transcript"]);

/**
 * @param {ShadowRoot} root
 * @param {import("./words.js").Words} text
 * @param {boolean} folded whether a panel is shown only after a press, and goes with the next one
 * @param {(panel: Panel) => void} chosen what else happens when somebody asks for a panel
 */
export function panels(root, text, folded, chosen) {
  const box = the(root, ".panels");
  const bar = the(root, ".tabs");
  const tab = (/** @type {Panel} */ name) => the(bar, `[data-panel=${name}]`);
  const section = (/** @type {Panel} */ name) => the(root, `section.${name}`);
  /** @type {Panel | ""} */
  let open = folded ? "" : "chapters";

  const show = () => {
    const there = NAMES.filter((name) => !section(name).hidden);
    const shown = folded || there.includes(/** @type {Panel} */ (open)) ? open : there[0] ?? open;
    box.dataset.open = shown;
    bar.hidden = there.length < (folded ? 1 : 2);
    for (const name of NAMES) {
      const button = tab(name);
      button.hidden = section(name).hidden;
      button.setAttribute(folded ? "aria-expanded" : "aria-selected", String(name === shown));
      if (!folded) button.tabIndex = name === shown ? 0 : -1;
    }
  };
  /** @param {Panel} name */
  const choose = (name) => {
    open = folded && name === open ? "" : name;
    show();
    if (open) chosen(open);
  };

  box.classList.toggle("folded", folded);
  if (!folded) bar.setAttribute("role", "tablist");
  for (const name of NAMES) {
    const button = tab(name);
    button.textContent = text[name];
    the(section(name), "h2").textContent = text[name];
    if (!folded) {
      button.setAttribute("role", "tab");
      section(name).setAttribute("role", "tabpanel");
    }
    button.addEventListener("click", () => choose(name));
  }
  bar.addEventListener("keydown", (event) => {
    if (folded || !["ArrowLeft", "ArrowRight"].includes(event.key)) return;
    event.preventDefault();
    const other = open === "chapters" ? "transcript" : "chapters";
    choose(other);
    tab(other).focus();
  });
  show();

  return {
    /** @param {Panel} name @param {boolean} there */
    offer(name, there) {
      section(name).hidden = !there;
      show();
    },
    /** Show the transcript, if it is not yet. */
    openTranscript() {
      if (open !== "transcript") choose("transcript");
    },
  };
}
