r"""Data for machines: JSON-LD (schema.org) in the pages, and oEmbed.

In a page `<` is written as \\u003c, so that no text can end the script element.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from html import escape
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from podcast.episode.manifest import Episode
from podcast.lib.markup import clean, clip, whole_seconds
from podcast.show.config import Show
from podcast.site.view import text_of

if TYPE_CHECKING:
    from markupsafe import Markup

EMBED_FILE = "embed.html"
_DESCRIPTION = 300
_FRAME = (640, 440)
"""The width and height of the embedded player in CSS pixels."""
_DANGEROUS = {ord(char): f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}


def script_json(data: Mapping[str, Any]) -> Markup:
    """Return the content of a `<script type="application/ld+json">`."""
    from markupsafe import Markup

    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.translate(_DANGEROUS))  # noqa: S704 -- all markup characters are escaped


def description(episode: Episode) -> str:
    """Return the headlines on one line, for search engines and link previews."""
    return clip(
        "；".join(text_of(item.headline) for item in episode.items) or text_of(episode.title),
        _DESCRIPTION,
    )


def series(show: Show, cover: str, feed: str) -> dict[str, Any]:
    """Return the show as schema.org's PodcastSeries."""
    return {
        "@type": "PodcastSeries",
        "name": clean(show.title),
        "description": clean(show.description),
        "url": show.url(""),
        "webFeed": feed,
        "image": show.url(cover),
        "inLanguage": show.language,
        "author": {"@type": "Organization", "name": clean(show.author), "url": show.link},
    }


def series_page(show: Show, cover: str, feed: str) -> dict[str, Any]:
    """Return the JSON-LD of the list of episodes."""
    return {"@context": "https://schema.org", **series(show, cover, feed)}


def episode_page(show: Show, episode: Episode, cover: str, feed: str) -> dict[str, Any]:
    """Return an episode as schema.org's PodcastEpisode with its AudioObject and its chapters."""
    page, audio = show.url(episode.date, ""), episode.audio
    return {
        "@context": "https://schema.org",
        "@type": "PodcastEpisode",
        "@id": page,
        "url": page,
        "name": text_of(episode.title),
        "description": description(episode),
        "datePublished": episode.published,
        "inLanguage": show.language,
        "image": show.url(cover),
        "isAccessibleForFree": True,
        "timeRequired": _duration(audio.seconds),
        "associatedMedia": {
            "@type": "AudioObject",
            "contentUrl": show.url(episode.date, audio.file),
            "encodingFormat": "audio/mpeg",
            "contentSize": str(audio.bytes),
            "duration": _duration(audio.seconds),
            "caption": {
                "@type": "MediaObject",
                "contentUrl": show.url(episode.date, episode.files.vtt),
                "encodingFormat": "text/vtt",
            },
        },
        "hasPart": _clips(episode, page),
        "partOfSeries": series(show, cover, feed),
    }


def oembed(show: Show, episode: Episode, cover: str) -> str:
    """Return the oEmbed response (oembed.com, section 2.3.4, rich) as JSON text."""
    width, height = _FRAME
    title = text_of(episode.title)
    frame = (
        f'<iframe src="{escape(show.url(episode.date, EMBED_FILE))}" title="{escape(title)}" '
        f'width="{width}" height="{height}" loading="lazy" '
        'style="border:0;max-width:100%" allow="autoplay"></iframe>'
    )
    data = {
        "version": "1.0",
        "type": "rich",
        "title": title,
        "provider_name": clean(show.title),
        "provider_url": show.url(""),
        "author_name": clean(show.author),
        "author_url": show.link,
        "thumbnail_url": show.url(cover),
        "html": frame,
        "width": width,
        "height": height,
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _clips(episode: Episode, page: str) -> list[dict[str, Any]]:
    starts = [chapter.start for chapter in episode.chapters]
    ends = [end for _, end in pairwise([*starts, episode.audio.seconds])]
    return [
        {
            "@type": "Clip",
            "name": text_of(chapter.title),
            "startOffset": int(chapter.start),
            "endOffset": int(end),
            "url": f"{page}?t={int(chapter.start)}",
        }
        for chapter, end in zip(episode.chapters, ends, strict=True)
    ]


def _duration(seconds: float) -> str:
    """Return an ISO 8601 duration."""
    minutes, second = divmod(whole_seconds(seconds), 60)
    return f"PT{minutes}M{second}S"
