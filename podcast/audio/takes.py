"""Takes: segments filtered, trimmed and measured for the mix. Only this module imports soxr.

A pause after a mark inside a line gets the length that the mark has everywhere (`pauses`): silence
is added to or removed from the middle of the pause, and no sound of speech is touched.

A take holds the measurements of a segment, never its samples. So hours of speech are planned in a
few megabytes, and the file of a segment is read again when the mix reaches the segment.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from podcast.audio import meter, pauses
from podcast.audio.clock import GRID, SAMPLE_RATE, samples, seconds
from podcast.audio.filters import filtered, high_pass
from podcast.errors import AudioError
from podcast.lib import cores
from podcast.model import Segment, Word
from podcast.show.voices import has_exact_times

HIGH_PASS_HERTZ = 60.0
"""The corner of the high-pass filter, which removes hum, rumble and direct current.

It lies below any voice (deep voices begin near 80 Hz). The filter is of second order and causal:
from 150 Hz up it delays by less than 0.7 ms.
"""
FLOOR = -50.0
"""The level, in dB relative to the line's peak, below which a 10 ms cell at an edge is silence.

At the edges engines add up to 0.8 s of digital silence or of the faint noise of an MP3 or vocoder,
at -60 dB and below; the weakest beginning of a word, an f or an h, is above -45 dB.
"""
LEAD = 5
"""How many cells stay before the first cell above the floor: 50 ms."""
TAIL = 12
"""How many cells stay after the last cell above the floor: 120 ms of reverberation or breath."""
EDGE = samples(0.005)
"""The length of the raised-cosine fade at both ends of a piece, which prevents clicks."""

PAUSE_FLOOR = -40.0
"""A cell in a pause is quieter than this, in dB relative to the line's own peak."""
SHORTEST_PAUSE = 6
"""The fewest cells of a pause: 60 ms; less is the joint of two sounds."""
REACH = 5
"""How many cells a pause may reach into a word: a word's noise may begin before its time."""
CLICK = 2
"""The most cells of a sound within a pause: a click of the lips or of the model."""
MARGIN = 2
"""How many cells stay at each end of a pause that is made shorter."""

