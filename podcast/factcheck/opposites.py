"""Find opposites in the place of each other, and pairs that have changed places.

A clause that tells one of the post with 短 where that has 长, 云端 where it has 本机, is false.
So is one that turns round what was changed into what, what is and what is not, or which of two is
earlier; these may be told in other words too, so that they are warnings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from podcast.factcheck.passages import Passage, Source
from podcast.factcheck.statements import Statement, content, holds, statements, weights
from podcast.model import Objection

_TABLE = """
越长/越短 越高/越低 越多/越少 越大/越小 越快/越慢 越早/越晚 越强/越弱 越近/越远 越贵/越便宜
云端/本地,本机,端侧 线上/线下
室内/室外,户外 白天/夜间,夜里,晚上 上午/下午 城市/农村,乡村 国内/海外,国外 免费/收费,付费
公开/保密,不公开 成功/失败,落败 盈利/亏损
支持/反对 赞成/反对 允许/禁止,不准,严禁 增产/减产 扩招/缩招 买家/卖家 买方/卖方 进口/出口
流入/流出 左侧/右侧,左边,右边 上方/下方 前面/后面
最高/最低 最大/最小 最多/最少 最快/最慢 最早/最晚 最长/最短 最贵/最便宜 更高/更低 更大/更小
更多/更少 更快/更慢 更重/更轻 更强/更弱 更长/更短
开源/闭源 自愿/强制 男性/女性 男子/女子 男队/女队 老人/孩子 有线/无线 静态/动态 公立/私立
上升/下降 加息/降息
男单/女单 进口/国产 超支/节省,节约 进口/国产 超支/节省,节约
净流入/净流出 利好/利空 看多/看空 赢球/输球
主场/客场 有罪/无罪 原告/被告 胜诉/败诉 升级/降级 充足,足够,够多/太少,不足,不够,稀缺 乐观/悲观
加快/放缓 收紧/放宽 增持/减持 顺利/受阻
自动/手动 全部/部分 永久/临时 强制/自愿 可以/不能,不可以,没法,不得,不可
放弃,取消/维持,坚持 留在,保留/移除,删除,剔除
拆分,分拆,拆成/合并,捆绑,捆在一起
上传/不会离开,不离开,不上传
 提前/推迟 高于/低于 多于/少于
优于/不如,差于 领先/落后
"""
_FEWEST = 0.5
"""How much of the words of a clause of the post a line must tell to be laid beside it."""
_CHANGED = re.compile(
    r"(?:从|由|把|将)(?P<one>[^，。；：]{1,16}?)(?:正式|重新|直接)?(?:改|换|变|转|迁移|切换"
    r"|翻译|升级)(?:成|为|到|用)了?(?P<other>[^，。；：]{1,16})"
)
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


def _pairs() -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    rows = (row.split("/") for row in _TABLE.split())
    return tuple((tuple(one.split(",")), tuple(other.split(","))) for one, other in rows)


_OPPOSITES = _pairs()


def check(line: Passage, own: Source) -> Iterator[tuple[bool, Objection]]:
    """Yield opposites and pairs that changed places; the first value tells a violation."""
    yield from _opposites(line, own)
    yield from _for_ever(line, own)
    yield from _turned(line, own, (_CHANGED,))
    yield from _turned(line, own, _CONTRASTS)
    yield from _crossed(line, own)


def _opposites(line: Passage, own: Source) -> Iterator[tuple[bool, Objection]]:
    weight = weights(own)
    for start, end in line.clauses:
        text = line.text[start:end]
        for one, other in (*_OPPOSITES, *((b, a) for a, b in _OPPOSITES)):
            word = next((each for each in one if each in text), "")
            if not word or any(each in line.text for each in other):
                continue
            if text[: text.index(word)].endswith(("不", "没", "未", "非", "无", "不再")):
                continue
            if _told(text, word, own, weight, one):
                continue
            told = _told(text, word, own, weight, other)
            if told:
                place = start + text.index(word)
                yield True, Objection("direction", word, place, place + len(word), told)


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
        words = [w for w in each.own if not any(o in w or w in o for o in other)]
        whole = sum(weight[w] for w in words)
        said = sum(weight[w] for w in words if holds(rest, w))
        mine = content(rest)
        all_told = len(mine) > 1 and all(holds(each.text, w) for w in mine)
        all_told = all_told or _tells_whole(mine, each, word)
        if whole and (said / whole >= _FEWEST or all_told):
            return each.text
    return ""


def _turned(
    line: Passage, own: Source, patterns: tuple[re.Pattern[str], ...]
) -> Iterator[tuple[bool, Objection]]:
    """Yield pairs whose sides the post has the other way round."""
    theirs = [pair for each in own.passages for pair in _sides(each.text, patterns)]
    for one, other, start, end in _sides(line.text, patterns):
        for first, second, *_ in theirs:
            if one & second and other & first and not (one & first or other & second):
                yield False, Objection("reversed", line.text[start:end], start, end, "")
                return


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
