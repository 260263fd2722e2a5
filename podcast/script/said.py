"""What a listener has heard of an item, and which clauses add nothing to it.

A clause goes when its figures and names were all said, and nearly all of its words; a word of
content that is new keeps it. Clauses, not sentences, are compared, so that a sentence which repeats
itself in part keeps what is new.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from podcast.script import facts
from podcast.script.numerals import in_base_units, in_digits
from podcast.script.paraphrase import says_again

_MARK = re.compile("[，；：“”‘’「」『』《》]|[。！？]+")
_OPEN, _CLOSE = "“‘「『《", "”’」』》"
_HAN = re.compile(r"[\u4e00-\u9fff]{2,}")
_HAN_SIGN = re.compile(r"[\u4e00-\u9fff]")
_VALUE = re.compile(r"(?:约|近|超过?)?[¥$€]?\d[\d.,]*\s?(?:[A-Za-z/%]+|[\u4e00-\u9fff]{0,3})")
"""Matches a clause that is only a figure, which the rest of its bullet does not need."""
_VERSION = re.compile(r"v?\d+(?:\.\d+){2,}")
"""Matches the number of a version: a name, of which the rest of the bullet may tell."""
_COMMON_NAME = re.compile(r"(?<![A-Za-z])A\.?I(?![A-Za-z])")
"""What so many headlines name that a text need not say it again."""
_FROM_WHEN = re.compile(r"(?:前|头|首|最后)[一二两三四五六七八九十\d]")
"""Matches the beginning of a clause that is about a time and misses nothing before it."""
_REMARK = re.compile(
    "[尚暂][无未]|(?:还|暂时)没有|厂商|官方|可以?(?![^，。]{0,2}[，。])|无需|不需要?|不用"
)
"""Matches a remark on a figure, which stands when the figure was heard before."""
_FITS = re.compile("适合|适用于")
"""Matches for whom something is, which stands when what it does was heard."""
_ATTRIBUTE = re.compile(rf"(?<=这[笔项款场次个批份])({_VALUE.pattern})的(?=[\u4e00-\u9fff]{{2}})")
"""Matches a figure between 这笔 and what it is the sum of."""
_THIS_TIME = re.compile("(?:本轮|此次|这次|本次|此番)[\u4e00-\u9fff]{2,4}(?:之?后|中|时)")
"""Matches a clause that refers to the event of the item: 本轮融资后."""
_ANY_VALUE = re.compile("规模|总量|数量|金额|投入|数据|总计|结果")
"""Matches a label that says only that a figure follows."""
_DEED = re.compile(
    r"[^，。；：]{0,12}?(?:推出|发布|上线|引入|新增|加入|首创|启用|开源|公布)了?"
    r"(?P<what>(?![的和与])[^，。；：的]{1,12}(?:功能|模型|方案|系统|平台|工具|服务|模式|版本|助手|应用|接口|芯片)"
    r"(?: ?[A-Za-z][A-Za-z0-9 .-]*|“[^”]+”)?)，"
)
"""Matches a clause of who did what, and the thing."""
_STATE = re.compile(
    "(?P<who>(?![这该它在]|[\u4e00-\u9fff]?将)[^，。；：的和与]{2,12}?)(?:原生|均|都|已经?|还|也|全面)*"
    "(?:支持|采用|具备|拥有|提供|搭载|配备)[^，。；：]*，"
)
"""Matches a clause of what somebody or something has, and the doer."""
_OF_THING = re.compile(
    "广泛|吸引|精准|提升|提高|增强|优化|降低|减少|支持|可以?(?!见)|能(?![源量])|实现|帮助|覆盖|面向|适用|去除|生成|自动"
)
"""Matches what is told of a thing behind it."""
TITLES = frozenset({"dr", "mr", "mrs", "ms", "prof"})
"""Words before a person's name that say nothing of the news."""
_NEGATIONS = frozenset("不未没")

