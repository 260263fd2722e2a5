"""Material for the tests of sound: segments in files, music, a short episode."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest
import soundfile
from numpy.typing import NDArray

from podcast.audio.clock import GRID, samples
from podcast.audio.soundtrack import Soundtrack, load_soundtrack
from podcast.audio.takes import Piece, Take
from podcast.model import Encoding, Line, Part, Segment, Word
from podcast.show.config import Music

RATE = 24_000
STEREO = Encoding(128, mono=False)
EVERY_ENCODING = [
    Encoding(each, mono=mono) for each in (64, 80, 96, 112, 128) for mono in (True, False)
]

MakeSegment = Callable[..., Segment]


def syllables(seconds: float, seed: int, amplitude: float = 0.1) -> NDArray[np.int16]:
    """Return bursts with overtones and varying pitch and force, five a second, as speech has."""
    rng = np.random.default_rng(seed)
    out = np.zeros(round(seconds * RATE))
    burst = RATE // 5
    envelope = np.hanning(burst) ** 0.7
    for start in range(0, len(out) - burst, burst):
        phase = 2 * np.pi * np.cumsum(np.full(burst, rng.uniform(110, 250))) / RATE
        tones = sum(np.sin(phase * k) / k**0.8 for k in range(1, 16))
        out[start : start + burst] = tones * envelope * rng.uniform(0.5, 1.0)
    return np.asarray(np.clip(out * amplitude, -1, 1) * 32767, np.int16)


def bare_take(segment: Segment, power: float = 0.01) -> Take:
    """Return a take of a segment without a file: as loud everywhere, nothing trimmed."""
    length = samples(segment.seconds)
    cells = -(-length // GRID)
    powers = np.full(cells, power)
    whole = (Piece(skip=0, length=length, at=0),)
    return Take(segment, whole, 0, 0, powers, np.sqrt(powers).astype(np.float32))


@pytest.fixture
def make_segment(tmp_path: Path) -> MakeSegment:
    """Return a maker of segments with their files."""

    def make(
        part: Part = "item",
        item: int | None = None,
        seconds: float = 2.0,
        *,
        text: str = "你好世界。",
        host: str = "晓晓",
        samples: NDArray[np.int16] | None = None,
        words: Sequence[Word] = (),
        amplitude: float = 0.1,
    ) -> Segment:
        number = len(list(tmp_path.glob("segment-*.flac"))) + 1
        path = tmp_path / f"segment-{number}.flac"
        if samples is None:
            samples = syllables(seconds, number, amplitude)
        soundfile.write(path, samples, RATE, subtype="PCM_16")
        return Segment(
            line=Line(host, part, item if part == "item" else None, text),
            number=number,
            engine="tone",
            voice="tone",
            spoken=text,
            key=f"{number:064x}",
            tries=0,
            audio=path,
            sample_rate=RATE,
            seconds=len(samples) / RATE,
            words=tuple(words),
        )

    return make


@pytest.fixture(scope="session")
def music(tmp_path_factory: pytest.TempPathFactory) -> Music:
    """Return short pieces of music: chords of 7, 2 and 6 seconds at 44.1 kHz, stereo."""
    folder = tmp_path_factory.mktemp("music")
    return Music(
        intro=_chord(folder / "intro.flac", 7.0),
        sting=_chord(folder / "sting.flac", 2.0),
        outro=_chord(folder / "outro.flac", 6.0),
    )


@pytest.fixture(scope="session")
def soundtrack(music: Music) -> Soundtrack:
    """Return the test music, decoded."""
    return load_soundtrack(music)


@pytest.fixture(scope="session")
def silence() -> Soundtrack:
    """Return a soundtrack without music."""
    nothing = np.zeros((0, 2), np.int16)
    return Soundtrack(nothing, nothing, nothing, nothing)


def _chord(path: Path, seconds: float) -> Path:
    time = np.arange(round(seconds * 44_100)) / 44_100
    left = sum(np.sin(2 * np.pi * hertz * time) for hertz in (220, 277, 330)) * 0.1
    right = sum(np.sin(2 * np.pi * hertz * time) for hertz in (221, 278, 331)) * 0.1
    soundfile.write(path, np.stack([left, right], axis=1), 44_100, subtype="PCM_16")
    return path
