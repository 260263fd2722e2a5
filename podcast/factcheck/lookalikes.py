"""Find names of a line that are nearly a name of the post: 拓川 in the place of 拓岭.

A word that no dictionary has, or a rare one, is taken for a name. It is false when the item lacks
it and the retold sentence has, in its place, another such word that shares a character with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from podcast.chinese.fold import HAN
from podcast.chinese.pinyin import words
from podcast.factcheck.passages import Passage, Source
from podcast.factcheck.slots import Slot, slots
from podcast.model import Objection

_RARE = 150
"""The greatest frequency of a common noun of the dictionary that may be a name."""
_NAMES = frozenset({"nr", "ns", "nt", "nz", "nrt"})
"""The marks of names in the dictionary: of people, places, organisations and others."""
_FREQUENT = 2000
"""The least frequency of a character that is a word of phrases rather than a part of names."""
_OF_PHRASES = frozenset({"v", "d", "p", "c", "u", "ul", "uj", "uz", "r", "m", "q", "a", "f", "y"})
"""The marks of such characters: verbs, adverbs, particles, numerals, adjectives."""
_COUNTING = frozenset("每各单某另双整暂")
"""Characters before what is counted, which jieba marks otherwise: 每颗, 单颗."""
_COMPLEMENTS = frozenset("尾位头部上下出来去到过着完掉住进回起开得肯可")
"""Characters that end a verb with its complement, and no name of two characters: 装上."""
_HAN = re.compile(f"[{HAN}]+")
_SIZES = (2, 3)
_SHORT = 2
"""The characters of a rare noun that may be a name; longer ones have synonyms: 闽南话, 闽南语."""


def check(line: Passage, own: Source) -> Iterator[tuple[bool, Objection]]:
    """Yield names that are nearly those of the post; all of them are violations."""
    for slot in slots(line, own):
        if slot.word in own.text or not may_be_name(slot.word):
            continue
        nearest = _lookalike(slot)
        if nearest and nearest not in line.text:
            yield True, Objection("chinese-name", slot.word, slot.start, slot.end, nearest)
    yield from _other_places(line, own)


_COMPASS = "东南西北"
_POINTED = re.compile(f"(?=(?P<name>[{_COMPASS}][{HAN}]))")
"""A name, or a part of a country, that begins with a point of the compass: 北屿, 东部."""
_DISTRICT = re.compile(f"(?=(?P<name>[{HAN}]{{2,3}}[区县市镇州岛港湾省村]))")


def _other_places(line: Passage, own: Source) -> Iterator[tuple[bool, Objection]]:
    """Yield places that differ from one of the item in one character: 南屿 for 北屿."""
    for match in (*_POINTED.finditer(line.text), *_DISTRICT.finditer(line.text)):
        name = match["name"]
        if name in own.text or match.start() not in words.starts(line.text):
            continue
        nearest = _place_like(name, own.text)
        if nearest and nearest not in line.text:
            start = match.start()
            yield True, Objection("chinese-name", name, start, start + len(name), nearest)


def _place_like(name: str, text: str) -> str:
    """Return the place of a text that has one other character than a name, else nothing."""
    if len(name) == _SHORT:
        if name[1] in _COMPASS or _is_of_phrases(name[1]):
            return ""
        return next((near for point in _COMPASS if (near := point + name[1]) in text), "")
    for match in _DISTRICT.finditer(text):
        other = match["name"]
        if len(other) != len(name):
            continue
        same = [a == b for a, b in zip(name, other, strict=True)]
        alike = same[-1] and same.count(False) == 1 and match.start() in words.starts(text)
        if alike and _is_new(name) and _is_new(other):
            return other
    return ""


def _is_new(place: str) -> bool:
    """Tell whether a place and its name without the kind are words that no dictionary has."""
    known = words.frequency(place) or words.frequency(place[:-1])
    return not known and not any(map(_is_of_phrases, place[:-1]))


def may_be_name(word: str) -> bool:
    """Tell whether a Chinese word is a name by the dictionary, or one that no dictionary has."""
    if len(word) not in _SIZES or not _HAN.fullmatch(word):
        return False
    frequency, mark = words.frequency(word), words.tag(word)
    if word[-1] in _COMPLEMENTS:
        return False
    if frequency:
        return mark in _NAMES or (mark == "n" and frequency <= _RARE and len(word) == _SHORT)
    if len(word) > _SHORT and _is_common(word[:_SHORT]):
        return False
    return not any(map(_is_of_phrases, word))


def _is_common(word: str) -> bool:
    """Tell whether a word is a noun of every text: 公司, which begins no name of a person."""
    return words.tag(word) == "n" and words.frequency(word) >= _FREQUENT


def is_foreign(word: str) -> bool:
    """Tell whether the dictionary has a word as a name with at most one character of phrases."""
    return words.tag(word) in {"nr", "nrt"} and sum(map(_is_of_phrases, word)) <= 1


def _is_of_phrases(char: str) -> bool:
    if char in _COUNTING:
        return True
    return words.tag(char) in _OF_PHRASES and words.frequency(char) >= _FREQUENT


def _lookalike(slot: Slot) -> str:
    """Return the word in the place of a name that has its length and one of its characters."""
    for other in _words(slot.text):
        same = sum(a == b for a, b in zip(slot.word, other, strict=False))
        if len(other) == len(slot.word) > same > 0 and may_be_name(other):
            return other
    return ""


def _words(text: str) -> Iterator[str]:
    """Yield the words of a text, and single characters beside each other as one word: 槭树."""
    single = ""
    for word in (*words.cut(text), ""):
        if len(word) == 1 and _HAN.match(word) and not _is_of_phrases(word):
            single += word
            continue
        if len(single) > 1:
            yield single
        single = ""
        yield word
