"""Find names of a line by the words that say that they are names: 叫九章, 墨竹工坊, 由思特威供货.

What stands behind 叫 or 名为, before the kind of a body or a place (工坊, 着陆场), or behind 由 is
a name. It is false when the item has none of its characters beside each other; before a kind, when
the item has another name of that kind.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from podcast.chinese.fold import HAN
from podcast.chinese.pinyin import words
from podcast.factcheck import bodies, lookalikes
from podcast.factcheck.passages import Passage, Source
from podcast.model import Objection

_KINDS = (
    "安全|地图|汽车|工坊|科技|资本|创投|大学|医院|研究院|研究所|实验室|着陆场|发射场|基地|公园|广场|证券|基金|集团"
    "|工厂|学院|出版社|机场|港口|车站|半导体|智能|动力|航天|能源|电池|材料|软件|网络|游戏|影业|传媒|生物|医药|医疗"
    "|光电|光学|电子|存储|机器人|律所|咨询|研究|数据|银行|保险|物流|快递|航空|重工|微电子|量子|咖啡|书店|剧院"
)
_OF_KIND = re.compile(f"(?P<stem>[{HAN}]{{2}})(?P<kind>{_KINDS})")
_CALLED = re.compile(
    f"(?:名叫|名为|取名|名字叫|名字是|起名叫?|叫做|(?<![喊呼被号])叫)(?P<name>[{HAN}]{{2,5}}?)(?=[，。；的]|$)"
)
_BY_NAME = re.compile(f"(?:由|来自)(?:[{HAN}]{{2}}的)?(?P<name>[{HAN}]{{2,4}})")
_NO_NAME = re.compile("[的了是在和就都也这那一不有没我你他她它们什么谁人]")


def check(line: Passage, own: Source) -> Iterator[tuple[bool, Objection]]:
    """Yield names that the item lacks; all are violations."""
    for start, name, nearest in (
        *_kinds(line, own),
        *_called(line, own),
        *_makers(line, own),
        *_of_sort(line, own),
    ):
        yield True, Objection("chinese-name", name, start, start + len(name), nearest)


def _kinds(line: Passage, own: Source) -> Iterator[tuple[int, str, str]]:
    """Yield 墨竹工坊 where the item has 墨池工坊 only."""
    starts = words.starts(line.text)
    for match in _OF_KIND.finditer(line.text):
        stem, kind = match["stem"], match["kind"]
        if match.start() not in starts or not lookalikes.may_be_name(stem):
            continue
        if _is_known(stem, own):
            continue
        others = [
            each["stem"]
            for each in _OF_KIND.finditer(own.text)
            if each["kind"] == kind and each.start() in words.starts(own.text)
        ]
        others = [each for each in others if _is_kind_of(each)]
        if others and not any(each in line.text for each in others):
            yield match.start(), stem, f"{others[0]}{kind}"


def _called(line: Passage, own: Source) -> Iterator[tuple[int, str, str]]:
    """Yield what a line says that something is called, if the item has nothing of it."""
    for match in _CALLED.finditer(line.text):
        name = match["name"]
        if lookalikes.may_be_name(name) and not _is_known(name, own):
            yield match.start("name"), name, ""


def _makers(line: Passage, own: Source) -> Iterator[tuple[int, str, str]]:
    """Yield 由思特威供货 where no dictionary has the name, and the item has no part of it."""
    for match in _BY_NAME.finditer(line.text):
        for size in (4, 3, 2):
            name = match["name"][:size]
            ends = match.start("name") + len(name) in (*words.starts(line.text), len(line.text))
            if len(name) == size and ends and _is_new(name) and not _is_known(name, own):
                yield match.start("name"), name, ""
                break


_SORTED = re.compile(f"(?P<sort>[{HAN}]{{2,8}})[“《](?P<name>[{HAN}]{{2,6}})[”》]")
_PHRASE = re.compile(f"{_NO_NAME.pattern}|[用拿换让给把被着过再]")
"""Matches what is in quotation marks and no name."""
_SORT = 4
"""The longest word for a sort of things before a name: 公益组织, 电商平台."""


def _of_sort(line: Passage, own: Source) -> Iterator[tuple[int, str, str]]:
    """Yield what stands behind the word for a sort in place of a name like it: 组织叫触光计划.

    The post has 公益组织“触光行动”: as long a name, which has a character at the same place.
    """
    for match in _SORTED.finditer(own.text):
        name = match["name"]
        sort = (words.cut(match["sort"][-_SORT:]) or ("",))[-1]
        if name in line.text or len(sort) < 2 or _PHRASE.search(name):  # noqa: PLR2004
            continue
        for told in re.finditer(
            f"{sort}(?:叫做?|名叫|名为|是)?[“《]?(?P<name>[{HAN}]{{{len(name)}}})", line.text
        ):
            other = told["name"]
            alike = any(a == b for a, b in zip(name, other, strict=True))
            if alike and other not in own.text:
                yield told.start("name"), other, f"{sort}{name}"


def _is_new(name: str) -> bool:
    """Tell whether no dictionary has a name nor two characters of it."""
    if len(name) < 3 or _NO_NAME.search(name):  # noqa: PLR2004 -- two characters may be anything
        return False
    return not any(words.frequency(name[at : at + 2]) for at in range(len(name) - 1))


def _is_kind_of(stem: str) -> bool:
    """Tell whether a word before a kind may be a name or a noun: 石墨 of 石墨安全."""
    return not _NO_NAME.search(stem) and words.tag(stem)[:1] in {"n", "j", ""}


def _is_known(name: str, own: Source) -> bool:
    """Tell whether an item has two characters of a name beside each other, or its Latin form."""
    return bodies.has(own.text, name) or any(a + b in own.text for a, b in pairwise(name))
