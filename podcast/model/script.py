"""The Script type: the lines of the hosts in written form."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Part = Literal["opening", "rundown", "item", "closing"]
"""The part of the script that a line belongs to: 开场, 提要, a numbered item, 结语."""

SCRIPT_FILE = "script.md"
"""The name of the file in an episode's folder that people edit."""

OPENING_TITLE = "开场"
RUNDOWN_TITLE = "提要"
CLOSING_TITLE = "结语"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of narration. `item` is the item's number when `part` is "item", else None."""

    host: str
    part: Part
    item: int | None
    text: str


@dataclass(frozen=True, slots=True)
class Fallback:
    """An item that the writer could not tell as it should, so that the rules tell it."""

    item: int | None
    """The number of the item; None for greeting, bridges and closing."""
    why: str
    """The reason, without words of an online service; it may be published."""


@dataclass(frozen=True, slots=True)
class Script:
    """The narration. `headlines` holds number and headline of each item, even of one without lines.

    `lines_sha256` is the fingerprint of the lines as the writer wrote them. When it no longer fits
    the lines, a person has edited them.
    """

    date: date
    title: str
    post: str
    """The post's path relative to the show's folder, with forward slashes."""
    digest_sha256: str
    writer: str
    """The name and version of the writer, for example `rules/2`."""
    lines_sha256: str
    headlines: tuple[tuple[int, str], ...]
    lines: tuple[Line, ...]
    headings_sha256: str = ""
    """The fingerprint of the headlines as the writer wrote them; empty in scripts of `rules/1`."""
    fallbacks: tuple[Fallback, ...] = ()
    """What the rules tell in a script of another writer."""
