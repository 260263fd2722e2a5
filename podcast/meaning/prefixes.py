"""What stands before a number: its sign and its currency."""

from __future__ import annotations

import re
from dataclasses import dataclass

from podcast.meaning.figures import Words
from podcast.meaning.measures import CURRENCIES
from podcast.meaning.place import HAN, NO_SIGN, Place

_MINUS = "-−–—－"
_BELOW, _PERHAPS_BELOW = frozenset({"-"}), frozenset({"", "-"})
_ABOVE, _PERHAPS_ABOVE = frozenset({"+"}), frozenset({"", "+"})
_CURRENCY = re.compile(
    rf"(?:{'|'.join(map(re.escape, sorted(CURRENCIES, key=len, reverse=True)))})\s?$"
)
_EITHER = re.compile(r"(?:±|\+/-)\s?$")
_NAMING = frozenset(
    "氢氦锂铍硼碳氮氧氟氖钠镁铝硅磷硫氯氩钾钙钪钛钒铬锰铁钴镍铜锌镓锗砷硒溴氪锶钇锆铌钼锝钌铑钯银镉铟锡锑碲碘氙"
    "铯钡镧铈钆钨铼锇铱铂金汞铊铅铋钋氡镭钍铀镎钚镅歼运直轰强教苏米图伊舟征娥问号"
)
"""Characters before the hyphen and the number of a name: 碳-14, 歼-20, 嫦娥-6."""
_MEASURING = frozenset("值率温度量额比差数压频拔围在达到至于为是从")
"""Characters before the minus of a number: 净推荐值-15, 等于-1."""
_LOWER_END = re.compile(r"[\d%℃°亿万元]$")
_PRICED = frozenset("版款型档级费票装餐舱座房券卡员")
_PRICE = re.compile(r"-\d[\d,.]*\s?[千万亿]{0,2}[美欧日港韩]?元")
"""Matches a price, which a hyphen may join to the last character of a thing: 标准版-299元."""
_CRAFT = frozenset("歼运直轰教强苏米")
_VARIANT = re.compile(r"-\d+[A-Z]{1,3}(?![A-Za-z/])")
"""Matches the number of a craft with the letters of its variant: 直-10ME."""
_COUNTED_TWICE = re.compile(rf"(?:\d[万亿千百]?)([{HAN}]{{1,2}})\n\d+(?:\.\d+)?[万亿千百]?\1")
"""Matches two numbers with the same word, a line apart: 3万片 and 5万片."""
_CLOSING = ")）]】”\"'’%"


@dataclass(frozen=True, slots=True)
class Prefix:
    """Where a figure begins, the signs that it may have, and its currency, if any."""

    begin: int
    signs: frozenset[str] = NO_SIGN
    currency: tuple[Words, ...] = ()


def prefix(place: Place, *, measured: bool) -> Prefix:
    """Return what stands before the number at a place.

    `measured` says that it has a unit or decimals, which the number of a name has not.
    """
    text, start = place.text, place.start
    found = _CURRENCY.search(text[max(place.last, start - 4) : start])
    begin = start - len(found[0]) if found else start
    char = text[begin - 1 : begin]
    if found and char.isascii() and char.isalpha():
        return Prefix(start)
    length, signs = _signs(text, begin, place.last, measured=measured)
    return Prefix(begin - length, signs, (CURRENCIES[found[0].strip()],) if found else ())


def _signs(text: str, begin: int, last: int, *, measured: bool) -> tuple[int, frozenset[str]]:
    """Return the length of the sign that ends at `begin`, and what it may mean."""
    char, word = text[begin - 1 : begin], text[max(0, begin - 2) : begin]
    if word in ("零下", "零上"):
        return len(word), _BELOW if word == "零下" else NO_SIGN
    if char == "负" and word != "正负":
        return 1, _BELOW
    either = _EITHER.search(text[max(0, begin - 4) : begin])
    if either:
        return len(either[0]), frozenset({"±"})
    if char and char in _MINUS:
        return 1, _minus(text, begin - 1, last, measured=measured)
    spaced = word == "+ "
    if char == "+" or spaced:
        return 1 + spaced, _PERHAPS_ABOVE if spaced else _plus(text, begin - 1, last)
    return 0, NO_SIGN


def _minus(text: str, at: int, last: int, *, measured: bool) -> frozenset[str]:
    """Return the signs that the hyphen at `at` may mean for the number behind it."""
    char = text[at - 1 : at]
    if at and (at == last or char.isdecimal()):
        return NO_SIGN  # between two figures
    if not char:
        return _BELOW
    if char in _MINUS or char in "+>":
        between = char in "—–~" and _LOWER_END.search(text[: at - 1])
        return _BELOW if between else _PERHAPS_BELOW
    if char.isascii() and char.isalpha():
        variable = char.islower() and not text[max(0, at - 2) : at - 1].isalnum()
        return _PERHAPS_BELOW if variable else NO_SIGN
    if re.match(f"[{HAN}]", char):
        return _minus_behind_word(text, at, measured=measured)
    unsure = char in _CLOSING or text[at] == "—" or re.search(r"\d\s$", text[:at])
    stands_for_a_name = "\ue000" <= char <= "\uf8ff"
    return _PERHAPS_BELOW if unsure or stands_for_a_name else _BELOW


def _minus_behind_word(text: str, at: int, *, measured: bool) -> frozenset[str]:
    """Return the signs that a hyphen behind a Chinese word may mean: 海拔-430米, 嫦娥-6."""
    char = text[at - 1]
    if (
        (char in _NAMING and not measured)
        or _is_counted_twice(text, at)
        or (char in _CRAFT and _VARIANT.match(text, at))
    ):
        return NO_SIGN
    if char in _PRICED and _PRICE.match(text, at):
        return _PERHAPS_BELOW
    named = text[:at].endswith("华为")
    return _BELOW if measured or (char in _MEASURING and not named) else _PERHAPS_BELOW


def _is_counted_twice(text: str, at: int) -> bool:
    """Tell whether the hyphen at `at` stands in a range with a word behind both of its ends."""
    return bool(_COUNTED_TWICE.search(f"{text[max(0, at - 5) : at]}\n{text[at + 1 : at + 12]}"))


def _plus(text: str, at: int, last: int) -> frozenset[str]:
    char = text[at - 1 : at]
    joins = (at and at == last) or char.isalnum() or char in (")", "）", "+")
    return _PERHAPS_ABOVE if joins else _ABOVE
