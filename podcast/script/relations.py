"""How an item is related to those before it: the same house or event, the other way, the smallest.

A listener follows a bulletin better when it says what joins two stories. Only what is sure by the
words of headlines is said.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from podcast.lib.yamlfile import load
from podcast.model import Item
from podcast.script import facts, topics
from podcast.script.headlines import tells_news, untagged
from podcast.script.sentences import speakable, width

_FILE = Path(__file__).with_name("relations.yaml")
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
_SMALL_SHARE = 0.6
"""An item with this share of the mean length of all items is small."""


def house(items: Sequence[Item], index: int) -> tuple[str, bool]:
    """Return whose news an item and an earlier one are, and whether that is the one before."""
    named = _names(items[index])
    for earlier in range(index - 1, -1, -1):
        both = [name for name in named if name in _names(items[earlier])]
        if both and (earlier == index - 1 or not both[0].isascii()):
            return both[0], earlier == index - 1
    return "", False


def is_house(words: str) -> bool:
    """Tell whether some words are the name of a single house."""
    return bool(_HOUSE.fullmatch(words)) and not _NO_HOUSE.match(words)


def same_event(items: Sequence[Item], index: int) -> str:
    """Return the event of an item that is that of the item before as well, or an empty text."""
    both = (items[index - 1].headline, items[index].headline)
    rare = (event for event in _table()["events"] if event not in _table()["common"])
    return next((event for event in rare if all(event in headline for headline in both)), "")


def goes_other_way(items: Sequence[Item], index: int) -> bool:
    """Tell whether the event of an item is the opposite of that of the item before.

    What is made and what is put off are opposites only where both items have one topic.
    """
    own, before = _events(items[index].headline), _events(items[index - 1].headline)
    if _are_opposite(own, before, "opposite"):
        return True
    topic = topics.topic(items[index]) if _are_opposite(own, before, "opposite_of_topic") else ""
    return bool(topic) and topic == topics.topic(items[index - 1])


def _are_opposite(own: set[str], before: set[str], table: str) -> bool:
    """Tell whether one of two items has one event of a pair, and the other one only the other."""
    return any(
        len(pair & own) == len(pair & before) == 1 and pair <= own | before
        for pair in map(set, _table()[table])
    )


def is_small(items: Sequence[Item], index: int) -> bool:
    """Tell whether an item is small news beside the others: a tool that got a new version."""
    widths = [sum(map(width, facts.texts(item))) for item in items]
    is_short = widths[index] * len(items) <= _SMALL_SHARE * sum(widths)
    return is_short and tells_news(items[index].headline)


def without_house(phrase: str, text: str) -> str:
    """Return a text that begins with the house which a phrase before it names, by 公司 for it.

    青禾科技还有一条消息，青禾科技宣布… says a name twice.
    """
    named = _HOUSE.match(text)
    if not named or named[0] not in phrase or not named[0].endswith(_COMPANIES):
        return text
    rest = text[named.end() :]
    return f"公司{rest}" if _DOES.match(rest) else text


def _names(item: Item) -> Sequence[str]:
    """Return the Latin name with which a headline begins, and the houses that begin its clauses."""
    latin = _COMPANY.match(item.headline)
    clauses = re.split("[，：；！？。] ?", speakable(untagged(item.headline)))
    houses = (None if _NO_HOUSE.match(each) else _HOUSE.match(each) for each in clauses)
    return [*([latin[0]] if latin else []), *(each[0] for each in houses if each)]


def _events(headline: str) -> set[str]:
    events = _table()["events"].items()
    return {event for event, words in events if any(word in headline for word in words)}


@cache
def _table() -> Mapping[str, Any]:
    return load(_FILE)
