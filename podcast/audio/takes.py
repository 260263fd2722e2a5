"""Takes: segments filtered, trimmed and measured for the mix. Only this module imports soxr.

A take holds the measurements of a segment, never its samples: hours of speech are planned in a few
megabytes, and a voice is read again when the mix reaches it.
"""

from __future__ import annotations

import math
import os
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from podcast.audio import meter
from podcast.audio.clock import GRID, SAMPLE_RATE, samples, seconds
from podcast.audio.filters import filtered, high_pass
from podcast.errors import AudioError
from podcast.model import Segment, Word

HIGH_PASS_HERTZ = 60.0
"""Below any voice (a deep one begins near 80 Hz): it removes hum, rumble and direct current.

The filter is of second order and causal: from 150 Hz up it delays by less than 0.7 ms.
"""
FLOOR = -50.0
"""dB relative to the line's own peak: a quieter 10 ms cell at an edge is silence.

Engines add 0 to 0.8 s there of digital silence or of an MP3's or a vocoder's faint noise, at -60 dB
and below; the weakest beginning of a word, an f or an h, is above -45 dB.
"""
LEAD = 5
"""Cells that stay before the first one above the floor: 50 ms."""
TAIL = 12
"""Cells that stay after the last one above the floor: 120 ms for reverberation or a breath."""
EDGE = samples(0.005)
"""Raised-cosine fade at both ends of a take, against clicks."""

_BUTTERWORTH_Q = 0.5**0.5
_MOST_THREADS = 4
_REMEDY = "delete it, and the next build speaks the line again"


@dataclass(frozen=True, slots=True, eq=False)
class Take:
    """A segment without the silence at its edges, measured after the high-pass."""

    segment: Segment
    """With `seconds` and times of words after the cut."""
    skip: int
    """Samples cut off at the beginning, at `clock.SAMPLE_RATE`: whole cells."""
    length: int
    """Samples that stay, at `clock.SAMPLE_RATE`."""
    powers: NDArray[np.float64]
    """(cells,) of one channel, see `meter.powers`."""
    peaks: NDArray[np.float32]
    """(cells,) the largest absolute sample of each."""


def takes(segments: Iterable[Segment]) -> tuple[Take, ...]:
    """Return the takes of an episode in order; files are read and measured in parallel."""
    threads = min(_MOST_THREADS, os.cpu_count() or 1)
    with ThreadPoolExecutor(threads) as pool:
        return tuple(pool.map(take, segments))


def take(segment: Segment) -> Take:
    """Measure a segment and trim the silence at its edges, but never a part of a word.

    Raises AudioError with file and line when the file is damaged, differs from the segment, or is
    silent (nothing in it passes the absolute gate of BS.1770, -70 LUFS).
    """
    rate = segment.sample_rate
    sound = _read(segment)
    expected = round(segment.seconds * rate)
    if not expected or len(sound) != expected:
        raise _unexpected(segment, f"{len(sound)} samples, not {expected}")
    sound = _high_passed(sound, rate)
    powers = meter.powers(sound, rate)
    peaks = np.maximum.reduceat(np.abs(sound), meter.cell_starts(len(sound), rate))
    first, last = _range(peaks, segment.words)
    if meter.integrated(2 * powers[first:last]) == meter.SILENCE:
        raise AudioError(
            f"{segment.audio}: line {segment.number} ({segment.line.host}) is silent; {_REMEDY}"
        )
    skip = first * GRID
    length = min(last * GRID, samples(segment.seconds)) - skip
    cells = slice(first, first - -length // GRID)
    return Take(_cut(segment, skip, length), skip, length, powers[cells], peaks[cells])


def voice(take: Take) -> NDArray[np.float32]:
    """Return the sound of a take: mono (take.length,), at `clock.SAMPLE_RATE`, faded at both ends.

    Raises AudioError when the file has changed since it was measured.
    """
    import soxr

    rate = take.segment.sample_rate
    sound = _read(take.segment)
    # the resampler may round its length differently by a sample
    if len(sound) < math.floor((take.skip + take.length) * rate / SAMPLE_RATE):
        raise _unexpected(take.segment, f"{len(sound)} samples, fewer than were measured")
    sound = soxr.resample(_high_passed(sound, rate), rate, SAMPLE_RATE, quality="HQ")
    result = np.zeros(take.length, np.float32)
    sound = sound[take.skip : take.skip + take.length]
    result[: len(sound)] = sound
    return _softened(result)


def _read(segment: Segment) -> NDArray[np.float32]:
    """Read a segment's mono file (n,) at its own rate."""
    import soundfile

    try:
        sound, rate = soundfile.read(segment.audio, dtype="float32")
    except (soundfile.SoundFileError, OSError) as error:
        raise AudioError(f"{segment.audio}: cannot be read ({error}); {_REMEDY}") from error
    if sound.ndim != 1 or rate != segment.sample_rate:
        raise _unexpected(
            segment, f"{sound.shape} samples at {rate} Hz, not mono at {segment.sample_rate} Hz"
        )
    return np.asarray(sound, np.float32)


def _unexpected(segment: Segment, fault: str) -> AudioError:
    return AudioError(
        f"{segment.audio}: {fault}: it is not the sound of line {segment.number}; {_REMEDY}"
    )


def _high_passed(sound: NDArray[np.float32], rate: int) -> NDArray[np.float32]:
    """Return the sound without rumble: a Butterworth filter."""
    return filtered(sound, (high_pass(HIGH_PASS_HERTZ, _BUTTERWORTH_Q, rate),), rate)


def _range(peaks: NDArray[np.float32], words: Sequence[Word]) -> tuple[int, int]:
    """Return the cells [first, last) that stay: all audible ones and words, with lead and tail."""
    audible = np.flatnonzero(peaks >= peaks.max() * 10 ** (FLOOR / 20))
    first, last = int(audible[0]) - LEAD, int(audible[-1]) + 1 + TAIL
    for word in words:
        first = min(first, math.floor(word.starts_at / meter.CELL_SECONDS))
        last = max(last, math.ceil(word.ends_at / meter.CELL_SECONDS))
    return max(first, 0), min(last, len(peaks))


def _cut(segment: Segment, skip: int, length: int) -> Segment:
    """Return the segment with its length and the times of its words after the cut."""
    earlier = seconds(skip)
    words = tuple(
        replace(word, starts_at=word.starts_at - earlier, ends_at=word.ends_at - earlier)
        for word in segment.words
    )
    return replace(segment, seconds=seconds(length), words=words)


def _softened(sound: NDArray[np.float32]) -> NDArray[np.float32]:
    """Fade both ends, in place."""
    edge = min(EDGE, len(sound) // 2)
    ramp = 0.5 - 0.5 * np.cos(np.pi * (np.arange(edge, dtype=np.float32) + 0.5) / edge)
    sound[:edge] *= ramp
    sound[len(sound) - edge :] *= ramp[::-1]
    return sound