_BUTTERWORTH_Q = 0.5**0.5
_Number = TypeVar("_Number", np.float32, np.float64)
_MOST_THREADS = 4
_REMEDY = "delete it, and the next build speaks the line again"


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a segment's sound: `length` samples from `skip` on, heard `at` samples in a take.

    The samples are those of `clock.SAMPLE_RATE`; `skip` and `at` are whole cells. Between two
    pieces there may be silence.
    """

    skip: int
    length: int
    at: int


@dataclass(frozen=True, slots=True, eq=False)
class Take:
    """A segment without the silence at its edges, measured after the high-pass filter."""

    segment: Segment
    """The segment, with `seconds` and word times as they are after all changes."""
    pieces: tuple[Piece, ...]
    """The parts of the sound that are heard, in order."""
    lead: int
    """How many quiet samples come before the first sound, at `clock.SAMPLE_RATE`."""
    tail: int
    """How many quiet samples come after the last sound."""
    powers: NDArray[np.float64]
    """The power of each cell of one channel, (cells,): see `meter.powers`."""
    peaks: NDArray[np.float32]
    """The largest absolute sample of each cell, (cells,)."""

    @property
    def length(self) -> int:
        """The number of samples, at `clock.SAMPLE_RATE`."""
        return self.pieces[-1].at + self.pieces[-1].length


@dataclass(frozen=True, slots=True)
class _Change:
    """A change of a pause: `cells` quiet cells are added (removed if < 0) before the cell `at`."""

    at: int
    cells: int


def takes(segments: Iterable[Segment]) -> tuple[Take, ...]:
    """Return the takes of an episode in order; files are read and measured in parallel."""
    threads = min(_MOST_THREADS, cores.count())
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
    audible = np.flatnonzero(peaks >= peaks.max() * 10 ** (FLOOR / 20))
    first, last = _range(audible, len(peaks), segment.words)
    if meter.integrated(2 * powers[first:last]) == meter.SILENCE:
        raise AudioError(
            f"{segment.audio}: line {segment.number} ({segment.line.host}) is silent; {_REMEDY}"
        )
    changes = tuple(_changes(segment, peaks)) if has_exact_times(segment.engine) else ()
    pieces = tuple(_pieces(first, min(last * GRID, samples(segment.seconds)), changes))
    return Take(
        _retimed(segment, first, pieces[-1].at + pieces[-1].length, changes),
        pieces,
        lead=(int(audible[0]) - first) * GRID,
        tail=max(0, last - int(audible[-1]) - 1) * GRID,
        powers=_cells_of(powers, pieces),
        peaks=_cells_of(peaks, pieces),
    )


def voice(take: Take) -> NDArray[np.float32]:
    """Return the sound of a take: mono (take.length,), at `clock.SAMPLE_RATE`, faded at both ends.

    Raises AudioError when the file has changed since it was measured.
    """
    import soxr

    rate = take.segment.sample_rate
    sound = _read(take.segment)
    # the resampler may round its length differently by a sample
    last = take.pieces[-1]
    if len(sound) < math.floor((last.skip + last.length) * rate / SAMPLE_RATE):
        raise _unexpected(take.segment, f"{len(sound)} samples, fewer than were measured")
    sound = soxr.resample(_high_passed(sound, rate), rate, SAMPLE_RATE, quality="HQ")
    heard = np.zeros(take.length, np.float32)
    for piece in take.pieces:
        part = sound[piece.skip : piece.skip + piece.length]
        heard[piece.at : piece.at + len(part)] = part
        _soften(heard[piece.at : piece.at + piece.length])
    return heard


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
    """Return the sound without rumble, by a Butterworth filter."""
    return filtered(sound, (high_pass(HIGH_PASS_HERTZ, _BUTTERWORTH_Q, rate),), rate)


def _range(audible: NDArray[np.intp], cells: int, words: Sequence[Word]) -> tuple[int, int]:
    """Return the range [first, last) of cells that stay: sound with lead and tail, and words."""
    first, last = int(audible[0]) - LEAD, int(audible[-1]) + 1 + TAIL
    for word in words:
        first = min(first, math.floor(word.starts_at / meter.CELL_SECONDS))
        last = max(last, math.ceil(word.ends_at / meter.CELL_SECONDS))
    return max(first, 0), min(last, cells)


def _changes(segment: Segment, peaks: NDArray[np.float32]) -> Iterator[_Change]:
    """Yield the changes that bring each pause after a mark to the mark's length.

    A pause is sought where one word ends and the next begins: a word has silences of its own, in
    which a stop like p or k is held. Where the voice does not pause, nothing is changed.
    """
    quiet = peaks < peaks.max() * 10 ** (PAUSE_FLOOR / 20)
    for before, after in pairwise(segment.words):
        wanted = pauses.pause(segment.line.text[before.end : after.start]) // GRID
        if not wanted:
            continue
        low = max(_cell((before.starts_at + before.ends_at) / 2), _cell(before.ends_at) - REACH)
        high = min(_cell((after.starts_at + after.ends_at) / 2), _cell(after.starts_at) + REACH)
        cells = _longest_run(np.flatnonzero(quiet[low:high]) + low)
        if len(cells) < SHORTEST_PAUSE:
            continue
        start, end = int(cells[0]), int(cells[-1]) + 1
        if end - start < wanted:
            quietest = start + 1 + int(np.argmin(peaks[start + 1 : end - 1]))
            yield _Change(quietest, wanted - (end - start))
            continue
        # what is taken out lies in no word
        first = max(start + MARGIN, math.ceil(before.ends_at / meter.CELL_SECONDS))
        room = min(end - MARGIN, _cell(after.starts_at)) - first
        fewer = min(end - start - wanted, room)
        if fewer > 0:
            yield _Change(first + (room + fewer) // 2, -fewer)


def _cell(time: float) -> int:
    return math.floor(time / meter.CELL_SECONDS)


def _longest_run(cells: NDArray[np.intp]) -> NDArray[np.intp]:
    """Return the longest run of cells in a row; a click of up to CLICK cells does not end one."""
    runs = np.split(cells, np.flatnonzero(np.diff(cells) > CLICK + 1) + 1)
    return max(runs, key=len)


def _pieces(first: int, end: int, changes: Sequence[_Change]) -> Iterator[Piece]:
    """Yield the pieces between the cell `first` and the sample `end`, cut where pauses change."""
    skip, at = first * GRID, 0
    for change in changes:
        stop = (change.at + min(change.cells, 0)) * GRID
        yield Piece(skip, stop - skip, at)
        at += stop - skip + max(change.cells, 0) * GRID
        skip = change.at * GRID
    yield Piece(skip, end - skip, at)


def _cells_of(cells: NDArray[_Number], pieces: Sequence[Piece]) -> NDArray[_Number]:
    """Return the figures of the cells in the order of the take, zero between the pieces."""
    last = pieces[-1]
    heard = np.zeros(-(-(last.at + last.length) // GRID), cells.dtype)
    for piece in pieces:
        part = cells[piece.skip // GRID :][: -(-piece.length // GRID)]
        heard[piece.at // GRID :][: len(part)] = part
    return heard


def _retimed(segment: Segment, first: int, length: int, changes: Sequence[_Change]) -> Segment:
    """Return the segment with the length and the word times of the take."""
    places = [change.at * meter.CELL_SECONDS for change in changes]
    shifts = list(accumulate((change.cells for change in changes), initial=-first))
    words = []
    for word in segment.words:
        middle = (word.starts_at + word.ends_at) / 2  # each change lies between two middles
        shift = shifts[bisect_right(places, middle)] * meter.CELL_SECONDS
        words.append(replace(word, starts_at=word.starts_at + shift, ends_at=word.ends_at + shift))
    for place, (word, following) in enumerate(pairwise(words)):
        words[place] = replace(word, ends_at=min(word.ends_at, following.starts_at))
    return replace(segment, seconds=seconds(length), words=tuple(words))


def _soften(sound: NDArray[np.float32]) -> None:
    """Fade both ends, in place."""
    edge = min(EDGE, len(sound) // 2)
    ramp = 0.5 - 0.5 * np.cos(np.pi * (np.arange(edge, dtype=np.float32) + 0.5) / edge)
    sound[:edge] *= ramp
    sound[len(sound) - edge :] *= ramp[::-1]
