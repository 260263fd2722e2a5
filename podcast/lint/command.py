"""`podcast check --feed`: read a feed and the files that it links to, then apply the rules."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from podcast.errors import ConfigError, FeedError
from podcast.lint import host
from podcast.lint.disk import Folder
from podcast.lint.exchange import Session
from podcast.lint.host import FeedHost
from podcast.lint.model import Feed, FeedPage, Resource
from podcast.lint.paging import FOLLOWED, MOST_PAGES, links
from podcast.lint.parse import MOST_BYTES, read
from podcast.lint.run import findings
from podcast.lint.urls import split
from podcast.model import Finding
from podcast.show import config

OWN = ""
"""The `source` that stands for the feed of the show in the folder."""
_FEED_FILE = "feed.xml"


def lint(
    source: str = OWN,
    folder: Path | None = None,
    against: str | None = None,
    *,
    now: datetime | None = None,
    session: Session | None = None,
) -> tuple[Finding, ...]:
    """Return the findings for the feed at `source`, a path or an address.

    Without a source the feed of the show in `folder` is checked. `against` is the path or address
    of the feed as it was published last. A file is checked without the network; if it is the feed
    of a show, the files in the show's folder that it links to are read, too. Each host is looked up
    once in a session. Raises FeedError when a feed cannot be read or fetched, ConfigError when
    there is no show.
    """
    session = session or Session()
    now = now or datetime.now(UTC)
    if source == OWN:
        if folder is None:
            folder = config.find(Path.cwd())
        own = folder / "episodes" / _FEED_FILE
        if not own.is_file():
            raise FeedError(f"{own}: not there yet; run `podcast build` first")
        source = str(own)
    feed = _open(source, now, session)
    if against is not None:
        feed = replace(feed, before=_published(against, now, session))
    place = FeedHost(session.about(feed.url)) if feed.url else _folder(source)
    return findings(_with_resources(feed, place))


def _open(source: str, now: datetime, session: Session) -> Feed:
    parts = split(source)
    if parts is None:
        return read(_bytes(Path(source)), source, now)
    if parts.username is not None:  # every message would show the name and password
        raise FeedError("the address holds a user's name or password; a public feed has neither")
    served = host.feed(source, MOST_BYTES, session.about(source))
    if served.problem:
        raise FeedError(f"{source}: cannot be fetched: {served.problem}; try it in a browser")
    return replace(read(served.body or b"", source, now, source), served=served)


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except OSError as error:
        raise FeedError(
            f"{path}: cannot be read: {error.strerror}; name a file, or an address that begins "
            "with http:// or https://"
        ) from error


def _published(source: str, now: datetime, session: Session) -> Feed:
    feed = _open(source, now, session)
    if feed.channel is None:
        raise FeedError(f"{source}: is no RSS, so nothing can be compared with it")
    return feed


def _folder(source: str) -> Folder | None:
    """Return the public folder of the show that a file belongs to, or None without a show."""
    path = Path(source).resolve()
    try:
        root = config.find(path.parent)
    except ConfigError:
        return None
    if not path.is_relative_to(root / "episodes"):
        return None
    return Folder(root / "episodes", config.load(root).base_url)


def _with_resources(feed: Feed, place: Folder | FeedHost | None) -> Feed:
    """Return the feed with the resources behind its addresses and its further pages."""
    if feed.channel is None or place is None:
        return feed
    return replace(feed, resources=place.resources(feed), pages=tuple(_pages(feed, place)))


def _pages(feed: Feed, place: Folder | FeedHost) -> list[FeedPage]:
    """Return the pages with older episodes, read along each relation that links to them."""
    pages: list[FeedPage] = []
    for relation in FOLLOWED:
        urls = {page.resource.url for page in pages}
        pages.extend(_chain(feed, relation, urls, place))
    return pages


def _chain(
    feed: Feed, relation: str, other_urls: set[str], place: Folder | FeedHost
) -> Iterator[FeedPage]:
    """Yield each page that the relation links to from the one before, until a page comes again.

    Such a page is yielded a second time, so that a rule can find the loop.
    """
    at, visited = feed, {feed.url}
    while (link := _link(at, relation)) is not None and len(visited) <= MOST_PAGES:
        url = link.get("href").strip()
        resource = None if url in other_urls else place.page(url, MOST_BYTES)
        if resource is None:  # read by another relation, or outside the show's folder
            return
        there = _read_page(resource, feed, place)
        yield FeedPage(link if at is feed else None, relation, resource, there)
        if there is None or url in visited:
            return
        visited.add(url)
        at = there


def _read_page(resource: Resource, feed: Feed, place: Folder | FeedHost) -> Feed | None:
    if resource.body is None:
        return None
    page = read(resource.body, resource.url, feed.now, resource.url)
    return replace(page, resources=place.of_page(page)) if page.channel is not None else page


def _link(feed: Feed, relation: str) -> Any:
    return next(iter(links(feed.channel, relation)), None) if feed.channel is not None else None
