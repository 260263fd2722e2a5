"""Choose a phrase before each item: by its section, its company or its topic, else a plain one.

An item of the topic or the company of an earlier one says so.

The choice is a function of the day and the items; no phrase comes twice within five items.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from podcast.model import Item
from podcast.script import relations, topics
from podcast.script.headlines import untagged
from podcast.script.numerals import in_chinese
from podcast.script.sentences import width
from podcast.show.style import Transitions

_APART = 4
"""A phrase is not used again for so many items; an ordinal follows an ordinal no earlier."""
_SAME_WORD = 3
"""A text that begins with so many characters of its headline says by itself what it is about."""
_AT_ONCE = 8
"""So much of an item's first text is its beginning, in characters as `width` counts them."""
_BETWEEN = 3
"""At every so many items a new topic is named with the one before it."""
_LEAST_ITEMS = 3
"""With fewer items there is no list whose last one is named as such."""


def phrases(
    items: Sequence[Item],
    known: Transitions,
    day: date,
    beginnings: Sequence[str] = (),
    names: Mapping[int, str] | None = None,
    *,
    goes_on: bool = False,
) -> tuple[str, ...]:
    """Return the phrase before each item, without a mark behind it; empty where none is needed.

    `beginnings` are the texts with which the items begin: a topic that one of them names at once is
    not announced (看机器人，机器人公司…). The first item `goes_on` where its headline has opened
    the programme: what it is about is named again. So are later items by `names`, by their index.
    """
    recent: deque[str] = deque(maxlen=_APART)
    said: list[str] = []
    for index in range(len(items)):
        begins = beginnings[index] if beginnings else ""
        turn = day.toordinal() + index
        kinds = (
            _first(items[0], known, begins, goes_on=goes_on)
            if index == 0
            else _named_anew((names or {})[index], known, is_last=index == len(items) - 1)
            if index in (names or {})
            else _kinds(items, index, known, turn, (recent, said), begins)
        )
        template, filled = _choose(kinds, recent, turn)
        recent.append(template)
        said.append(filled)
    return tuple(said)


def _choose(
    kinds: Iterable[tuple[Sequence[str], Mapping[str, str]]], recent: Sequence[str], turn: int
) -> tuple[str, str]:
    """Return a phrase of the best kind, as it is in the style and filled in; both may be empty.

    `recent` are the last phrases as they are in the style.
    """
    for kind, words in kinds:
        fresh = [phrase for phrase in kind if phrase not in recent]
        if fresh:
            template = fresh[turn % len(fresh)]
            return template, template.format(**words)
    return "", ""


def _first(
    item: Item, known: Transitions, begins: str, *, goes_on: bool
) -> Iterator[tuple[Sequence[str], Mapping[str, str]]]:
    """Yield the phrases before the first item; where it goes on, it is named by its thing."""
    thing = topics.of_headline(item) if goes_on else ""
    topic = thing or topics.section(item) or topics.topic(item)
    named = topic in (begins if thing else _beginning(begins))
    ends = tuple(topic[at:] for at in range(len(topic) - 1))
    again = topic[:1].isascii() and begins[:_SAME_WORD] in untagged(item.headline)
    again = again or (goes_on and begins.startswith(ends))
    if topic and not named and not again:
        yield known.first, {"topic": topic}


def _named_anew(
    name: str, known: Transitions, *, is_last: bool
) -> Iterator[tuple[Sequence[str], Mapping[str, str]]]:
    """Yield the phrases before an item that goes on behind its headline: all of them name it.

    The name of a thing stands behind words: 鸿蒙6.2方面 is no field.
    """
    yield known.last_topic if is_last else (), {"topic": name}
    yield _behind_words(known), {"topic": name}


def can_name(known: Transitions) -> bool:
    """Tell whether a style has a phrase for each item that must be named, however many follow."""
    return len(_behind_words(known)) > _APART


def _behind_words(known: Transitions) -> list[str]:
    return [phrase for phrase in known.topic if not phrase.startswith("{")]


def _kinds(
    items: Sequence[Item],
    index: int,
    known: Transitions,
    turn: int,
    before: tuple[deque[str], Sequence[str]],
    begins: str,
) -> Iterator[tuple[Sequence[str], Mapping[str, str]]]:
    """Yield the kinds of phrases that fit before a later item, the best first, with their words.

    `before` are the templates of the last phrases, and all phrases so far.
    """
    recent, said = before
    house, follows = relations.house(items, index)
    if house:
        yield known.company if follows else known.company_again, {"company": house}
    if index == len(items) - 1 and len(items) >= _LEAST_ITEMS:
        yield known.last_small if relations.is_small(items, index) else (), {}
        topic = _unheard_topic(items, index, begins)
        again = any(each.format(topic=topic) in said for each in (*known.first, *known.topic))
        yield known.again if topic and again else (), {"topic": topic}
        yield known.last_topic if topic else (), {"topic": topic}
        yield known.last, {}
    event = relations.same_event(items, index)
    if event:
        yield known.event, {"topic": event}
    if relations.goes_other_way(items, index):
        yield known.contrast, {}
    topic = _unheard_topic(items, index, begins)
    announced = any(each.format(topic=topic) in said for each in (*known.first, *known.topic))
    if topic:
        yield known.again if announced else (), {"topic": topic}
        last = topics.topic(items[index - 1])
        other = last and last not in topic and topic not in last
        related = turn % _BETWEEN == 0 and other and not topics.is_event(last)
        yield known.between if related else (), {"before": last, "topic": topic}
        yield known.topic, {"topic": topic}
    same = _same_topic(items, index)
    if same and same not in _beginning(begins):
        yield known.same, {"topic": same}
    if index >= _APART and turn % _APART == 0 and not set(recent) & set(known.ordinal):
        yield known.ordinal, {"number": in_chinese(index + 1)}
    if recent[-1]:  # behind an item without a phrase there is one again
        return
    yield known.plain, {}


def _beginning(text: str) -> str:
    """Return the first words of a text, which a listener hears together with the phrase."""
    end = next((at for at in range(len(text)) if width(text[:at]) >= _AT_ONCE), len(text))
    return text[:end]


def _unheard_topic(items: Sequence[Item], index: int, begins: str) -> str:
    """Return the new topic of an item that does not begin with it, or an empty text."""
    topic = _new_topic(items, index)
    beginning = begins if topics.is_event(topic) else _beginning(begins)
    return "" if topic in beginning else topic


def _new_topic(items: Sequence[Item], index: int) -> str:
    """Return the section or topic of an item where it is not that of the item before."""
    section = topics.section(items[index])
    if section and (index == 0 or items[index - 1].section != items[index].section):
        return section
    topic = topics.field(items[index])
    if index and (topic == topics.field(items[index - 1]) or topic in items[index].section):
        return ""
    return topic


def _same_topic(items: Sequence[Item], index: int) -> str:
    """Return the topic of an item where the item before, of the same section, has it as well."""
    before, item = items[index - 1], items[index]
    topic = topics.topic(item)
    return topic if before.section == item.section and topic == topics.topic(before) else ""
