// What the interface says, in Chinese and English.

/** @typedef {typeof CHINESE} Words */

const CHINESE = {
  play: "播放",
  pause: "暂停",
  back: "后退 15 秒",
  forward: "前进 15 秒",
  previous: "上一章",
  next: "下一章",
  seek: "播放位置",
  speed: "播放速度",
  volume: "音量",
  mute: "静音",
  unmute: "取消静音",
  sleep: "睡眠定时",
  off: "关闭",
  minutes: (/** @type {number} */ count) => `${count} 分钟`,
  endOfChapter: "本章结束",
  share: "分享",
  thisMoment: "这一刻的链接",
  thisItem: "这一条的链接",
  copy: "复制",
  copied: "已复制链接",
  send: "发送到…",
  download: "下载",
  chapters: "章节",
  transcript: "文稿",
  search: "在文稿中查找",
  hits: (/** @type {number} */ at, /** @type {number} */ of) => (of ? `${at}/${of}` : "没有找到"),
  previousHit: "上一处",
  nextHit: "下一处",
  follow: "回到正在播放的地方",
  from: (/** @type {string} */ time) => `从 ${time} 播放`,
  resumed: (/** @type {string} */ time) => `将从上次的 ${time} 继续`,
  of: (/** @type {string} */ time, /** @type {string} */ length) => `${time}，共 ${length}`,
  keys: "键盘",
  keysEverywhere: "在整个页面有效",
  keyList: [
    ["空格 K", "播放、暂停"], ["J L", "后退、前进 15 秒"], ["← →", "后退、前进 5 秒"],
    ["↑ ↓", "音量"], ["P N", "上一章、下一章"], ["< >", "速度"], ["0–9", "跳到十分之几"],
    ["M", "静音"], ["/", "查找"],
  ],
  failed: "音频无法播放，请检查网络，或下载后收听。",
  asleep: "睡眠定时到了，已暂停。",
};

/** @type {Words} */
const ENGLISH = {
  play: "Play",
  pause: "Pause",
  back: "Back 15 seconds",
  forward: "Forward 15 seconds",
  previous: "Previous chapter",
  next: "Next chapter",
  seek: "Position",
  speed: "Speed",
  volume: "Volume",
  mute: "Mute",
  unmute: "Unmute",
  sleep: "Sleep timer",
  off: "Off",
  minutes: (count) => `${count} minutes`,
  endOfChapter: "End of chapter",
  share: "Share",
  thisMoment: "Link to this moment",
  thisItem: "Link to this item",
  copy: "Copy",
  copied: "Link copied",
  send: "Send to…",
  download: "Download",
  chapters: "Chapters",
  transcript: "Transcript",
  search: "Search the transcript",
  hits: (at, of) => (of ? `${at}/${of}` : "Not found"),
  previousHit: "Previous match",
  nextHit: "Next match",
  follow: "Back to what is playing",
  from: (time) => `Play from ${time}`,
  resumed: (time) => `Will go on at ${time}, where you were`,
  of: (time, length) => `${time} of ${length}`,
  keys: "Keyboard",
  keysEverywhere: "On the whole page",
  keyList: [
    ["Space K", "Play, pause"], ["J L", "Back, forward 15 seconds"],
    ["← →", "Back, forward 5 seconds"], ["↑ ↓", "Volume"], ["P N", "Previous, next chapter"],
    ["< >", "Speed"], ["0–9", "Jump to tenths"], ["M", "Mute"], ["/", "Search"],
  ],
  failed: "The audio cannot be played. Check the network, or download it.",
  asleep: "The sleep timer is up: paused.",
};

/**
 * Return the words of a language; all but Chinese is English.
 * @param {string} language a tag like `zh-CN`
 * @returns {Words}
 */
export const wordsOf = (language) => (/^zh\b/i.test(language) ? CHINESE : ENGLISH);
