// The share sheet: a link to this moment, a link to this item.

import { element, the } from "./dom.js";
import { shareLink } from "./share.js";
import { clock } from "./time.js";

/**
 * @param {ShadowRoot} root
 * @param {import("./words.js").Words} text
 * @param {{link: () => string, title: () => string, time: () => number,
 *   item: () => number | null, tell: (message: string) => void}} player
 */
export function sharing(root, text, player) {
  const menu = /** @type {HTMLDetailsElement} */ (the(root, ".menu.share"));
  const sheet = the(menu, ".sheet");

  /** @param {string} name @param {string} address */
  const row = (name, address) => {
    const field = element("input", { label: name });
    field.readOnly = true;
    field.value = address;
    field.addEventListener("focus", () => field.select());
    const copy = element("button", { text: text.copy });
    copy.type = "button";
    copy.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(address);
        player.tell(text.copied);
        menu.open = false;
      } catch {
        field.focus(); // selected, so that the person can copy it
      }
    });
    return element("div", { class: "link" }, element("span", { text: name }), field, copy);
  };

  menu.addEventListener("toggle", () => {
    if (!menu.open) return;
    const [link, time, item] = [player.link(), player.time(), player.item()];
    const moment = shareLink(link, { time });
    /** @type {HTMLElement[]} */
    const made = [row(`${text.thisMoment} ${clock(time)}`, moment)];
    if (item) made.push(row(text.thisItem, shareLink(link, { item })));
    if (typeof navigator.share === "function") {
      const send = element("button", { text: text.send });
      send.type = "button";
      send.addEventListener("click", () => {
        navigator.share({ title: player.title(), url: moment }).catch(() => {}); // closed unsent
      });
      made.push(send);
    }
    sheet.replaceChildren(...made);
  });
}
