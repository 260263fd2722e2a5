"""The types of the linter: a feed, the resources behind its addresses, rules and faults.

Rules are pure functions, which fetch and open no files. The answers of servers and the files on
disk are already part of the Feed.
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
"""The use of an address; `page` is another page of the feed, `move` the feed's new address."""


@dataclass(frozen=True, slots=True, eq=False)
class Address:
    """An address in the feed: the element that holds it, and the address as written."""

    element: Any
    url: str
    kind: Kind
    parts: SplitResult | None
    """The parts of the address, or None when it is not a valid http(s) address."""


@dataclass(frozen=True, slots=True)
class Notes:
    """Parsed HTML of show notes: tags with their attributes, and the text line by line."""

    tags: tuple[tuple[str, dict[str, str]], ...]
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """A server's answer, after redirects; header names are in lower case."""

    status: int
    headers: Mapping[str, str]
    url: str
    moved: bool = False
    """Whether there was a redirect and all redirects were permanent."""


@dataclass(frozen=True, slots=True)
class Picture:
    """The properties of an image; `kind` is Pillow's name of the format."""

    kind: str
    mode: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Resource:
    """The resource behind an address, as read from disk or requested over HTTP.

    An answer is None if the resource was read from disk or this request was not sent. `ranged` is
    the answer to a GET for the first two bytes.
    """

    url: str
    problem: str = ""
    """The reason why it cannot be read, or an empty text."""
    length: int | None = None
    """The size of the whole file in bytes."""
    body: bytes | None = None
    seconds: float | None = None
    """The length of the sound, if it was measured."""
    picture: Picture | None = None
    head: Answer | None = None
    ranged: Answer | None = None
    answer: Answer | None = None
    again: Answer | None = None
    """The answer to a conditional GET (If-None-Match, If-Modified-Since; RFC 9110, section 13)."""


@dataclass(frozen=True, slots=True, eq=False)
class FeedItem:
    """An `<item>`: its number in the feed, from 1, with its title, guid and show notes."""

    number: int
    element: Any
    title: str
    guid: str
    notes: Notes


@dataclass(frozen=True, slots=True)
class Broken:
    """The reason why a document cannot be parsed as XML, and the line of the error."""

    message: str
    line: int


@dataclass(frozen=True, slots=True, eq=False)
class FeedPage:
    """A page that the feed links to: the relation of the link, the resource and its feed."""

    link: Any
    relation: str
    resource: Resource
    feed: Feed | None


@dataclass(frozen=True, slots=True, eq=False)
class Feed:
    """A feed as the rules see it.

    `root` is None when the document is not XML, and `channel` when it is not RSS.
    """

    name: str
    """The path or address of the feed, with which all places in findings begin."""
    data: bytes
    now: datetime
    root: Any = None
    channel: Any = None
    items: tuple[FeedItem, ...] = ()
    addresses: tuple[Address, ...] = ()
    broken: Broken | None = None
    url: str | None = None
    """The address from which the feed was fetched, or None for a file."""
    served: Resource | None = None
    resources: Mapping[str, Resource] = field(default_factory=dict)
    pages: tuple[FeedPage, ...] = ()
    before: Feed | None = None
    """The feed as it was published last, for comparison."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A breach of a rule: a message, and the element or line, or None for the whole document."""

    message: str
    at: Any = None


Check = Callable[[Feed], Iterable[Fault]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of the linter.

    A breach is an `error` when an app or directory refuses or misreads the feed, a `warn` when a
    standard asks for the rule, and an `info` when the rule is advice or worth knowing.
    """

    name: str
    severity: Severity
    source: str
    says: str
    remedy: str
    check: Check


def of_channel(check: Callable[[Any], Iterable[Fault]]) -> Check:
    """Return a check of a feed that checks its channel element."""
    return lambda feed: check(feed.channel)


def of_items(check: Callable[[FeedItem], Iterable[Fault]]) -> Check:
    """Return a check of a feed that checks every item by itself."""
    return lambda feed: (fault for item in feed.items for fault in check(item))
