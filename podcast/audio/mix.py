"""A timeline as sound: blocks of stereo float PCM, however long the episode. Alone imports pydub.

Nothing is clipped here: samples may pass ±1.0 until mastering sets the level.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from podcast import ffmpeg
from podcast.audio.clock import SAMPLE_RATE, samples
from podcast.audio.cues import Cue, MusicLengths, MusicName, Point
from podcast.audio.timeline import Placement, Timeline
from podcast.errors import AudioError
from podcast.model import Segment

with warnings.catch_warnings():
    # pydub looks for ffmpeg and ffprobe on PATH, only for its file readers, which are not used
    warnings.filterwarnings("ignore", "Couldn't find ff", RuntimeWarning)
    from pydub import AudioSegment

Stereo = NDArray[np.float32]
"""(n, 2), full scale ±1.0."""

BLOCK = 10 * SAMPLE_RATE
"""Samples of one block: 3.5 MB."""
EDGE = samples(0.005)
"""Fade at both ends of a segment, against clicks."""
MUSIC_LEVEL = -2.0
"""dB of the loud part of each piece of music against the voices."""

_FULL_SCALE = 32768.0
_GATE_WINDOW = 0.4
"""Seconds, the block length of BS.1770."""
_GATE = -20.0
"""dB: quieter windows than this below the mean are pauses and do not count."""
_SHORTEST_FADE_MS = 5


@dataclass(frozen=True, slots=True, eq=False)
class Soundtrack:
    """The show's music, decoded: int16 stereo (n, 2) at the clock's rate."""

    intro: NDArray[np.int16]
    sting: NDArray[np.int16]
    outro: NDArray[np.int16]

    @property
    def lengths(self) -> MusicLengths:
        """How long each piece is, for the timeline."""
        return MusicLengths(len(self.intro), len(self.sting), len(self.outro))

    def piece(self, name: MusicName) -> NDArray[np.int16]:
        """Return one piece by its name."""
        return {"intro": self.intro, "sting": self.sting, "outro": self.outro}[name]


@dataclass(frozen=True, slots=True, eq=False)
class _Source:
    """Sound with a place; `load` makes its samples when the block is reached."""

    start: int
    length: int
    load: Callable[[], Stereo]


def load_soundtrack(intro: Path, sting: Path, outro: Path) -> Soundtrack:
    """Decode the music. Raises AudioError naming the file that cannot be decoded."""
    return Soundtrack(*(ffmpeg.decode(path, SAMPLE_RATE, 2) for path in (intro, sting, outro)))


def render(timeline: Timeline, soundtrack: Soundtrack) -> Iterator[Stereo]:
    """Yield the episode in blocks; together they have exactly `timeline.length` samples.

    Memory does not grow with the length. Raises AudioError when a segment's file is not what the
    timeline says.
    """
    gains = _music_gains(timeline, soundtrack)
    sources = [
        *(_speech_source(placement) for placement in timeline.placements),
        *(
            _music_source(cue, soundtrack.piece(cue.music), gains[cue.music])
            for cue in timeline.cues
        ),
    ]
    yield from _mixed(sorted(sources, key=lambda source: source.start), timeline.length)


def _mixed(sources: Sequence[_Source], length: int) -> Iterator[Stereo]:
    waiting = list(reversed(sources))
    sounding: list[tuple[int, Stereo]] = []
    for start in range(0, length, BLOCK):
        stop = min(start + BLOCK, length)
        while waiting and waiting[-1].start < stop:
            source = waiting.pop()
            sounding.append((source.start, source.load()))
        block = np.zeros((stop - start, 2), np.float32)
        for position, sound in sounding:
            _add(block, sound, position - start)
        yield block
        sounding = [(at, sound) for at, sound in sounding if at + len(sound) > stop]


def _add(block: Stereo, sound: Stereo, at: int) -> None:
    """Add what of `sound` falls into the block; `at` is where it begins, also before or after."""
    first, last = max(at, 0), min(at + len(sound), len(block))
    if first < last:
        block[first:last] += sound[first - at : last - at]


# --- Speech -----------------------------------------------------------------------------------


def _speech_source(placement: Placement) -> _Source:
    return _Source(placement.start, placement.length, partial(_speech, placement))


def _speech(placement: Placement) -> Stereo:
    """Return a segment in the middle of the stereo field, resampled, with soft edges."""
    import soxr

    voice = _read(placement.segment)
    rate = placement.segment.sample_rate
    voice = np.asarray(soxr.resample(voice, rate, SAMPLE_RATE, quality="HQ"), np.float32)
    voice = _fitted(voice, placement.length)
    edge = min(EDGE, len(voice) // 2)
    ramp = np.linspace(0.0, 1.0, edge, endpoint=False, dtype=np.float32)
    voice[:edge] *= ramp
    voice[len(voice) - edge :] *= ramp[::-1]
    return np.repeat(voice[:, np.newaxis], 2, axis=1)


def _read(segment: Segment) -> NDArray[np.float32]:
    """Read a segment's mono file. Raises AudioError when it is damaged or not what it should be."""
    import soundfile

    remedy = "delete it, and the next build speaks the line again"
    try:
        voice, rate = soundfile.read(segment.audio, dtype="float32")
    except (soundfile.SoundFileError, OSError) as error:
        raise AudioError(f"{segment.audio}: cannot be read ({error}); {remedy}") from error
    expected = round(segment.seconds * segment.sample_rate)
    if not expected or voice.ndim != 1 or rate != segment.sample_rate or len(voice) != expected:
        raise AudioError(
            f"{segment.audio}: {voice.shape} samples at {rate} Hz are not the mono {expected} at "
            f"{segment.sample_rate} Hz of line {segment.number}; {remedy}"
        )
    return np.asarray(voice, np.float32)


