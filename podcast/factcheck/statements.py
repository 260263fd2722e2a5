"""The clauses of a post with the words that carry their content, to find which one a line tells.

A content word is a Chinese word of two or more characters, or a Latin word, that is no function
word and no figure. A word weighs the more the fewer clauses of the item have it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from math import fsum

from podcast.chinese.fold import HAN
from podcast.chinese.pinyin import words
from podcast.factcheck import dimensions
from podcast.factcheck.passages import Passage, Source, Span

_FUNCTION_WORDS_WORDS = """
我们 你们 他们 她们 它们 自己 大家 这个 那个 这些 那些 这样 那样 这里 那里 这次 这回 这家 这款
这项 这种 这份 一个 一些 一下 一直 一样 一共 一点 一起 一边 一方面 什么 怎么 怎样 为什么 多少 几个
如何 哪儿 哪里 哪些 因为 所以 但是 不过 可是 而且 并且 或者 如果 虽然 虽说 尽管 只是 只有 还有
就是 也是 都是 不是 还是 倒是 可以 能够 可能 应该 需要 必须 已经 曾经 正在 将要 即将 目前 眼下
现在 如今 当前 此前 之前 之后 以后 以前 以来 其中 其他 其余 另外 同时 以及 通过 根据 按照 关于
对于 由于 为了 随着 成为 作为 属于 来自 进行 包括 达到 超过 大约 大概 左右 差不多 将近 接近 不到
以上 以下 百分之 百分点 同比 环比 分别 依次 合计 全部 所有 整个 非常 特别 十分 比较 更加 最后 最终
首先 其次 然后 接着 接下来 今天 昨天 明天 今年 去年 明年 前年 上年 本周 上周 下周 年底 年初 表示
认为 指出 宣布 称 说 介绍 透露 强调 预计 估计 据 据称 据说 消息 方面 情况 时候 时间 问题 东西 事情
地方 没有 是否 能否 不会 不能 不要 不再 尚未 并未 暂未 未能 从未 仍未 无法 会 能 要 就 也 都 还 又
再 才 只 很 太 更 最 看看 说说 聊聊 来看 听听 记住 知道 觉得 告诉 有点 有些 那么 这么 起来 出来
下来 过来 出去 回来 上去 下去 万元 亿元 美元 欧元 百分 分之 以内 之内 之间 之外 以外 当中 里面
里头 上面 去年同期 同期 直到 任何 任何人 对此 依然 仍然 别人 一年 两年 三年 半年 一天 一次 两次
"""
_FUNCTION_WORDS = frozenset(_FUNCTION_WORDS_WORDS.split())
_WORD = re.compile(rf"[A-Za-z][A-Za-z0-9]+|[{HAN}]+")
_NUMERAL = re.compile(
    f"[{words.NUMERALS}点第半几多]+[个家名台款部件年月日号天次条位种项成倍分度米斤元块毛人]?"
    f"|[上下本这]?周[一二三四五六日天末]|星期."
)
_CONTINUES = re.compile(
    "同比|环比|[与同跟和](?:上年|去年|上一?[季月代版年])|比|较|达到|达|为|至|并|但|且|而|又|也|其中|即|约|增|降|升|涨|跌|低|高"
)


_PARTED = "掉下过完出"
_ENDS = "好定妥成完掉下过出"
"""Characters that end a verb with its result, any of which a host may say: 排定, 排好."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A clause of a post, with its own words and those of its surroundings."""

    passage: Passage
    span: Span
    own: frozenset[str]
    around: frozenset[str]
    """The words of the clause before it in the sentence, when the clause goes on with its topic."""

    @property
    def text(self) -> str:
        """The words of the clause."""
        start, end = self.span
        return self.passage.text[start:end]


def content(text: str) -> frozenset[str]:
    """Return the content words of a folded text, Latin words in lower case."""
    found: set[str] = set()
    for match in _WORD.finditer(text):
        if match[0].isascii():
            found.add(match[0].lower())
            continue
        found.update(
            word[1:] if word[0] == "被" and len(word) > 2 else word  # noqa: PLR2004 -- 被打乱
            for word in words.cut(match[0])
            if len(word) > 1 and word not in _FUNCTION_WORDS and not _measures(word)
        )
    return frozenset(found)


@lru_cache(maxsize=4096)
def _measures(word: str) -> bool:
    """Tell whether a word is a numeral or a unit: 三成, 万公里."""
    unit = word.lstrip(f"{words.NUMERALS}点第半几多")
    return not unit or unit in dimensions.MEANINGS or _NUMERAL.fullmatch(word) is not None


@lru_cache(maxsize=512)
def statements(source: Source) -> tuple[Statement, ...]:
    """Return the clauses of all sentences of a source, in order."""
    found: list[Statement] = []
    for passage in source.passages:
        before: frozenset[str] = frozenset()
        for start, end in _joined(passage):
            text = passage.text[start:end]
            own = content(text)
            goes_on = len(own) <= 1 or _CONTINUES.match(text.strip())
            around = before if goes_on else frozenset()
            found.append(Statement(passage, (start, end), own, around - own))
            before = own | (around if goes_on else frozenset())
    return tuple(found)


def _joined(passage: Passage) -> tuple[Span, ...]:
    """Return the spans of clauses; one without content words, such as a date, joins the next."""
    found: list[Span] = []
    opening = -1
    for start, end in passage.clauses:
        first = start if opening < 0 else opening
        opening = -1
        if not content(passage.text[first:end]) and end != passage.clauses[-1][1]:
            opening = first
            continue
        found.append((first, end))
    return tuple(found)


@lru_cache(maxsize=512)
def weights(source: Source) -> dict[str, float]:
    """Return how much each content word of a source weighs: 1 for a word of one clause only."""
    counts: dict[str, int] = {}
    for each in statements(source):
        for word in each.own:
            counts[word] = counts.get(word, 0) + 1
    return {word: 1 / count for word, count in counts.items()}


def holds(text: str, word: str) -> bool:
    """Tell whether a text has a word, or its characters apart: 道了歉 for 道歉, 裁掉 for 裁员."""
    if word in text.lower():
        return True
    if len(word) != 2 or not words.IS_CHINESE.match(word):  # noqa: PLR2004 -- words of two syllables
        return False
    ends = _ENDS if word[1] in _ENDS else _PARTED
    if re.search(f"{word[0]}[{ends}]", text):
        return True
    first = text.find(word[0])
    while first >= 0:
        if word[1] in text[first + 1 : first + 4]:
            return True
        first = text.find(word[0], first + 1)
    return False


def likeness(text: str, statement: Statement, weight: dict[str, float]) -> float:
    """Return the weight of the statement's words that a text has; those around it count a half."""
    own = fsum(weight[word] for word in statement.own if holds(text, word))
    around = fsum(weight.get(word, 0) for word in statement.around if holds(text, word))
    return own + around / 2
