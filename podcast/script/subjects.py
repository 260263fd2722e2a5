"""What a programme names of its news where it only lists them: the end of a rundown, the closing.

Each name is understood alone, and the names are spread over the whole programme.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from podcast.model import Item
from podcast.script import topics
from podcast.script.lead import Lead
from podcast.script.sentences import width

_ALL, _MOST = 3, 5
"""Of so many items at most a closing names each; of more it names so many."""
_BREATH = 28
"""The widest list of more than three names."""
_LEAST = 2
"""Fewer names are no list."""
_SECTIONS = 4
"""So many names of sections are said at most."""
_FIRST_GROUP = 3
"""So many names are one list; more are said in two."""
_SAME_END = 2
"""Two names that end with so many equal characters are of the same kind."""
_FIGURE = re.compile(r"\d")


def of_programme(items: Sequence[Item], first: Lead) -> Sequence[str]:
    """Return what a programme was about, in the post's order, with the item that opened it.

    Of three items at most each is named. They are named by their things; where these are not sure,
    by their topics, else by their sections: a thing beside a topic is no list, but that of a long
    programme. Where the lead has no name, more than three others are named. May be empty.
    """
    order = _spread([first.item, *_by_weight(item for item in items if item != first.item)])
    least = max(_LEAST, len(items) if len(items) <= _ALL else 0)
    mixed = (topics.subject_or_field,) if len(items) > _ALL else ()
    kinds = (topics.subject, topics.topic, *mixed)
    of_kinds = [_named(order, kind, _MOST) for kind in kinds]
    with_lead = [each for each in of_kinds if first.item.number in each and len(each) >= least]
    many = [each for each in of_kinds if len(each) > max(_ALL, least)]
    if with_lead or many:
        longest = max(with_lead or many, key=len)  # the first of them
        named = _in_a_breath(longest)
        return [named[item.number] for item in items if item.number in named]
    sections = topics.sections(items)
    return sections[:_SECTIONS] if len(sections) >= _LEAST else ()


def _in_a_breath(named: Mapping[int, str]) -> Mapping[int, str]:
    """Return names, the best first, without the last ones of a list that is too long for an ear."""
    numbers = list(named)
    while len(numbers) > _ALL and sum(width(named[number]) for number in numbers) > _BREATH:
        numbers.pop()
    return {number: named[number] for number in numbers}


def of_rest(items: Sequence[Item], most: int) -> Sequence[str]:
    """Return the things of the heaviest of some items, in the post's order."""
    named = _named(_spread(_by_weight(items)), topics.subject, most)
    return [named[item.number] for item in items if item.number in named]


def in_groups(names: Sequence[str]) -> tuple[str, str]:
    """Return names as one list that is spoken, or many as two: 甲、乙和丙, 丁与戊."""
    if len(names) <= _FIRST_GROUP:
        return listed(names), ""
    half = (len(names) + 1) // 2
    return listed(names[:half]), listed(names[half:], "与")


def listed(names: Sequence[str], joint: str = "和") -> str:
    """Return names as a list that is spoken: 模型、芯片和教育."""
    *most, last = names
    return f"{'、'.join(most)}{joint}{last}" if most else last


def _by_weight(items: Iterable[Item]) -> list[Item]:
    return sorted(items, key=lambda item: -item.weight)


def _spread(items: Sequence[Item]) -> list[Item]:
    """Return items with the first one of each section or topic before all others."""
    seen: set[str] = set()
    first: list[Item] = []
    others: list[Item] = []
    for item in items:
        of = topics.section(item) or topics.topic(item)
        (others if of and of in seen else first).append(item)
        seen.add(of)
    return [*first, *others]


def _named(items: Sequence[Item], kind: Callable[[Item], str], most: int) -> Mapping[int, str]:
    """Return the names of the first items that have one of a kind, by number; no two are alike.

    A name with a figure says too much for a list; only the first item must have a name.
    """
    named: dict[int, str] = {}
    for item in items:
        said = kind(item)
        fits = item == items[0] or not _FIGURE.search(said)
        if said and fits and not any(map(_alike(said), named.values())):
            named[item.number] = said
        if len(named) == most:
            break
    return named


def _alike(one: str) -> Callable[[str], bool]:
    """Return whether another name says this one or is said by it, or ends with the same word."""
    return lambda other: one in other or other in one or one[-_SAME_END:] == other[-_SAME_END:]
