"""The itunes:, podcast: and psc: elements of a channel and of an item.

Sources: Apple's podcast requirements, PSP-1 (required and recommended elements), the podcast
namespace (docs/tags of Podcastindex-org/podcast-namespace) and Podlove Simple Chapters 1.2.
"""

from __future__ import annotations

from podcast.config import Show
from podcast.feed.extension import Tag
from podcast.manifest import AlternateRecord, ChapterRecord, Episode
from podcast.markup import clip, clock, web_link

_PERSON_LENGTH = 128
"""Characters of a podcast:person, as its page says."""

_TEXT_LENGTH = 255
"""Characters of any other value: Apple's requirements."""

_SIMPLE_CHAPTERS = "1.2"


def channel_tags(show: Show, cover: str) -> tuple[Tag, ...]:
    """Return the channel's elements; `cover` is the file name of the artwork."""
    return (
        Tag("itunes:author", clip(show.author, _TEXT_LENGTH)),
        _category(show),
        _explicit(show),
        _image(show, cover),
        Tag("itunes:type", "episodic"),
        Tag("podcast:guid", show.guid),
        Tag("podcast:locked", "yes"),
        Tag("podcast:medium", "podcast"),
        Tag("podcast:updateFrequency", "每天", {"rrule": "FREQ=DAILY"}),
        *(_person(show, host.name) for host in show.hosts),
        _ai_content(show),
    )


def item_tags(show: Show, episode: Episode, cover: str) -> tuple[Tag, ...]:
    """Return an item's elements; its persons replace those of the channel."""
    return (
        Tag("itunes:duration", str(round(episode.audio.seconds))),
        _explicit(show),
        _image(show, cover),
        Tag("itunes:episodeType", "full"),
        *_transcripts(show, episode),
        _chapters(show, episode),
        _simple_chapters(episode),
        *(_alternate(show, episode.date, each) for each in episode.audio.alternates),
        *(_person(show, name) for name in episode.hosts),
        _ai_content(show),
    )


def _category(show: Show) -> Tag:
    category, *below = (clip(name, _TEXT_LENGTH) for name in show.category)
    children = tuple(Tag("itunes:category", attributes={"text": name}) for name in below)
    return Tag("itunes:category", attributes={"text": category}, children=children)


def _explicit(show: Show) -> Tag:
    return Tag("itunes:explicit", _true_or_false(show.explicit))


def _image(show: Show, cover: str) -> Tag:
    return Tag("itunes:image", attributes={"href": show.url(cover)})


def _person(show: Show, name: str) -> Tag:
    """Name an artificial voice as one (Apple's content guidelines, section on AI)."""
    suffix = "（AI 合成语音）" if show.ai_label else ""
    text = clip(name, _PERSON_LENGTH - len(suffix)) + suffix
    return Tag("podcast:person", text, {"role": "host"})


def _ai_content(show: Show) -> Tag:
    return Tag("podcast:txt", _true_or_false(show.ai_label), {"purpose": "ai-content"})


def _transcripts(show: Show, episode: Episode) -> tuple[Tag, ...]:
    """WebVTT stands first: most apps take the first one that they know."""
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
    """Return another encoding of the recording: where it lies and what its bytes hash to."""
    kind = alternate.file.rpartition(".")[2].capitalize()
    attributes = {
        "type": alternate.type,
        "length": str(alternate.bytes),
        "bitrate": str(alternate.bitrate),
        "title": f"{kind} {alternate.bitrate // 1000} kbit/s",
        "default": "false",
    }
    source = Tag("podcast:source", attributes={"uri": show.url(date, alternate.file)})
    integrity = {"type": "sri", "value": alternate.integrity}
    children = (source, Tag("podcast:integrity", attributes=integrity))
    return Tag("podcast:alternateEnclosure", attributes=attributes, children=children)


def _true_or_false(value: bool) -> str:
    return "true" if value else "false"
