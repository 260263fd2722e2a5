"""The loudness of stretches of an episode, with the gating of ITU-R BS.1770-4.

The blocks of the standard, which are 400 ms long and overlap by 75 %, are the values of
`Curves.momentary`. A host's loudness is the integrated loudness of the blocks that lie wholly
within the host's lines.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from statistics import fmean

from podcast.model import TARGET_LUFS

STEADY_LU = 3.0
"""How far from the whole, in LU, speech of three seconds may be without a listener reaching for the
volume; by the judgement of this project."""

CELLS = 10
"""How many values a curve has for each second."""
MOMENTARY_SECONDS = 0.4
SHORT_TERM_SECONDS = 3.0
"""The windows of momentary and short-term loudness, in seconds (EBU Tech 3341)."""

_BLOCK_CELLS = 4
_SILENCE_LUFS = -70.0
_GATE_LU = -10.0

Span = tuple[float, float]
"""The start and end of a stretch, in seconds of the MP3."""


def loudness(momentary: Sequence[float], spans: Iterable[Span]) -> float | None:
    """Return the loudness of stretches in LUFS, or None when they are silent or under 400 ms."""
    blocks = [level for span in spans for level in _within(momentary, span)]
    loud = [_power(level) for level in blocks if level > _SILENCE_LUFS]
    if not loud:
        return None
    gate = fmean(loud) * 10 ** (_GATE_LU / 10)
    return 10 * math.log10(fmean(power for power in loud if power >= gate))


def steady(levels: Iterable[float], lowest: float) -> tuple[float, float] | None:
    """Return the share of the time that sounds equally loud, and the loudest level.

    Levels below `lowest` do not count. Returns None without other levels.
    """
    audible = [level for level in levels if level >= lowest]
    if not audible:
        return None
    near = sum(abs(level - TARGET_LUFS) <= STEADY_LU for level in audible)
    return near / len(audible), max(audible)


def _within(momentary: Sequence[float], span: Span) -> Iterator[float]:
    """Yield the blocks that lie wholly in a stretch: block `i` ends at cell `i + 1`."""
    first = math.ceil(round(span[0] * CELLS, 3)) + _BLOCK_CELLS - 1
    end = math.floor(round(span[1] * CELLS, 3))
    yield from momentary[max(first, 0) : max(end, 0)]


def _power(level: float) -> float:
    return float(10 ** (level / 10))
