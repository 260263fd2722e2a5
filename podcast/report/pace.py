"""How fast lines are spoken, and which lines differ from the usual pace of their host."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from podcast.episode.manifest import SegmentRecord
from podcast.model import Token
from podcast.speech.syllablecount import parts

FEWEST_SYLLABLES = 8
"""The fewest syllables of a line that counts, as a shorter line consists mostly of pauses."""
LEAST_LINES = 5
"""The fewest lines from which a host's usual pace is computed."""
MOST_ASIDE = 0.25
"""The largest difference that is not odd, as a share of the host's median pace. On 78 lines of the
embedded voice the largest difference was 0.18."""

_FASTEST = 12.0
"""The last bin, in syllables a second; nobody speaks so fast, and faster lines count there."""
_BINS = 10
"""The number of bins for each syllable a second."""


@dataclass(frozen=True, slots=True)
class Histogram:
    """The number of lines of each host by pace; the bins of all hosts are the same."""

    first: int
    """The syllables a second at the left edge."""
    last: int
    counts: dict[str, tuple[int, ...]]
    """For each host, the number of lines in each tenth of a syllable a second."""


def syllables(spoken: str) -> int:
    """Return the number of syllables of a spoken form; Latin words are estimated by their vowels.

    Words that a lexicon spells letter by letter count as words here, unless they are in capitals.
    """
    whole = Token(spoken, "chinese", "", spoken, 0, len(spoken))
    return sum(part.syllables for part in parts(whole))


def pace(segment: SegmentRecord) -> float | None:
    """Return the syllables a second, pauses within the line included, or None for a short line."""
    count, seconds = syllables(segment.spoken), segment.end - segment.start
    return count / seconds if count >= FEWEST_SYLLABLES and seconds > 0 else None


def usual(segments: Sequence[SegmentRecord]) -> dict[str, float]:
    """Return the median pace of each host with at least LEAST_LINES long enough lines."""
    paces = _by_host(segments)
    return {host: median(each) for host, each in paces.items() if len(each) >= LEAST_LINES}


def aside(value: float | None, normal: float | None) -> float:
    """Return the difference as a share of the usual pace `normal`; 0 within `MOST_ASIDE`."""
    if value is None or not normal:
        return 0.0
    difference = value / normal - 1
    return difference if abs(difference) > MOST_ASIDE else 0.0


def histogram(segments: Sequence[SegmentRecord]) -> Histogram | None:
    """Return the paces of all hosts, or None when there are too few lines."""
    paces = {
        host: [min(value, _FASTEST) for value in values]
        for host, values in _by_host(segments).items()
    }
    every = [value for each in paces.values() for value in each]
    if len(every) < LEAST_LINES:
        return None
    first, last = int(min(every)), int(max(every)) + 1
    return Histogram(
        first, last, {host: _counts(values, first, last) for host, values in paces.items()}
    )


def _by_host(segments: Sequence[SegmentRecord]) -> dict[str, list[float]]:
    paces: dict[str, list[float]] = {}
    for segment in segments:
        value = pace(segment)
        if value is not None:
            paces.setdefault(segment.host, []).append(value)
    return paces


def _counts(values: Sequence[float], first: int, last: int) -> tuple[int, ...]:
    counts = [0] * ((last - first) * _BINS)
    for value in values:
        counts[int((value - first) * _BINS)] += 1
    return tuple(counts)
