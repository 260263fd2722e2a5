"""The types of the meaning check: figures as they are written, and what is heard of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Sign = Literal["", "-", "+", "±"]
Fault = Literal["value", "sign", "unit", "direction", "order", "relation"]
Words = frozenset[str]
"""Words of which any one may be said: 公里 or 千米 for km."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number: its decimal digits as text, and the signs that may stand before it.

    Several texts are several ways to say it: 10w is 100000, or 10 before a letter.
    """

    texts: frozenset[str]
    signs: frozenset[str] = frozenset({""})


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to understand a written figure: its numbers and units, both in order.

    `rates` are the units after 每: 月 in ¥99/月.
    """

    numbers: tuple[Number, ...] = ()
    units: tuple[Words, ...] = ()
    rates: tuple[Words, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """A written figure: its span in the text, and the ways to understand it.

    A figure without readings cannot be judged: a link, of which the voice says only that it is one.
    """

    start: int
    end: int
    readings: tuple[Reading, ...]


@dataclass(frozen=True, slots=True)
class Heard:
    """What stands in the spoken form, with its span: a number, a unit or a rate.

    `value` is the text of a number, the word of a unit, the word after 每 of a rate. `parts` are
    the numbers around each 点, which separates hours and minutes as well (三点十分).
    """

    kind: Literal["number", "unit", "rate"]
    start: int
    end: int
    value: str
    sign: str = ""
    parts: tuple[str, ...] = ()
    by_digit: bool = False
    """Whether a number is said digit by digit, as a code or a year is."""


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """A figure that is written otherwise than it is said.

    `start` and `end` are the span of the written figure, in code points of the line.
    """

    fault: Fault
    written: str
    said: str
    start: int
    end: int

    def __str__(self) -> str:
        """Return one line: what is lost, as it is written and as it is said."""
        return f"the {self.fault} of `{self.written}` is lost in `{self.said}`"


@dataclass(frozen=True, slots=True)
class Judgement:
    """The result for one line: what is lost, how many figures stand in it, how many were silent.

    `silent` counts the figures that could not be judged; nothing is said of them.
    """

    lost: tuple[Discrepancy, ...] = ()
    figures: int = 0
    silent: int = 0
