"""The types of sound: voices, clips, segments, chapters, measurements. Times are in seconds."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from podcast.model.script import Line

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


TARGET_LUFS = -16.0
TOLERANCE_LU = 0.5
HIGHEST_DBTP = -1.0
"""What a finished MP3 measures when it is decoded: loudness, how far it may be from it, and the
highest true peak. Apple asks for -16 LUFS ±1 and at most -1 dBTP (Apple Podcasts, audio
requirements); half of its tolerance, as a listener should hear no difference between episodes."""


@dataclass(frozen=True, slots=True)
class Voice:
    """A voice of an engine with its pace: `rate` for edge-tts ("+6%"), `speed` for Kokoro (1.0)."""

    engine: str
    name: str
    rate: str = "+0%"
    speed: float = 1.0


@dataclass(frozen=True, slots=True)
class Host:
    """A speaker of the show, with the voices from voices.yaml, one for each engine."""

    name: str
    voices: tuple[Voice, ...]
    engine: str | None = None
    """The engine that always speaks for this host; None means the engine of the episode."""


@dataclass(frozen=True, slots=True)
class Word:
    """A span of the written text, `start` to `end` in code points, with times in seconds."""

    start: int
    end: int
    starts_at: float
    ends_at: float


@dataclass(frozen=True, slots=True, eq=False)
class Clip:
    """The result of an engine: mono int16 samples (n,), samples per second, words in order."""

    samples: NDArray[np.int16]
    sample_rate: int
    words: tuple[Word, ...]

    @property
    def seconds(self) -> float:
        """The length in seconds."""
        return len(self.samples) / self.sample_rate


@dataclass(frozen=True, slots=True)
class Segment:
    """A spoken line. `audio` is a mono file in the cache; words are timed from its start."""

    line: Line
    number: int
    """The position of the line in the script, from 1."""
    engine: str
    voice: str
    spoken: str
    key: str
    """The cache key, in hex: a hash of all that determines the sound."""
    tries: int
    """How many speech calls were needed to make the clip."""
    audio: Path
    sample_rate: int
    seconds: float
    words: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter of the finished MP3; `item` is None for 开场 and 结语."""

    title: str
    start: float
    item: int | None
    url: str | None = None
    image: str | None = None


@dataclass(frozen=True, slots=True)
class Placed:
    """A segment with its start and end in the finished episode, in seconds."""

    segment: Segment
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Encoding:
    """How an MP3 is encoded: kbit/s, constant, and one channel or two as joint stereo."""

    kilobits: int
    mono: bool

    @property
    def channels(self) -> int:
        """The number of channels."""
        return 1 if self.mono else 2


@dataclass(frozen=True, slots=True)
class Loudness:
    """The integrated loudness (EBU R 128), true peak and length of a decoded file."""

    integrated_lufs: float
    true_peak_dbtp: float
    seconds: float


@dataclass(frozen=True, slots=True)
class Curves:
    """The curves of an episode's report, with a value for each 100 ms.

    `momentary` and `short_term` are the loudness in LUFS of a window of 400 ms or 3 s that ends
    with the 100 ms (EBU Tech 3341), -120 for silence. `peaks` are the largest absolute samples of
    the 100 ms, 0 to 1.
    """

    momentary: tuple[float, ...]
    short_term: tuple[float, ...]
    peaks: tuple[float, ...]
