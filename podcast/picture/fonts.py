"""The two faces that pictures are set in, and what is drawn where a face lacks a character.

They ship with the program (`podcast/data/fonts/`), so that a picture is the same on every machine.
The regular face borrows from the bold one, which has the traditional characters as well; beyond
that a character is drawn as what Unicode holds it compatible with (NFKC: ㎡ is m2), and what is
left as 〓, the mark that printers set for a missing sort. Marks that take no room are dropped.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from podcast.show.config import shipped

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

MISSING = "〓"

_FILES = {True: "noto-sans-sc-bold.otf", False: "noto-sans-sc-regular.otf"}
_PROBE = 24
"""Pixels at which two glyphs are told apart."""
_NOWHERE = "\uffff"
"""No face has it: it is drawn as the glyph for what is missing."""


class Face(NamedTuple):
    """A weight and a size in pixels of the em."""

    size: int
    bold: bool = False


@cache
def font(face: Face) -> FreeTypeFont:
    """Return Pillow's font of a face. Its basic layout is the same with and without Raqm."""
    from PIL import ImageFont

    path = shipped("fonts", _FILES[face.bold])
    return ImageFont.truetype(str(path), face.size, layout_engine=ImageFont.Layout.BASIC)


def drawable(text: str) -> str:
    """Return `text` in characters that the faces have."""
    return "".join(map(_drawable, unicodedata.normalize("NFC", text)))


def has(char: str, *, bold: bool) -> bool:
    """Tell whether a face has a character."""
    return _has(char, bold)


@cache
def _drawable(char: str) -> str:
    if char.isspace():
        return " "
    if unicodedata.category(char) in {"Mn", "Me", "Cf", "Cc", "Cs"}:
        return ""
    if _has(char, bold=True):
        return char
    compatible = unicodedata.normalize("NFKC", char)
    if compatible != char and all(_has(each, bold=True) for each in compatible):
        return compatible
    return MISSING


@cache
def _has(char: str, bold: bool) -> bool:
    return _glyph(char, bold) != _glyph(_NOWHERE, bold)


def _glyph(char: str, bold: bool) -> tuple[tuple[int, int], bytes]:
    mask = font(Face(_PROBE, bold)).getmask(char)
    return mask.size, bytes(mask)
