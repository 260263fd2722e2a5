"""A post as data."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Literal


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


BlockKind = Literal["paragraph", "bullet", "quotation", "subheading"]


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a news item, where it stands in the post. Plain text."""

    kind: BlockKind
    text: str
    line: int
    """Line in the post, from 1."""
    label: str = ""
    """The label before a bullet's colon, or the speaker of a quotation."""


@dataclass(frozen=True, slots=True)
class Item:
    """One news item. All texts are plain: no markup, emoji, URL or compatibility radical."""

    number: int
    """Place in the post, from 1; it stays when other items are removed from the script."""
    headline: str
    blocks: tuple[Block, ...]
    """What the item says beside its headline, in the order of the post."""
    images: tuple[str, ...]
    """URLs or paths as the post writes them."""
    links: tuple[Link, ...]
    line: int
    """Line of the headline in the post, from 1."""
    section: str = ""
    """Headline of the section that it stands in, without number; empty when there is none."""
    weight: float = 1.0
    """How much the item matters among those of its post, 0 to 1 (`digest/weight.py`)."""

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The texts that are no bullets."""
        return tuple(block.text for block in self.blocks if block.kind != "bullet")

    @property
    def bullets(self) -> tuple[Bullet, ...]:
        """The bullets, with their labels."""
        return tuple(
            Bullet(block.label, block.text) for block in self.blocks if block.kind == "bullet"
        )


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something in the post that is not spoken, with the reason."""

    what: str
    """The reason: metadata, a credit, a table, text that belongs to no item …"""
    line: int
    text: str = ""
    """Its words; empty where they are not known."""
    routine: bool = False
    """Whether it is of a kind that never is news, so that nobody needs to be warned of it."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A way in which the post could list its news, with what speaks for it."""

    name: str
    items: int
    share: float
    """How much of the prose stands in its items, 0 to 1."""
    evenness: float
    """1 when no item is much larger than the others, less otherwise."""
    headlines: float
    """How much the titles of its items look like headlines, 0 to 1."""
    score: float
    line: int
    """Line of its first item; 0 without items."""


@dataclass(frozen=True, slots=True)
class Digest:
    """A post, parsed. `sha256` is its fingerprint (`digest/fingerprint.py`)."""

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
    candidates: tuple[Candidate, ...] = field(default=(), repr=False)
    """How the post could be read, the best way first."""
    body: str = field(default="", repr=False)
    """The post without its front matter, as written, line ends as line feeds."""
    body_line: int = 1
    """Line of the file, from 1, on which the body begins."""
