"""Find quotations that a line tells word for word in one part and otherwise in another one.

A host who says half of a quotation as it stands is held to the other half: 更像结了冰的湖 is none
of 更像掺了霜的沙子. So are two words that change places, a figure, and a 不 that nobody said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import combinations, product

from podcast.chinese.pinyin import words
from podcast.factcheck.passages import Passage, Source, Span
from podcast.factcheck.quotations import (
    CLAUSE,
    DENIAL,
    FREE,
    LITERAL,
    are_synonyms,
    plain,
    quotations,
    share,
)
from podcast.factcheck.statements import content
from podcast.model import Objection

_SAME_CLAUSE = 4
"""The characters of a clause that a line must tell word for word, to be held to the next one."""
_SAME_BEGINNING = 6
"""The characters with which one clause alone must begin, to be held to its end."""
_LEAST_END = 2
"""The characters of an end that is another one."""
_MOSTLY, _WHOLE = 0.75, 0.8
_SPEAKERS = frozenset({"我们", "我", "咱们"})
_ONESELF_WORDS = "公司 官方 团队 自己 他们 她们 工作室 厂商 平台 方面 企业 官方自己 自家 大家"
_ONESELF = frozenset(_ONESELF_WORDS.split())
"""Words by which a host says 我们 of somebody else."""
_PRONOUN = re.compile("[我你他她它]们?|[的了]")
_HALF = 0.4
"""The part of a quotation that is left in its order when two of its words change places."""
_LONG_HEAD = 4
_FIGURES = re.compile("[一二两三四五六七八九十百千万亿\\d]+")
_DENIES = re.compile("[不没未无别非]")
_REMARK = re.compile("意思|大意|大概|言下之意|换句话|也就是说|觉得|认为|看来|话糙|比喻")
_ANY_DENIAL = re.compile("[不没未无别非免拒否]|难|哪")
_AFTER_SPEECH = re.compile("(?:[，：:“「]|^|说|道|称)$")


def check(line: Passage, own: Source) -> Iterator[tuple[bool, Objection]]:
    """Yield parts of a line that stand for other words of a quotation; all are violations."""
    said = _clauses(line)
    for quotation in quotations(own):
        found = (
            _other_end(line, said, quotation)
            or _changed_places(line, quotation)
            or _added_denial(line, said, quotation)
            or _other_head(line, quotation)
            or _other_figure(line, quotation)
        )
        if found:
            start, end = found
            yield True, Objection("quotation", line.text[start:end], start, end, quotation)
            return


def _clauses(line: Passage) -> list[Span]:
    """Return the clauses of a line, cut at the marks of quotations as well."""
    found = []
    for start, end in line.clauses:
        inner = line.text[start:end].strip("“”「」 ")
        first = line.text.find(inner, start) if inner else start
        found.append((first, first + len(inner)))
    return found


def _told(text: str) -> str:
    """Return a text without marks and without the characters that hosts add or leave out."""
    return "".join(char for char in plain(text).text if char not in FREE)


def _other_end(line: Passage, said: list[Span], quotation: str) -> Span | None:
    """Return the end of a clause that begins as one of the quotation does and ends otherwise."""
    if _REMARK.search(line.text):
        return None
    parts = [part.strip() for part in CLAUSE.split(quotation) if part.strip()]
    same = [
        (place, number)
        for (place, (start, end)), (number, part) in product(enumerate(said), enumerate(parts))
        if len(part) >= _SAME_CLAUSE and _told(line.text[start:end]).endswith(_told(part))
    ]
    for (place, (start, end)), (number, part) in product(enumerate(said), enumerate(parts)):
        beside = any(place - p == number - n and abs(number - n) == 1 for p, n in same)
        found = _end_of(line.text[start:end], part, beside=beside)
        if found is None or _told(part[found[1] :]) in _told(line.text):
            continue
        if LITERAL.search(line.text) or _names_a_thing(line.text[start + found[0] : end]):
            return start + found[0], end
    return None


def _names_a_thing(text: str) -> bool:
    """Tell whether a text ends with a noun, for which hosts have fewer other words."""
    told = [word for word in words.cut(text) if len(word) > 1 or word not in FREE]
    return bool(told) and words.tag(told[-1])[:1] == "n"


def _end_of(text: str, part: str, *, beside: bool) -> tuple[int, int] | None:
    """Return where a clause and one of the quotation part, if what follows has other words."""
    for start in range(len(text)):
        length = 0
        while (
            start + length < len(text)
            and length < len(part)
            and text[start + length] == part[length]
        ):
            length += 1
        said, known = text[start + length :], part[length:]
        least = 1 if beside else max(_SAME_BEGINNING, len(part) // 2)
        if length < least or (start and not _AFTER_SPEECH.search(text[:start])):
            continue
        mine, theirs = _told(said), _told(known)
        if len(mine) < _LEAST_END or len(theirs) < _LEAST_END or len(mine) > 2 * len(theirs) + 2:
            continue
        if set(mine) & set(theirs) - set("不没未") or _FIGURES.search(mine + theirs[:1]):
            continue
        if any(are_synonyms(a, b) for a, b in product(mine, theirs)):
            continue
        return start + length, length
    return None


def _changed_places(line: Passage, quotation: str) -> Span | None:
    """Return the first of two words that stand in each other's place: 可靠不是任务，便宜才是."""
    text, quoted = (_PRONOUN.sub("", plain(each).text) for each in (line.text, quotation))
    if not _HALF <= share(quoted, text) < 1:
        return None
    single = {char for char in quotation if words.tag(char) == "n" and quotation.count(char) == 1}
    both = [word for word in sorted(content(quotation) | single) if line.text.count(word) == 1]
    for one, other in combinations(both, 2):
        exchanged = text.replace(one, "\0").replace(other, one).replace("\0", other)
        if len(quoted) >= 2 * _SAME_CLAUSE and quoted in exchanged and quoted not in text:
            start = line.text.index(one)
            return start, start + len(one)
    return None


