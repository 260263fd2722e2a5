"""Typesetting of Chinese: line breaks, spaces between Chinese and Latin, an ellipsis at a cut.

`podcast.audio.lines` decides where a line may end, as for captions; widths here are those of the
face. A sixth of an em separates Chinese and Latin (W3C, Requirements for Chinese Text Layout,
3.2.2, asks for up to a quarter), and opening punctuation at the start of a line loses the blank
half of its square.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from podcast.audio.lines import breaks
from podcast.picture.fonts import Face, drawable, font, has

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw

Colour = tuple[int, int, int]
ELLIPSIS = "…"

_GAP = 1 / 6
"""The space between Chinese and Latin, in ems."""
_BLANK_HALF = "（《〈【「『〔〖［｛“‘"
_BLANK_BEHIND = "，。；：！？、）》〉】」』〕”’"
"""The marks whose square has a blank second half; this half is left out before another mark."""
_PAUSES = "；;，,。：:！？"
_HANGING = _PAUSES + "、—“‘《（「『 "
"""The marks that must not stand before an ellipsis."""
_PAUSE_BONUS = 0.12
"""How much shorter a line may be, as a share of the measure, if it ends at a pause."""
_MOST_CHARS = 400
"""The most characters for which a picture has room; the rest is dropped before lines are broken."""


class Spot(NamedTuple):
    """A character of a line: its position in pixels from the line's start, and its weight."""

    char: str
    x: float
    bold: bool


def spots(text: str, face: Face) -> tuple[tuple[Spot, ...], float]:
    """Return the characters of a line with their positions, spaces included, and its width."""
    row: list[Spot] = []
    x = -face.size / 2 if text[:1] and text[0] in _BLANK_HALF else 0.0
    for at, char in enumerate(text):
        if at:
            x += face.size * _between(text[at - 1], char)
        bold = face.bold or not has(char, bold=False)
        row.append(Spot(char, x, bold))
        x += _advance(char, Face(face.size, bold))
    return tuple(row), x


def width(text: str, face: Face) -> float:
    """Return the width of a line in pixels."""
    return spots(text, face)[1]


def lines(text: str, face: Face, measure: float, most: int) -> tuple[str, ...]:
    """Return `text` in at most `most` lines no wider than `measure` pixels.

    The lines are as few as possible, and as even as the breaks allow; a text that does not fit is
    cut with an ellipsis.
    """
    text = " ".join(drawable(text).split())[:_MOST_CHARS]
    if not text:
        return ()
    stops = _stops(text, face, measure)
    for count in range(1, most + 1):
        broken = _broken(text, stops, face, measure, count)
        if broken:
            return broken
    return _with_ellipsis(text, stops, face, measure, most)


def draw(
    canvas: ImageDraw, place: tuple[float, float], text: str, face: Face, fill: Colour
) -> None:
    """Draw one line on the baseline `place[1]`, from `place[0]` on."""
    draw_spots(canvas, place, spots(text, face)[0], face, fill)


def draw_spots(
    canvas: ImageDraw, place: tuple[float, float], row: Sequence[Spot], face: Face, fill: Colour
) -> None:
    """Draw some of the characters of a line that begins at `place`."""
    for char, x, bold in row:
        if char != " ":
            where = (place[0] + x, place[1])
            canvas.text(where, char, fill, font(Face(face.size, bold)), anchor="ls")


@lru_cache(maxsize=20_000)
def _advance(char: str, face: Face) -> float:
    return font(face).getlength(char)


def _between(left: str, right: str) -> float:
    """Return the space between two characters, in ems (for marks in a row, see CLREQ 3.1.6)."""
    if left in _BLANK_BEHIND and right in _BLANK_HALF + _BLANK_BEHIND:
        return -0.5
    return _GAP if _apart(left, right) else 0.0


def _apart(left: str, right: str) -> bool:
    """Tell whether Chinese meets Latin here."""
    return (_is_chinese(left) and _is_latin(right)) or (_is_latin(left) and _is_chinese(right))


def _is_chinese(char: str) -> bool:
    return char.isalpha() and unicodedata.east_asian_width(char) == "W"


def _is_latin(char: str) -> bool:
    return char.isalnum() and unicodedata.east_asian_width(char) in {"Na", "N", "A"}


# --- Breaking -----------------------------------------------------------------------------------


def _stops(text: str, face: Face, measure: float) -> list[int]:
    """Return the indices in the text where lines may begin and end.

    A word that is wider than the measure has such indices inside.
    """
    stops = [0]
    for at in (*breaks(text), len(text)):
        while width(text[stops[-1] : at].strip(), face) > measure:
            stops.append(stops[-1] + _fitting(text[stops[-1] : at], face, measure))
        if at > stops[-1]:
            stops.append(at)
    return stops


def _fitting(text: str, face: Face, measure: float) -> int:
    """Return how many characters of a text fit, at least one."""
    row, whole = spots(text, face)
    ends = [*(spot.x for spot in row[1:]), whole]
    return max(1, sum(end <= measure for end in ends))


def _broken(
    text: str, stops: Sequence[int], face: Face, measure: float, count: int
) -> tuple[str, ...] | None:
    """Return the most even way to break a text into `count` lines, or None without such a way."""
    best: dict[int, tuple[float, tuple[str, ...]]] = {0: (0.0, ())}
    for _ in range(count):
        following: dict[int, tuple[float, tuple[str, ...]]] = {}
        for first, (cost, before) in best.items():
            for last in range(first + 1, len(stops)):
                line = text[stops[first] : stops[last]].strip()
                slack = 1 - width(line, face) / measure
                if slack < 0:
                    break
                total = cost + (slack - _PAUSE_BONUS * line.endswith(tuple(_PAUSES))) ** 2
                if last not in following or total < following[last][0]:
                    following[last] = (total, (*before, line))
        best = following
    best_way = best.get(len(stops) - 1)
    return best_way[1] if best_way else None


def _with_ellipsis(
    text: str, stops: Sequence[int], face: Face, measure: float, most: int
) -> tuple[str, ...]:
    """Return full lines, of which the last ends with an ellipsis."""
    result: list[str] = []
    first = 0
    while len(result) < most - 1:
        last = first + 1
        while _fits(text[stops[first] : stops[last + 1]], face, measure):
            last += 1
        result.append(text[stops[first] : stops[last]].strip())
        first = last
    return (*result, _last_line(text, stops[first:], face, measure))


def _last_line(text: str, stops: Sequence[int], face: Face, measure: float) -> str:
    """Return a last line with an ellipsis: as many whole words as fit, else letters."""
    line = text[stops[0] : stops[1]].strip()
    for stop in stops[2:]:
        longer = text[stops[0] : stop].strip()
        if not _fits(longer + ELLIPSIS, face, measure):
            break
        line = longer
    while line and not _fits(line + ELLIPSIS, face, measure):
        line = line[:-1]
    return line.rstrip(_HANGING) + ELLIPSIS


def _fits(line: str, face: Face, measure: float) -> bool:
    return width(line.strip(), face) <= measure
