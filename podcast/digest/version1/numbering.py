"""Read numbers before headlines: `1、`, `2. `, `三、`, `（四）`, `5）`, `06 `, `⑦`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from podcast.digest.version1.plain import clean

_CHINESE = "一二三四五六七八九"
_NUMERAL = "[一二三四五六七八九十]{1,3}"
_KEYCAP = re.compile("([0-9])\ufe0f?\u20e3")
_KEYCAP_TEN = "\U0001f51f"
# A delimiter must follow, and no digit after a full stop or colon: 3.0版本发布, 2026年展望, 5G 商用
# and 10:30 are not numbered, 1、128K上下文 is.
_PREFIX = re.compile(
    rf"(?:(?P<arabic>[1-9]\d?|0\d) ?(?:[、)）|｜]|[.:：](?!\d))"
    rf"|(?P<padded>0\d)(?= )"
    rf"|[（(【\[] ?(?P<bracketed>\d{{1,2}}|{_NUMERAL}) ?[）)】\]]、?"
    rf"|(?P<chinese>{_NUMERAL}) ?[、.)）]"
    r"|(?P<circled>[①-⑳]))",
    re.ASCII,
)
_TIGHT = re.compile(r"([1-9]\d?)\.(?=\d)", re.ASCII)  # 3.360发布…: only where 3 is expected
_LEADING = " 、.．|｜:：·-—–"


@dataclass(frozen=True, slots=True)
class Numbered:
    """The words of a heading without the number; `number` is None without a number."""

    number: int | None
    text: str


def read(text: str, expected: int | None = None) -> Numbered:
    """Split a heading into its number and its clean text.

    `expected` is the next number of a series written `1. 2. 3.`. It distinguishes `3.360发布…` (the
    third headline) from `3.0版本发布`.
    """
    keycaps = _KEYCAP.sub(r"\1、", text.replace(_KEYCAP_TEN, "10、"))
    plain = clean(re.sub(r"(?<=\d)、(?=\d、)", "", keycaps))
    match = _PREFIX.match(plain)
    if match:
        return Numbered(_value(match), plain[match.end() :].lstrip(_LEADING))
    tight = _TIGHT.match(plain)
    if tight and int(tight[1]) == expected:
        return Numbered(expected, plain[tight.end() :])
    return Numbered(None, plain)


def series(texts: list[str]) -> list[Numbered]:
    """Read headings in order; each number determines the number that is expected next."""
    headings: list[Numbered] = []
    expected = None
    for text in texts:
        headings.append(read(text, expected))
        if headings[-1].number is not None:
            expected = headings[-1].number + 1
    return headings


def _value(match: re.Match[str]) -> int:
    if match["circled"]:
        return ord(match["circled"]) - ord("①") + 1
    numeral = match["arabic"] or match["padded"] or match["bracketed"] or match["chinese"]
    return int(numeral) if numeral.isdecimal() else _chinese(numeral)


def _chinese(numeral: str) -> int:
    """Return the value of a numeral up to 99, for example 12 for 十二."""
    tens, ten, ones = numeral.rpartition("十")
    high = (_CHINESE.find(tens[-1:]) + 1 if tens else 1) * 10 if ten else 0
    return high + (_CHINESE.find(ones[-1:]) + 1 if ones else 0)
