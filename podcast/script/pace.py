"""How long lines take to speak, estimated before there is a voice."""

from __future__ import annotations

from collections.abc import Iterable

from podcast.script.sentences import width

_SYLLABLES_A_SECOND = 5.2
_PAUSE_SECONDS = 0.55
"""The pace of the voices that `podcast init` writes, by least squares over an episode of fifty
lines: a line of w syllables takes w / 5.2 + 0.55 s, with the pause behind it."""


def seconds(texts: Iterable[str]) -> float:
    """Return the estimated time to speak texts, in seconds, with the pauses behind them."""
    return sum(width(text) / _SYLLABLES_A_SECOND + _PAUSE_SECONDS for text in texts)


def fitting_width(time: float) -> float:
    """Return the width of one line that is spoken in `time` seconds."""
    return (time - _PAUSE_SECONDS) * _SYLLABLES_A_SECOND
