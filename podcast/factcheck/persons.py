"""Find people in a line by the form of their names alone, and whom its item does not name.

A name is a surname and one or two characters that occur in given names. It is told from words by
the dictionary, which has neither the name nor two characters of it, and by the words beside it:
the name begins and ends where words do. `names` finds people by a title or a verb of speech; this
needs neither, so it looks at common surnames only.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate

from podcast.chinese.pinyin import words
from podcast.factcheck import bodies
from podcast.factcheck.passages import Passage, Source
from podcast.model import Objection

_FREQUENT_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林郑谢罗梁宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶程苏魏吕丁任"
    "沈姚卢姜崔钟谭陆汪范廖贾夏韦付邹孟熊秦邱江尹薛闫段雷侯龙陶黎贺顾毛郝龚邵钱严覃武戴莫孔汤"
    "季祁骆"
)
"""The surnames of nine in ten people by the censuses, less those that are common words: 高, 金."""
_MORE_SURNAMES = frozenset("高方金万石安康左温向常文于平白成祝童蓝翁盛柳施华凌樊舒屠岳倪游裴詹管隋")
"""Surnames that are words, too, so that they need a given name of two characters."""
_NO_PART = frozenset(
    "的了是在不和就都也还这那他她它们个一二两三四五六七八九十百千万亿年月日号说称将于持则出牵给与等却已"
    "会要对从向把被让为有来去上下着过先后总只又再很更最越能接管归用"
)
"""Characters that stand in many a sentence behind a character which is a surname too."""
_A_WORD = 30_000
"""A surname that is a word of this frequency in the dictionary (能, 高) begins no name here."""
_A_WORD_AT_THE_END = 8_000
"""The same for the only character behind a surname."""


def check(line: Passage, own: Source) -> Iterator[tuple[bool, Objection]]:
    """Yield the people of a line whose names the item has in no part; all are violations."""
    for name, start in named(line.text):
        if not _is_told(name, own.text):
            yield True, Objection("chinese-name", name, start, start + len(name), "")


def named(text: str) -> Iterator[tuple[str, int]]:
    """Yield what has the form of a person's name in a folded text, and where it begins."""
    tokens = words.cut(text)
    starts = list(accumulate(map(len, tokens), initial=0))
    borders = frozenset(starts)
    for start in starts[:-1]:
        for size in (3, 2):
            name = text[start : start + size]
            if len(name) == size and start + size in borders and _has_form(name):
                yield name, start
                break


def _has_form(name: str) -> bool:
    """Tell whether characters are a surname and a given name, and no words."""
    surname, rest = name[0], name[1:]
    if surname not in _FREQUENT_SURNAMES and (len(rest) == 1 or surname not in _MORE_SURNAMES):
        return False
    if not words.given().issuperset(rest) or not _NO_PART.isdisjoint(name) or surname in rest:
        return False
    if any(map(words.frequency, (name, name[:2], *((rest,) if len(rest) > 1 else ())))):
        return False
    if len(rest) == 1 and words.frequency(rest) > _A_WORD_AT_THE_END:
        return False
    return words.frequency(surname) <= _A_WORD and name not in bodies.names()


def _is_told(name: str, text: str) -> bool:
    """Tell whether a text has a name, or the given or first part of a longer one."""
    parts = {name, name[:2], name[-2:]}
    return any(part in text for part in parts)
