"""What stands behind a number: its magnitude, its unit, and what it is for."""

from __future__ import annotations

import re
from dataclasses import dataclass

from podcast.meaning.figures import Words
from podcast.meaning.measures import CURRENCIES, HEMISPHERES, SAID_UNITS, SCALES, SYMBOLS
from podcast.meaning.numerals import MAGNITUDES
from podcast.meaning.place import HAN, Place, words

_LETTERS = re.compile(r"[A-Za-zµμΩ]+")
_WORDS = re.compile(r"[A-Za-zµμΩ]+(?: [A-Za-z]+(?=\s?/))?")
_MAGNITUDE = re.compile(
    "[多余几来]?[十百千万亿]+(?![一二三四五六七八九])| [百千万亿]+(?![一-龥]{0,1}之)"
)
_NO_UNIT = {"期": "间货"}
"""The characters with which a unit becomes another word: 6.18期间 has no 期."""
_SAID = re.compile(
    "|".join(f"{unit}(?![{_NO_UNIT[unit]}])" if unit in _NO_UNIT else unit for unit in SAID_UNITS)
)
_PREFIXED = re.compile(
    "|".join(each for each in SAID_UNITS if each[0] in "千百" and each[1:] in SAID_UNITS)
)
"""Units such as 千克: 5千克 is 5 of these, or 5000 克."""
_UNNAMED = frozenset({"号", "代", "期", "级", "环", "楼", "班", "轮", "届", "核", "年"})
"""Words behind the number of a name (嫦娥-6号), where a hyphen is no minus."""
_HEMISPHERE = re.compile(r"(?<=[°′″'\"])\s?([NSEW])(?![A-Za-z])")
_BY_THE_HOUR = re.compile(r"时速[约达近超]?\s?[\d.,]+$")
_PRIMES = ("'", '"', "''")
_AS_MINUTES = re.compile(r"[hd]\s?\d+m|m\s?\d+s?")
_CODE = re.compile(r"\.[A-Za-z]")
"""Matches the point behind the code of a share: 00700.HK."""
_PER = re.compile(r"\s?/\s?(?!\d+(?![\dA-Za-z]))")
_MANY = re.compile(
    r"10{1,3}(?=[A-Za-z])|[百千万亿]+\s?(?=[A-Za-z])|[百千万亿]+|1?[KMkB]\s(?=[A-Za-z])|1?[KMB](?=[a-z]{3})"
)
"""Matches how many of a thing a price is for: /百万tokens, /100km."""
_THING = re.compile(rf"[{HAN}]{{0,4}}[A-Za-z]+|[{HAN}]{{1,2}}")

Way = tuple[int, tuple[Words, ...], tuple[Words, ...]]
"""One way to understand what stands behind a number: its factor, its units, its rates."""


def _pattern(symbol: str) -> str:
    """Return the pattern of a symbol, which ends where its letters end."""
    whole = "(?![A-Za-zµμΩ])" if symbol[-1].isascii() and symbol[-1].isalnum() else ""
    return re.escape(symbol) + whole + (r"(?!\s?\d)" if symbol[-1] in "23xX×" else "")


_SYMBOL = re.compile("|".join(map(_pattern, sorted(SYMBOLS, key=len, reverse=True))))


@dataclass(frozen=True, slots=True)
class Suffix:
    """What stands behind a number: where it ends, and each way to understand it.

    `measured` says that it is a unit that a measured number has, and a name has not.
    """

    end: int
    ways: tuple[Way, ...]
    measured: bool = False


def suffix(place: Place, end: int) -> Suffix:
    """Return what stands behind the number that ends at `end`."""
    text = place.text
    prefixed = _PREFIXED.match(text, _past_space(text, end))
    if prefixed:
        unit = prefixed[0]
        both = ((1, words(unit)), (MAGNITUDES[unit[0]], words(unit[1:])))
        until, rates = _rates(place, prefixed.end())
        return Suffix(until, _combined(both, rates), measured=True)
    factor, end = _magnitude(text, end)
    counted = _rate_of_letters(place, end)
    if counted:
        until, rates = counted
        return Suffix(until, _combined(((factor, ()),), rates))
    until, ways, measured = _unit(place, end)
    side = _HEMISPHERE.match(text, until)
    if side:
        until, rates = side.end(), (words(HEMISPHERES[side[1]]),)
    else:
        until, rates = _rates(place, until)
    symbol = _SYMBOL.match(text, _past_space(text, end))
    if symbol and SYMBOLS[symbol[0]][1]:
        rates = ((_rate("1", SYMBOLS[symbol[0]][1]),),)
    if _BY_THE_HOUR.search(text[:end]):
        rates = (*rates, ())
    scaled = tuple((factor * more, units) for more, units in ways)
    return Suffix(until, _combined(scaled, rates), measured=measured or factor > 1)


_Units = tuple[tuple[int, tuple[Words, ...]], ...]
"""Factors with units: each way to understand a unit."""


def _combined(units: _Units, rates: tuple[tuple[Words, ...], ...]) -> tuple[Way, ...]:
    return tuple((factor, unit, rate) for factor, unit in units for rate in rates)


def _past_space(text: str, at: int) -> int:
    return at + (text[at : at + 1] == " ")


