"""Compare the figures of a written form with what is heard of them, and name what is lost.

A difference is a fault only when no way to understand both forms makes them equal.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby, islice, product
from math import prod
from typing import Literal

from podcast.meaning.figures import Fault, Figure, Heard, Number, Reading, Words
from podcast.meaning.measures import HEMISPHERES
from podcast.meaning.voiced import ways

_MOST = 512
"""How many combinations of readings are tried; with more, nothing is said of the figures."""
_NEARNESS: tuple[Fault, ...] = ("direction", "unit", "sign", "order", "value")
"""The faults, from those of the nearest reading to those of a reading that fits least."""


def difference(
    figures: Sequence[Figure], items: Sequence[Heard], said: str, worded: frozenset[str]
) -> Fault | Literal["unknown"] | None:
    """Return what is lost between written figures and the items heard of them, or None.

    `worded` are the signs that words beside the figures say: a minus as a fall, a plus as a rise.
    Figures that cannot be judged are "unknown": links, and too many forms with several meanings.
    """
    heard = list(islice(ways(items, said), _MOST))
    readings = [_likely(figure, heard) for figure in figures]
    if not all(readings) or prod(map(len, readings)) * len(heard) > _MOST:
        return "unknown"
    faults = {
        _between(written, sequence, worded) for written in product(*readings) for sequence in heard
    }
    return next((fault for fault in _NEARNESS if fault in faults and None not in faults), None)


def _likely(figure: Figure, heard: Sequence[Sequence[Heard]]) -> Sequence[Reading]:
    """Return the readings whose numbers are all heard somewhere, or all readings if none is."""
    values = {_plain(item.value) for sequence in heard for item in sequence}
    codes = [item.value for item in heard[0] if item.by_digit]
    likely = [
        reading
        for reading in figure.readings
        if all(_is_heard(number, values, codes) for number in reading.numbers)
    ]
    return likely or figure.readings


def _is_heard(number: Number, values: set[str], codes: Sequence[str]) -> bool:
    return any(
        _plain(text) in values or any(text in code for code in codes) for text in number.texts
    )


def _between(
    written: Sequence[Reading], items: Sequence[Heard], worded: frozenset[str]
) -> Fault | None:
    """Return what is lost when the figures are understood as these readings."""
    wanted = [number for reading in written for number in reading.numbers]
    numbers = [each for each in items if each.kind == "number"]
    pairs = _paired(wanted, numbers)
    if pairs is None:
        return "order" if _is_reordered(wanted, numbers) else "value"
    if not _have_their_signs(pairs, worded):
        return "sign"
    units = [words for reading in written for words in reading.units]
    if not _say(units, [each.value for each in items if each.kind == "unit"], 0, 0):
        return "unit"
    rates = [words for reading in written for words in reading.rates]
    said = [each.value for each in items if each.kind == "rate"]
    if _same_rates(rates, said):
        return None
    return "direction" if any(each in HEMISPHERES.values() for each in said) else "unit"


# --- Values and signs ----------------------------------------------------------------------------


def _paired(wanted: Sequence[Number], heard: Sequence[Heard]) -> list[tuple[Number, Heard]] | None:
    """Return each number with what is heard of it, or None where the values differ."""
    pairs: list[tuple[Number, Heard]] = []
    index = 0
    for item in heard:
        count = _count_said(wanted[index:], item)
        if not count:
            return None
        pairs.append((wanted[index], item))
        index += count
    return pairs if index == len(wanted) else None


def _count_said(wanted: Sequence[Number], item: Heard) -> int:
    """Return how many of the next numbers an item says; 0 where it says something else.

    Digits in a row may say several numbers: of CVE-2024-3094, 二零二四三零九四.
    """
    if wanted and any(_plain(item.value) == _plain(text) for text in wanted[0].texts):
        return 1
    joined = ""
    for count, number in enumerate(wanted, 1):
        joined += max(number.texts, key=len)
        if item.by_digit and joined == item.value:
            return count
    return 0


def _plain(digits: str) -> str:
    return digits.lstrip("0") or "0"


def _is_reordered(wanted: Sequence[Number], numbers: Sequence[Heard]) -> bool:
    texts = sorted(_plain(min(number.texts)) for number in wanted)
    return len(texts) > 1 and texts == sorted(_plain(item.value) for item in numbers)


def _have_their_signs(pairs: Sequence[tuple[Number, Heard]], worded: frozenset[str]) -> bool:
    """Tell whether every number has its sign; that of the first one may be said in words."""
    return all(
        _has_its_sign(number, item.sign, frozenset() if index else worded)
        for index, (number, item) in enumerate(pairs)
    )


def _has_its_sign(number: Number, sign: str, worded: frozenset[str]) -> bool:
    if sign == "-?":  # 减 stands before a number below zero, and between two numbers
        return bool(number.signs & {"-", ""})
    return sign in number.signs or (not sign and bool(worded & number.signs))


# --- Units ---------------------------------------------------------------------------------------


def _say(wanted: Sequence[Words], said: Sequence[str], one: int, other: int) -> bool:
    """Tell whether the words from `other` on say the units from `one` on, in order.

    A unit that is repeated may be said once (12~15% has one, 百分之十二到百分之十五 has two).
    """
    if one == len(wanted) and other == len(said):
        return True
    last = said[other - 1] if other else None
    word = said[other] if other < len(said) else None
    units = wanted[one] if one < len(wanted) else frozenset()
    return (
        (word in units and _say(wanted, said, one + 1, other + 1))
        or (last in units and _say(wanted, said, one + 1, other))
        or (word is not None and word == last and _say(wanted, said, one, other + 1))
    )


def _same_rates(wanted: Sequence[Words], said: Sequence[str]) -> bool:
    units = [unit for unit, _ in groupby(said)]
    rates = [words for words, _ in groupby(wanted)]
    return len(rates) == len(units) and all(
        any(_same_rate(word, unit) for word in words)
        for words, unit in zip(rates, units, strict=True)
    )


def _same_rate(wanted: str, said: str) -> bool:
    """Tell whether two rates are for as much of the same; of unknown things, for as much."""
    (one, space, unit), (other, also, word) = wanted.partition(" "), said.partition(" ")
    unknown = bool(space and also) and not (unit and word)
    return wanted == said or (unknown and one == other)
