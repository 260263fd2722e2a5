"""What a linter's rules see and say: a feed, what its addresses lead to, faults.

Rules are pure: they fetch and open nothing. What a server answers or a disk holds has been looked
at before and is part of the Feed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal
from urllib.parse import SplitResult

from podcast.model import Severity

Kind = Literal[
    "enclosure", "alternate", "artwork", "transcript", "chapters", "self", "page", "move", "link"
]
"""What an address is for; `page` is another page of the feed, `move` the feed's new place."""


@dataclass(frozen=True, slots=True, eq=False)
class Address:
    """An address that the feed names: the element that holds it, as written."""

    element: Any
    url: str
    kind: Kind
    parts: SplitResult | None
    """None: it is no http(s) address."""


@dataclass(frozen=True, slots=True)
class Notes:
    """HTML of show notes, read: tags with their attributes, and the text line by line."""

    tags: tuple[tuple[str, dict[str, str]], ...]
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered, after redirects; names of headers are in lower case."""

    status: int
    headers: Mapping[str, str]
    url: str
    moved: bool = False
    """All redirects on the way were permanent, and there was one."""


@dataclass(frozen=True, slots=True)
class Picture:
    """What an image file says about itself; `kind` is Pillow's name of the format."""

    kind: str
    mode: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Resource:
    """What an address leads to. The answers are None on disk, and where they were not asked for.

    `ranged` answers a GET for the first two bytes.
    """

    url: str
    problem: str = ""
    """Why it cannot be had; empty: it can."""
    length: int | None = None
    """Bytes of the whole."""
    body: bytes | None = None
    seconds: float | None = None
    """Length of the sound, where it was measured."""
    picture: Picture | None = None
    head: Answer | None = None
    ranged: Answer | None = None
    got: Answer | None = None
    again: Answer | None = None
    """Answer to a conditional GET (If-None-Match, If-Modified-Since; RFC 9110, section 13)."""


@dataclass(frozen=True, slots=True, eq=False)
class FeedItem:
    """An `<item>`: its place in the feed from 1, and what it is known by."""

    number: int
    element: Any
    title: str
    guid: str
    notes: Notes


@dataclass(frozen=True, slots=True)
class Broken:
    """Why a document cannot be read as XML, and in which line."""

    message: str
    line: int


@dataclass(frozen=True, slots=True, eq=False)
class FeedPage:
    """A page that the feed links to: by which relation, and what was there."""

    link: Any
    relation: str
    resource: Resource
    feed: Feed | None


@dataclass(frozen=True, slots=True, eq=False)
class Feed:
    """A feed as its rules see it. Without `root` it is no XML, without `channel` no RSS."""

    name: str
    """How places begin: a path or an address."""
    data: bytes
    now: datetime
    root: Any = None
    channel: Any = None
    items: tuple[FeedItem, ...] = ()
    addresses: tuple[Address, ...] = ()
    broken: Broken | None = None
    url: str | None = None
    """Where it was fetched; None for a file."""
    served: Resource | None = None
    resources: Mapping[str, Resource] = field(default_factory=dict)
    pages: tuple[FeedPage, ...] = ()
    before: Feed | None = None
    """The feed as it was published last."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One breach of a rule: what is there, and at which element or line (None: the whole)."""

    message: str
    at: Any = None


Check = Callable[[Feed], Iterable[Fault]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of the linter.

    `error`: an app or directory refuses the feed or gets it wrong; `warn`: a standard asks for it;
    `info`: advice, or something to know.
    """

    name: str
    severity: Severity
    source: str
    says: str
    remedy: str
    check: Check


def of_channel(check: Callable[[Any], Iterable[Fault]]) -> Check:
    """Return a check of the channel element alone."""
    return lambda feed: check(feed.channel)


def of_items(check: Callable[[FeedItem], Iterable[Fault]]) -> Check:
    """Return a check of every item by itself."""
    return lambda feed: (fault for item in feed.items for fault in check(item))