def _magnitude(text: str, at: int) -> tuple[int, int]:
    """Return the factor of the magnitude at `at`, and where it ends."""
    found = _MAGNITUDE.match(text, at)
    factor = MAGNITUDES.get(found[0].lstrip(" 多余几来")) if found else None
    return (factor, found.end()) if found and factor else (1, at)


def _rate_of_letters(place: Place, at: int) -> tuple[int, tuple[tuple[Words, ...], ...]] | None:
    """Return the rate behind letters that are spoken as they are: 3.35TB/s."""
    letters = _WORDS.match(place.text, _past_space(place.text, at))
    if not letters or _symbol(place, letters.start()):
        return None
    end, rates = _rates(place, letters.end())
    return (end, rates) if end > letters.end() else None


def _unit(place: Place, at: int) -> tuple[int, _Units, bool]:
    """Return the end of the unit at `at`, each way to understand it, and whether it measures."""
    text, start = place.text, _past_space(place.text, at)
    symbol = _symbol(place, start)
    if symbol:
        return *symbol, True
    said = _SAID.match(text, start)
    end = said.end() if said else at
    ways: _Units = ((1, words(said[0]) if said else ()),)
    if _CODE.match(text, at):
        ways = (*ways, (1, words("点")))
    letters = _LETTERS.match(text, start)
    abbreviated = bool(letters) and start == at and len(letters[0]) > 1 if letters else False
    return end, ways, abbreviated or bool(said and said[0] not in _UNNAMED)


def _symbol(place: Place, at: int) -> tuple[int, _Units] | None:
    """Return the end of the symbol or letter of magnitude at `at`, and its factors and units."""
    text = place.text
    letters = _LETTERS.match(text, at)
    if letters and (place.verbatim(at, letters.end()) or _is_in_word(place)):
        return None
    end = at
    ways: _Units = ()
    if letters and letters[0] in SCALES:
        end, ways = _scaled(place, letters)
    found = _SYMBOL.match(text, at)
    if found and not (found[0] in _PRIMES and not text[at - 1].isdecimal()):
        end, ways = max(end, found.end()), (*ways, *_measured(text, found))
    return (end, ways) if ways else None


def _is_in_word(place: Place) -> bool:
    """Tell whether letters stand right before the number, so that those behind it are no unit."""
    char = place.text[place.start - 1 : place.start]
    return place.start > place.last and char.isascii() and char.isalpha()


def _scaled(place: Place, letters: re.Match[str]) -> tuple[int, _Units]:
    """Return the end of a letter of magnitude with its unit (`5M 元`), and its ways."""
    factor, end = SCALES[letters[0]], letters.end()
    more = _symbol(place, _past_space(place.text, end))
    if more:
        return more[0], tuple((factor, units) for _, units in more[1])
    said = _SAID.match(place.text, end)
    return (said.end(), ((factor, words(said[0])),)) if said else (end, ((factor, ()),))


def _measured(text: str, symbol: re.Match[str]) -> _Units:
    units, _ = SYMBOLS[symbol[0]]
    near = text[max(0, symbol.start() - 6) : symbol.start() + 4]
    if symbol[0] == "m" and _AS_MINUTES.search(near):
        units |= {"分", "分钟"}
    way = (1, (units,) if units else ())
    return ((1, ()), way) if symbol[0] in _PRIMES else (way,)


# --- Rates ---------------------------------------------------------------------------------------


def _rates(place: Place, at: int) -> tuple[int, tuple[tuple[Words, ...], ...]]:
    """Return the end of what a figure is for (/月, /s, /人/天), and its ways."""
    end, ways = _rate_behind(place, at)
    while end > at:
        at = end
        end, more = _rate_behind(place, at)
        ways = tuple((*way, *each) for way in ways for each in more)
    return end, ways


def _rate_behind(place: Place, at: int) -> tuple[int, tuple[tuple[Words, ...], ...]]:
    """Return the same behind one slash (/百万tokens)."""
    text, none = place.text, (at, ((),))
    slash = _PER.match(text, at)
    if not slash or text[slash.end() : slash.end() + 1] in CURRENCIES:
        return none
    prefixed = _PREFIXED.match(text, slash.end())
    if prefixed:
        return prefixed.end(), ((_rate("1", frozenset({prefixed[0]})),),)
    many = _MANY.match(text, slash.end())
    base = many.end() if many else slash.end()
    amount = _amount(many[0].strip()) if many else "1"
    said = _SAID.match(text, base)
    if said:
        return said.end(), ((_rate(amount, frozenset({said[0]})),),)
    symbol = _SYMBOL.match(text, base)
    if symbol and not place.verbatim(*symbol.span()):
        return symbol.end(), ((_rate(amount, SYMBOLS[symbol[0]][0]),),)
    thing = _THING.match(text, base)
    return (thing.end(), ((_rate(amount, frozenset({""})),), ())) if thing else none


def _amount(many: str) -> str:
    """Return how many of a thing a rate is for: 百万 is 1000000."""
    if many.isdecimal():
        return many
    return str(MAGNITUDES.get(many) or SCALES.get(many.removeprefix("1"), 1))


def _rate(amount: str, units: Words) -> Words:
    """Return the values of a rate: how many of what; of a thing without a name, how many."""
    return frozenset(f"{amount} {unit}" for unit in units)
