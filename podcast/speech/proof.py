"""The quick checks, without speech recognition, that a clip must pass before it is used.

An engine may return a cut, empty, stuttering or distorted clip and report success. Such a clip is
too short or too long for its syllables, or has a gap, flat tops, an end within a word, or words
without times. The bounds leave room around measurements on the embedded voice: 186 lines of posts,
and short and odd texts at speeds from 0.5 to 2. The measurements are noted at the bounds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from podcast.model import Clip, Spoken, Voice
from podcast.speech.syllablecount import Part, is_as_written, parts

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SHORTEST_SYLLABLE = 0.11
LONGEST_SYLLABLE = 0.3
"""The bounds of the average length of a syllable in seconds, at the voice's usual pace.

Lines were measured at 0.18 to 0.23 s, pauses included.
"""
PAUSE_SECONDS = 0.5
"""The longest mean pause at a punctuation mark, in seconds."""
SPARE_SECONDS = 1.0
"""How many seconds a clip may have in addition, for silence at its ends or a single slow word."""

LONGEST_SILENCE = 1.2
"""The longest silence inside a clip, in seconds, at the usual pace and with one mark.

The longest measured was 0.24 s, and 0.48 s at half the pace. Each further mark in a row, and half
the pace, allow PAUSE_SECONDS more.
"""
SILENT_DB = -40.0
"""A frame below this level, in dB relative to the peak, is silent.

The noise of rooms is quieter, consonants are louder.
"""
END_SECONDS = 0.02
END_DB = -24.0
"""The highest level of the last END_SECONDS, in dB relative to the peak of the clip.

In whole clips the measured level was at most -46 dB, and -25 dB for one syllable at twice the
speed. In 98 % of the clips that were cut within a word it is higher than END_DB.
"""

QUIETEST_PEAK_DBFS = -40.0
"""The lowest peak of a clip. The measured peaks were from -12 to 0 dBFS."""
LARGEST_OFFSET = 0.01
"""The largest mean of the samples, as a share of full scale. The largest measured was 0.0011."""
MOST_FLAT = 0.001
"""The largest share of samples in flat tops.

