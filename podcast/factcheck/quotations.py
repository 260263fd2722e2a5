"""Compare words of a line with the quotations of the post: none of them may be another word.

A host may leave words out, put them in another order, and say 他们 for 我们. A content word in the
place of another one, in the middle of words that are those of the quotation, is a false quotation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from podcast.chinese.pinyin import words
from podcast.chinese.pinyin.words import NUMERALS
from podcast.factcheck.passages import Passage, Source
from podcast.model import Objection

_QUOTED = re.compile(r"[“「『]([^”」』]{4,120})[”」』]")
_MARK = re.compile(r"[\s，。！？、；：,.!?;:“”「」『』《》]")
_SENTENCES = re.compile("[。！？；!?;]")
CLAUSE = re.compile(r"[，。！？；：,!?;:]")
_ASKING = re.compile("谁|什么|吗|怎么|如何|哪|[？?]")
"""A question or a topic, which lines answer with words of their own."""
FREE = frozenset(
    "我们他她它你您咱自己的了是这那个也都就还却而但又很在有着过地得会能要才只不没与和把被给让可"
)
"""Characters that may be said or left out, or stand for one another."""
LITERAL = re.compile("原话|写道|写的是|写了一句|写得|里写|写着|一字一句|原文|[“「『]")
_LOOSE = re.compile("意思|大意|大概|言下之意|换句话|也就是说|觉得|认为|看来")
"""Words that announce the very words of a speaker, and words that announce their sense only."""
_LEAST_SHARE = {"literal": 0.5, "told": 0.6, "loose": 0.8}
"""How much of a quotation a line must have in its order, to be laid beside it word for word."""
_NEARLY_ALL = 0.75
"""The share of a quotation that a line must have to be held to its verbs and adjectives as well."""
_FEWEST = 4
_LONGEST_CHANGE = 6
DENIAL = re.compile("[不没未](?![同少仅只])")
_DENIES_AT_ALL = re.compile("[不没未无别非免拒否]|难|哪")
_LEAST_DENIED = 0.8
_FIGURE = re.compile(f"[{NUMERALS}\\d点半几多来约第百分之]")
"""Figures, which are compared as figures."""
_GENERIC_WORDS = """
人 事 话 东西 事情 时候 地方 情况 问题 现在 目前 大家 所有人 这种 那种 这个 那个 一个
一种 一直 总会 总是
"""
_GENERIC = frozenset(_GENERIC_WORDS.split())
_SYNONYM_GROUPS = """
迟晚慢拖 作成为当 军入 买购 改变换 说讲谈称 看见 做干搞 拿取 给予 全都 快速 也亦 仍还 再又 想要 钱款
病题错 失丢 找寻 太过很 老久 别莫 每各 令让使 爱喜 怕惧 难艰 易简 小微 造制
"""
_SYNONYMS = tuple(frozenset(group) for group in _SYNONYM_GROUPS.split())
"""Characters that mean the same in quotations."""
_NOW = frozenset(["现在", "眼下", "目前", "如今", "当下", "今天", "此刻", "当前", "这会儿"])
"""Words for the present, of which hosts say any."""
_GRADED = frozenset(
    "干湿冷热软硬强弱深浅明暗穷富高中低大小上下前后左右东西南北男女新旧长短快慢多少早晚内外"
)
"""Characters that make another word of their own: 中端, 高端."""


@dataclass(frozen=True, slots=True)
class _Plain:
    """A text without marks, and the place of each of its characters in the text with marks."""

    text: str
    places: tuple[int, ...]


def plain(text: str) -> _Plain:
    """Return a text without marks."""
    kept = [(char, place) for place, char in enumerate(text) if not _MARK.match(char)]
    return _Plain("".join(char for char, _ in kept), tuple(place for _, place in kept))


@lru_cache(maxsize=512)
def quotations(source: Source) -> tuple[str, ...]:
    """Return the quotations of a source and, of each with several clauses, the clauses."""
    found: list[str] = []
    for match in _QUOTED.finditer(source.text):
        if _ASKING.search(match[1]):
            continue
        found.append(match[1])
        found.extend(part for part in _SENTENCES.split(match[1]) if len(part) > _FEWEST)
        found.extend(part for part in CLAUSE.split(match[1]) if len(part) > _FEWEST)
    return tuple(dict.fromkeys(found))


def check(line: Passage, own: Source) -> Iterator[tuple[bool, Objection]]:
    """Yield words of a line that stand in the place of other words of a quotation."""
    spoken = plain(line.text)
    least = _LEAST_SHARE[_manner(line.text)]
    yield from _lost_denials(line, own)
    for quotation in quotations(own):
        objection = _changed(spoken, plain(quotation).text, quotation, line, least)
        if objection:
            yield True, objection
            return


def _lost_denials(line: Passage, own: Source) -> Iterator[tuple[bool, Objection]]:
    """Yield clauses that have all of a clause of a quotation but its 不 or 没."""
    denied = [each for each in quotations(own) if len(DENIAL.findall(each)) == 1]
    for start, end in line.clauses:
        text = line.text[start:end]
        if _DENIES_AT_ALL.search(text) or line.text[end : end + 1] in {"？", "?"}:
            continue
        for quotation in denied:
            rest = plain(DENIAL.sub("", quotation)).text
            if len(rest) > _FEWEST and share(rest, plain(text).text) >= _LEAST_DENIED:
                yield True, Objection("quotation", text, start, end, quotation)


def share(quoted: str, spoken: str) -> float:
    """Return how much of a text stands in another one, in its order."""
    matcher = SequenceMatcher(None, quoted, spoken, autojunk=False)
    return sum(each.size for each in matcher.get_matching_blocks()) / len(quoted)


def _manner(text: str) -> str:
    """Tell whether a line announces the very words, the sense, or neither."""
    if LITERAL.search(text):
        return "literal"
    return "loose" if _LOOSE.search(text) else "told"


def _changed(
    spoken: _Plain, quoted: str, nearest: str, line: Passage, least: float
) -> Objection | None:
    matcher = SequenceMatcher(None, quoted, spoken.text, autojunk=False)
    blocks = [each for each in matcher.get_matching_blocks() if each.size]
    told = sum(each.size for each in blocks)
    if told < _FEWEST or told < least * len(quoted) or told == len(quoted):
        return None
    if max(each.size for each in blocks) < 2:  # noqa: PLR2004 -- single characters meet by chance
        return None
    changes = _replacements(matcher, blocks[0].b, len(quoted))
    for (first, last), (start, end) in changes:
        before, after = quoted[first:last], spoken.text[start:end]
        if _is_short(after, line) or not _is_other(before, after, quoted, spoken.text, changes):
            continue
        low, high = spoken.places[start], spoken.places[end - 1] + 1
        if not _is_another_word(quoted, (first, last), line.text, (low, high)):
            continue
        free = _manner(line.text) != "literal" and not _is_thing(line.text, low, high)
        if free and (told < _NEARLY_ALL * len(quoted) or _is_shade(line.text, low, high)):
            continue  # told in words of one's own: 到头了 for 已经结束了
        return Objection("quotation", line.text[low:high], low, high, nearest)
    return None


def _is_another_word(quoted: str, was: tuple[int, int], text: str, now: tuple[int, int]) -> bool:
    """Tell whether one word of the line, and no phrase, stands for another of the quotation."""
    said, known = _words_at(text, *now), _words_at(quoted, *was)
    if len(said) != 1 or said[0] in _GENERIC or not _is_content(said[0], text[slice(*now)]):
        return False
    if _FIGURE.search(text[slice(*now)]):
        return False
    if any(set(said[0]) & set(each) and len(said[0]) == len(each) for each in known):
        return bool(_GRADED & set(text[slice(*now)]))
    if {said[0], *known} <= _NOW:
        return False
    return not are_synonyms(quoted[slice(*was)], text[slice(*now)])


def are_synonyms(one: str, other: str) -> bool:
    """Tell whether two words have characters that mean the same in quotations."""
    return any(group & set(one) and group & set(other) for group in _SYNONYMS)


def _is_thing(text: str, low: int, high: int) -> bool:
    """Tell whether a span is a noun, for which hosts have fewer other words than for verbs."""
    return all(words.tag(word)[:1] == "n" for word in _words_at(text, low, high))


def _is_shade(text: str, low: int, high: int) -> bool:
    """Tell whether a span is an adverb or a preposition: 已经, 对."""
    return all(words.tag(word)[:1] in {"d", "p", "c", "u"} for word in _words_at(text, low, high))


def _is_content(word: str, change: str) -> bool:
    """Tell whether a dictionary has a word, and it denies nothing: 没掉 is a phrase."""
    return bool(words.frequency(word)) and not re.search("[没不无未别]", word + change)


def _words_at(text: str, low: int, high: int) -> list[str]:
    """Return the content words of a text that a span touches."""
    found, place = [], 0
    for word in words.cut(text):
        if place < high and place + len(word) > low and not set(word) <= FREE:
            found.append(word)
        place += len(word)
    return found


def _replacements(
    matcher: SequenceMatcher[str], first: int, size: int
) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """Return the spans of quotation and line that differ, from the first common character on."""
    return [
        ((a, b), (c, min(d, c + _LONGEST_CHANGE) if b == size else d))
        for tag, a, b, c, d in matcher.get_opcodes()
        if tag == "replace" and c >= first
    ]


def _is_short(after: str, line: Passage) -> bool:
    """Tell whether one character stands for a word, as hosts retell freely: 争 for 抢."""
    literal = _manner(line.text) == "literal"
    return not literal and len(after.strip("".join(FREE))) == 1 and not set(after) & _GRADED


def _is_other(
    before: str,
    after: str,
    quoted: str,
    spoken: str,
    changes: list[tuple[tuple[int, int], tuple[int, int]]],
) -> bool:
    """Tell whether a content word stands in the place of another one."""
    was, now = before.strip("".join(FREE)), after.strip("".join(FREE))
    if not was or not now or len(now) > _LONGEST_CHANGE or len(was) > _LONGEST_CHANGE:
        return False
    if was in now or now in was or len(now) > 2 * len(was) + 2:
        return False
    if now in quoted and was in spoken:  # another order, unless both have changed places
        return any(now in quoted[a:b] and was in spoken[c:d] for (a, b), (c, d) in changes)
    return was not in spoken
