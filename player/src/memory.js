// What is remembered on this device: where one was in each episode, speed and volume.
//
// One entry of localStorage; nothing leaves the device. A browser that refuses storage (private
// windows, third-party frames) forgets, and nothing else changes.

const KEY = "podcast-player";
const MOST = 200; // episodes; the ones not heard for longest go first
const AT_END = 10; // seconds before the end that count as heard

/** @typedef {Pick<Storage, "getItem" | "setItem">} Store */
/** @typedef {{link: string, title: string, length: number}} About an episode's page, name, seconds */
/** @typedef {[string, number, About?]} Position */
/** @typedef {{speed?: number, volume?: number, hotkeys?: boolean, positions: Position[]}} Kept */

/** @param {() => Store} open how to get at the store; may throw */
export function memory(open) {
  /** @returns {Kept} */
  const read = () => {
    try {
      const kept = JSON.parse(open().getItem(KEY) ?? "{}");
      const positions = Array.isArray(kept?.positions) ? kept.positions.filter(Array.isArray) : [];
      return { ...kept, positions };
    } catch {
      return { positions: [] };
    }
  };
  /** @param {Partial<Kept>} change */
  const write = (change) => {
    try {
      open().setItem(KEY, JSON.stringify({ ...read(), ...change }));
    } catch {
      // no room or no permission: the next visit begins at the beginning
    }
  };
  return {
    /** @param {"speed" | "volume"} name @param {number} least @param {number} most */
    number(name, least, most) {
      const value = read()[name];
      return typeof value === "number" && value >= least && value <= most ? value : null;
    },
    /** @param {{speed?: number, volume?: number, hotkeys?: boolean}} settings */
    keep: write,
    hotkeys: () => read().hotkeys !== false,
    /** @param {string} episode @param {string} [link] the address of its page, a second name */
    position(episode, link) {
      const value = read().positions.find((kept) => isOf(kept, episode, link))?.[1];
      return typeof value === "number" && value > 0 ? value : null;
    },
    /**
     * Keep the place in an episode; one that is over is forgotten, so that it begins anew.
     * @param {string} episode @param {number} time @param {number} duration
     * @param {About} [about] what a list of episodes begun can show and lead to
     */
    keepPosition(episode, time, duration, about) {
      const others = read().positions.filter((kept) => !isOf(kept, episode, about?.link));
      const heard = duration > 0 && time > duration - AT_END;
      const rounded = Math.round(time * 10) / 10;
      if (!heard && rounded >= 1) others.push(about ? [episode, rounded, about] : [episode, rounded]);
      write({ positions: others.slice(-MOST) });
    },
  };
}

/** @param {Position} kept @param {string} episode @param {string} [link] */
function isOf([id, , about], episode, link) {
  return id === episode || (link !== undefined && about?.link === link);
}
