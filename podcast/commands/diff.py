"""`podcast script --diff`: the scripts of two writers side by side, section by section."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from itertools import zip_longest

from podcast.model import CLOSING_TITLE, OPENING_TITLE, RUNDOWN_TITLE, Line, Part, Script

_COLUMN = 56
"""The width of a column in the cells of a terminal; a Chinese character takes two."""
_FRAME: tuple[tuple[Part, str], ...] = (("opening", OPENING_TITLE), ("rundown", RUNDOWN_TITLE))


def side_by_side(left: Script, right: Script) -> str:
    """Return two scripts of one post as a text of two columns, under the names of their writers."""
    rows = [_row(left.writer, right.writer), _row("=" * _COLUMN, "=" * _COLUMN)]
    for title, ours, theirs in _sections(left, right):
        rows += ["", f"## {title}"]
        cells = zip_longest(_cells(ours), _cells(theirs), fillvalue="")
        rows += [_row(one, other) for one, other in cells]
    return "\n".join(rows) + "\n"


def _sections(left: Script, right: Script) -> Iterator[tuple[str, list[Line], list[Line]]]:
    for part, title in _FRAME:
        yield title, _of(left, part), _of(right, part)
    for number, headline in left.headlines:
        yield f"{number} {headline}", _of(left, "item", number), _of(right, "item", number)
    yield CLOSING_TITLE, _of(left, "closing"), _of(right, "closing")


def _of(script: Script, part: Part, item: int | None = None) -> list[Line]:
    return [line for line in script.lines if line.part == part and line.item == item]


def _cells(lines: list[Line]) -> Iterator[str]:
    """Yield the rows of a column: each line, wrapped by the width of its characters."""
    for line in lines:
        row = ""
        for char in f"{line.host}：{line.text}":
            if _wide(row + char) > _COLUMN:
                yield row
                row = "  "
            row += char
        yield row


def _row(left: str, right: str) -> str:
    return f"{left}{' ' * (_COLUMN - _wide(left))} | {right}".rstrip()


def _wide(text: str) -> int:
    return sum(1 + (unicodedata.east_asian_width(char) in "WF") for char in text)
