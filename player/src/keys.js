// The keyboard: which key does what.

/** @typedef {{name: "toggle"} | {name: "mute"} | {name: "search"}} Plain */
/** @typedef {{name: "skip" | "chapter" | "volume" | "speed" | "jump", by: number}} Step */
/** @typedef {Plain | Step} Action */
/** @typedef {Pick<KeyboardEvent, "key" | "shiftKey" | "ctrlKey" | "metaKey" | "altKey">} Press */

const ACTIONS = /** @type {Map<string, Action>} */ (new Map(Object.entries({
  " ": { name: "toggle" },
  k: { name: "toggle" },
  j: { name: "skip", by: -15 },
  l: { name: "skip", by: 15 },
  arrowleft: { name: "skip", by: -5 },
  arrowright: { name: "skip", by: 5 },
  arrowup: { name: "volume", by: 0.1 },
  arrowdown: { name: "volume", by: -0.1 },
  p: { name: "chapter", by: -1 },
  n: { name: "chapter", by: 1 },
  m: { name: "mute" },
  "<": { name: "speed", by: -1 },
  ">": { name: "speed", by: 1 },
  "/": { name: "search" },
})));

/**
 * Return what a key asks for, or null.
 * @param {Press} press
 * @returns {Action | null}
 */
export function action({ key, shiftKey, ctrlKey, metaKey, altKey }) {
  if (ctrlKey || metaKey || altKey) return null;
  const name = key.toLowerCase();
  if (shiftKey && name === "arrowleft") return { name: "chapter", by: -1 };
  if (shiftKey && name === "arrowright") return { name: "chapter", by: 1 };
  if (/^\d$/.test(name)) return { name: "jump", by: Number(name) / 10 };
  return ACTIONS.get(name) ?? null;
}

/**
 * Tell whether what has the focus needs a key itself.
 * @param {{tagName: string, type?: string, isContentEditable?: boolean}} target
 * @param {string} key
 */
export function needsKey({ tagName, type, isContentEditable }, key) {
  const tag = tagName.toLowerCase();
  if (isContentEditable || tag === "textarea" || tag === "select") return true;
  if (tag === "input") return type !== "range" && type !== "checkbox" ? true : /^(Arrow| )/.test(key);
  return key === " " && ["button", "a", "summary", "audio", "video"].includes(tag);
}
