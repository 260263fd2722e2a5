"""A post as data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Link:
    """A link of an item: its words and an absolute http(s) URL."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Bullet:
    """A bullet point: the label before its colon (may be empty) and the rest. Plain text."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Item:
    """One news item. All texts are plain: no markup, emoji, URL or compatibility radical."""

    number: int
    """Place in the post, from 1; it stays when other items are removed from the script."""
    headline: str
    paragraphs: tuple[str, ...]
    bullets: tuple[Bullet, ...]
    images: tuple[str, ...]
    """URLs or paths as the post writes them."""
    links: tuple[Link, ...]
    line: int
    """Line of the headline in the post, from 1."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something in the post that is not spoken and worth saying so (a table, a code block)."""

    what: str
    line: int


@dataclass(frozen=True, slots=True)
class Digest:
    """A post, parsed. `sha256` covers what is spoken or shown, not front matter added later."""

    date: date
    published: datetime
    """Aware, in the show's time zone."""
    title: str
    url: str | None
    """The post's own `permalink` or `url`, as written; None when it has none."""
    slug: str
    path: Path
    items: tuple[Item, ...]
    left_out: tuple[LeftOut, ...]
    sha256: str