_SHARE, _RUN = 0.55, 3
"""A clause was heard when this share of its pairs of characters was, and at most so many new pairs
follow one another: four of them hold a new word of content."""
_SHARE_OF_FIGURES, _RUN_OF_FIGURES = 0.33, 4
"""The same for a clause with figures, all of which were heard."""

_SHARE_OF_NAMED = 0.2
"""The same share for a clause that begins with its name, if one clause had name and figure."""
_BEGINS_NAMED = re.compile("[“《]?(?!AI[\u4e00-\u9fff])[A-Z][A-Za-z]")

_COVERED, _COVERED_OF_FIGURES, _LEAST_COVERED = 0.4, 0.3, 3
"""A sentence covers a headline's clause with this share of its pairs; with fewer pairs than the
last number, with its figures and half of its characters."""

_LEAST_PAIRS = 2
"""A clause with fewer pairs is compared by its very words."""
_LEAST_LEFT = 6
"""What is left of a sentence without its beginning is said only if it has a fact, or more pairs."""

_COUNTED = re.compile("[二三四五六七八九十两半百千万亿]{2}|[二三四五六七八九两半][成倍]")
"""Matches a figure in words: 五五分成, 涨了两倍."""
_DEPENDENT = re.compile(
    "以(?!及|上|下|外|往)|从而|使|让|令|来(?!自)|为(?!了)|就|才|却|则|都|所以|因此|因而|导致|其中|"
    "其(?!他|次|余)|而(?!且)|但|不过|然而|否则|这|该|前者|后者|它|他|她|"
    "高于|低于|多于|少于|相当于|另一|是(?!否|因)|上一[轮代年季期]|去年同期|同比|环比"
)
"""Beginnings of a clause that need the clause before them."""
_LINK = re.compile(r"(?:并且|而且|同时|并|且|还|也)(?![^\u4e00-\u9fff]|不|非|未|有|行)")
"""Words that link a clause to the one before; without it they go, too."""
_NEEDED = re.compile(
    "(?:如果|若|只要|随着|为了|由于|因为|虽然|尽管|除了|不仅|不但|当|自|通过|对于|根据|据|与|"
    "在(?![^，]*(?:可以|能够?|将|已|会|是|了)))"
)
"""Beginnings of a clause that the clause behind it needs."""
_FRAME = re.compile(
    "(?:说|称|表示|认为|指出|强调|透露|介绍|显示|发现|承认|否认|坦言|宣布|回应|估计|推测|警告|呼吁|建议|预计|(?<!小)时|后|前|中|下|以来|方面)$"
)
"""Ends of a clause that the clause behind it needs."""


