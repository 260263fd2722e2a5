// Small ways of making elements; text is always text.

/**
 * Return the one element of a selector that the markup is known to have.
 * @template {Element} [T=HTMLElement]
 * @param {ParentNode} root
 * @param {string} selector
 */
export function the(root, selector) {
  const found = root.querySelector(selector);
  if (!found) throw new Error(`podcast-player: no ${selector} in its markup`);
  return /** @type {T} */ (found);
}

/**
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {{class?: string, text?: string, label?: string, data?: Record<string, string>}} [with_]
 * @param {Node[]} children
 */
export function element(tag, with_ = {}, ...children) {
  const made = document.createElement(tag);
  if (with_.class) made.className = with_.class;
  if (with_.text !== undefined) made.textContent = with_.text;
  if (with_.label) made.setAttribute("aria-label", with_.label);
  Object.assign(made.dataset, with_.data);
  made.append(...children);
  return made;
}

/** @param {Element} at @param {string} text what a pointer and a screen reader are told */
export function label(at, text) {
  at.setAttribute("aria-label", text);
  at.setAttribute("title", text);
}
