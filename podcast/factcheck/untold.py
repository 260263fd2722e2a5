"""The fact check the other way round: what a headline says and no line of its item tells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import chain

from podcast.factcheck import figures, names, timing
from podcast.factcheck.passages import narrated, passage
from podcast.model import Objection

_TRACED = frozenset({"number", "unit", "percent", "money", "date", "version", "latin-name", "swap"})
"""The kinds of claims of which it is certain that another wording does not tell them."""


def untold(headline: str, lines: Sequence[str], today: date) -> Iterator[Objection]:
    """Yield the figures, dates and Latin names of a headline that no line tells.

    `lines` are all lines of the item, `today` is the date of the post.
    """
    claims = passage(headline, today)
    told = narrated(tuple(lines), today)
    found = chain(
        figures.check(claims, told, ()), timing.check(claims, told, today),
        names.check(claims, told, ()),
    )  # fmt: skip
    for surely, each in found:
        if surely and each.kind in _TRACED:
            yield each
