"""An episode as the templates print it: texts, links and times in the form of the page.

Every text is cleaned here and escaped by the templates; every address is http(s) or a file name
beside the page.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from podcast.episode.catalogue import Summary
from podcast.episode.manifest import Episode, SegmentRecord
from podcast.lib.markup import clean, clock, web_link
from podcast.model import CLOSING_TITLE, OPENING_TITLE, RUNDOWN_TITLE

_WEEKDAYS = "一二三四五六日"
_HOUR = 3600
_PART_TITLES = {"opening": OPENING_TITLE, "rundown": RUNDOWN_TITLE, "closing": CLOSING_TITLE}


@dataclass(frozen=True, slots=True)
class Source:
    """A link to the source of a news item."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Moment:
    """A time of the recording: `seconds` for the player, `clock` and `duration` for the page."""

    seconds: str
    clock: str
    duration: str
    """The time in ISO 8601, for HTML's `time`."""


@dataclass(frozen=True, slots=True)
class Ground:
    """A line of an item, and the sentences of the post on which it rests."""

    text: str
    supports: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class News:
    """A news item with the links to its sources, and the beginning of its chapter, if any."""

    number: int
    headline: str
    sources: tuple[Source, ...]
    picture: str | None
    moment: Moment | None
    grounds: tuple[Ground, ...]
    """The spoken lines of the item that rest on sentences of the post."""
    texts: tuple[str, ...]
    """The whole item, where the narration was shortened."""


@dataclass(frozen=True, slots=True)
class ChapterView:
    """A chapter of the recording."""

    title: str
    item: int | None
    moment: Moment


@dataclass(frozen=True, slots=True)
class LineView:
    """The lines of one host in a row."""

    host: str
    text: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A section of the transcript under its heading."""

    title: str
    moment: Moment
    speeches: tuple[LineView, ...]


@dataclass(frozen=True, slots=True)
class NeighbourView:
    """The episode before or after; `folder` is the link from an episode's page."""

    title: str
    day: str
    folder: str


@dataclass(frozen=True, slots=True)
class EpisodeView:
    """An episode as the templates see it; `folder` is the link from the main page."""

    guid: str
    date: str
    published: str
    day: str
    title: str
    length: str
    seconds: str
    megabytes: str
    folder: str
    audio: str
    captions: str
    """The WebVTT file, which has the times of all words in a sixth of the JSON's bytes."""
    peaks: str | None
    hosts: tuple[str, ...]
    post: str | None
    news: tuple[News, ...]
    chapters: tuple[ChapterView, ...]
    transcript: tuple[Passage, ...]


def view(episode: Episode) -> EpisodeView:
    """Return an episode as the pages show it."""
    seconds = episode.audio.seconds
    return EpisodeView(
        guid=episode.guid,
        date=episode.date,
        published=episode.published,
        day=day_of(date.fromisoformat(episode.date)),
        title=clean(episode.title),
        length=length_of(seconds),
        seconds=f"{seconds:.3f}",
        megabytes=f"{episode.audio.bytes / 1_000_000:.1f}",
        folder=f"{episode.date}/",
        audio=episode.audio.file,
        captions=episode.files.vtt,
        peaks=episode.files.peaks,
        hosts=tuple(clean(host) for host in episode.hosts),
        post=web_link(episode.post.url),
        news=_news(episode),
        chapters=tuple(
            ChapterView(clean(chapter.title), chapter.item, _moment(chapter.start))
            for chapter in episode.chapters
        ),
        transcript=_transcript(episode),
    )


def neighbour(episode: Summary) -> NeighbourView:
    """Return a neighbouring episode as an episode's page shows it."""
    day = day_of(date.fromisoformat(episode.date))
    return NeighbourView(clean(episode.title), day, f"../{episode.date}/")


def day_of(day: date) -> str:
    """Return a date as the pages write it."""
    return f"{day.year}年{day.month}月{day.day}日 星期{_WEEKDAYS[day.weekday()]}"


def length_of(seconds: float) -> str:
    """Return a length as the pages write it."""
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} 分 {rest} 秒" if minutes else f"{rest} 秒"


def _moment(seconds: float) -> Moment:
    text = clock(seconds)
    short = text if seconds >= _HOUR else text.removeprefix("00:")
    return Moment(f"{seconds:g}", short, f"PT{int(seconds)}S")


def _news(episode: Episode) -> tuple[News, ...]:
    begins = {chapter.item: chapter.start for chapter in episode.chapters}
    return tuple(
        News(
            number=item.number,
            headline=clean(item.headline),
            sources=tuple(
                Source(clean(link.text) or url, url)
                for link in item.links
                if (url := web_link(link.url))
            ),
            picture=item.picture,
            moment=_moment(begins[item.number]) if item.number in begins else None,
            grounds=tuple(
                Ground(clean(line.text), tuple(clean(each.text) for each in line.supports))
                for line in episode.segments
                if line.item == item.number and line.supports
            ),
            texts=tuple(map(clean, item.texts)),
        )
        for item in episode.items
    )


def _transcript(episode: Episode) -> tuple[Passage, ...]:
    headlines = {item.number: clean(item.headline) for item in episode.items}
    passages = []
    for (part, item), group in groupby(episode.segments, key=lambda line: (line.part, line.item)):
        lines = tuple(group)
        title = _PART_TITLES.get(part) or headlines.get(item or 0) or f"第{item}条"
        passages.append(Passage(title, _moment(lines[0].start), _speeches(lines)))
    return tuple(passages)


def _speeches(lines: tuple[SegmentRecord, ...]) -> tuple[LineView, ...]:
    return tuple(
        LineView(clean(host), "".join(clean(line.text) for line in group))
        for host, group in groupby(lines, key=lambda line: line.host)
    )
