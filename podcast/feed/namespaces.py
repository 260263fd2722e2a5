"""The itunes:, podcast: and psc: elements of a channel and of an item.

Their sources are Apple's podcast requirements, PSP-1 (required and recommended elements), the
podcast namespace (docs/tags of Podcastindex-org/podcast-namespace) and Podlove Simple Chapters 1.2.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from podcast.episode.manifest import CARD_FILE, AlternateRecord, ChapterRecord, Episode
from podcast.feed import wishes
from podcast.feed.extension import Tag
from podcast.lib.markup import clip, clock, true_or_false, web_link, whole_seconds
from podcast.show.config import Show

_PERSON_LENGTH = 128
"""The most characters of a podcast:person and of a podcast:soundbite (podcast namespace)."""

_SHORTEST_BITE = 15.0
_LONGEST_BITE = 120.0
"""The shortest and longest podcast:soundbite in seconds (advice of the podcast namespace)."""

_TEXT_LENGTH = 255
"""The most characters of any other value (Apple's requirements)."""

_SIMPLE_CHAPTERS = "1.2"
_PAGE_TEXT = "在网页上收听，文稿逐字跟随"


def recording_url(show: Show, day: str, file: str) -> str:
    """Return the public address of a recording, behind `feed.prefix` if the show counts downloads.

    Such services take the address without `https://` behind their own (OP3, Podtrac).
    """
    url = show.url(day, file)
    return f"{show.feed.prefix}{url.removeprefix('https://')}" if show.feed.prefix else url


def channel_tags(show: Show, cover: str) -> tuple[Tag, ...]:
    """Return the channel's elements; `cover` is the file name of the artwork."""
    return (
        Tag("itunes:author", clip(show.author, _TEXT_LENGTH)),
        _category(show),
        _explicit(show),
        _image(show, cover),
        *wishes.for_apple(show.feed),
        Tag("podcast:guid", show.guid),
        Tag("podcast:medium", "podcast"),
        *wishes.for_directories(show.feed),
        *_podping(show),
        *_persons(show, [host.name for host in show.hosts]),
        *_ai_content(show),
    )


def item_tags(show: Show, episode: Episode, cover: str) -> tuple[Tag, ...]:
    """Return an item's elements; its persons replace those of the channel."""
    return (
        Tag("itunes:duration", str(whole_seconds(episode.audio.seconds))),
        _explicit(show),
        _image(show, cover),
        _card(show, episode),
        _page(show, episode),
        Tag("itunes:episodeType", "full"),
        *_numbers(show, episode),
        *_transcripts(show, episode),
        _chapters(show, episode),
        _simple_chapters(episode),
        *_soundbite(show, episode),
        *(_alternate(show, episode.date, each) for each in episode.audio.alternates),
        *_persons(show, episode.hosts),
        *_ai_content(show),
    )


def _category(show: Show) -> Tag:
    category, *below = (clip(name, _TEXT_LENGTH) for name in show.category)
    children = tuple(Tag("itunes:category", attributes={"text": name}) for name in below)
    return Tag("itunes:category", attributes={"text": category}, children=children)


def _explicit(show: Show) -> Tag:
    return Tag("itunes:explicit", true_or_false(show.explicit))


def _image(show: Show, cover: str) -> Tag:
    return Tag("itunes:image", attributes={"href": show.url(cover)})


def _persons(show: Show, hosts: Iterable[str]) -> Iterator[Tag]:
    """Yield hosts and other persons. If an item names persons, apps ignore those of the channel."""
    yield from (_host(show, name) for name in hosts)
    yield from map(wishes.person, show.feed.persons)


def _host(show: Show, name: str) -> Tag:
    """Return a host, marked as an artificial voice (Apple's content guidelines, section on AI)."""
    suffix = "（AI 合成语音）" if show.ai_label.feed else ""
    text = clip(name, _PERSON_LENGTH - len(suffix)) + suffix
    return Tag("podcast:person", text, {"role": "host"})


def _podping(show: Show) -> Iterator[Tag]:
    if show.publish.podping:
        yield Tag("podcast:podping", attributes={"usesPodping": "true"})


def _numbers(show: Show, episode: Episode) -> Iterator[Tag]:
    """Yield season and episode numbers: the year, and the day of the year from 1.

    The numbers depend only on the date, so that other episodes do not change them.
    """
    if show.feed.numbers == "none":
        return
    day = date.fromisoformat(episode.date)
    season, number = str(day.year), str(day.timetuple().tm_yday)
    yield Tag("itunes:season", season)
    yield Tag("itunes:episode", number)
    yield Tag("podcast:season", season, {"name": f"{day.year}年"})
    yield Tag("podcast:episode", number, {"display": f"{day.month}月{day.day}日"})


def _soundbite(show: Show, episode: Episode) -> Iterator[Tag]:
    """Yield a soundbite of the first item, at most two minutes, unless the item is too short."""
    if not show.feed.soundbite:
        return
    ends = [*(each.start for each in episode.chapters[1:]), episode.audio.seconds]
    for chapter, end in zip(episode.chapters, ends, strict=True):
        if chapter.item is not None:
            seconds = min(end - chapter.start, _LONGEST_BITE)
            if seconds >= _SHORTEST_BITE:
                times = {"startTime": f"{chapter.start:.3f}", "duration": f"{seconds:.3f}"}
                yield Tag("podcast:soundbite", clip(chapter.title, _PERSON_LENGTH), times)
            return


def _ai_content(show: Show) -> Iterator[Tag]:
    """Yield the label of synthetic content; a show without it says nothing, not that it is none."""
    if show.ai_label.feed:
        yield Tag("podcast:txt", "true", {"purpose": "ai-content"})


def _card(show: Show, episode: Episode) -> Tag:
    """Return the episode's card, the picture for its links in social media."""
    attributes = {
        "href": show.url(episode.date, CARD_FILE),
        "purpose": "social",
        "type": "image/png",
        "aspect-ratio": "40/21",
        "width": "1200",
        "height": "630",
    }
    return Tag("podcast:image", attributes=attributes)


def _page(show: Show, episode: Episode) -> Tag:
    """Return the link to the episode's page, where it can be read along as well."""
    return Tag("podcast:contentLink", _PAGE_TEXT, {"href": show.url(episode.date, "")})


def _transcripts(show: Show, episode: Episode) -> tuple[Tag, ...]:
    """Return the transcripts. WebVTT is first: most apps use the first format that they know."""
    files = episode.files
    kinds = (
        (files.vtt, "text/vtt"),
        (files.srt, "application/x-subrip"),
        (files.transcript, "application/json"),
    )
    return tuple(
        Tag(
            "podcast:transcript",
            attributes={
                "url": show.url(episode.date, file),
                "type": kind,
                "language": show.language,
            },
        )
        for file, kind in kinds
    )


def _chapters(show: Show, episode: Episode) -> Tag:
    url = show.url(episode.date, episode.files.chapters)
    return Tag("podcast:chapters", attributes={"url": url, "type": "application/json+chapters"})


def _simple_chapters(episode: Episode) -> Tag:
    children = tuple(Tag("psc:chapter", attributes=_chapter(each)) for each in episode.chapters)
    return Tag("psc:chapters", attributes={"version": _SIMPLE_CHAPTERS}, children=children)


def _chapter(chapter: ChapterRecord) -> dict[str, str]:
    attributes = {
        "start": _milliseconds(chapter.start),
        "title": clip(chapter.title, _TEXT_LENGTH),
        "href": web_link(chapter.url),
        "image": web_link(chapter.image),
    }
    return {name: value for name, value in attributes.items() if value is not None}


def _milliseconds(seconds: float) -> str:
    """Return a time as `HH:MM:SS.mmm`, a normal play time with milliseconds."""
    whole = round(seconds * 1000)
    return f"{clock(whole / 1000)}.{whole % 1000:03}"


def _alternate(show: Show, date: str, alternate: AlternateRecord) -> Tag:
    """Return the element of another encoding of the recording, with its address and hash."""
    kind = alternate.file.rpartition(".")[2].capitalize()
    attributes = {
        "type": alternate.type,
        "length": str(alternate.bytes),
        "bitrate": str(alternate.bitrate),
        "title": f"{kind} {alternate.bitrate // 1000} kbit/s",
        "default": "false",
    }
    source = Tag("podcast:source", attributes={"uri": recording_url(show, date, alternate.file)})
    integrity = {"type": "sri", "value": alternate.integrity}
    children = (source, Tag("podcast:integrity", attributes=integrity))
    return Tag("podcast:alternateEnclosure", attributes=attributes, children=children)