class Said:
    """The texts that were heard so far."""

    def __init__(self, *texts: str) -> None:
        self._facts: set[str] = set()
        self._pairs: set[str] = set()
        self._texts: list[str] = []
        for text in texts:
            self.add(text)

    def add(self, text: str) -> None:
        """Add one more text."""
        found = facts_told(text)
        self._facts |= found.figures | found.names
        self._pairs |= facts.pairs(text)
        self._texts.append(text)

    def holds(self, clause: str) -> bool:
        """Tell whether a clause adds nothing to what was heard."""
        found = facts_told(clause)
        if not found.figures | found.names <= self._facts:
            return False
        own = _pairs(clause)
        if len(own) < _LEAST_PAIRS:
            words = clause.strip("。！？，；：+ ").removesuffix("多")
            return any(words in text or _is_of(words, found, text) for text in self._texts)
        new = [pair not in self._pairs for pair in own]
        if any(is_new and _NEGATIONS & set(pair) for is_new, pair in zip(new, own, strict=True)):
            return False
        share, run = (_SHARE_OF_FIGURES, _RUN_OF_FIGURES) if found.figures else (_SHARE, _RUN)
        if found.figures and _BEGINS_NAMED.match(clause) and self._has_clause_with(found):
            share, run = _SHARE_OF_NAMED, _RUN_OF_FIGURES
        return new.count(False) >= share * len(own) and _longest(new) <= run

    def without_repeats(self, sentence: str, *, label: str = "", detail: bool = False) -> str:
        """Return a sentence without the clauses that were heard; empty when it adds nothing.

        Of a `detail` go also the clauses that say in other words what was heard. A `label` stands
        before the sentence, and belongs to a bare figure behind it.

        A clause stays when its neighbours need it. The first one stays when a label before it needs
        it, or when what is behind it has no figure and no name, and would be about nothing.
        """
        parts = clauses(_ATTRIBUTE.sub(self._unless_heard, sentence))
        if not parts:
            return ""
        first = parts[0].rstrip("，；：。")
        value = bool(label) and bool(_VALUE.fullmatch(first)) and not _VERSION.fullmatch(first)
        heard = [self.holds(part) or (detail and says_again(part, self._texts)) for part in parts]
        heard = [each or _is_this_time(part) for each, part in zip(heard, parts, strict=True)]
        heard[0] = heard[0] and not (value and self._is_of_something_new(label))
        if all(heard):
            return ""
        keep_what_is_needed(parts, heard)
        text = "".join(part for part, is_heard in zip(parts, heard, strict=True) if not is_heard)
        if heard[0]:
            tells = len(facts.of([text])) > 0 or bool(_FROM_WHEN.match(text))
            if not tells and len(_pairs(text)) < _LEAST_LEFT:
                return ""
            link = _LINK.match(text)
            remark = bool(_REMARK.match(text)) and len(facts.of([parts[0]])) > 0
            fits = bool(_FITS.match(text))
            tells = tells or remark or fits
            missed = value or remark or fits or bool(_FROM_WHEN.match(text))
            alone = tells and (missed or (not label and self._is_fresh(parts[0], detail=detail)))
            before = "" if alone else _without_deed(parts[0], text)
            text = f"{before}{text[link.end() :] if alone and link else text}"
        end = parts[-1][-1:]
        return text if text.endswith(end) else f"{text.rstrip('，；：')}{end}"

    def rest_of(self, headline: str) -> str:
        """Return the clauses of a headline that were not heard, as a sentence, or an empty text."""
        text = "".join(part for part in clauses(headline) if not self.holds(part))
        tells = len(facts.of([text])) > 0 or bool(_COUNTED.search(text))
        tells = tells or len(_pairs(text)) >= _LEAST_LEFT
        return f"{text.rstrip('，；：。')}。" if tells else ""

    def _has_clause_with(self, found: facts.Facts) -> bool:
        """Tell whether one clause had some figures and names together."""
        return any(
            not len(found - facts_told(part)) for text in self._texts for part in clauses(text)
        )

    def _unless_heard(self, match: re.Match[str]) -> str:
        """Return a figure with what joins it to its noun, or nothing where it was heard."""
        return "" if facts_told(match[1]).figures <= self._facts else match[0]

    def _is_of_something_new(self, label: str) -> bool:
        """Tell whether a label names what the item has not spoken of: 押金 of 50元."""
        signs = _HAN_SIGN.findall(label)
        heard = "".join(self._texts)
        return not _ANY_VALUE.search(label) and not any(sign in heard for sign in signs)

    def _is_fresh(self, clause: str, *, detail: bool) -> bool:
        """Tell whether a clause may be missed by the rest of its sentence: it was just heard.

        A clause with figures or names may be missed whenever it was heard.
        """
        if len(facts.of([clause])) or (detail and says_again(clause, self._texts[-2:])):
            return True
        own = facts.pairs(clause)
        return len(own & facts.pairs("".join(self._texts[-2:]))) >= _SHARE * len(own)


def _without_deed(clause: str, behind: str) -> str:
    """Return what is needed of a heard clause before the rest: the thing of a deed, or the doer.

    谷歌推出订阅方案Plus，吸引了学生 becomes 订阅方案Plus吸引了学生.
    """
    if not _OF_THING.match(behind):
        return clause
    deed, state = _DEED.fullmatch(clause), _STATE.match(clause)
    return deed["what"] if deed else state["who"] if state else clause


