"""What the templates show, ready to print: an episode's facts in the words of the page.

Every text is cleaned here and escaped by the templates; every address is http(s) or a file name
beside the page.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from podcast.manifest import Episode, SegmentRecord
from podcast.markup import clean, clock, web_link
from podcast.model import CLOSING_TITLE, OPENING_TITLE, RUNDOWN_TITLE

_WEEKDAYS = "一二三四五六日"
_HOUR = 3600
_PART_TITLES = {"opening": OPENING_TITLE, "rundown": RUNDOWN_TITLE, "closing": CLOSING_TITLE}


@dataclass(frozen=True, slots=True)
class Source:
    """A link to where a news item comes from."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class News:
    """A news item with the links to its sources."""

    number: int
    headline: str
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Moment:
    """A chapter: `seconds` for the player, `clock` for the eye."""

    title: str
    seconds: str
    clock: str


@dataclass(frozen=True, slots=True)
class Speech:
    """What one host says without a break."""

    host: str
    text: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A section of the transcript under its heading."""

    title: str
    seconds: str
    clock: str
    speeches: tuple[Speech, ...]


@dataclass(frozen=True, slots=True)
class EpisodeView:
    """An episode as the templates see it. `folder` leads to its page from the index."""

    date: str
    day: str
    title: str
    length: str
    megabytes: str
    folder: str
    audio: str
    hosts: tuple[str, ...]
    post: str | None
    news: tuple[News, ...]
    chapters: tuple[Moment, ...]
    transcript: tuple[Passage, ...]


def view(episode: Episode) -> EpisodeView:
    """Return what the pages show of an episode."""
    return EpisodeView(
        date=episode.date,
        day=_day(date.fromisoformat(episode.date)),
        title=clean(episode.title),
        length=_length(episode.audio.seconds),
        megabytes=f"{episode.audio.bytes / 1_000_000:.1f}",
        folder=f"{episode.date}/",
        audio=episode.audio.file,
        hosts=tuple(clean(host) for host in episode.hosts),
        post=web_link(episode.post.url),
        news=_news(episode),
        chapters=tuple(
            Moment(clean(chapter.title), f"{chapter.start:g}", _short_clock(chapter.start))
            for chapter in episode.chapters
        ),
        transcript=_transcript(episode),
    )


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日 星期{_WEEKDAYS[day.weekday()]}"


def _length(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} 分 {rest} 秒" if minutes else f"{rest} 秒"


def _short_clock(seconds: float) -> str:
    text = clock(seconds)
    return text if seconds >= _HOUR else text.removeprefix("00:")


def _news(episode: Episode) -> tuple[News, ...]:
    return tuple(
        News(
            number=item.number,
            headline=clean(item.headline),
            sources=tuple(
                Source(clean(link.text) or url, url)
                for link in item.links
                if (url := web_link(link.url))
            ),
        )
        for item in episode.items
    )


def _transcript(episode: Episode) -> tuple[Passage, ...]:
    headlines = {item.number: clean(item.headline) for item in episode.items}
    passages = []
    for (part, item), group in groupby(episode.segments, key=lambda line: (line.part, line.item)):
        lines = tuple(group)
        title = _PART_TITLES.get(part) or headlines.get(item or 0) or f"第{item}条"
        start = lines[0].start
        passages.append(Passage(title, f"{start:g}", _short_clock(start), _speeches(lines)))
    return tuple(passages)


def _speeches(lines: tuple[SegmentRecord, ...]) -> tuple[Speech, ...]:
    return tuple(
        Speech(clean(host), "".join(clean(line.text) for line in spoken))
        for host, spoken in groupby(lines, key=lambda line: line.host)
    )
