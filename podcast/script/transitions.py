"""Choose a phrase before each item: by its section, its company or its topic, else a plain one.

An item of the topic or the company of an earlier one says so.

The choice is a function of the day and the items; no phrase comes twice within five items.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Sequence
from datetime import date

from podcast.model import Item
from podcast.script import topics
from podcast.script.headlines import untagged
from podcast.script.numerals import in_chinese
from podcast.script.sentences import speakable
from podcast.show.style import Transitions

_APART = 4
"""A phrase is not used again for so many items; an ordinal follows an ordinal no earlier."""
_AT_ONCE = 8
"""So many characters of an item's first text are its beginning."""
_LEAST_ITEMS = 3
"""With fewer items there is no list whose last one is named as such."""
_COMPANY = re.compile(r"[A-Z][A-Za-z]{2,}(?: [A-Z][A-Za-z]+)*(?![A-Za-z0-9.-])")
_HOUSE = re.compile(
    "[\u4e00-\u9fff]{2,8}?(?:科技|公司|集团|智能|实验室|大学|银行|汽车|机器人|影业|医疗|生物|半导体|咨询|研究院|"
    "研究所|协会|航空|电力|电气|能源|证券|软件|网络|通信|动力)(?![\u4e00-\u9fff]{0,2}(?:领域|行业|市场|产业|方面))"
)
"""Matches a name with which a clause of a headline begins, by its last word."""
_COMPANIES = (
    "科技",
    "公司",
    "集团",
    "智能",
    "银行",
    "汽车",
    "半导体",
    "影业",
    "医疗",
    "生物",
    "航空",
)
_DOES = re.compile(
    r"\d{1,2}月|今天|昨天|近日|宣布|发布|推出|上线|开源|确认|表示|将|已|也|还|正式|计划|拟|与|获|完成"
)
"""Matches what a company does, behind its name."""
_NO_HOUSE = re.compile(
    "[多两三几数各某]家|全球|全国|国内|国产|我国|首[个家款批]|新|一|这|该|今|去|用|在|把|人工智能|工业|人形|陪伴|服务"
)
"""Beginnings of words that name no single house."""


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
        template, filled = _choose(items, index, known, day, (recent, said), begins)
        recent.append(template)
        said.append(filled)
    return tuple(said)


def _choose(
    items: Sequence[Item],
    index: int,
    known: Transitions,
    day: date,
    before: tuple[deque[str], Sequence[str]],
    begins: str,
) -> tuple[str, str]:
    """Return the phrase for an item, as it is in the style and filled in; both may be empty.

    `before` are the templates of the last phrases, and all phrases so far.
    """
    turn = day.toordinal() + index
    recent, _ = before
    for kind, value in _kinds(items, index, known, turn, before, begins):
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
    before: tuple[deque[str], Sequence[str]],
    begins: str,
) -> Iterator[tuple[Sequence[str], str]]:
    """Yield the kinds of phrases that fit before an item, the best first, with its word."""
    recent, said = before
    topic = _new_topic(items, index)
    announced = any(each.format(topic=topic) in said for each in (*known.first, *known.topic))
    topic = "" if topic in begins else topic
    if index == 0:
        if topic:
            yield known.first, topic
        return
    house, follows = _house(items, index)
    if house:
        yield known.company if follows else known.company_again, house
    if index == len(items) - 1 and len(items) >= _LEAST_ITEMS:
        yield known.last, ""
    if topic:
        yield known.again if announced else (), topic
        yield known.topic, topic
    same = _same_topic(items, index)
    if same and same not in begins:
        yield known.same, same
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


def _same_topic(items: Sequence[Item], index: int) -> str:
    """Return the topic of an item where the item before, of the same section, has it as well."""
    before, item = items[index - 1], items[index]
    topic = topics.topic(item)
    return topic if before.section == item.section and topic == topics.topic(before) else ""


def _house(items: Sequence[Item], index: int) -> tuple[str, bool]:
    """Return whose news an item and an earlier one are, and whether that is the one before."""
    named = _names(items[index])
    for earlier in range(index - 1, -1, -1):
        both = [name for name in named if name in _names(items[earlier])]
        if both and (earlier == index - 1 or not both[0].isascii()):
            return both[0], earlier == index - 1
    return "", False


def _names(item: Item) -> Sequence[str]:
    """Return the Latin name with which a headline begins, and the houses that begin its clauses."""
    latin = _COMPANY.match(item.headline)
    clauses = re.split("[，：；！？。] ?", speakable(untagged(item.headline)))
    houses = (None if _NO_HOUSE.match(each) else _HOUSE.match(each) for each in clauses)
    return [*([latin[0]] if latin else []), *(house[0] for house in houses if house)]


def without_house(phrase: str, text: str) -> str:
    """Return a text that begins with the house which a phrase before it names, by 公司 for it.

    青禾科技还有一条消息，青禾科技宣布… says a name twice.
    """
    house = _HOUSE.match(text)
    if not house or house[0] not in phrase or not house[0].endswith(_COMPANIES):
        return text
    rest = text[house.end() :]
    return f"公司{rest}" if _DOES.match(rest) else text
