"""The table of a report: a row for each spoken line, in sections by chapter."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

from podcast.episode.manifest import ChapterRecord, Episode, SegmentRecord
from podcast.lib.markup import clean, length_in_words
from podcast.model import Curves
from podcast.report import pace
from podcast.report.levels import loudness
from podcast.report.notation import clock, figure, percent

MOST_LU_ASIDE = 3.0
"""The largest difference from the host's loudness that is not odd, in LU. On whole lines of the
embedded voice the largest difference was 0.8."""

Oddity = Literal["pace", "level", "tries", "times", "guess"]

_SAME_TIME = 0.001
_LATIN = re.compile(r"[A-Za-z]+")


class Remark(NamedTuple):
    """An odd fact about a line, in a few words."""

    oddity: Oddity
    text: str


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A spoken line as the table prints it; its button plays from `start` to `end` (seconds)."""

    number: int
    host: str
    place: int
    """The index of the host in the show, from 0, which selects the colour."""
    clock: str
    start: str
    end: str
    text: str
    spoken: str
    """The spoken form, empty when it is like the text."""
    seconds: str
    pace: str
    lufs: str
    tries: int
    supports: tuple[str, ...]
    """The sentences of the post on which the line rests, each with its line number in the post."""
    remarks: tuple[Remark, ...]
    """The odd facts of the line."""


@dataclass(frozen=True, slots=True)
class Section:
    """A chapter with its lines; `mark` is the number of its item, empty for 开场 and 结语."""

    mark: str
    title: str
    start: float
    end: float
    clock: str
    length: str
    rows: tuple[ReportRow, ...]


@dataclass(frozen=True, slots=True)
class Usual:
    """The usual values, with which a line is compared."""

    places: Mapping[str, int]
    pace: Mapping[str, float]
    lufs: Mapping[str, float | None]
    guessed: frozenset[str]
    """The words whose reading was guessed, in lower case."""


def sections(episode: Episode, curves: Curves) -> tuple[Section, ...]:
    """Return the chapters in order, each with the lines that begin in it."""
    usual = _usual(episode, curves)
    chapters = episode.chapters or (ChapterRecord(title=episode.title, start=0.0, item=None),)
    ends = [*(chapter.start for chapter in chapters[1:]), episode.audio.seconds]
    places = [_chapter_of(segment, chapters) for segment in episode.segments]
    return tuple(
        _section(
            chapter,
            end,
            tuple(
                _row(segment, curves, usual)
                for segment, of in zip(episode.segments, places, strict=True)
                if of == place
            ),
        )
        for place, (chapter, end) in enumerate(zip(chapters, ends, strict=True))
    )


def _chapter_of(segment: SegmentRecord, chapters: tuple[ChapterRecord, ...]) -> int:
    count = sum(chapter.start <= segment.start + _SAME_TIME for chapter in chapters)
    return max(count - 1, 0)


def _section(chapter: ChapterRecord, end: float, rows: tuple[ReportRow, ...]) -> Section:
    title = clean(chapter.title)
    return Section(
        mark="" if chapter.item is None else str(chapter.item),
        title=title,
        start=chapter.start,
        end=end,
        clock=clock(chapter.start),
        length=length_in_words(end - chapter.start),
        rows=rows,
    )


def _usual(episode: Episode, curves: Curves) -> Usual:
    spans = {
        host: [(line.start, line.end) for line in episode.segments if line.host == host]
        for host in episode.hosts
    }
    return Usual(
        places={host: place for place, host in enumerate(episode.hosts)},
        pace=pace.usual(episode.segments),
        lufs={host: loudness(curves.momentary, each) for host, each in spans.items()},
        guessed=frozenset(word.lower() for word in episode.guessed),
    )


def _row(segment: SegmentRecord, curves: Curves, usual: Usual) -> ReportRow:
    level = loudness(curves.momentary, [(segment.start, segment.end)])
    speed = pace.pace(segment)
    text, spoken = clean(segment.text), clean(segment.spoken)
    return ReportRow(
        number=segment.line,
        host=clean(segment.host),
        place=usual.places.get(segment.host, 0),
        clock=clock(segment.start),
        start=f"{segment.start:.3f}",
        end=f"{segment.end:.3f}",
        text=text,
        spoken=spoken if _letters(spoken) != _letters(text) else "",
        seconds=figure(segment.end - segment.start),
        pace="" if speed is None else figure(speed),
        lufs="" if level is None else figure(level),
        tries=segment.tries,
        supports=tuple(
            f"第 {each.post_line} 行：{clean(each.text)}" if each.post_line else clean(each.text)
            for each in segment.supports
        ),
        remarks=tuple(_remarks(segment, speed, level, usual)),
    )


def _remarks(
    segment: SegmentRecord, speed: float | None, level: float | None, usual: Usual
) -> Iterator[Remark]:
    difference = pace.aside(speed, usual.pace.get(segment.host))
    if difference:
        yield Remark("pace", f"语速{'快' if difference > 0 else '慢'} {percent(abs(difference))}")
    host = usual.lufs.get(segment.host)
    if speed is not None and level is not None and host is not None:
        lu = level - host
        if abs(lu) > MOST_LU_ASIDE:
            yield Remark("level", f"比平时{'响' if lu > 0 else '轻'} {figure(abs(lu))} 分贝")
    if segment.tries > 1:
        yield Remark("tries", f"第 {segment.tries} 次才说好")
    if not segment.words:
        yield Remark("times", "没有逐词时间")
    words = dict.fromkeys(_LATIN.findall(segment.spoken))
    guesses = [word for word in words if word.lower() in usual.guessed]
    if guesses:
        yield Remark("guess", f"猜读 {'、'.join(guesses)}")


def _letters(text: str) -> str:
    """Return the letters and digits of a text, without pause marks, brackets and spaces."""
    return "".join(char for char in text if char.isalnum())
