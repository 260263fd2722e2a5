"""Find opposites in the place of each other, and pairs that have changed places.

A clause that tells one of the post with 短 where that has 长, 云端 where it has 本机, is false.
So is one that turns round what was changed into what, what is and what is not, or which of two is
earlier; these may be told in other words too, so that they are warnings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from podcast.factcheck import matching, negation
from podcast.factcheck.dimensions import CURRENCIES, SHARE
from podcast.factcheck.passages import Passage, Source
from podcast.factcheck.statements import Statement, content, holds, statements, weights
from podcast.model import Objection

_TABLE = Path(__file__).parents[1] / "data/factcheck/opposites.txt"
_FEWEST = 0.5
"""How much of the words of a clause of the post a line must tell to be laid beside it."""
_PERIOD = re.compile("每|全年|一年|一次性")
_RETOLD, _MOSTLY = 3, 0.6
"""How many content words of a line, and which share of them, a sentence has that it retells."""
_CHANGED = re.compile(
    r"(?:从|由|把|将)(?P<one>(?:(?![从由])[^，。；：]){1,16}?)(?:正式|重新|直接)?(?:改|换|变|转|迁移|切换"
    r"|翻译|升级)(?:成|为|到|用|回)了?(?P<other>[^，。；：]{1,16})"
)
_KEPT = re.compile(
    r"(?:移除|删除|删掉|去掉|砍掉|弃用|放弃|取消|淘汰|停用|关闭|卖掉|出售|剥离)了?(?P<one>[^，。；：]{1,16}?)"
    r"，?(?:而|并|转而|但)?(?:只|仅|改)?(?:保留|留下|(?<![应使])用(?!户)|采用|支持|转向|专注)了?(?P<other>[^，。；：]{1,16})"
)
"""What goes, and what stays."""
_THEN = (
    re.compile(
        r"先(?P<one>[^，。；：]{1,18}?)，?(?:之后|然后|接着|随后)?(?:再|才|后|最后)(?:去|来)?"
        r"(?P<other>[^，。；：]{1,18})"
    ),
    re.compile(
        r"(?:给|用|把|由|将|交给|喂)(?P<one>[^，。；：]{2,18}?)(?:，它?就?)?(?:能|可以|来|就能|自动)*"
        r"(?:生成|变成|转成|做成|画成|输出|译成|合成|渲染成)(?:为|了|出)?(?P<other>[^，。；：]{2,18})"
    ),
    re.compile(
        r"从(?P<one>[^，。；：]{2,18}?)(?:转|移|挪|换|迁|切换?)(?:到|向|成|为|至)了?"
        r"(?P<other>[^，。；：]{2,18})"
    ),
)
"""What comes before what, and what is made of what."""
_CONTRASTS = (
    re.compile(r"不是(?P<other>[^，。；：是]{1,12})，?而是(?P<one>[^，。；：]{1,12})"),
    re.compile(
        r"(?P<one>[^，。；：]{1,12})(?:，不是|，?而不是|，?而非)(?P<other>[^，。；：]{1,12})"
    ),
    re.compile(
        r"(?P<one>[^。；：]{1,24}?)，?比(?P<other>[^，。；：]{1,14})(?:早|晚|快|慢|先|后|高"
        r"|低|多|少|大|小|强|弱|重|轻|更)"
    ),
)
_FOR_EVER = re.compile("永远|永久|一辈子|无限期|终身")
_LIMITED = re.compile(
    "[\\d一二两三四五六七八九十几]\\ ?(?:年|个月|天|周)(?:之?内|以内)|未来.{1,3}年|至少|暂时|暂不"
)
_PASSIVE = re.compile("被|由|把|将|给|对|向|跟|和|与|比|同|互相|双方|之间|、")


@lru_cache(maxsize=1)
def _pairs() -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    """Return all pairs in both directions: the words of one side, and those against them."""
    lines = _TABLE.read_text("utf-8").splitlines()
    rows = (line.split("/") for line in lines if not line.startswith("#"))
    pairs = [(tuple(one.split(",")), tuple(other.split(","))) for one, other in rows]
    return (*pairs, *((other, one) for one, other in pairs))


def check(line: Passage, own: Source) -> Iterator[tuple[bool, Objection]]:
    """Yield opposites and pairs that changed places; the first value tells a violation."""
    yield from _opposites(line, own)
    yield from _for_ever(line, own)
    yield from _paid(line, own)
    yield from _turned(line, own, (_CHANGED,))
    yield from _turned(line, own, (_KEPT,))
    yield from _turned(line, own, _CONTRASTS)
    yield from _turned(line, own, _THEN)
    yield from _crossed(line, own)


def _opposites(line: Passage, own: Source) -> Iterator[tuple[bool, Objection]]:
    weight = weights(own)
    for start, end in line.clauses:
        text = line.text[start:end]
        for one, other in _pairs():
            word = next((each for each in one if each in text), "")
            if not word or any(each in line.text for each in other):
                continue
            if negation.tells_rest(line, (start, end), own):
                continue
            if text[: text.index(word)].endswith(("不", "没", "没有", "未", "非", "无", "不再")):
                continue
            if _told(text, word, own, weight, one):
                continue
            told = _told(text, word, own, weight, other) or _retold(line, word, own, one, other)
            if _leaves(told, line, own):
                continue
            if told and not (_PERIOD.match(word) and not _same_figure(told, start, line, own)):
                place = start + text.index(word)
                yield True, Objection("direction", word, place, place + len(word), told)


def _leaves(told: str, line: Passage, own: Source) -> bool:
    """Tell whether a line tells of what a share of the post leaves: 87% 不需要回复, 13%需要."""
    shares = [one.value for one in line.quantities if one.dimension == SHARE]
    theirs = [one.value for each, one in own.quantities if told in each.text and told]
    return any(share == 1 - other for share in shares for other in theirs)


def _same_figure(told: str, start: int, line: Passage, own: Source) -> bool:
    """Tell whether a clause of the post has the figure of a clause of the line.

    A year's price is another figure than a month's, and no opposite of it.
    """
    mine = [one for one in line.quantities if line.clause_of(one.start)[0] == start]
    theirs = [one for post, one in own.quantities if told in post.text]
    return any(matching.equal(one, other) for one in mine for other in theirs)


def _retold(
    line: Passage, word: str, own: Source, one: tuple[str, ...], other: tuple[str, ...]
) -> str:
    """Return the sentence that a whole line retells, if it has an opposite and never the word."""
    said = content(line.text.replace(word, "，"))
    for each in own.passages:
        same = sum(holds(each.text, w) for w in said)
        if any(_is_denied(w, each.text) for w in other):
            continue
        if same < max(_RETOLD, len(said) * _MOSTLY) or any(w in each.text for w in one):
            continue
        if any(opposite in each.text for opposite in other):
            return each.text
    return ""


def _tells_whole(said: frozenset[str], statement: Statement, word: str) -> bool:
    """Tell whether a sentence without a word has all of several other words."""
    text = statement.passage.text
    return len(said) > 1 and word not in text and all(holds(text, each) for each in said)


def _for_ever(line: Passage, own: Source) -> Iterator[tuple[bool, Objection]]:
    """Yield 永远 where the post has a limit of time for the same: 五年内不会更改许可证."""
    match = _FOR_EVER.search(line.text)
    if not match or _FOR_EVER.search(own.text):
        return
    start, end = line.clause_of(match.start())
    said = content(line.text[start:end])
    for each in own.passages:
        if _LIMITED.search(each.text) and sum(holds(each.text, word) for word in said) > 1:
            yield True, Objection("negation", match[0], match.start(), match.end(), each.text)
            return


def _told(
    text: str, word: str, own: Source, weight: dict[str, float], other: tuple[str, ...]
) -> str:
    """Return the clause of the post that has an opposite of a word where a text has the word."""
    rest = text.replace(word, "")
    for each in statements(own):
        if not any(opposite in each.text for opposite in other):
            continue
        if any(_is_denied(opposite, each.text) for opposite in other):
            continue
        words = [w for w in each.own if not any(o in w or w in o for o in other)]
        whole = sum(weight[w] for w in words)
        said = sum(weight[w] for w in words if holds(rest, w))
        mine = content(rest)
        all_told = len(mine) > 1 and all(holds(each.text, w) for w in mine)
        all_told = all_told or _tells_whole(mine, each, word)
        if whole and (said / whole >= _FEWEST or all_told):
            return each.text
    return ""


def _paid(line: Passage, own: Source) -> Iterator[tuple[bool, Objection]]:
    """Yield a price where all of an item is free: it names no amount of money."""
    match = _COSTS.search(line.text)
    if not match or "免费" not in own.text or _COSTS.search(own.text):
        return
    if any(one.dimension in CURRENCIES for _, one in own.quantities):
        return  # one part is free, another is not
    denied = re.search("[不没未无]", line.text[line.clause_of(match.start())[0] : match.start()])
    if not denied and "免费" not in line.text:
        nearest = next(each.text for each in own.passages if "免费" in each.text)
        yield True, Objection("money", match[0], match.start(), match.end(), nearest)


_COSTS = re.compile("付费|收费|要钱|花钱|要付钱|有偿")


def _is_denied(word: str, text: str) -> bool:
    """Tell whether a text denies a word, so that its opposite is true: 没有被全部裁掉."""
    return re.search(f"(?:没有?|不|未|非)[^，。；]{{0,3}}{word}", text) is not None


def _turned(
    line: Passage, own: Source, patterns: tuple[re.Pattern[str], ...]
) -> Iterator[tuple[bool, Objection]]:
    """Yield pairs whose sides the post has the other way round."""
    theirs = [pair for each in own.passages for pair in _sides(each.text, patterns)]
    for one, other, start, end in _sides(line.text, patterns):
        if any(_meet(one, first) and _meet(other, second) for first, second, *_ in theirs):
            continue  # what was changed one way, and back again
        for first, second, *_ in theirs:
            turned = _meet(one, second) and _meet(other, first)
            if turned and not (_meet(one, first) or _meet(other, second)):
                yield True, Objection("reversed", line.text[start:end], start, end, "")
                return


def _meet(one: frozenset[str], other: frozenset[str]) -> bool:
    """Tell whether two sides have a word that begins alike: 订阅制, 订阅."""
    return any(word[:2] == told[:2] for word in one for told in other)


def _sides(
    text: str, patterns: tuple[re.Pattern[str], ...]
) -> Iterator[tuple[frozenset[str], frozenset[str], int, int]]:
    """Yield the words of both sides of a pair that the other side does not have, and its span."""
    for pattern in patterns:
        for match in pattern.finditer(text):
            one, other = content(match["one"]), content(match["other"])
            yield one - other, other - one, match.start(), match.end()


def _crossed(line: Passage, own: Source) -> Iterator[tuple[bool, Objection]]:
    """Yield clauses whose words the post has in the opposite order round the same word."""
    for start, end in line.clauses:
        text = line.text[start:end]
        if _PASSIVE.search(text):
            continue
        for each in statements(own):
            if not _PASSIVE.search(each.text) and _is_crossed(text, each):
                yield False, Objection("reversed", text, start, end, each.text)
                break


def _is_crossed(text: str, statement: Statement) -> bool:
    common = [word for word in statement.own if word in text and text.count(word) == 1]
    ours = sorted(common, key=text.index)
    theirs = sorted(common, key=statement.text.lower().find)
    return len(common) == 3 and ours == theirs[::-1]  # noqa: PLR2004 -- who, what, whom
