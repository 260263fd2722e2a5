"""What the hosts say, as a reader sees it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Part = Literal["opening", "rundown", "item", "closing"]
"""Where a line stands: 开场, 提要, one of the numbered items, 结语."""

SCRIPT_FILE = "script.md"
"""The file in an episode's folder that people edit."""

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
class Script:
    """The narration. `headlines` are the item sections in order, also those without lines.

    `lines_sha256` is the fingerprint of the lines as the writer wrote them; when the lines no
    longer fit it, a person has edited them.
    """

    date: date
    title: str
    post: str
    """The post's path relative to the show's folder, with forward slashes."""
    digest_sha256: str
    writer: str
    """Name and version of the writer, for example `rules/1`."""
    lines_sha256: str
    headlines: tuple[tuple[int, str], ...]
    lines: tuple[Line, ...]
