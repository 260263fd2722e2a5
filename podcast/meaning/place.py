"""Where a figure of a written text is looked for, and the small parts that its forms share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from podcast.meaning.figures import Figure, Number, Words


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a folded text: the figure before it ends at `last`."""

    text: str
    start: int
    last: int
    verbatim: Callable[[int, int], bool]
    """Tells whether the letters of a span stand in the spoken form as well."""

    @property
    def before(self) -> str:
        """The text in front of the place."""
        return self.text[: self.start]


Form = Callable[[Place], Figure | None]
"""Reads the figure at a place, or returns None where there is none of this form."""

NO_SIGN = frozenset({""})
HAN = "\u3400-\u9fff"


def number(digits: str, signs: frozenset[str] = NO_SIGN) -> Number:
    """Return a number that is said in one way."""
    return Number(frozenset({digits}), signs)


def words(*units: str) -> tuple[Words, ...]:
    """Return units, each as words of which any one may be said: `月`, `日|号`."""
    return tuple(frozenset(unit.split("|")) for unit in units)
