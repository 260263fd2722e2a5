"""Join what two places of an item say of the same thing, so that a listener hears it once.

A list of examples goes to the number that it belongs to, the share of a change to its two figures,
the day of a version to the sentence that tells of the version, and a caveat to its claim. Only what
surely belongs together is joined; all else stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from podcast.script import facts
from podcast.script.paraphrase import says_again
from podcast.script.said import clauses, sentences

_EXAMPLES = re.compile(
    r"(?:它|可|还|已|原生)*(?:覆盖|支持|包括|涵盖|收录|适配|兼容|包含)了?"
    r"(?P<names>[^，。；、]{1,10}(?:、[^，。；、]{1,10}){1,3}等)"
    r"(?P<count>\d[\d,]* ?[种个款家座类门所项])(?P<what>[\u4e00-\u9fff]{0,8})[，。]"
)
"""Matches a clause that only gives examples of a number of things."""
_SHARE = re.compile(
    r"(?:其中)?(?P<what>[\u4e00-\u9fffA-Za-z]{2,10}?)(?P<how>降幅|涨幅|增幅|跌幅)(?:达到?|为)?"
    r"(?P<percent>约?\d+(?:\.\d+)?%)[，。]"
)
"""Matches a clause that only gives the share by which something has changed."""
_FROM_TO = re.compile(
    r"[由从][^，。；]*?\d[^，。；]*?(?:[降升涨跌增减]|提高|缩短|下调|上调)[至到][^，。；]*?\d[^，。；%]*。?"
)
"""Matches a change from one figure to another at the end of a text, without its share."""
_DAY = r"(?:\d{4}年)?\d{1,2} ?月 ?\d{1,2} ?日"
_VERSION_DAY = re.compile(
    rf"(?P<version>v?\d+(?:\.\d+)+) ?版?本?，(?:已?于)?(?P<day>{_DAY})(?P<did>发布|推出|上线)。?"
)
"""Matches the number of a version with its day, and no more."""
_CAVEATED = re.compile(
    r"(?P<claim>[^，。；]*\d[^，。；]*)，(?P<caveat>(?:这是|以上是|为|均为)?"
    r"(?:(?P<own>(?:厂商|官方|公司|企业|团队)(?:自测|测试|内部测试)(?:数据|结果|成绩)?)(?:，(?P<more>[^。；]*))?"
    r"|(?P<lacks>(?:尚无|尚未|还没有|没有|未经|暂无)(?:经过|得到)?(?:第三方|独立|同行|外部)[^。；]*)))。?"
)
"""Matches a claim with its figure, and behind it who has measured it, or who has not."""
_MIDDLE = 4
"""So many characters may stand between a number and what it counts."""
_LEAST_SAME = 2
"""Two texts speak of the same measure if they begin with so many equal characters."""


@dataclass(frozen=True, slots=True)
class Part:
    """The text of a block, with the label before it, which may say of what it tells."""

    label: str
    text: str


def joined(parts: Sequence[Part]) -> list[str]:
    """Return the texts of an item's blocks with what belongs together in one place."""
    texts = [part.text for part in parts]
    for join in (_examples, _share, _day, _caveat):
        for at, later in combinations(range(len(parts)), 2):
            one, other = (Part(parts[place].label, texts[place]) for place in (at, later))
            texts[at], texts[later] = join(one, other) or (texts[at], texts[later])
    return texts


def _examples(one: Part, other: Part) -> tuple[str, str] | None:
    """Return two texts with the examples of the second at the number of the first."""
    found = _clause(other.text, _EXAMPLES)
    if not found:
        return None
    number = re.compile(
        rf"(?<![\d等.,])(?={re.escape(found['count'])}[\u4e00-\u9fff]{{0,{_MIDDLE}}}?{re.escape(found['what'])})"
    )
    if len(number.findall(one.text)) != 1:
        return None
    return number.sub(found["names"], one.text), _without(other.text, found[0])


def _share(one: Part, other: Part) -> tuple[str, str] | None:
    """Return two texts with the share of a change in the second, where its figures stand."""
    found = _clause(one.text, _SHARE)
    told = f"{other.label}{other.text}"
    if not found or told[:_LEAST_SAME] != found["what"][:_LEAST_SAME]:
        return None
    first, *others = clauses(other.text)
    if not _FROM_TO.search(first):
        return None
    if found["percent"] in other.text:
        return _without(one.text, found[0]), other.text
    if "%" in other.text:
        return None
    text = f"{first.rstrip('，。')}，{found['how']}{found['percent']}{first[-1]}{''.join(others)}"
    return _without(one.text, found[0]), text


def _day(one: Part, other: Part) -> tuple[str, str] | None:
    """Return two texts with the day of a version in the first, where that tells of its release."""
    found = _VERSION_DAY.fullmatch(other.text)
    if not found:
        return None
    released = re.compile(rf"(?:已经?)?{found['did']}了?(?=\s?{re.escape(found['version'])})")
    if len(released.findall(one.text)) != 1:
        return None
    return released.sub(f"{found['day']}{found['did']}了", one.text), ""


def _caveat(one: Part, other: Part) -> tuple[str, str] | None:
    """Return two texts with the caveat of the second behind the claim, where the first has that.

    The claim is the end of a sentence with the same figures and words.
    """
    found = _CAVEATED.fullmatch(other.text)
    if not found:
        return None
    figures = facts.of([found["claim"]]).figures
    caveat = f"。这是{found['own']}" if found["own"] else f"，{found['lacks']}"
    more = f"，{found['more']}" if found["more"] else ""
    told = list(sentences(one.text))
    for at, sentence in enumerate(told):
        last = clauses(sentence)[-1]
        same = figures <= facts.of([last]).figures and says_again(found["claim"], [sentence])
        if same and sentence.endswith("。"):
            told[at] = f"{sentence[:-1]}{caveat}{more}。"
            return "".join(told), f"{found['claim']}。"
    return None


def _clause(text: str, pattern: re.Pattern[str]) -> re.Match[str] | None:
    """Return the match of the first clause of a text that is nothing but what a pattern matches."""
    return next(filter(None, map(pattern.fullmatch, clauses(text))), None)


def _without(text: str, clause: str) -> str:
    """Return a text without one of its clauses; a sentence keeps its end."""
    before, _, behind = text.partition(clause)
    if clause.endswith("。") and before and before[-1] in "，；：":
        return f"{before[:-1]}。{behind}"
    return before + behind
