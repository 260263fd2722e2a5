"""Turn episodes into RSS. Only this file imports feedgen; comments explain its traps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import datetime
from typing import Any

from podcast.episode.cover import cover_name
from podcast.episode.manifest import Episode
from podcast.errors import FeedError
from podcast.feed import notes
from podcast.feed.extension import ChannelTags, ItemTags, Tag
from podcast.feed.namespaces import channel_tags, item_tags, recording_url
from podcast.feed.paging import FEED_FILE, Page, divide
from podcast.lib.markup import clip, clip_bytes, web_link
from podcast.show.config import Show

_TITLE_LENGTH = 255
_DESCRIPTION_BYTES = 4000
"""The longest description, in bytes of UTF-8 (Apple's requirements)."""


def render(show: Show, episodes: Iterable[Episode]) -> bytes:
    """Return the page of the feed that apps subscribe to, newest episode first, as UTF-8 XML.

    The same show and manifests give the same bytes, as all dates are those of posts. Raises
    FeedError when there is no episode or the cover is invalid.
    """
    by_date = {episode.date: episode for episode in episodes}
    page = divide(tuple(by_date), show.feed.items)[-1]
    return render_page(show, page, [by_date[day] for day in page.dates])


def render_page(show: Show, page: Page, episodes: Iterable[Episode]) -> bytes:
    """Return one page of the feed with its episodes. Raises FeedError as `render` does."""
    from feedgen.feed import FeedGenerator

    newest_first = sorted(episodes, key=_published, reverse=True)
    if not newest_first:
        raise FeedError(f"{show.episodes}: no finished episode; run `podcast build` first")
    cover = cover_name(show)
    feed = FeedGenerator()
    feed.register_extension("own", ChannelTags, ItemTags, atom=False)
    _describe(feed, show, page, cover)
    feed.lastBuildDate(_published(newest_first[0]))  # the default is the current time
    for episode in newest_first:
        _add(feed, show, episode, cover)
    return bytes(feed.rss_str(pretty=True))


def _describe(feed: Any, show: Show, page: Page, cover: str) -> None:
    feed.title(clip(show.title, _TITLE_LENGTH))
    feed.description(clip_bytes(show.description, _DESCRIPTION_BYTES))
    feed.language(show.language)
    feed.generator("digestcast")  # without a version, so that only the content changes the bytes
    # the last link becomes <link>, so the feed's own address comes first
    feed.link(href=show.url(page.name), rel="self", type="application/rss+xml")
    feed.link(href=show.link, rel="alternate")
    feed.image(url=show.url(cover), title=clip(show.title, _TITLE_LENGTH), link=show.link)
    if show.feed.copyright:
        feed.copyright(clip(show.feed.copyright, _TITLE_LENGTH))
    feed.own.tags = (*_links(show, page), *channel_tags(show, cover))


def _links(show: Show, page: Page) -> Iterator[Tag]:
    """Yield the links to other pages of the feed, and to the hub (WebSub, section 4).

    The links are those of RFC 5005, sections 3 (`next`) and 4 (the others). An archive page has no
    link to the next newer archive page, so that it does not change when the newer page is added.
    """
    if page.is_archive:
        yield Tag("fh:archive")
        yield _link(show, "current", FEED_FILE)
    elif show.publish.hub:
        yield Tag("atom:link", attributes={"rel": "hub", "href": show.publish.hub})
    if page.older:
        yield _link(show, "prev-archive", page.older)
        yield _link(show, "next", page.older)


def _link(show: Show, relation: str, name: str) -> Tag:
    attributes = {"rel": relation, "href": show.url(name), "type": "application/rss+xml"}
    return Tag("atom:link", attributes=attributes)


def _add(feed: Any, show: Show, episode: Episode, cover: str) -> None:
    item = feed.add_entry(order="append")  # the default reverses the order
    item.title(clip(episode.title, _TITLE_LENGTH))
    item.link(href=web_link(episode.post.url) or show.url(episode.date, ""))
    item.guid(episode.guid, permalink=False)
    item.pubDate(_published(episode))
    item.enclosure(
        recording_url(show, episode.date, episode.audio.file),
        str(episode.audio.bytes),
        "audio/mpeg",
    )
    # content() without description() writes a <description> in CDATA
    item.content(notes.html(show, episode), type="CDATA")
    item.own.tags = item_tags(show, episode, cover)


def _published(episode: Episode) -> datetime:
    with suppress(ValueError):
        published = datetime.fromisoformat(episode.published)
        if published.tzinfo is not None:
            return published
    raise FeedError(
        f"{episode.date}/episode.json: `published: {episode.published}` is no time with an "
        f"offset from UTC; run `podcast build {episode.date} --force`"
    )
