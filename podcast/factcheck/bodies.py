"""Find companies, media and institutions in a line that its item does not name in any form.

Their names come from a table, `podcast/data/factcheck/bodies.txt`, which says what may stand for
what. A Latin name needs no table, since it is traced by its letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

from podcast.chinese.pinyin import words
from podcast.factcheck.passages import Passage, Source
from podcast.lib.once import once
from podcast.model import Objection

_TABLE = Path(__file__).parents[1] / "data/factcheck/bodies.txt"


def check(line: Passage, own: Source, others: Iterable[Source]) -> Iterator[tuple[bool, Objection]]:
    """Yield names of bodies that the item lacks in every form; all of them are violations."""
    for name, start in named(line.text):
        forms = _forms()[name]
        if any(_has(own.text, form) for form in forms):
            continue
        swapped = any(_has(other.text, form) for other in others for form in forms)
        kind = "swap" if swapped else "chinese-name"
        nearest = next((other for other, _ in named(own.text) if other not in line.text), "")
        yield True, Objection(kind, name, start, start + len(name), nearest)


@lru_cache(maxsize=1)
def names() -> frozenset[str]:
    """Return all forms of all bodies, as they are written, Latin ones in lower case."""
    return frozenset(form for forms in _forms().values() for form in forms)


def _has(text: str, form: str) -> bool:
    """Tell whether a text has a form; a Latin one must be a whole word."""
    if not form.isascii():
        return form in text
    return re.search(rf"(?<![a-z]){re.escape(form)}(?![a-z])", text.lower()) is not None


def has(text: str, word: str) -> bool:
    """Tell whether a text has a word, or a Latin form of the body or term that it stands for."""
    forms = _same_row().get(word.lower(), ())
    return word in text or any(_has(text, form) for form in forms if form.isascii())


@once
def _same_row() -> dict[str, frozenset[str]]:
    """Return, for each form of any row, all forms of the rows that have it."""
    table: dict[str, frozenset[str]] = {}
    for names, rest in _rows():
        forms = frozenset(form.replace("_", " ").lower() for form in (*names, *rest))
        for form in forms:
            table[form] = table.get(form, frozenset()) | forms
    return table


@lru_cache(maxsize=512)
def named(text: str) -> tuple[tuple[str, int], ...]:
    """Return the bodies that a folded text names by a Chinese name of theirs, with their places."""
    return tuple(_found(text))


def _found(text: str) -> Iterator[tuple[str, int]]:
    """Yield the longest names first come first; a name inside a longer word is none."""
    place = 0
    tokens = words.cut(text)
    for index, word in enumerate(tokens):
        for size in (4, 3, 2, 1):
            name = "".join(tokens[index : index + size])
            if name in _forms() and len(tokens[index : index + size]) == size:
                yield name, place
                break
        place += len(word)


@lru_cache(maxsize=4096)
def canonical(word: str) -> str:
    """Return the one name that stands for all forms of a body: 英特尔 for Intel; else the word."""
    return _canonical().get(word.lower(), word)


@lru_cache(maxsize=1)
def _canonical() -> dict[str, str]:
    table: dict[str, str] = {}
    for names, rest in _rows():
        for form in (*names, *rest):
            if names:
                table.setdefault(form.replace("_", " ").lower(), names[0])
    return table


def _rows() -> Iterator[tuple[list[str], list[str]]]:
    """Yield the names of each row of the table that prove its body, and its other forms."""
    for row in _TABLE.read_text("utf-8").splitlines():
        if row.strip() and not row.startswith("#"):
            names, _, rest = row.partition("|")
            yield names.split(), rest.split()


@once
def _forms() -> dict[str, frozenset[str]]:
    """Return, for each name that proves a body, all forms of its rows in lower case."""
    table: dict[str, frozenset[str]] = {}
    for names, rest in _rows():
        forms = frozenset(form.replace("_", " ").lower() for form in (*names, *rest))
        for name in names:
            table[name] = table.get(name, frozenset()) | forms
    return table
