"""Find the figures of a written text, with every way in which a reader may understand each.

A figure is a number with what stands at it: sign, currency, magnitude, unit, what it is for. A
form that means several things has several readings: 11/5 is a date, a fraction or a list. This
module knows nothing of how figures are said.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import replace

from podcast.meaning import amounts, moments
from podcast.meaning.figures import Figure, Reading
from podcast.meaning.measures import HEMISPHERES
from podcast.meaning.place import Form, Place, words

_FORMS: tuple[Form, ...] = (
    moments.period, moments.year_of_period, moments.date, moments.clock, moments.packed,
    amounts.scientific, amounts.power, amounts.raised_letter, moments.decade, amounts.fraction,
    amounts.pair, amounts.single, amounts.amount,
)  # fmt: skip
"""The forms of figures, tried in this order."""
_LINK = re.compile(
    r"(?:https?://|www\.)[!-~]+|[\w.+-]+@[\w-]+\.[\w.]+"
    r"|[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.(?:com|cn|org|net|io|ai|dev|gov|edu)\b(?:/[!-~]*)?",
    re.ASCII,
)
_UNFOLDED = frozenset("，。；、！？" + amounts.SMALL_DIGITS)
_ON_GLOBE = re.compile(r"(?<![A-Za-z])([NSEW])\s?$")
_TO = ("到", "至", "~", "-", "–", "—", "、", "或", "和", "与", "")
"""What stands between two figures the first of which may have the unit of the second."""


def fold(raw: str) -> str:
    """Return `raw` with its full-width characters as ASCII, of the same length."""
    return "".join(_fold(char) if not char.isascii() else char for char in raw)


def _fold(char: str) -> str:
    if char in _UNFOLDED or amounts.means_number(char):
        return char
    plain = unicodedata.normalize("NFKC", char)
    return plain if len(plain) == 1 else char


def figures(text: str, verbatim: Callable[[int, int], bool]) -> tuple[Figure, ...]:
    """Return the figures of a folded text in order.

    `verbatim` tells whether the letters of a span stand in the spoken form as well: they are no
    unit then, for a unit is said in words.
    """
    found = list(_figures(text, verbatim))
    for index in range(len(found) - 1):
        if text[found[index].end : found[index + 1].start].strip() in _TO:
            found[index] = _lower_end(found[index], found[index + 1])
    return tuple(found)


def _figures(text: str, verbatim: Callable[[int, int], bool]) -> Iterator[Figure]:
    start = last = 0
    while start < len(text):
        figure = _at(Place(text, start, last, verbatim)) if _may_begin(text[start]) else None
        if figure:
            yield figure
            last = max(figure.end, start + 1)
        start = last if figure else start + 1


def _may_begin(char: str) -> bool:
    """Tell whether a figure or a link may begin with a character."""
    return char.isdecimal() or (char.isalpha() if char.isascii() else amounts.means_number(char))


def _at(place: Place) -> Figure | None:
    text, start = place.text, place.start
    link = _LINK.match(text, start)
    if link and any(char.isalpha() for char in link[0]):
        return Figure(start, link.end(), ())
    if text[start].isascii() and text[start].isalpha() and text[start] not in "QH":
        return None
    figure = next((found for form in _FORMS if (found := form(place))), None)
    return _on_globe(figure, text) if figure else None


def _on_globe(figure: Figure, text: str) -> Figure:
    """Return the figure with the letter before it as a hemisphere, if it is one: N31.2°."""
    side = _ON_GLOBE.search(text[: figure.start])
    if not side or text[figure.end - 1] not in "°度′″":
        return figure
    rates = words(HEMISPHERES[side[1]])
    return replace(figure, readings=tuple(replace(each, rates=rates) for each in figure.readings))


def _lower_end(figure: Figure, upper: Figure) -> Figure:
    """Return the lower end of a range, which may have the unit of the upper one, and its sign."""
    units = {each.units for each in upper.readings if each.units}
    bare = [each for each in figure.readings if not each.units and each.numbers]
    readings = [*figure.readings, *(replace(each, units=unit) for each in bare for unit in units)]
    if any("-" in number.signs for each in upper.readings for number in each.numbers):
        readings = [_below_zero(each) for each in readings]
    return replace(figure, readings=tuple(readings))


def _below_zero(reading: Reading) -> Reading:
    """Return the reading with its hyphen as a minus, as it is where the range ends below zero."""
    if not reading.numbers or reading.numbers[0].signs != {"", "-"}:
        return reading
    first, *rest = reading.numbers
    return replace(reading, numbers=(replace(first, signs=frozenset({"-"})), *rest))
