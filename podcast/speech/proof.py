"""What a clip must satisfy before it is used; cheap, without listening.

A cut, empty or stuttering clip has a length that its syllables cannot have, or no sound, or times
out of order. Mandarin news is read at 0.20 to 0.25 s a syllable; the bounds leave room for slow
and fast voices and for the estimate of English syllables.
"""

from __future__ import annotations

from itertools import pairwise

from podcast.model import Clip, Spoken, Voice
from podcast.speech.syllables import count

SHORTEST_SYLLABLE = 0.08
LONGEST_SYLLABLE = 0.8
"""Seconds, pauses included, at the voice's ordinary pace."""
SPARE_SECONDS = 1.0
"""What a very short text may be longer, for the breath of the voice before and after it."""
QUIETEST_PEAK_DBFS = -40.0
_SLOWEST = 0.1
"""`-100%` would be no pace at all."""


def problem(clip: Clip, spoken: Spoken, voice: Voice) -> str:
    """Return what is wrong with the clip in a few words; empty when nothing is."""
    return _sound(clip) or _length(clip, count(spoken), pace(voice)) or _words(clip, spoken)


def pace(voice: Voice) -> float:
    """Return how many times faster than usual the voice is asked to speak."""
    return max(_SLOWEST, 1 + int(voice.rate.removesuffix("%")) / 100) * voice.speed


def _sound(clip: Clip) -> str:
    import numpy as np

    full_scale = np.iinfo(np.int16).max
    peak = int(np.max(np.abs(clip.samples.astype(np.int32)), initial=0))
    if peak < full_scale * 10 ** (QUIETEST_PEAK_DBFS / 20):
        return "silent"
    return ""


def _length(clip: Clip, syllables: int, pace: float) -> str:
    shortest = syllables * SHORTEST_SYLLABLE / pace
    longest = syllables * LONGEST_SYLLABLE / pace + SPARE_SECONDS
    if not shortest <= clip.seconds <= longest:
        return (
            f"{clip.seconds:.2f} s long, though {syllables} syllables take "
            f"{shortest:.2f} to {longest:.2f} s"
        )
    return ""


def _words(clip: Clip, spoken: Spoken) -> str:
    words = clip.words
    if not words:
        return "without word times"
    inside = all(
        0 <= word.start < word.end <= len(spoken.raw)
        and 0 <= word.starts_at <= word.ends_at <= clip.seconds
        for word in words
    )
    ordered = all(
        first.end <= second.start and first.ends_at <= second.starts_at
        for first, second in pairwise(words)
    )
    return "" if inside and ordered else "with word times out of order"
