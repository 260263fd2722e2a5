"""Checks the times of captions against the times of words in the manifest.

The rules are those of docs/formats.md: a caption begins with its first word or up to half a second
earlier; it begins later only when the caption before it needs time to be read. It stays until the
next word is heard. Times are compared in whole milliseconds.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from podcast.check.shown import Shown
from podcast.episode.manifest import Episode, SegmentRecord

LONGEST = 7.0
"""The longest that a caption may stay, in seconds (Netflix)."""
_SHORTEST, _LONGEST = 800, round(LONGEST * 1000)
_EARLY, _LATE = 500, 1000
_SPARE = 2
"""The tolerance in milliseconds, as both compared times are rounded."""
_CROWDED = 50
"""How many milliseconds later than _LATE a caption may begin after many very short lines."""

Milliseconds = tuple[int, int]
"""The earliest and the latest time at which a position in a text is heard, in milliseconds."""


def misplaced(episode: Episode, shown: Sequence[Shown]) -> Iterator[Shown]:
    """Yield the cues that begin or end too far from the times of their words."""
    end = milliseconds(episode.audio.seconds)
    starts = [milliseconds(each.cue.start) for each in shown]
    for each, before, after in zip(shown, [None, *starts], [*starts[1:], end], strict=False):
        start, until = milliseconds(each.cue.start), milliseconds(each.cue.end)
        begins = _begins(start, _time_range(each.segment, each.first), before)
        if not begins or not _ends(start, until, _time_range(each.segment, each.following), after):
            yield each


def tagged(each: Shown) -> list[int]:
    """Return the word times that WebVTT should have: the starts of words inside the cue.

    A start that is not later than the time before it is left out.
    """
    times = [milliseconds(each.cue.start)]
    for _, _, start, _ in each.words:
        if times[-1] < milliseconds(start) < milliseconds(each.cue.end):
            times.append(milliseconds(start))
    return times[1:]


def within(each: Shown) -> list[int]:
    """Return the word times that the JSON transcript should have: starts and ends in turn.

    They never lie outside the caption's own times.
    """
    first, last = milliseconds(each.cue.start), milliseconds(each.cue.end)
    times = chain.from_iterable((start, end) for _, _, start, end in each.words)
    return [min(max(milliseconds(time), first), last) for time in times]


def milliseconds(seconds: float) -> int:
    """Return a time in whole milliseconds."""
    return round(seconds * 1000)


def _begins(start: int, voice: Milliseconds, before: int | None) -> bool:
    earliest, latest = voice
    if start > latest + _SPARE:
        held_back = before is not None and start <= before + _SHORTEST + _SPARE
        return held_back and start <= latest + _LATE + _CROWDED
    return start >= earliest - _EARLY - _SPARE


def _ends(start: int, end: int, voice: Milliseconds, free: int) -> bool:
    earliest, latest = voice
    least = min(max(earliest, start + _SHORTEST), start + _LONGEST, free)
    return least - _SPARE <= end <= max(latest, start + _SHORTEST) + _SPARE


def _time_range(segment: SegmentRecord, at: int) -> Milliseconds:
    """Return the earliest and the latest time at which a position in the text may be heard.

    The two are equal at the edge of a timed word; elsewhere they are the times of the nearest edges
    before and after the position.
    """
    marks = [(0, segment.start)]
    for first, last, start, end in segment.words:
        marks += [(first, start), (last, end)]
    marks.append((len(segment.text), segment.end))
    reached = [(place, time) for place, time in marks if place <= at]
    place, time = reached[-1]
    later = time if place == at else marks[min(len(reached), len(marks) - 1)][1]
    return milliseconds(time), milliseconds(later)
