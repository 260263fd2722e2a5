"""An episode as the templates print it: texts, links and times in the form of the page.

Every text is cleaned here and escaped by the templates; every address is http(s) or a file name
beside the page.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from podcast.episode.catalogue import Summary
from podcast.episode.manifest import Episode, SegmentRecord
from podcast.lib.markup import clean, clock, length_in_words, web_link
from podcast.lib.punctuation import full_width
from podcast.model import CLOSING_TITLE, OPENING_TITLE, RUNDOWN_TITLE
from podcast.site.heading import Heading, heading

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
    told: str
    """The first sentence that is told of the item beyond its headline; empty if there is none."""
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
class Entry:
    """An entry of the list of contents: a chapter with its news item, if it has one, or either."""

    title: str
    moment: Moment | None
    item: News | None


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
    heading: Heading
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
    heading: Heading
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
    contents: tuple[Entry, ...]
    """The chapters in the order of the recording, then the items that have none."""
    transcript: tuple[Passage, ...]


def view(episode: Episode) -> EpisodeView:
    """Return an episode as the pages show it."""
    seconds = episode.audio.seconds
    news = _news(episode)
    chapters = tuple(
        ChapterView(text_of(chapter.title), chapter.item, _moment(chapter.start))
        for chapter in episode.chapters
    )
    return EpisodeView(
        guid=episode.guid,
        date=episode.date,
        published=episode.published,
        day=day_of(date.fromisoformat(episode.date)),
        title=text_of(episode.title),
        heading=heading(episode.title),
        length=length_in_words(seconds),
        seconds=f"{seconds:.3f}",
        megabytes=f"{episode.audio.bytes / 1_000_000:.1f}",
        folder=f"{episode.date}/",
        audio=episode.audio.file,
        captions=episode.files.vtt,
        peaks=episode.files.peaks,
        hosts=tuple(clean(host) for host in episode.hosts),
        post=web_link(episode.post.url),
        news=news,
        chapters=chapters,
        contents=tuple(_contents(chapters, news)),
        transcript=_transcript(episode),
    )


def neighbour(episode: Summary) -> NeighbourView:
    """Return a neighbouring episode as an episode's page shows it."""
    day = day_of(date.fromisoformat(episode.date))
    title = text_of(episode.title)
    return NeighbourView(title, heading(episode.title), day, f"../{episode.date}/")


def day_of(day: date) -> str:
    """Return a date as the pages write it."""
    return f"{day.year}年{day.month}月{day.day}日 星期{_WEEKDAYS[day.weekday()]}"


def time_of(seconds: float) -> str:
    """Return a time as players show it: `1:23`, `1:02:03`."""
    hours, rest = clock(seconds).split(":", 1)
    return f"{int(hours)}:{rest}" if seconds >= _HOUR else f"{int(rest[:2])}{rest[2:]}"


def text_of(text: str) -> str:
    """Return a title or headline as the pages print it."""
    return full_width(clean(text))


def _moment(seconds: float) -> Moment:
    return Moment(f"{seconds:g}", time_of(seconds), f"PT{int(seconds)}S")


def _contents(chapters: tuple[ChapterView, ...], news: tuple[News, ...]) -> Iterator[Entry]:
    unheard = {item.number: item for item in news}
    for chapter in chapters:
        item = unheard.pop(chapter.item, None) if chapter.item else None
        yield Entry(item.headline if item else chapter.title, chapter.moment, item)
    for item in unheard.values():
        yield Entry(item.headline, None, item)


def _news(episode: Episode) -> tuple[News, ...]:
    begins = {chapter.item: chapter.start for chapter in episode.chapters}
    return tuple(
        News(
            number=item.number,
            headline=text_of(item.headline),
            sources=tuple(
                Source(clean(link.text) or url, url)
                for link in item.links
                if (url := web_link(link.url))
            ),
            picture=item.picture,
            moment=_moment(begins[item.number]) if item.number in begins else None,
            told=_told(episode, item.number, item.headline),
            grounds=tuple(
                Ground(clean(line.text), tuple(clean(each.text) for each in line.supports))
                for line in episode.segments
                if line.item == item.number and line.supports
            ),
            texts=tuple(map(clean, item.texts)),
        )
        for item in episode.items
    )


def _told(episode: Episode, number: int, headline: str) -> str:
    """Return the first line of an item that is not its headline read out."""
    lines = (clean(line.text) for line in episode.segments if line.item == number)
    return next((line for line in lines if _letters(line) != _letters(headline)), "")


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def _transcript(episode: Episode) -> tuple[Passage, ...]:
    headlines = {item.number: text_of(item.headline) for item in episode.items}
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
