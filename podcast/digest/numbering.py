"""Read numbers before headlines: `1、`, `2. `, `三、`, `（四）`, `06 `, `⑦`, `第8条`, `No.9`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from podcast.lib.plaintext import clean

_CHINESE = "一二三四五六七八九"
_FORMAL = str.maketrans("壹贰叁肆伍陆柒捌玖拾貳參陸", "一二三四五六七八九十二三六")
_NUMERAL = "[一二三四五六七八九十壹贰叁肆伍陆柒捌玖拾貳參陸]{1,3}"
_KEYCAP = re.compile("([0-9])\ufe0f?\u20e3")
_KEYCAP_TEN = "\U0001f51f"
# A delimiter must follow, and no digit after a full stop or colon: 3.0版本发布, 2026年展望, 5G 商用
# and 10:30 are not numbered, 1、128K上下文 is.
_PREFIX = re.compile(
    rf"(?:(?P<arabic>[1-9]\d?|0\d) ?(?:[、)）|｜]|[.:：](?!\d))"
    r"|(?P<hundreds>[1-9]\d\d)(?:、|[.] )"
    rf"|(?P<padded>0\d)(?= )"
    rf"|[（(【\[] ?(?P<bracketed>\d{{1,2}}|{_NUMERAL}) ?[）)】\]]、?"
    rf"|(?P<chinese>{_NUMERAL}) ?[、.)）]"
    rf"|第(?P<ordinal>\d{{1,2}}|{_NUMERAL})[条则](?:[、：:. ]|$)"
    r"|(?:[Nn][Oo]\.?|#) ?(?P<counted>\d{1,2})(?=[、：:. ])"
    r"|(?P<circled>[①-⑳]))",
    re.ASCII,
)
_TIGHT = re.compile(r"([1-9]\d?)\.(?=\d)", re.ASCII)  # 3.360发布…: only where 3 is expected
_HASHED = re.compile(r"^(\W*)#(\d{1,2})(?=[、：:. ])")
_BETWEEN_DIGITS = re.compile(r"(?<=\d)、(?=\d、)")  # left by two keycaps in a row
_LEADING = " 、.．|｜:：·-—–"


STYLES = {
    "1、": re.compile(r"\d{1,3} ?、", re.ASCII),
    "1.": re.compile(r"\d{1,3}[.．](?!\d)", re.ASCII),
    "1）": re.compile(r"\d{1,3} ?[)）]", re.ASCII),
    "（1）": re.compile(r"[（(]\d{1,2}[)）]", re.ASCII),
    "【1】": re.compile(r"[【\[]\d{1,2}[】\]]", re.ASCII),
    "01 ": re.compile(r"0\d (?=\S)", re.ASCII),
    "①": re.compile("[①-⑳]"),
    "一、": re.compile("[一二三四五六七八九十]{1,3}、"),
    "壹、": re.compile("[壹贰叁肆伍陆柒捌玖拾貳參陸]{1,3}、"),
    "08:30": re.compile(r"\d{1,2}[:：]\d{2}(?=[\s，、|｜*])", re.ASCII),
    "1️⃣": re.compile("(?:[0-9]\ufe0f?\u20e3)+|\U0001f51f"),
}
"""The styles of numbers at the beginning of a paragraph; a numbered post has one style."""


_FIRST = frozenset(
    "0123456789（(【[①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳一二三四五六七八九十壹贰叁肆伍陆柒捌玖拾貳參陸\U0001f51f"
)
"""The first characters of numbers of all styles."""


@dataclass(frozen=True, slots=True)
class Numbered:
    """The words of a heading without the number; `number` is None without a number."""

    number: int | None
    text: str


def style(text: str) -> str:
    """Return the style of the number at the beginning of a line, ignoring markup; else empty."""
    bare = text.lstrip(" \t*_\u3000[").lstrip()
    if bare[:1] not in _FIRST:
        return ""
    return next((name for name, pattern in STYLES.items() if pattern.match(bare)), "")


def read(text: str, expected: int | None = None) -> Numbered:
    """Split a heading into its number and its clean text.

    `expected` is the next number of a series written `1. 2. 3.`. It distinguishes `3.360发布…` (the
    third headline) from `3.0版本发布`.
    """
    plain = clean(_with_plain_numbers(text))
    match = _PREFIX.match(plain)
    if match:
        return Numbered(_value(match), plain[match.end() :].lstrip(_LEADING))
    tight = _TIGHT.match(plain)
    if tight and int(tight[1]) == expected:
        return Numbered(expected, plain[tight.end() :])
    return Numbered(None, plain)


def _with_plain_numbers(text: str) -> str:
    """Return a text with keycaps and `#3` written as numbers that `clean` does not remove."""
    text = text.replace(_KEYCAP_TEN, "10、")
    if "\u20e3" in text:
        text = _KEYCAP.sub(r"\1、", text)
    if "#" in text:
        text = _HASHED.sub(r"\1No.\2", text)
    return _BETWEEN_DIGITS.sub("", text) if "、" in text else text


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
    numeral = next(value for value in match.groups() if value)
    return int(numeral) if numeral.isdecimal() else _chinese(numeral.translate(_FORMAL))


def _chinese(numeral: str) -> int:
    """Return the value of a numeral up to 99, for example 12 for 十二."""
    tens, ten, ones = numeral.rpartition("十")
    high = (_CHINESE.find(tens[-1:]) + 1 if tens else 1) * 10 if ten else 0
    return high + (_CHINESE.find(ones[-1:]) + 1 if ones else 0)
