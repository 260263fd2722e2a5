"""The tags of an MP3, from the show, the post and the timeline."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from podcast.lib.progress import Reporter
from podcast.model import Chapter, Digest, Item, Script
from podcast.show.config import Show

if TYPE_CHECKING:
    from podcast.audio.id3 import Tags
    from podcast.audio.timeline import Timeline


def tags_of(
    show: Show, digest: Digest, script: Script, timeline: Timeline, report: Reporter
) -> Tags:
    """Return the tags; a chapter's picture that cannot be read is left out with a warning."""
    from podcast.audio.id3 import Tags, language_code
    from podcast.audio.pictures import embedded_cover
    from podcast.recording.pictures import chapter_pictures

    items = {item.number: item for item in digest.items}
    pictures = chapter_pictures(digest, show.images, show.cache, report)
    return Tags(
        title=digest.title,
        album=show.title,
        artist=show.author,
        date=digest.date,
        comment=show.description,
        lyrics="\n".join(f"{each.host}：{each.text}" for each in script.lines),
        page_url=show.url(str(digest.date), ""),
        aigc=_aigc(show, digest) if show.ai_label.file else None,
        cover=embedded_cover(show.cover),
        chapters=tuple(_with_source(each, items, pictures) for each in timeline.chapters),
        seconds=timeline.seconds,
        pictures=pictures,
        language=language_code(show.language),
    )


def _aigc(show: Show, digest: Digest) -> str:
    from podcast.audio.id3 import aigc

    return aigc(*show.makers, f"{show.guid}/{digest.date}")


def _with_source(chapter: Chapter, items: Mapping[int, Item], pictures: Container[int]) -> Chapter:
    """Return a chapter with its item's first link, and the address of its picture if it has one.

    Apps fetch the address of a picture, so a chapter has an address only when the program has read
    a public picture there over https.
    """
    from podcast.recording.pictures import address

    if chapter.item is None:
        return chapter
    item = items[chapter.item]
    url = item.links[0].url if item.links else None
    image = address(item.images[0]) if chapter.item in pictures else None
    return replace(chapter, url=url, image=image)