The measured share was 0 in good clips, and 0.0015 in clips that were amplified 3 dB over full
scale.
"""
_FLAT = 3
"""How many samples in a row at full scale make a flat top; a clean peak has fewer."""

LEAST_COVERED = 0.9
"""The least share of syllables with a time. A service may report a word in another spelling."""

_FULL_SCALE = 32767
_FRAME_SECONDS = 0.01
_VOWELS = re.compile("[aeiouy]+", re.IGNORECASE)
_SLOWEST = 0.1
"""The slowest pace: a rate of `-100%` would be 0."""


@dataclass(frozen=True, slots=True)
class _Sound:
    """A clip with its peak and its audible frames, measured once."""

    clip: Clip
    peak: int
    audible: NDArray[np.intp]
    """The indices of the frames that are not silent, in order."""


@dataclass(frozen=True, slots=True)
class _Text:
    """What a clip has to say: bounds of its number of syllables, its pause marks and its pace."""

    spoken: Spoken
    fewest: int
    most: int
    marks: int
    marks_in_a_row: int
    pace: float


def problem(clip: Clip, spoken: Spoken, voice: Voice) -> str:
    """Return in a few words what is wrong with the clip; empty when the clip is good."""
    import numpy as np

    samples = clip.samples
    if samples.ndim != 1 or samples.dtype != np.int16 or clip.sample_rate <= 0:
        return f"no mono sound of 16 bits ({samples.dtype}, {samples.ndim} dimensions)"
    sound, text = _sound(clip), _text(spoken, pace(voice))
    if sound.peak < _FULL_SCALE * 10 ** (QUIETEST_PEAK_DBFS / 20):
        return "silent"
    return next(filter(None, _doubts(sound, text)), "")


def pace(voice: Voice) -> float:
    """Return how many times faster than usual the voice is to speak."""
    return max(_SLOWEST, 1 + int(voice.rate.removesuffix("%")) / 100) * voice.speed


def _doubts(sound: _Sound, text: _Text) -> Iterator[str]:
    yield _length(sound.clip.seconds, text)
    yield _distortion(sound.clip.samples)
    yield _silence(sound, text)
    yield _end(sound)
    yield _words(sound, text.spoken)


# --- The text -----------------------------------------------------------------------------------


def _text(spoken: Spoken, pace: float) -> _Text:
    all_parts = [part for token in spoken.tokens for part in parts(token)]
    rows = [len(list(row)) for is_mark, row in groupby(all_parts, _is_mark) if is_mark]
    return _Text(
        spoken=spoken,
        fewest=sum(map(_fewest, all_parts)),
        most=sum(map(_most, all_parts)),
        marks=sum(rows),
        marks_in_a_row=max(rows, default=1),
        pace=pace,
    )


def _is_mark(part: Part) -> bool:
    return part.syllables == 0


def _fewest(part: Part) -> int:
    """Return the fewest syllables of a part: an engine may say Latin letters as a word."""
    if not _is_latin(part):
        return part.syllables
    return min(part.syllables, max(1, len(_VOWELS.findall(part.text)) - 1))


def _most(part: Part) -> int:
    """Return the most syllables of a part: an engine may say Latin letters one by one."""
    return max(part.syllables, len(part.text)) if _is_latin(part) else part.syllables


def _is_latin(part: Part) -> bool:
    return part.text.isascii() and part.text.isalpha()


# --- The sound ----------------------------------------------------------------------------------


def _sound(clip: Clip) -> _Sound:
    import numpy as np

    frame = max(1, round(_FRAME_SECONDS * clip.sample_rate))
    # the negative of -32768 is no int16, but its complement is
    levels = np.maximum(clip.samples, ~clip.samples)
    whole = np.pad(levels, (0, -len(levels) % frame)).reshape(-1, frame)
    peaks = whole.max(axis=1, initial=0)
    peak = int(peaks.max(initial=0))
    return _Sound(clip, peak, np.flatnonzero(peaks > peak * 10 ** (SILENT_DB / 20)))


def _length(seconds: float, text: _Text) -> str:
    # a fast voice need not shorten its pauses; a slow one lengthens them
    pauses = (SPARE_SECONDS + text.marks * PAUSE_SECONDS) / min(1.0, text.pace)
    shortest = text.fewest * SHORTEST_SYLLABLE / text.pace
    longest = text.most * LONGEST_SYLLABLE / text.pace + pauses
    if shortest <= seconds <= longest:
        return ""
    syllables = f"{text.fewest}" + (f" to {text.most}" if text.most > text.fewest else "")
    return (
        f"{seconds:.2f} s long, though {syllables} syllables take {shortest:.2f} to {longest:.2f} s"
    )


def _distortion(samples: NDArray[np.int16]) -> str:
    import numpy as np

    offset = float(np.mean(samples, dtype=np.float64)) / _FULL_SCALE
    if abs(offset) > LARGEST_OFFSET:
        return f"off centre by {offset:+.1%} of full scale"
    flat = _flat(samples) / len(samples)
    return f"clipped, {flat:.1%} of it at full scale" if flat > MOST_FLAT else ""


def _flat(samples: NDArray[np.int16]) -> int:
    """Return how many samples lie in flat tops."""
    import numpy as np

    full = (samples >= _FULL_SCALE) | (samples <= -_FULL_SCALE)
    if not full.any():
        return 0
    edges = np.flatnonzero(np.diff(np.pad(full.astype(np.int8), 1)))
    runs = edges[1::2] - edges[::2]
    return int(runs[runs >= _FLAT].sum())


def _silence(sound: _Sound, text: _Text) -> str:
    import numpy as np

    gaps = np.diff(sound.audible) - 1
    longest = float(gaps.max(initial=0)) * _FRAME_SECONDS
    limit = LONGEST_SILENCE + PAUSE_SECONDS * (text.marks_in_a_row / min(1.0, text.pace) - 1)
    if longest <= limit:
        return ""
    begins = (int(sound.audible[gaps.argmax()]) + 1) * _FRAME_SECONDS
    return f"silent for {longest:.1f} s in its middle, from {begins:.1f} s on"


def _end(sound: _Sound) -> str:
    last = sound.clip.samples[-max(1, round(END_SECONDS * sound.clip.sample_rate)) :]
    loudest = int(abs(last.astype("int32")).max())
    return "cut at its end" if loudest > sound.peak * 10 ** (END_DB / 20) else ""


# --- The words ----------------------------------------------------------------------------------


def _words(sound: _Sound, spoken: Spoken) -> str:
    clip = sound.clip
    if not clip.words:
        return "without word times"
    inside = all(
        0 <= word.start < word.end <= len(spoken.raw)
        and 0 <= word.starts_at <= word.ends_at <= clip.seconds
        for word in clip.words
    )
    ordered = all(
        first.end <= second.start and first.ends_at <= second.starts_at
        for first, second in pairwise(clip.words)
    )
    if not (inside and ordered):
        return "with word times out of order"
    if clip.words[-1].starts_at > (int(sound.audible[-1]) + 1) * _FRAME_SECONDS:
        return "quiet before its last word"
    return _coverage(clip, spoken)


def _coverage(clip: Clip, spoken: Spoken) -> str:
    """Return the fault when too few syllables have a time; silent tokens need no time."""
    timed = {place for word in clip.words for place in range(word.start, word.end)}
    counts = [(part.syllables, not timed.isdisjoint(span)) for span, part in _spans(spoken)]
    total = sum(syllables for syllables, _ in counts)
    with_times = sum(syllables for syllables, is_timed in counts if is_timed)
    if with_times >= LEAST_COVERED * total:
        return ""
    return f"without times for {total - with_times} of {total} syllables"


def _spans(spoken: Spoken) -> Iterator[tuple[range, Part]]:
    """Yield each part of the readings with the range of the raw text that it stands for."""
    for token in spoken.tokens:
        for part in parts(token):
            start = token.start + part.start
            own = range(start, start + len(part.text))
            yield (own if is_as_written(token) else range(token.start, token.end)), part
