"""Wrap Chinese text by the columns that it takes up."""

from __future__ import annotations

import re

_WIDE = re.compile(
    "[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60“”‘’…]"
)
"""Matches a character that takes two columns of a terminal."""
_PIECE = re.compile(
    r"[（《“‘]*(?:[^\s\u2e80-\uffef“”‘’…]+|[\u2e80-\uffef“”‘’…])[，。；：、？！）》”’…]*|\s+"
)
"""A word or a Chinese character, with the marks that stay with it, or a space: a line may end after
each."""


def columns(text: str) -> int:
    """Return how many columns of a terminal a text takes up."""
    return len(text) + len(_WIDE.findall(text))


def padded(text: str, width: int) -> str:
    """Return a text of `width` columns, filled with spaces; before it if the width is negative."""
    space = " " * (abs(width) - columns(text))
    return space + text if width < 0 else text + space


def wrapped(text: str, width: int) -> list[str]:
    """Return a text in lines of at most `width` columns; none begins with a closing mark."""
    lines, line = [], ""
    for piece in _PIECE.findall(text):
        if line and columns(line + piece.rstrip()) > width:
            lines.append(line.rstrip())
            line = ""
        line += piece if line else piece.lstrip()
    return [*lines, line.rstrip()] if line.strip() else lines