def _added_denial(line: Passage, said: list[Span], quotation: str) -> Span | None:
    """Return a clause that has all of one of the quotation, and a 不 or 没 besides."""
    if line.text.endswith(("？", "?")):
        return None
    for part in CLAUSE.split(quotation):
        known = _told(part)
        if len(known) < _SAME_CLAUSE or _ANY_DENIAL.search(part):
            continue
        for start, end in said:
            text = line.text[start:end]
            if len(DENIAL.findall(text)) != 1 or len(_DENIES.findall(text)) != 1:
                continue
            mine = _told(DENIAL.sub("", text))
            if share(known, mine) >= _WHOLE and share(mine, known) >= _MOSTLY:
                return start, end
    return None


def _other_head(line: Passage, quotation: str) -> Span | None:
    """Return the noun with which a clause begins where the quotation begins with another one."""
    quotation = quotation.removeprefix("是")
    first = next(iter(words.cut(quotation)), "")
    rest = plain(quotation[len(first) :]).text
    we = first in _SPEAKERS
    thing = we or words.tag(first)[:1] == "n" or not words.frequency(first)
    if len(first) < 2 or not thing or first in line.text:  # noqa: PLR2004 -- a word of its own
        return None
    if len(rest) < _LONG_HEAD or rest not in plain(line.text).text:
        return None
    place = line.text.find(rest[:_LONG_HEAD])
    before = list(words.cut(line.text[:place])) if place > 0 else []
    if not before or len(before[-1]) < 2 or words.tag(before[-1])[:1] != "n":  # noqa: PLR2004
        return None
    start = place - len(before[-1])
    if we and before[-1] in _ONESELF:
        return None  # 公司低估了大家的热情, as the company says of itself
    if we:
        return (start, place) if line.text[:start].endswith("是") else None
    return (start, place) if _AFTER_SPEECH.search(line.text[:start]) else None


def _other_figure(line: Passage, quotation: str) -> Span | None:
    """Return a figure that stands where a quotation, told otherwise as it is, has another one."""
    if len(plain(quotation).text) < 2 * _SAME_CLAUSE:
        return None  # a name, such as that of the fourth ship beside the fifth
    matcher = SequenceMatcher(None, quotation, line.text, autojunk=False)
    if share(plain(quotation).text, plain(line.text).text) < _MOSTLY:
        return None
    for tag, first, last, start, end in matcher.get_opcodes():
        was, now = quotation[first:last].strip(), line.text[start:end].strip()
        if tag == "replace" and _FIGURES.fullmatch(was) and _FIGURES.fullmatch(now):
            digits = was.isdecimal() == now.isdecimal()
            if digits and was not in line.text:
                return start, end
    return None
