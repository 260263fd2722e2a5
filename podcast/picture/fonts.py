"""The two faces of the pictures, and replacements for characters that a face lacks.

The faces ship with the program (`podcast/data/fonts/`), so that a picture is the same on every
machine. A character that the regular face lacks is drawn in the bold face, which also has
traditional characters. A character that both faces lack is drawn as its compatible characters in
Unicode (NFKC: ㎡ is m2), or as 〓, the printers' mark for a missing letter. Marks without a width
are dropped.
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
"""The size in pixels at which two glyphs are compared."""
_NOWHERE = "\uffff"
"""A character that no face has; its glyph is the glyph for missing characters."""


class Face(NamedTuple):
    """A weight, and the size of an em in pixels."""

    size: int
    bold: bool = False


@cache
def font(face: Face) -> FreeTypeFont:
    """Return Pillow's font of a face, in the basic layout, which does not depend on Raqm."""
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
