// The lock screen and the keys of headphones, by Media Session.

/** @param {import("./transport.js").Transport} player what they command from now on */
export function listen(player) {
  const session = navigator.mediaSession;
  if (!session) return;
  const actions = /** @type {Record<string, MediaSessionActionHandler>} */ ({
    play: () => player.play(),
    pause: () => player.audio.pause(),
    stop: () => player.audio.pause(),
    seekbackward: ({ seekOffset }) => player.skip(-(seekOffset ?? 15)),
    seekforward: ({ seekOffset }) => player.skip(seekOffset ?? 15),
    seekto: ({ seekTime }) => player.seek(seekTime ?? 0),
    previoustrack: () => player.skipChapter(-1),
    nexttrack: () => player.skipChapter(1),
  });
  for (const [name, handler] of Object.entries(actions)) {
    try {
      session.setActionHandler(/** @type {MediaSessionAction} */ (name), handler);
    } catch {
      // an action that this browser does not have
    }
  }
}

/** @param {{title: string, show: string, chapter: string, cover: string}} facts */
export function describe({ title, show, chapter, cover }) {
  if (!navigator.mediaSession || typeof MediaMetadata === "undefined") return;
  navigator.mediaSession.metadata = new MediaMetadata({
    title: chapter || title,
    artist: show,
    album: title,
    artwork: cover ? [{ src: new URL(cover, document.baseURI).href }] : [],
  });
}

/** @param {HTMLAudioElement} audio @param {number} duration seconds; 0 when it is not known */
export function locate(audio, duration) {
  if (!navigator.mediaSession?.setPositionState || !duration) return;
  const position = Math.min(audio.currentTime, duration);
  navigator.mediaSession.setPositionState({ duration, position, playbackRate: audio.playbackRate });
}
