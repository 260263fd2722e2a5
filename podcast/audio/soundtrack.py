"""The show's music, decoded and prepared. Only this module imports pydub."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from podcast.audio.clock import GRID, SAMPLE_RATE, samples, seconds
from podcast.audio.cues import MusicLengths, MusicName
from podcast.lib import ffmpeg
from podcast.show.config import Music

with warnings.catch_warnings():
    # pydub warns that its file readers, which are not used here, find no ffmpeg and ffprobe
    warnings.filterwarnings("ignore", "Couldn't find ff", RuntimeWarning)
    from pydub import AudioSegment

LONGEST = samples(120.0)
"""The longest part of a file that is decoded, in samples: a longer piece is cut off there."""
LOOP_FADE = samples(1.0)
"""The length of the crossfade, in samples, from a bed's end to its beginning when it loops."""

_EDGE_MS = 10
"""The length of the fades, in ms, that prevent clicks; pydub fades whole milliseconds."""
_FULL_SCALE = 32768.0


@dataclass(frozen=True, slots=True, eq=False)
class Soundtrack:
    """The pieces of music: int16 stereo (n, 2) at `clock.SAMPLE_RATE`; without a bed its n is 0."""

    intro: NDArray[np.int16]
    sting: NDArray[np.int16]
    outro: NDArray[np.int16]
    bed: NDArray[np.int16]

    @property
    def lengths(self) -> MusicLengths:
        """The length of each piece, for the timeline."""
        return MusicLengths(len(self.intro), len(self.sting), len(self.outro), len(self.bed))

    def piece(self, name: MusicName) -> NDArray[np.int16]:
        """Return one piece by its name."""
        pieces = {"intro": self.intro, "sting": self.sting, "outro": self.outro, "bed": self.bed}
        return pieces[name]

    def period(self, name: MusicName) -> int:
        """Return after how many samples a piece repeats.

        A repetition of the bed begins before the end of the one before, for the crossfade.
        """
        length = len(self.piece(name))
        if name != "bed":
            return length
        return max((length - min(LOOP_FADE, length // 2)) // GRID * GRID, min(length, GRID))

    def excerpt(self, name: MusicName, start: int, stop: int) -> NDArray[np.float32]:
        """Return samples [start, stop) of a piece, full scale ±1.0; the bed repeats endlessly."""
        piece, period = self.piece(name), self.period(name)
        sound = piece[start:stop] if stop <= period else _looped(piece, period, start, stop)
        return sound.astype(np.float32) / np.float32(_FULL_SCALE)


def load_soundtrack(music: Music) -> Soundtrack:
    """Decode and prepare the music. Raises AudioError naming the file that cannot be decoded."""
    nothing = np.zeros((0, 2), np.int16)
    return Soundtrack(
        intro=_prepared(music.intro),
        sting=_prepared(music.sting),
        outro=_prepared(music.outro),
        bed=_prepared(music.bed) if music.bed else nothing,
    )


def _prepared(path: Path) -> NDArray[np.int16]:
    """Return a piece of music, cut to whole cells of the grid and faded at both ends."""
    try:
        stat = path.stat()
    except OSError:
        return ffmpeg.decode(path, SAMPLE_RATE, 2)  # raises AudioError
    return _decoded(path, stat.st_mtime_ns, stat.st_size)


@lru_cache(maxsize=4)
def _decoded(path: Path, mtime: int, size: int) -> NDArray[np.int16]:
    """Decode a file once for the check before a build and for the mix.

    The file's time and size are part of the cache key.
    """
    del mtime, size
    piece = ffmpeg.decode(path, SAMPLE_RATE, 2, limit=seconds(LONGEST))
    piece = piece[: min(len(piece), LONGEST) // GRID * GRID]
    sound = AudioSegment(data=piece.tobytes(), sample_width=2, frame_rate=SAMPLE_RATE, channels=2)
    sound = sound.fade_in(_EDGE_MS).fade_out(_EDGE_MS)
    return np.asarray(np.frombuffer(sound.raw_data, "<i2").reshape(-1, 2), np.int16)


def _looped(piece: NDArray[np.int16], period: int, start: int, stop: int) -> NDArray[np.float32]:
    """Return samples [start, stop) of the endless loop; repetitions crossfade at equal power."""
    position = np.arange(start, stop)
    at = position % period
    sound = piece[at].astype(np.float32)
    fade = len(piece) - period
    joint = (position >= period) & (at < fade)
    angle = (at[joint, np.newaxis] + 0.5) / fade * (np.pi / 2)
    sound[joint] = sound[joint] * np.sin(angle) + piece[period + at[joint]] * np.cos(angle)
    return sound
