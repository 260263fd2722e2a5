"""Checks the feed against the manifests and the files that it links to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from podcast import feed
from podcast.check.chapters import faults_in_feed
from podcast.check.labels import unlabelled
from podcast.episode.manifest import Episode
from podcast.errors import PodcastError
from podcast.feed import Page
from podcast.model import Finding, Severity
from podcast.show.config import Show

_PODCAST = "{https://podcastindex.org/namespace/1.0}"
_ITUNES = "{http://www.itunes.com/dtds/podcast-1.0.dtd}"
_REMEDY = "run `podcast feed`"


def check_feed(show: Show, episodes: Sequence[Episode]) -> Iterator[Finding]:
    """Yield the faults of the feed.

    Its pages must be valid XML, link only to existing files and be up to date.
    """
    by_date = {episode.date: episode for episode in episodes}
    items: list[Any] = []
    for page in feed.divide(tuple(by_date), show.feed.items):
        path = show.episodes / page.name
        if not path.is_file():
            yield _finding("feed-missing", path, "the feed is not there")
            return
        data = path.read_bytes()
        channel = _channel(data)
        if channel is None:
            yield _finding("feed-xml", path, "is not an RSS document")
            return
        yield from _named_files(show, channel, path)
        yield from unlabelled(show, channel, path)
        items += _own_items(channel, page, items)
        try:
            current = feed.render_page(show, page, [by_date[day] for day in page.dates])
        except PodcastError as error:
            yield _finding("feed-render", path, str(error))
            continue
        if data != current:
            yield _finding("feed-stale", path, "is not what manifests and show.yaml give")
    yield from _items(show, episodes, items)
    yield from _strays(show, episodes)


def _own_items(channel: Any, page: Page, before: Sequence[Any]) -> list[Any]:
    """Return the items of a page; the first page's items exclude those that are in an archive."""
    items: list[Any] = channel.findall("item")
    if page.is_archive:
        return items
    archived = {item.findtext("guid") for item in before}
    return [item for item in items if item.findtext("guid") not in archived]


def _strays(show: Show, episodes: Sequence[Episode]) -> Iterator[Finding]:
    """Yield archive pages that no page points to."""
    pages = feed.divide([episode.date for episode in episodes], show.feed.items)
    names = {page.name for page in pages}
    for path in sorted(show.episodes.glob(feed.ARCHIVES)):
        if path.name not in names:
            yield _finding("feed-archive", path, "no page points to this one", "warn")


def _channel(data: bytes) -> Any:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        return etree.fromstring(data, parser).find("channel")
    except etree.XMLSyntaxError:
        return None


def _items(show: Show, episodes: Sequence[Episode], items: Sequence[Any]) -> Iterator[Finding]:
    path = show.episodes / feed.FEED_FILE
    by_guid = {item.findtext("guid"): item for item in items}
    if len(by_guid) != len(items):
        yield _finding("feed-guid", path, "a guid stands there twice")
    for episode in episodes:
        item = by_guid.pop(episode.guid, None)
        if item is None:
            yield _finding("feed-item", path, f"the episode of {episode.date} is not in the feed")
            continue
        enclosure = item.find("enclosure")
        url = _prefixed(show, show.url(episode.date, episode.audio.file))
        attributes = (
            (enclosure.get("url"), enclosure.get("length")) if enclosure is not None else None
        )
        if attributes != (url, str(episode.audio.bytes)):
            yield _finding("feed-enclosure", path, f"{episode.date}: enclosure is {attributes}")
        for rule, message in faults_in_feed(item, episode):
            yield _finding(rule, path, message)
    for guid in by_guid:
        yield _finding("feed-item", path, f"{guid}: no episode has this guid")


def _prefixed(show: Show, url: str) -> str:
    """Return the address by which the feed names a recording: behind `feed.prefix`, if any."""
    return f"{show.feed.prefix}{url.removeprefix('https://')}" if show.feed.prefix else url


def _without_prefix(show: Show, url: str) -> str:
    """Return the address to which `feed.prefix` sends an app."""
    prefix = show.feed.prefix
    if not prefix or not url.startswith(prefix):
        return url
    below = url.removeprefix(prefix)
    return below if below.startswith("http://") else f"https://{below}"


def _named_files(show: Show, channel: Any, path: Path) -> Iterator[Finding]:
    """Yield every address that is not below base_url, or for which there is no file."""
    elements = channel.iter("enclosure", f"{_PODCAST}transcript", f"{_PODCAST}chapters")
    urls = [element.get("url") for element in elements]
    urls += [element.get("href") for element in channel.iter(f"{_ITUNES}image")]
    urls = [_without_prefix(show, url) if url else url for url in urls]
    for url in urls:
        if not url or not url.startswith(show.base_url):
            yield _finding("feed-address", path, f"{url} is not below {show.base_url}")
        elif not (show.episodes / unquote(url.removeprefix(show.base_url))).is_file():
            yield _finding("feed-file", path, f"{url}: no such file")


def _finding(rule: str, path: Path, message: str, severity: Severity = "error") -> Finding:
    return Finding(rule, severity, str(path), message, _REMEDY)
