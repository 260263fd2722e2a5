"""`peaks.json`, read by rules of its own, against the peaks of the decoded recording."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from podcast.check.subject import Subject
from podcast.model import Curves, Finding

MOST_BYTES = 4096
"""What a page may load before anybody has pressed play."""
_TENTHS = 10
"""Values of `Curves` a second."""
_TOLERANCE = 2
"""Allowed difference, where full scale is 127: decoders round, and a peak may fall on either side
of a stretch's end."""


def check_waveform(subject: Subject, curves: Curves) -> Iterator[Finding]:
    """Yield what does not hold of the waveform, if the episode has one."""
    name = subject.episode.files.peaks
    if name is None:
        return
    try:
        data = (subject.folder / name).read_bytes()
        found = json.loads(data)
        stretch = found["samples_per_pixel"] / found["sample_rate"]
        highest = found["data"][1::2]
        drawn = list(zip(highest, _stretches(curves, stretch), strict=True))
    except OSError as error:
        yield subject.finding("peaks", name, f"cannot be read: {error.strerror}")
        return
    except (ValueError, LookupError, TypeError, ZeroDivisionError):
        yield subject.finding("peaks", name, "is no waveform of this recording")
        return
    if len(data) > MOST_BYTES:
        yield subject.finding("peaks", name, f"{len(data)} bytes, at most {MOST_BYTES}")
    wrong = [place for place, (said, heard) in enumerate(drawn) if _differ(said, heard)]
    if wrong:
        moment = f"{wrong[0] * stretch:.1f} s"
        yield subject.finding("peaks", name, f"is not what is heard at {moment}")


def _stretches(curves: Curves, seconds: float) -> list[float]:
    """Return the largest sample of each stretch, 0 to 127."""
    step = max(1, round(seconds * _TENTHS))
    peaks = curves.peaks
    return [127 * max(peaks[at : at + step]) for at in range(0, len(peaks), step)]


def _differ(said: Any, heard: float) -> bool:
    return not isinstance(said, int) or abs(said - heard) > _TOLERANCE
