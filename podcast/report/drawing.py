"""Pure functions that turn curves into the data of SVG paths, and times into places on the axis.

A drawing is `WIDTH` units wide for an episode of any length. It is stretched to the page, so it has
no text. Coordinates are rounded, so that the path of a long episode takes few bytes, too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from podcast.report.levels import CELLS, Span

WIDTH = 1200
"""The width of a drawing in units, and the most columns that it may have: more than a screen
shows."""
HALF_HEIGHT = 100
"""The units from the middle of the waveform to full scale."""
LOWEST_LUFS = -40.0
HIGHEST_LUFS = -5.0
UNITS_PER_LU = 10

_STEPS = (5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200)
"""The possible seconds between two ticks, all round numbers."""
_MOST_TICKS = 9


class Column(NamedTuple):
    """One column of a drawing: the time of its middle in seconds, and its value."""

    time: float
    value: float


def waveform(peaks: Sequence[float], seconds: float) -> str:
    """Return the outline of a recording, mirrored at `HALF_HEIGHT`, as one closed path.

    `peaks` are the largest absolute samples of each 100 ms, full scale being 1. Without peaks the
    path is empty.
    """
    points = [
        (_x(column.time, seconds), min(round(column.value * HALF_HEIGHT), HALF_HEIGHT))
        for column in columns(peaks, max)
    ]
    if not points:
        return ""
    above = [f"{x:g} {HALF_HEIGHT - y}" for x, y in points]
    below = [f"{x:g} {HALF_HEIGHT + y}" for x, y in reversed(points)]
    return f"M{' '.join([*above, *below])}z"


def curve(levels: Sequence[float], window: float, seconds: float, most: int = WIDTH) -> str:
    """Return loudness over time as a path of at most `most` columns, each with its highest value.

    A value of `levels` belongs to the `window` seconds before it and is drawn at their middle, so
    that it stands above the sound that it measures. Values below `LOWEST_LUFS` are left out, so
    that a pause is a gap in the curve.
    """
    strokes: list[list[str]] = [[]]
    for time, level in columns(levels, max, most):
        if level < LOWEST_LUFS:
            strokes.append([])
            continue
        x = _x(max(time + 0.5 / CELLS - window / 2, 0), seconds)
        strokes[-1].append(f"{x:g} {round(level_y(level))}")
    return "".join(f"M{' '.join(stroke)}" for stroke in strokes if len(stroke) > 1)


def spans(stretches: Iterable[Span], seconds: float) -> str:
    """Return stretches of time as boxes of height 1 in one path."""
    return "".join(
        f"M{x:g} 0h{max(round(_x(end, seconds) - x, 1), 0.1):g}v1H{x:g}z"
        for x, end in ((_x(start, seconds), end) for start, end in stretches)
    )


def columns(
    values: Sequence[float], reduce: Callable[[Sequence[float]], float], most: int = WIDTH
) -> list[Column]:
    """Return the values of each 100 ms, reduced to at most `most` columns of the same length."""
    count = min(len(values), most)
    edges = [place * len(values) // max(count, 1) for place in range(count + 1)]
    return [
        Column((start + end) / 2 / CELLS, reduce(values[start:end]))
        for start, end in pairwise(edges)
    ]


def ticks(seconds: float) -> tuple[float, ...]:
    """Return the times of the axis's labels, from 0 on, in round steps."""
    step = next((each for each in _STEPS if seconds / each <= _MOST_TICKS), _STEPS[-1])
    return tuple(float(time) for time in range(0, int(seconds) + 1, step))


def share(time: float, seconds: float) -> float:
    """Return the position of a time on the axis in percent of the width, 0 to 100."""
    return min(max(round(100 * time / seconds, 2), 0.0), 100.0) if seconds > 0 else 0.0


def level_y(level: float) -> float:
    """Return the distance of a level from the top in units, limited to the chart."""
    inside = min(max(level, LOWEST_LUFS), HIGHEST_LUFS)
    return (HIGHEST_LUFS - inside) * UNITS_PER_LU


def bars(counts: Sequence[int], height: int) -> str:
    """Return a histogram as one path: bars are 1 wide, the tallest is `height`, all are visible."""
    tallest = max(counts, default=0)
    return "".join(
        f"M{place} {height}v-{max(round(height * count / tallest), 2)}h1V{height}z"
        for place, count in enumerate(counts)
        if count
    )


def _x(time: float, seconds: float) -> float:
    return round(WIDTH * min(time / seconds, 1.0), 1) if seconds > 0 else 0.0
