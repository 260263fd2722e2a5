"""How long lines take to speak, estimated before there is a voice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from podcast.script.sentences import width


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast an engine speaks: a line of w syllables takes w / syllables + pause seconds."""

    syllables: float
    """Syllables a second."""
    pause: float
    """The seconds of the pause behind a line."""


USUAL = Pace(5.2, 0.55)
"""The pace of the voices that `podcast init` writes, by least squares over an episode of fifty
lines."""
_MEASURED: Mapping[str, Pace] = {"tone": Pace(5.35, 0.36)}
"""The pace of other engines, by least squares over 256 lines of four episodes; the pause before an
item is longer (`length`)."""


def of(engines: Sequence[str]) -> Pace:
    """Return the pace of the first of some engines, by which an episode is spoken if it can."""
    return _MEASURED.get(engines[0], USUAL) if engines else USUAL


def seconds(texts: Iterable[str], pace: Pace = USUAL) -> float:
    """Return the estimated time to speak texts, in seconds, with the pauses behind them."""
    return sum(width(text) / pace.syllables + pace.pause for text in texts)


def fitting_width(time: float) -> float:
    """Return the width of one line that is spoken in `time` seconds at the usual pace."""
    return (time - USUAL.pause) * USUAL.syllables