def _fitted(sound: NDArray[np.float32], length: int) -> NDArray[np.float32]:
    """Cut or fill up with silence: resampling may round its length differently by a sample."""
    return np.pad(sound[:length], (0, max(0, length - len(sound))))


# --- Music ------------------------------------------------------------------------------------


def _music_gains(timeline: Timeline, soundtrack: Soundtrack) -> dict[MusicName, float]:
    """Return the dB that bring each piece to MUSIC_LEVEL against the voices."""
    voices = (placement.segment for placement in timeline.placements)
    speech = _level((_read(voice), voice.sample_rate) for voice in voices)
    gains: dict[MusicName, float] = {}
    for name in {cue.music for cue in timeline.cues}:
        piece = soundtrack.piece(name).astype(np.float32) / _FULL_SCALE
        gains[name] = round(speech + MUSIC_LEVEL - _level([(piece, SAMPLE_RATE)]), 2)
    return gains


def _level(sounds: Iterable[tuple[NDArray[np.float32], int]]) -> float:
    """Return the gated level in dB of full scale: the mean power of windows that are not pauses."""
    powers = np.concatenate([_powers(sound, round(rate * _GATE_WINDOW)) for sound, rate in sounds])
    loud = powers[powers >= powers.mean() * 10 ** (_GATE / 10)]
    return float(10 * np.log10(max(loud.mean(), 1e-12)))


def _powers(sound: NDArray[np.float32], window: int) -> NDArray[np.float64]:
    """Return the mean square of each window; the last one may be shorter."""
    squares = np.square(sound, dtype=np.float64).reshape(len(sound), -1).mean(axis=1)
    starts = np.arange(0, len(squares), window)
    counts = np.minimum(len(squares) - starts, window)
    return np.asarray(np.add.reduceat(squares, starts) / counts, np.float64)


def _music_source(cue: Cue, piece: NDArray[np.int16], gain: float) -> _Source:
    return _Source(cue.start, cue.length, partial(shape, cue, piece, gain))


def shape(cue: Cue, piece: NDArray[np.int16], gain: float) -> Stereo:
    """Return the cue's part of a piece with its envelope, at its level."""
    sound = AudioSegment(
        data=piece[: cue.length].tobytes(), sample_width=2, frame_rate=SAMPLE_RATE, channels=2
    )
    for before, after in pairwise(cue.envelope):
        sound = _faded(sound, before, after)
    shaped = np.frombuffer(sound.raw_data, "<i2").reshape(-1, 2).astype(np.float32)
    shaped = shaped[: cue.length]  # pydub counts in ms and may round up by a few samples
    return shaped * np.float32(10 ** ((gain + cue.envelope[0].gain) / 20) / _FULL_SCALE)


def _faded(sound: AudioSegment, before: Point, after: Point) -> AudioSegment:
    """Return the sound with the gain moved from one corner to the next and kept from there."""
    start, end = _milliseconds(before.at), _milliseconds(after.at)
    if before.gain == after.gain or start >= len(sound) - _SHORTEST_FADE_MS:
        return sound
    end = max(end, start + _SHORTEST_FADE_MS)
    return sound.fade(to_gain=after.gain - before.gain, start=start, end=end)


def _milliseconds(position: int) -> int:
    return round(position * 1000 / SAMPLE_RATE)
