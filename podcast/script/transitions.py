"""Choose a phrase before each item: by its section, its company or its topic, else a plain one.

The choice is a function of the day and the items; no phrase comes twice within five items.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Sequence
from datetime import date

from podcast.model import Item
from podcast.script import topics
from podcast.script.numerals import in_chinese
from podcast.show.style import Transitions

_APART = 4
"""A phrase is not used again for so many items; an ordinal follows an ordinal no earlier."""
_AT_ONCE = 8
"""So many characters of an item's first text are its beginning."""
_LEAST_ITEMS = 3
"""With fewer items there is no list whose last one is named as such."""
_COMPANY = re.compile(r"[A-Z][A-Za-z]{2,}(?: [A-Z][A-Za-z]+)*(?![A-Za-z0-9.-])")


def phrases(
    items: Sequence[Item], known: Transitions, day: date, beginnings: Sequence[str] = ()
) -> tuple[str, ...]:
    """Return the phrase before each item, without a mark behind it; empty where none is needed.

    `beginnings` are the texts with which the items begin: a topic that one of them names at once is
    not announced (看机器人，机器人公司…).
    """
    recent: deque[str] = deque(maxlen=_APART)
    said: list[str] = []
    for index in range(len(items)):
        begins = beginnings[index][:_AT_ONCE] if beginnings else ""
        template, filled = _choose(items, index, known, day, recent, begins)
        recent.append(template)
        said.append(filled)
    return tuple(said)


def _choose(
    items: Sequence[Item],
    index: int,
    known: Transitions,
    day: date,
    recent: deque[str],
    begins: str,
) -> tuple[str, str]:
    """Return the phrase for an item, as it is in the style and filled in; both may be empty."""
    turn = day.toordinal() + index
    for kind, value in _kinds(items, index, known, turn, recent, begins):
        fresh = [phrase for phrase in kind if phrase not in recent]
        if fresh:
            template = fresh[turn % len(fresh)]
            return template, template.format(topic=value, company=value, number=value)
    return "", ""


def _kinds(
    items: Sequence[Item],
    index: int,
    known: Transitions,
    turn: int,
    recent: deque[str],
    begins: str,
) -> Iterator[tuple[Sequence[str], str]]:
    """Yield the kinds of phrases that fit before an item, the best first, with its word."""
    topic, company = _new_topic(items, index), _company(items, index)
    topic = "" if topic in begins else topic
    if index == 0:
        if topic:
            yield known.first, topic
        return
    if index == len(items) - 1 and len(items) >= _LEAST_ITEMS:
        yield known.last, ""
    if company:
        yield known.company, company
    if topic:
        yield known.topic, topic
    if index >= _APART and turn % _APART == 0 and not set(recent) & set(known.ordinal):
        yield known.ordinal, in_chinese(index + 1)
    if recent[-1]:  # behind an item without a phrase there is one again
        return
    yield known.plain, ""


def _new_topic(items: Sequence[Item], index: int) -> str:
    """Return the section or topic of an item where it is not that of the item before."""
    section = topics.section(items[index])
    if section and (index == 0 or items[index - 1].section != items[index].section):
        return section
    topic = topics.topic(items[index])
    if index and (topic == topics.topic(items[index - 1]) or topic in items[index].section):
        return ""
    return topic


def _company(items: Sequence[Item], index: int) -> str:
    """Return the Latin name with which the headlines of an item and the one before it begin."""
    first, second = (_COMPANY.match(items[each].headline) for each in (index - 1, index))
    return second[0] if first and second and first[0] == second[0] else ""
