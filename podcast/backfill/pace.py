"""How long a date takes: measured by what was made here before, else estimated by the engine."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from podcast.backfill.making import Made
from podcast.lib.atomic import write_text
from podcast.show.config import Show
from podcast.show.voices import ENGINES

_FILE = "pace.json"
_MIXING = 0.1
"""Seconds that a second of sound takes to write, mix, encode and check, for a first estimate."""
_KEEP = 0.9
"""The weight of what was measured before, each time that a date is made."""


def note(show: Show, made: Made) -> None:
    """Note how long a date took whose lines were spoken; one from the cache says nothing."""
    if not made.calls:
        return
    measured = _measured(show)
    sound, work = measured.get(made.engine, (0.0, 0.0))
    measured[made.engine] = (sound * _KEEP + made.seconds, work * _KEEP + made.took)
    write_text(_path(show), json.dumps(measured, indent=2) + "\n")


def seconds(show: Show, engines: Sequence[str], sound: float) -> float:
    """Return for how many seconds one worker is busy with so many seconds of sound."""
    measured = _measured(show)
    engine = next((name for name in engines if name in measured), None)
    if engine is None:
        return sound * (ENGINES[engines[0]].work + _MIXING)
    spoken, work = measured[engine]
    return sound * work / spoken


def _measured(show: Show) -> dict[str, tuple[float, float]]:
    """Return for each engine seconds of sound, and the seconds of work that they took."""
    try:
        table = json.loads(_path(show).read_bytes())
        return {name: (float(a), float(b)) for name, (a, b) in table.items() if a > 0}
    except (OSError, ValueError, TypeError, AttributeError):  # nothing was measured yet
        return {}


def _path(show: Show) -> Path:
    return show.workspaces / _FILE
