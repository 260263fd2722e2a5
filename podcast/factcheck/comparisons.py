"""Compare what a line sets beside each other: 比安慰剂组还少 is false where it was more.

What the line compares with is looked up in the post: a word of comparison beside it (低于, 比…低),
else the figures of both. Besides, the ends of a change (从A变成B) and what stays as it is (不变).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from podcast.chinese.fold import HAN
from podcast.factcheck import matching
from podcast.factcheck.passages import Passage, Source
from podcast.factcheck.quantities import Quantity
from podcast.factcheck.statements import content
from podcast.model import Objection

_UP, _DOWN = "高多贵大重长", "低少小轻短"
_THAN = re.compile(
    "(?<![对无相])比(?P<than>[^，。；比]{1,16}?)(?:还要?|还略|更|略|稍|还稍|要|也|都)+微?"
    f"(?:(?P<up>[{_UP}])|(?P<down>[{_DOWN}]|便宜))(?!于|出来|数|半|家|种|于)"
)
_OVER = "超过|高于|多于|大于|领先于?|压过|反超|胜过|好于|优于"
_UNDER = "低于|少于|小于|不及|落后于?|逊于|不如|输给"
_FORMER = re.compile("(?:从|由|此前|之前|原来|原先|原本|以前|去年|上一?代|旧版)(?:是|为|的)?\\s?$")
_FROM = re.compile("从[^，。；]{0,4}$")
_INTO = re.compile(
    "[^，。；\\d]{0,4}(?:变成|变为|变到|改成|改为|扩充到|扩到|增加到|增到|减到|减少到|降到|降为|升到|涨到|加到|缩到|提到|砍到)了?\\s?"
)
_SET = re.compile(
    "(?:下调|上调|调低|调高|压低|降|提高|上修|下修|砍|压|往下压|往上提)了?[^，。；]{0,4}[到至为了][^，。；]{0,4}$"
)
_CHANGED = re.compile("[上下]调|调[高低整至到]|[提升涨降]|增|减")
_STAYS = re.compile("不变|维持|持平|没有?调整|不作调整|未作调整|照旧|不调整")
_ONE_END, _OTHER_END = "长高大多快轻深强", "短低小少慢重浅弱"
_ANTONYMS = dict(zip(_ONE_END + _OTHER_END, _OTHER_END + _ONE_END, strict=True))
_PROPORTION = re.compile(
    f"越(?P<how>[{_ONE_END}{_OTHER_END}])[^。；]{{0,12}}越(?P<what>[{HAN}]{{1,2}})"
)
"""越长，越充分: how, and what follows from it."""
_FAR = 14
"""The most code points between a name and its figure."""


def check(line: Passage, own: Source) -> Iterator[tuple[bool, Objection]]:
    """Yield comparisons that the post turns round; all of them are violations."""
    yield from _than(line, own)
    yield from _turned(line, own)
    yield from _set_anew(line, own)
    yield from _proportions(line, own)
    yield from _exchanged(line, own)
    yield from _judged(line, own)


def _objection(line: Passage, start: int, end: int, nearest: str) -> tuple[bool, Objection]:
    return True, Objection("direction", line.text[start:end], start, end, nearest)


def _than(line: Passage, own: Source) -> Iterator[tuple[bool, Objection]]:
    """Yield 比A还高 where the post has it lower than A by a word, or by the figures of both."""
    for match in _THAN.finditer(line.text):
        up = match["up"] is not None
        names = _names(match["than"])
        for passage in own.passages:
            told = [name for name in names if name in passage.text]
            if not told or len(told) < len(names):
                continue
            name = max(told, key=len)
            if _says_other(passage.text, name, up=up) or _has_other(passage, name, line, up=up):
                yield _objection(line, match.start(), match.end(), passage.text)
                return


def _names(than: str) -> list[str]:
    """Return the words for what a line compares with: 萝卜快跑, 安慰剂组, 去年."""
    year = re.search("去年|前一年|上年", than)
    if year:
        return ["去年"]
    plain = than.strip(" 的").removesuffix("那边").removesuffix("同期")
    latin = re.findall("[A-Za-z][A-Za-z0-9.-]*(?: [A-Za-z0-9.-]+)*", plain)
    return latin[:1] or ([plain] if len(plain) > 1 else [])


def _says_other(text: str, name: str, *, up: bool) -> bool:
    """Tell whether a sentence says by a word that it is less than a name (or more, if not up)."""
    word = re.escape(name)
    other, signs = (_UNDER, f"[{_DOWN}]|便宜") if up else (_OVER, f"[{_UP}]")
    same, mine = (_OVER, f"[{_UP}]") if up else (_UNDER, f"[{_DOWN}]|便宜")
    agrees = f"(?:{same})[^，。；]{{0,6}}{word}|比[^，。；]{{0,8}}{word}[^，。；]{{0,12}}(?:{mine})"
    if re.search(agrees, text):
        return False
    return bool(
        re.search(f"(?:{other})[^，。；]{{0,6}}{word}", text)
        or re.search(f"比[^，。；]{{0,8}}{word}[^，。；]{{0,12}}(?:{signs})", text)
    )


def _has_other(passage: Passage, name: str, line: Passage, *, up: bool) -> bool:
    """Tell whether all figures of a sentence before a name are on the other side of those behind.

    The line must tell what the sentence is about, by a word of it besides the name.
    """
    place = passage.text.find(name)
    behind = [one for one in passage.quantities if 0 <= one.start - place - len(name) <= _FAR]
    before = [one for one in passage.quantities if one.end <= place]
    pairs = [
        (one, other)
        for one in before
        for other in behind
        if one.dimension == other.dimension and one.unit == other.unit and one.value
    ]
    about = content(line.text) & content(passage.text.replace(name, ""))
    if not pairs or not about:
        return False
    return all((one.value < other.value) == up and one.value != other.value for one, other in pairs)


def _turned(line: Passage, own: Source) -> Iterator[tuple[bool, Objection]]:
    """Yield 从A变成B where the post has B before and A now."""
    for one, other in zip(line.quantities, line.quantities[1:], strict=False):
        between = line.text[one.end : other.start]
        if not (_FROM.search(line.text[: one.start]) and _INTO.fullmatch(between)):
            continue
        if one.dimension != other.dimension or one.value == other.value:
            continue
        for passage in own.passages:
            first, last = _one_like(one, passage), _one_like(other, passage)
            if first is None or last is None:
                continue
            was = _FORMER.search(passage.text[: last.start])
            if was and not _FORMER.search(passage.text[: first.start]):
                yield _objection(line, one.start, other.end, passage.text)
                return


def _one_like(quantity: Quantity, passage: Passage) -> Quantity | None:
    """Return the figure of a sentence that a figure of a line tells, if there is just one."""
    found = [one for one in passage.quantities if matching.equal(quantity, one)]
    return found[0] if len(found) == 1 else None


def _set_anew(line: Passage, own: Source) -> Iterator[tuple[bool, Objection]]:
    """Yield 下调到40万 where the post has the 40万 as they were."""
    for one in line.quantities:
        before = line.text[: one.start]
        match = _SET.search(before)
        if not match or _STAYS.search(line.text) or one.face == 1:
            continue
        having = [
            (each, found)
            for each, found in own.quantities
            if matching.equal(one, found) and found.face != 1
        ]
        if having and all(_stays(each, found) for each, found in having):
            yield _objection(line, match.start(), one.end, having[0][0].text)


def _stays(passage: Passage, quantity: Quantity) -> bool:
    """Tell whether a sentence says of a figure that it stays, in its clause or the next one.

    What its clause says to have changed does not stay, whatever the next one says of another thing.
    """
    start, _ = passage.clause_of(quantity.start)
    if _CHANGED.search(passage.text[start : quantity.start]):
        return False
    return bool(_STAYS.search(passage.text[start:][: 2 * _FAR + quantity.end - start]))


_GOOD, _BAD = "好强快高多大贵重长早", "差弱慢低少小廉轻短晚"
_OTHER_WAY = dict(zip(_GOOD + _BAD, _BAD + _GOOD, strict=True))
_VERDICT = re.compile(
    f"比(?P<than>[{HAN}A-Za-z]{{1,8}}?)(?:[做写跑用卖看听干说打]得)?(?:还要?|更|都|要|也)*(?P<how>[{_GOOD}{_BAD}])"
    "(?=得多|得远|多了|很多|一截|太多|一些|一点|[，。；！”]|$)"
)


def _judged(line: Passage, own: Source) -> Iterator[tuple[bool, Objection]]:
    """Yield 比正版差得远 where the post has 比正版写得还好."""
    theirs = [(post["than"], post["how"], post[0]) for post in _VERDICT.finditer(own.text)]
    for match in _VERDICT.finditer(line.text):
        of_it = [(how, text) for than, how, text in theirs if than == match["than"]]
        other = [text for how, text in of_it if how == _OTHER_WAY[match["how"]]]
        if other and len(other) == len(of_it):
            yield _objection(line, match.start(), match.end(), other[0])


_THINGS = re.compile(
    f"(?:^|(?<=[，。；：“\n]))(?P<one>[{HAN}A-Za-z]{{1,8}}?)比(?P<other>[{HAN}A-Za-z]{{1,8}}?)"
    f"(?:更|还|要|都|好)*(?P<how>[{_UP}{_DOWN}难易好坏快慢强弱早晚])"
)


def _exchanged(line: Passage, own: Source) -> Iterator[tuple[bool, Objection]]:
    """Yield 雨比沙尘暴难 where the post has 沙尘暴比雨难."""
    for match in _THINGS.finditer(line.text):
        for post in _THINGS.finditer(own.text):
            sides = match["one"] == post["other"] and match["other"] == post["one"]
            if sides and match["how"] == post["how"]:
                yield _objection(line, match.start(), match.end(), post[0])
                return


def _proportions(line: Passage, own: Source) -> Iterator[tuple[bool, Objection]]:
    """Yield 越短，越充分 where the post has 越长，越充分."""
    known = {match["what"]: match["how"] for match in _PROPORTION.finditer(own.text)}
    for match in _PROPORTION.finditer(line.text):
        how = known.get(match["what"])
        if how and _ANTONYMS[how] == match["how"]:
            yield _objection(line, match.start(), match.end(), f"越{how}")
