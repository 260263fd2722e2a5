"""The Digest type: a parsed post and its news items."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Literal


@dataclass(frozen=True, slots=True)
class Link:
    """A link of an item: its text and an absolute http(s) URL."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Bullet:
    """A bullet point: the label before its colon (may be empty) and the text after it, plain."""

    label: str
    text: str


BlockKind = Literal["paragraph", "bullet", "quotation", "subheading"]


@dataclass(frozen=True, slots=True)
class Block:
    """One block of a news item with its line in the post. Its texts are plain."""

    kind: BlockKind
    text: str
    line: int
    """The line in the post, from 1."""
    label: str = ""
    """The label before a bullet's colon, or the speaker of a quotation."""


@dataclass(frozen=True, slots=True)
class Item:
    """One news item. All texts are plain: no markup, emoji, URL or compatibility radical."""

    number: int
    """The position in the post, from 1. It is the same when a script leaves out other items."""
    headline: str
    blocks: tuple[Block, ...]
    """The content of the item after its headline, in the order of the post."""
    images: tuple[str, ...]
    """The URLs or paths of images, as the post writes them."""
    links: tuple[Link, ...]
    line: int
    """The line of the headline in the post, from 1."""
    section: str = ""
    """The headline of the item's section, without a number; empty without a section."""
    weight: float = 1.0
    """The item's importance in the post, 0 to 1 (`digest/weight.py`)."""

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The texts of all blocks that are not bullets."""
        return tuple(block.text for block in self.blocks if block.kind != "bullet")

    @property
    def bullets(self) -> tuple[Bullet, ...]:
        """The bullets, with their labels."""
        return tuple(
            Bullet(block.label, block.text) for block in self.blocks if block.kind == "bullet"
        )


OCCASION = "the occasion of the news"
"""The reason why a text before all items is none: it says what they were said or shown at."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A part of the post that is not spoken, with the reason."""

    what: str
    """The reason: metadata, a credit, a table, text that belongs to no item …"""
    line: int
    text: str = ""
    """The text that is left out, where it is known; else empty."""
    routine: bool = False
    """Whether text of this kind is never news, so that no warning is needed."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One way to read the post as a list of news items, with the measures of its score."""

    name: str
    items: int
    share: float
    """The share of the post's prose that stands in the items, 0 to 1."""
    evenness: float
    """How even the sizes of the items are, 0 to 1."""
    headlines: float
    """How much the titles of the items look like headlines, 0 to 1."""
    score: float
    line: int
    """The line of the first item in the post, from 1; 0 without items."""


@dataclass(frozen=True, slots=True)
class Digest:
    """A parsed post. `sha256` is its fingerprint (`digest/fingerprint.py`)."""

    date: date
    published: datetime
    """The date and time with an offset, in the show's time zone."""
    title: str
    url: str | None
    """The post's own `permalink` or `url`, as written, or None."""
    slug: str
    path: Path
    items: tuple[Item, ...]
    left_out: tuple[LeftOut, ...]
    sha256: str
    candidates: tuple[Candidate, ...] = field(default=(), repr=False)
    """The ways in which the post could be read, the best first."""
    body: str = field(default="", repr=False)
    """The post without its front matter, as written, but with LF as line ends."""
    body_line: int = 1
    """The line of the file on which the body begins, from 1."""
