"""Names of people in a line whom its item does not name, whatever else the line says.

`judge` objects to a name that is like one of the item; this also finds one that is like none. It
is for lines of a machine, which has no reason to name anybody else.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from podcast.chinese.fold import fold
from podcast.factcheck import names
from podcast.factcheck.passages import narrated, source
from podcast.model import Item, Objection


def strangers(text: str, item: Item, today: date) -> Iterator[Objection]:
    """Yield the Chinese names of people in a line that the item does not have.

    `today` is the date of the post.
    """
    own = source(item, today)
    folded = fold(text)
    for name in sorted(names.people(narrated((text,), today))):
        start = folded.find(name)
        if start >= 0 and name not in own.text:
            yield Objection("chinese-name", name, start, start + len(name), "")
