"""Checks `peaks.json`, without the code that wrote it, against the peaks of the recording."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from podcast.check.subject import Subject
from podcast.model import Curves, Finding

MOST_BYTES = 4096
"""The most bytes of a waveform: a page loads it before somebody presses play."""
_TENTHS = 10
"""How many values `Curves` has for each second."""
_TOLERANCE = 2
"""The allowed difference at a full scale of 127: decoders round differently, and a peak at the end
of a stretch may fall on either side."""


def check_waveform(subject: Subject, curves: Curves) -> Iterator[Finding]:
    """Yield the faults of the waveform, if the episode has a waveform."""
    name = subject.episode.files.peaks
    if name is None:
        return
    try:
        data = (subject.folder / name).read_bytes()
        waveform = json.loads(data)
        stretch = waveform["samples_per_pixel"] / waveform["sample_rate"]
        highest = waveform["data"][1::2]
        pairs = list(zip(highest, _stretches(curves, stretch), strict=True))
    except OSError as error:
        yield subject.finding("peaks", name, f"cannot be read: {error.strerror}")
        return
    except (ValueError, LookupError, TypeError, ZeroDivisionError):
        yield subject.finding("peaks", name, "is no waveform of this recording")
        return
    if len(data) > MOST_BYTES:
        yield subject.finding("peaks", name, f"{len(data)} bytes, at most {MOST_BYTES}")
    wrong = [place for place, (stored, measured) in enumerate(pairs) if _differ(stored, measured)]
    if wrong:
        moment = f"{wrong[0] * stretch:.1f} s"
        yield subject.finding("peaks", name, f"is not what is heard at {moment}")


def _stretches(curves: Curves, seconds: float) -> list[float]:
    """Return the largest sample of each stretch, 0 to 127."""
    step = max(1, round(seconds * _TENTHS))
    peaks = curves.peaks
    return [127 * max(peaks[at : at + step]) for at in range(0, len(peaks), step)]


def _differ(stored: Any, measured: float) -> bool:
    return not isinstance(stored, int) or abs(stored - measured) > _TOLERANCE
