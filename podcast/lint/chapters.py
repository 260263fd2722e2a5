"""Rules for chapters in JSON files, in Podlove's format and in show notes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise

from podcast.lint.chapterlists import (
    Chapters,
    files,
    in_files,
    in_notes,
    in_psc,
    mark,
)
from podcast.lint.model import Check, Fault, Feed, Rule
from podcast.lint.names import children
from podcast.lint.numbers import duration
from podcast.model import Severity

_TYPES = {"application/json+chapters", "application/json"}
_FEWEST = 3
_LONGEST_TITLE = 40
_SHORTEST = 30


def _type(feed: Feed) -> Iterator[Fault]:
    for item in feed.items:
        for element in children(item.element, "podcast:chapters"):
            if element.get("type") not in _TYPES or not element.get("url"):
                yield Fault(f'its type is "{element.get("type", "")}"', element)


def _json(feed: Feed) -> Iterator[Fault]:
    for _, element, result in files(feed):
        if isinstance(result, ValueError):
            yield Fault(f"it cannot be read: {result}", element)


def _psc_form(feed: Feed) -> Iterator[Fault]:
    for item in feed.items:
        for element in children(item.element, "psc:chapters"):
            for each in children(element, "psc:chapter"):
                if mark(each) is None:
                    yield Fault(f'start is "{each.get("start", "")}", or it has no title', each)
            if not element.get("version", "1.2").startswith("1."):
                yield Fault(f'its version is "{element.get("version")}"', element)


_Find = Callable[[Feed], Iterator[Chapters]]
_Judge = Callable[[Chapters], str | None]


def _each(find: _Find, judge: _Judge) -> Check:
    def check(feed: Feed) -> Iterator[Fault]:
        for chapters in find(feed):
            message = judge(chapters)
            if message:
                yield Fault(message, chapters.element)

    return check


def _first(chapters: Chapters) -> str | None:
    start = chapters.marks[0][1] if chapters.marks else 0
    return f"the first is at {start:g} s" if start else None


def _count(chapters: Chapters) -> str | None:
    count = len(chapters.marks)
    return f"there are {count}" if count < _FEWEST else None


def _order(chapters: Chapters) -> str | None:
    for (_, before), (title, start) in pairwise(chapters.marks):
        if start <= before:
            return f'"{title}" at {start:g} s follows {before:g} s'
    return None


def _end(chapters: Chapters) -> str | None:
    whole = duration(chapters.item)
    last = max((start for _, start in chapters.marks), default=0)
    return f"one begins at {last:g} s of {whole} s" if whole and last > whole else None


def _titles(chapters: Chapters) -> str | None:
    long = [title for title, _ in chapters.marks if len(title) >= _LONGEST_TITLE]
    return f'"{long[0]}" has {len(long[0])} characters' if long else None


def _lengths(chapters: Chapters) -> str | None:
    starts = [start for _, start in chapters.marks]
    ends = [*starts[1:], duration(chapters.item) or float("inf")]
    for (title, start), end in zip(chapters.marks, ends, strict=True):
        if 0 < end - start < _SHORTEST:
            return f'"{title}" is {end - start:.0f} s long'
    return None


def _carrier(prefix: str, name: str, find: _Find) -> Iterator[Rule]:
    """Yield the rules that hold for every kind of chapter list, for the kind that `find` finds."""
    both = "Spotify, chapters; Apple, chapters"
    rows: tuple[tuple[str, Severity, str, str, _Judge], ...] = (
        ("first", "warn", "begin at zero", "begin them at 00:00:00", _first),
        ("count", "warn", f"are {_FEWEST} or more", "add some, or leave them out", _count),
        ("order", "error", "rise in time", "sort them", _order),
        ("end", "error", "begin within the episode", "correct their times", _end),
    )
    for rule, severity, says, remedy, judge in rows:
        says_all = f"{name} {says}"
        yield Rule(f"{prefix}-{rule}", severity, both, says_all, remedy, _each(find, judge))


def _advised(prefix: str, name: str, find: _Find) -> Iterator[Rule]:
    """Yield the rules of Spotify's advice, for a kind of chapter list that Spotify reads."""
    short = f"{name} have titles of fewer than {_LONGEST_TITLE} characters"
    long = f"{name} last {_SHORTEST} s or longer"
    join = "join it with its neighbour where that makes sense"
    source = "Spotify, chapters"
    yield Rule(f"{prefix}-titles", "info", source, short, "shorten it", _each(find, _titles))
    yield Rule(f"{prefix}-lengths", "info", source, long, join, _each(find, _lengths))


RULES = (
    Rule(
        "chapters-type", "error", "podcast namespace, chapters",
        "podcast:chapters has url and the type application/json+chapters",
        "write both", _type,
    ),
    Rule(
        "chapters-readable", "error", "podcast namespace, JSON Chapters 1.2",
        "the file has a version and chapters with times",
        "write it anew", _json,
    ),
    Rule(
        "psc-form", "error", "Podlove Simple Chapters 1.2",
        "each psc:chapter has a title and a normal play time",
        'write start="HH:MM:SS.mmm" and title', _psc_form,
    ),
    *_carrier("chapters", "chapters of the JSON file", in_files),
    *_carrier("psc", "Podlove's chapters", in_psc),
    *_advised("psc", "Podlove's chapters", in_psc),
    *_carrier("notes-chapters", "chapters in show notes", in_notes),
    *_advised("notes-chapters", "chapters in show notes", in_notes),
)  # fmt: skip
