"""Compare the place that a line gives to somebody with the places or the figures of the post.

谷歌是最大的一家 is false where a list has a greater figure for another one, 拿了第一 where the item
says 排第三, and 第二大 where it has neither a second place nor a list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from podcast.chinese.fold import HAN
from podcast.chinese.pinyin import words
from podcast.factcheck import bodies, numerals
from podcast.factcheck.dimensions import COUNT
from podcast.factcheck.passages import Passage, Source
from podcast.factcheck.quantities import Quantity
from podcast.model import Objection

_GREATEST = re.compile(
    "最(?:大|多|高|好|畅销|热门)(?!的?(?:问题|看点|变化|特点|亮点|改动|不同))|(?<![一二三四五六七八九十])第一名"
    "|居首|排第一|(?:拿|夺|占)[了下到得]?第一|卖得最[好多]|头一名"
)
"""Words by which a line says that somebody comes first by some figure."""
_FIRST = re.compile(
    "(?:拿|夺|占|冲|登|坐|排|居|得)[了下到上得在]{0,2}第一|第一名|榜首|居首|登顶|夺冠|头名"
)
_PLACE = re.compile("(?:排名?|位列|位居|列|居|名列|排在|拿下)第\\s?(?P<n>[二三四五六七八九十\\d]+)")
_SECOND = re.compile("第(?P<n>[二三四五])大|(?:排名?|排在|位居|位列)第(?P<m>[二三四五])|仅次于")
_SECOND_OF_POST = re.compile(
    "其次|仅次|次于|第二|第2|次大|亚军|银牌|前[二两三四五六七八九十\\d]|落后|居后"
    "|第[三四五六七八九十]"
)
_TOPIC = re.compile(f"[{HAN}A-Za-z]{{1,8}}?榜")
_VERB = "(?:市场|地区)?(?:售出|占比|占|为|有|是)?\\s?$"
_LABEL = re.compile(f"(?:[A-Za-z][A-Za-z0-9. -]*[A-Za-z0-9]|[{HAN}]{{2,8}})\\s?{_VERB}")
"""A name right before its figure, with a verb between them or without."""
_WHOLE = re.compile("约$|共|总|全")
"""Matches the label of a whole, which is in no row with its parts."""
_ONLY_VERB = re.compile("(?:只|仅)?(?:达到?|为|占|有|是|约)了?")
_EXTREME = re.compile("最[高低多少大小]$")
_ROW = 12
"""The most code points between two figures of one list."""
_LEAST = 2


def check(line: Passage, own: Source) -> Iterator[tuple[bool, Objection]]:
    """Yield places that the post gives to another one, or to none; all are violations."""
    yield from _outdone(line, own)
    yield from _surpassed(line, own)
    yield from _placed(line, own)
    yield from _seconds(line, own)


def _outdone(line: Passage, own: Source) -> Iterator[tuple[bool, Objection]]:
    """Yield a superlative of somebody who has not the greatest figure of a list."""
    for match in _GREATEST.finditer(line.text):
        start, end = line.clause_of(match.start())
        clause = line.text[start:end]
        for row in _rows(own):
            named = [label for label, _ in row if _names(clause, label)]
            if len(named) != 1:
                continue
            values = {label: one.value for label, one in row}
            best = max(values, key=lambda each: values[each])
            if values[named[0]] < values[best] and not _WHOLE.search(best):
                yield True, _objection(line, match.start(), match.end(), best)
                return


_BEHIND = re.compile(
    "(?:[^，。；]{0,20}，)?[^，。；]{0,14}(?:仅次于|居次|次之|(?:位居|位列|居|排|列)第[二三四五]|垫底|居末|最[低少慢小短])"
)
"""A clause that gives somebody a later place, with the clause before it, which may name who."""


def _surpassed(line: Passage, own: Source) -> Iterator[tuple[bool, Objection]]:
    """Yield a superlative of somebody whom the post says to come second or later: 仅次于大陆."""
    for match in _GREATEST.finditer(line.text):
        start, end = line.clause_of(match.start())
        clause = line.text[start:end]
        for passage in own.passages:
            for later in _BEHIND.finditer(passage.text):
                who = _who(later[0])
                if not who or who not in clause or any(w in line.text for w in _LATER):
                    continue
                if _is_greatest(who, own):
                    continue
                yield True, _objection(line, match.start(), match.end(), later[0])
                return


_LATER = ("其次", "次于", "第二", "之后", "除了", "之外")


def _who(clause: str) -> str:
    """Return the name with which a clause begins, or nothing."""
    first = next(iter(words.cut(clause.strip())), "")
    is_name = words.tag(first) in {"ns", "nr", "nrt", "nz", "nt"} or first.isascii()
    return first if len(first) > 1 and is_name else ""


def _is_greatest(who: str, own: Source) -> bool:
    """Tell whether a clause of the post says of somebody that it comes first by something."""
    return any(
        who in passage.text[start:end] and _GREATEST.search(passage.text[start:end])
        for passage in own.passages
        for start, end in passage.clauses
    )


def _names(clause: str, label: str) -> bool:
    """Tell whether a clause names what a list has, in any form."""
    forms = {bodies.canonical(name) for name, _ in bodies.named(clause)}
    return label in clause or bodies.canonical(label) in forms


def _rows(own: Source) -> Iterator[list[tuple[str, Quantity]]]:
    """Yield the lists of a source: names with a figure of one measure each."""
    for passage in own.passages:
        row: list[tuple[str, Quantity]] = []
        for one, other in pairwise((None, *passage.quantities)):
            if other is None:
                continue
            before = passage.text[one.end if one else 0 : other.start]
            label = _label(before)
            if "其中" in before:  # a part is in no row with its whole
                if len(row) >= _LEAST:
                    yield row
                row = []
            alike = bool(row) and _is_sort(row[-1][1], other)
            if row and not (alike and label and len(before) <= 2 * _ROW):
                if len(row) >= _LEAST:
                    yield row
                row = []
            if label:
                row.append((label, other))
        if len(row) >= _LEAST:
            yield row


def _is_sort(one: Quantity, other: Quantity) -> bool:
    return one.dimension == other.dimension and (one.dimension != COUNT or one.unit == other.unit)


def _label(before: str) -> str:
    """Return the name right before a figure in a list, or nothing; 最好的一个 is no name."""
    parts = re.split("[，。；、：在于]", before)
    if len(parts) > 1 and _ONLY_VERB.fullmatch(parts[-1].strip()):
        parts = [_EXTREME.sub("", parts[-2])]  # 数学使用率最高，达41%
    match = _LABEL.search(parts[-1])
    if not match or _GREATEST.match(match[0]):
        return ""
    name = re.sub(_VERB, "", match[0].strip())
    return name.strip() if len(name.strip()) > 1 else ""


def _placed(line: Passage, own: Source) -> Iterator[tuple[bool, Objection]]:
    """Yield a first place where the item gives the same one another place in the same list."""
    for match in _FIRST.finditer(line.text):
        topics = {each[0][-3:] for each in _TOPIC.finditer(line.text)}
        for passage in own.passages:
            for place in _PLACE.finditer(passage.text):
                if _number(place["n"]) < _LEAST:
                    continue
                start = passage.clause_of(place.start())[0]
                subject = _subject(passage.text[start : place.start()])
                about = any(topic in passage.text for topic in topics)
                if not about or (subject and subject.lower() not in line.text.lower()):
                    continue
                if not _is_first_elsewhere(own, topics):
                    yield True, _objection(line, match.start(), match.end(), place[0])
                    return
                if subject:
                    yield True, _objection(line, match.start(), match.end(), place[0])
                    return


def _subject(before: str) -> str:
    """Return the Latin name that stands before a place in its clause, or nothing."""
    found = re.findall("[A-Za-z][A-Za-z0-9.-]*(?: [A-Za-z0-9.]+)*", before)
    return found[-1] if found and before.rstrip().endswith(found[-1]) else ""


def _is_first_elsewhere(own: Source, topics: set[str]) -> bool:
    return any(
        _FIRST.search(each.text) and any(topic in each.text for topic in topics)
        for each in own.passages
    )


def _number(written: str) -> int:
    number = numerals.read(written)
    return int(number.value) if number else 0


def _seconds(line: Passage, own: Source) -> Iterator[tuple[bool, Objection]]:
    """Yield a second place of an item that has none, and no list from which it follows."""
    for match in _SECOND.finditer(line.text):
        written = match["n"] or match["m"] or "二"
        if _SECOND_OF_POST.search(own.text) or any(len(row) >= _LEAST for row in _rows(own)):
            continue
        if f"第{written}" not in own.text:
            yield True, _objection(line, match.start(), match.end(), "")


def _objection(line: Passage, start: int, end: int, nearest: str) -> Objection:
    return Objection("superlative", line.text[start:end], start, end, nearest)
