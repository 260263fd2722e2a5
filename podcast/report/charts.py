"""The charts of a report as data for its template: SVG paths, and labels with their positions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from podcast.episode.manifest import Episode
from podcast.lib.markup import clean, clip
from podcast.model import TARGET_LUFS, Curves
from podcast.report import drawing, pace
from podcast.report.levels import MOMENTARY_SECONDS, SHORT_TERM_SECONDS, STEADY_LU, steady
from podcast.report.notation import clock, figure, percent
from podcast.report.rows import Section

_PAGE_PIXELS = 1000
"""The width of a drawing on a desktop screen; a narrower page hides the titles in the bands."""
_TITLE_PIXELS = 12.5
"""The width of a Chinese character in a title, in pixels."""
_FEWEST_CHARACTERS = 4
_MARK_PIXELS = 16
_LEVELS = (-10, -16, -20, -30)
_LANE_HEIGHT = 100
_MOMENTARY_COLUMNS = 500
"""The number of columns for momentary loudness: few, so that pauses between words do not obscure
the curve."""


@dataclass(frozen=True, slots=True)
class AxisLabel:
    """A text with its distance from the left edge, or from the top, in percent of the drawing."""

    at: float
    text: str


@dataclass(frozen=True, slots=True)
class Band:
    """A chapter on the time axis, in percent of the width; texts that have no room are empty."""

    at: float
    width: float
    mark: str
    title: str
    hint: str


@dataclass(frozen=True, slots=True)
class Lane:
    """The path of one host."""

    host: str
    place: int
    path: str


@dataclass(frozen=True, slots=True)
class TimeCharts:
    """The two drawings over time; both have the same axis, bands and ticks."""

    seconds: float
    length: str
    bands: tuple[Band, ...]
    ticks: tuple[AxisLabel, ...]
    waveform: str
    lanes: tuple[Lane, ...]
    momentary: str
    short_term: str
    levels: tuple[AxisLabel, ...]
    target: float
    near: tuple[float, float]
    """The top and height of the tolerance, in percent of the height."""
    told: str
    """A summary of the loudness chart in a sentence."""


@dataclass(frozen=True, slots=True)
class PaceChart:
    """A histogram for each host: the number of lines by syllables a second."""

    bins: int
    height: int
    ticks: tuple[AxisLabel, ...]
    lanes: tuple[Lane, ...]


def time_charts(episode: Episode, sections: Sequence[Section], curves: Curves) -> TimeCharts:
    """Draw the recording over time."""
    seconds = episode.audio.seconds
    highest = _down(TARGET_LUFS + STEADY_LU)
    return TimeCharts(
        seconds=seconds,
        length=clock(seconds),
        bands=tuple(_band(section, seconds) for section in sections),
        ticks=tuple(
            AxisLabel(drawing.share(time, seconds), clock(time)) for time in drawing.ticks(seconds)
        ),
        waveform=drawing.waveform(curves.peaks, seconds),
        lanes=tuple(_speech(episode)),
        momentary=drawing.curve(curves.momentary, MOMENTARY_SECONDS, seconds, _MOMENTARY_COLUMNS),
        short_term=drawing.curve(curves.short_term, SHORT_TERM_SECONDS, seconds),
        levels=tuple(AxisLabel(_down(level), figure(level, 0)) for level in _LEVELS),
        target=_down(TARGET_LUFS),
        near=(highest, round(_down(TARGET_LUFS - STEADY_LU) - highest, 2)),
        told=_summary(curves),
    )


def pace_chart(episode: Episode) -> PaceChart | None:
    """Draw how fast each host speaks; return None when there are too few lines."""
    histogram = pace.histogram(episode.segments)
    if histogram is None:
        return None
    places = {host: place for place, host in enumerate(episode.hosts)}
    width = histogram.last - histogram.first
    return PaceChart(
        bins=len(next(iter(histogram.counts.values()))),
        height=_LANE_HEIGHT,
        ticks=tuple(
            AxisLabel(round(100 * step / width, 2), str(histogram.first + step))
            for step in range(width + 1)
        ),
        lanes=tuple(
            Lane(clean(host), places.get(host, 0), drawing.bars(counts, _LANE_HEIGHT))
            for host, counts in histogram.counts.items()
        ),
    )


def _band(section: Section, seconds: float) -> Band:
    at = drawing.share(section.start, seconds)
    width = round(drawing.share(section.end, seconds) - at, 2)
    pixels = width / 100 * _PAGE_PIXELS
    characters = int((pixels - len(section.mark) * _MARK_PIXELS) / _TITLE_PIXELS)
    room = characters >= min(_FEWEST_CHARACTERS, len(section.title))
    mark = section.mark or ("" if room else section.title[:1])
    return Band(
        at=at,
        width=width,
        mark=mark if pixels >= _MARK_PIXELS else "",
        title=clip(section.title, characters) if room else "",
        hint=f"{section.clock} {section.title}",
    )


def _speech(episode: Episode) -> Iterator[Lane]:
    for place, host in enumerate(episode.hosts):
        lines = [(line.start, line.end) for line in episode.segments if line.host == host]
        yield Lane(clean(host), place, drawing.spans(lines, episode.audio.seconds))


def _down(level: float) -> float:
    """Return the distance of a level from the top of the chart, in percent."""
    height = drawing.HIGHEST_LUFS - drawing.LOWEST_LUFS
    return round(100 * (drawing.HIGHEST_LUFS - level) / height, 2)


def _summary(curves: Curves) -> str:
    result = steady(curves.short_term, drawing.LOWEST_LUFS)
    if result is None:
        return "没有测到声音。"
    share, loudest = result
    return (
        f"有 {percent(share)} 的时间音量平稳，在 "
        f"{figure(TARGET_LUFS - STEADY_LU, 0)} 到 {figure(TARGET_LUFS + STEADY_LU, 0)} LUFS "
        f"之间；最响的一刻 {figure(loudest)} LUFS。"
    )