def _is_this_time(clause: str) -> bool:
    """Tell whether a clause only says that something is of what the item tells of anyway."""
    return bool(_THIS_TIME.fullmatch(clause.rstrip("，；：。")))


def facts_told(text: str) -> facts.Facts:
    """Return the figures and names of a text, with measures in base units and without titles."""
    found = facts.of([in_base_units(text)])
    return facts.Facts(found.figures, found.names - TITLES)


def _is_of(words: str, found: facts.Facts, text: str) -> bool:
    """Tell whether some words with two figures or more are, in other order, in one text."""
    return (
        len(found.figures) > 1
        and not len(found - facts_told(text))
        and set(_HAN_SIGN.findall(words)) <= set(text)
    )


def covers(sentence: str, clause: str) -> bool:
    """Tell whether a sentence says what a clause of its headline says, with more words.

    It has the clause's figures and names, and enough of its words.
    """
    clause = _COMMON_NAME.sub("", in_digits(clause))
    found = facts_told(clause)
    if len(found - facts_told(sentence)):
        return False
    own = facts.pairs(clause)
    if len(own) < _LEAST_COVERED:
        signs = _HAN_SIGN.findall(clause)
        return len(found) > 0 and sum(sign in sentence for sign in signs) * 2 >= len(signs)
    share = _COVERED_OF_FIGURES if found.figures else _COVERED
    return len(own & facts.pairs(sentence)) >= share * len(own)


def keep_what_is_needed(parts: Sequence[str], heard: list[bool]) -> None:
    """Mark the clauses as not heard that a neighbour needs which stays."""
    for index, (part, behind) in enumerate(pairwise(parts)):
        needs = _NEEDED.match(part) or _FRAME.search(part.rstrip("，；：")) or part[-1] == "："
        if needs and not heard[index]:
            heard[index + 1] = False
        elif needs or _DEPENDENT.match(behind):
            heard[index] = heard[index] and heard[index + 1]


_GLOSS = "也就是"
_TERM_MOST = 6
"""The longest term, in characters, that is the subject of what stands behind its gloss."""


def clauses(text: str) -> Sequence[str]:
    """Return the clauses of a text with their marks; quotations and titles are not divided.

    A term with its gloss is one clause with what is told of it: 单元格，也就是小方块，能派活.
    """
    parts: list[str] = []
    depth = start = 0
    for match in _MARK.finditer(text):
        mark = match[0]
        depth = max(0, depth + (mark in _OPEN) - (mark in _CLOSE))
        if depth == 0 and mark[0] in "，；：。！？":
            parts.append(text[start : match.end()])
            start = match.end()
    if text[start:]:
        parts.append(text[start:])
    return _with_glosses(parts) if _GLOSS in text else parts


def _with_glosses(parts: Sequence[str]) -> Sequence[str]:
    found: list[str] = []
    of_term = False
    for part in parts:
        if of_term or (found and part.startswith(_GLOSS)):
            of_term = not of_term and len(found[-1].rstrip("，")) <= _TERM_MOST
            found[-1] += part
        else:
            found.append(part)
    return found


def sentences(text: str) -> Sequence[str]:
    """Return the sentences of a text with their marks; quotations and titles are not divided."""
    found: list[str] = []
    current = ""
    for clause in clauses(text):
        current += clause
        if clause.endswith(("。", "！", "？", "；")):
            found.append(current)
            current = ""
    if found and not current.strip("”’」』》 "):
        found[-1] += current
    elif current:
        found.append(current)
    return found


def _pairs(clause: str) -> Sequence[str]:
    """Return the pairs of neighbouring Chinese characters, in order."""
    return [run[at : at + 2] for run in _HAN.findall(clause) for at in range(len(run) - 1)]


def _longest(new: Sequence[bool]) -> int:
    """Return the length of the longest row of new pairs."""
    longest = row = 0
    for is_new in new:
        row = row + 1 if is_new else 0
        longest = max(longest, row)
    return longest
