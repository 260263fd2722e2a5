// The search field above the transcript.

import { label, the } from "./dom.js";
import { find, index } from "./search.js";

/**
 * @param {ShadowRoot} root
 * @param {import("./words.js").Words} text
 * @param {ReturnType<typeof import("./follow.js").follower>} transcript
 */
export function finder(root, text, transcript) {
  const form = the(root, ".find");
  const field = /** @type {HTMLInputElement} */ (the(form, "input"));
  const told = the(form, "output");
  const [previous, next] = [the(form, "[data-do=previousHit]"), the(form, "[data-do=nextHit]")];
  let known = index([]);
  /** @type {import("./search.js").Hit[]} */
  let hits = [];
  let chosen = 0;

  field.placeholder = text.search;
  label(field, text.search);
  label(previous, text.previousHit);
  label(next, text.nextHit);

  const show = () => {
    transcript.mark(hits, chosen);
    transcript.goTo(hits[chosen]);
    const asked = field.value.trim() && known.text;
    told.textContent = asked ? text.hits(chosen + 1, hits.length) : "";
    for (const button of [previous, next]) button.toggleAttribute("disabled", hits.length < 2);
  };
  /** @param {number} by */
  const step = (by) => {
    if (!hits.length) return;
    chosen = (chosen + by + hits.length) % hits.length;
    show();
  };
  const search = () => {
    hits = find(known, field.value);
    chosen = 0;
    show();
  };
  field.addEventListener("input", search);
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter") step(event.shiftKey ? -1 : 1);
    if (event.key === "Escape") {
      field.value = "";
      search();
      transcript.follow();
    }
  });
  previous.addEventListener("click", () => step(-1));
  next.addEventListener("click", () => step(1));

  return {
    /** @param {boolean} there whether there is something to search in, as soon as it is asked for */
    offer(there) {
      form.hidden = !there;
    },
    ready() {
      known = index(transcript.words());
      search();
    },
    focus() {
      if (!form.hidden) field.focus();
    },
  };
}
