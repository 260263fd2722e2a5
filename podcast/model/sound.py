"""Voices, clips and what becomes of them: times are seconds unless a name says otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from podcast.model.script import Line

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Voice:
    """A voice of an engine. `rate` is edge-tts's ("+6%"), `speed` Kokoro's factor (1.0)."""

    engine: str
    name: str
    rate: str = "+0%"
    speed: float = 1.0


@dataclass(frozen=True, slots=True)
class Host:
    """A speaker of the show with a voice for each engine that names one."""

    name: str
    voices: tuple[Voice, ...]
    engine: str | None = None
    """The one that always speaks for this host, whoever speaks for the others; None: like them."""


@dataclass(frozen=True, slots=True)
class Word:
    """When a span of the written text is heard. `start`, `end`: code points; times: seconds."""

    start: int
    end: int
    starts_at: float
    ends_at: float


@dataclass(frozen=True, slots=True, eq=False)
class Clip:
    """What an engine returns: mono int16 samples (n,), samples a second, words in order."""

    samples: NDArray[np.int16]
    sample_rate: int
    words: tuple[Word, ...]

    @property
    def seconds(self) -> float:
        """Length of the sound."""
        return len(self.samples) / self.sample_rate


@dataclass(frozen=True, slots=True)
class Segment:
    """A spoken line. `audio` is a mono file in the cache; word times count from its start."""

    line: Line
    number: int
    """Place of the line in the script, from 1."""
    engine: str
    voice: str
    spoken: str
    key: str
    """Cache key: hex of what determines the sound."""
    tries: int
    """Speech calls that it took when it was made."""
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
    """A segment with its place in the finished episode, seconds."""

    segment: Segment
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Loudness:
    """A measurement of a decoded file: LUFS (EBU R 128 integrated), dBTP, seconds."""

    integrated_lufs: float
    true_peak_dbtp: float
    seconds: float


@dataclass(frozen=True, slots=True)
class Curves:
    """An episode over time, a value for each 100 ms: what its report draws.

    Loudness in LUFS of the window that ends there (EBU Tech 3341: 400 ms and 3 s), -120 for
    silence; `peaks` are the largest absolute samples, 0 to 1.
    """

    momentary: tuple[float, ...]
    short_term: tuple[float, ...]
    peaks: tuple[float, ...]
