"""Put words for the signs that only a screen shows: 2899元 for ¥2,899, 22纳米 for 22nm.

The readers of the voice say which signs are amounts, and what they are; an amount is put into words
only if it is read as before. What is quoted, a title, and names and codes stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

from podcast.chinese import spoken
from podcast.chinese.rules import units
from podcast.chinese.rules.match import MAGNITUDE, NUMBER, PER, alternatives, per
from podcast.chinese.speechwords import QUOTED
from podcast.model import Token

_SIGNS = re.compile(r"[¥￥$€£₩₹₽℃℉°±×+–/]|\d\s?-\s?\d|\d\s?[A-Za-zμ]|[A-Z]{3} ?\d|[Tt]oken")
"""Matches what may be put into words; a text without it is as it is."""
_MONEY = re.compile(
    rf"(?P<sign>{alternatives(units.CURRENCY)})\s?(?P<number>{NUMBER})"
    rf"(?:\s?[-–~～至到]\s?(?:{alternatives(units.CURRENCY)})?(?P<high>{NUMBER}))?"
    rf"(?P<times>\s?(?:{alternatives(units.SCALES)})(?![A-Za-z])|\s?{MAGNITUDE})?(?P<more>\s?\+)?(?:{PER})?"
)
_AMOUNT = re.compile(
    rf"(?P<sign>[-−±])?(?P<low>{NUMBER}(?P<lowunit>\s?[%℃]|\s?°C)?\s?[-–—~～]+\s?)?"
    rf"(?P<number>{NUMBER})(?P<times>\s?{MAGNITUDE})?(?P<more>\s?\+)?"
    rf"(?P<unit>\s?(?:[A-Za-zμ°℃℉Ω%²³·/()^]*?|[\u4e00-\u9fff]{{1,4}}))(?:{PER})?"
)
_BETWEEN = frozenset({"加", "乘"})
_SIDES = frozenset("长宽高深厚")
_MEASURED = re.compile(r"\d\s?[A-Za-z]{1,4}$")
_SIGNED = {"-": "负", "−": "负", "±": "正负"}
_BELOW_ZERO = "零下"
_DEGREES = ("摄氏度", "华氏度")
_MANY = re.compile(
    r"(?<![A-Za-z\d.,+-])(?<![A-Za-z] )(?P<number>\d{2,}|\d{1,3}(?:,\d{3})+)\s?\+"
    r"(?=\s?[家个名位人款条项种台篇套张份座次场组门万亿])"
)
"""Matches a number of at least so many things, before their measure word."""
_TOKENS = re.compile(
    r"(?:(?<=[万亿入出\d个百千每下文])|(?<=[万亿入出\d个百千每下文] ))"
    r"[Tt]okens?(?!\s?[A-Za-z0-9_/.-])(?=[^A-Za-z]|$)"
    r"|[Tt]okens?(?= ?(?:消耗|用量|价格|单价|数|预算|上限|窗口|开销))"
    r"|(?<=[入出个的每万亿] )tokens?(?= \d)|(?<=[入出个的每万亿])tokens?(?= ?\d)"
)
"""Matches what a model reads and writes, and no part of a name or of an English phrase."""
_NAMED = re.compile(r"[A-Za-z][A-Za-z0-9.+#-]*\s$")
"""Matches a name to whose model a number with a letter may belong: Note 3s."""
_PRICE_PER = re.compile(
    rf"(?P<sign>{alternatives(units.CURRENCY)}) ?(?P<number>{NUMBER})(?P<times> ?[万亿])? ?/ ?"
    r"(?P<measure>席位?|人|次|(?:[百千]万|千|1[KM]) ?(?:tokens?|词元))(?:/(?P<also>[月年天]))?"
    r"(?![A-Za-z])"
)
"""Matches a price for what no reader of amounts knows, as a price list writes it."""
_MANY_TOKENS = re.compile(r"(?<=每)(百万|千万|千|万) ?[Tt]okens? ?(?=\d|$)")
_SPACE = re.compile("(?<=[\u4e00-\u9fff]) (?=[\u4e00-\u9fff])")
"""Matches a space that was between a word and a figure, and now is between two words."""
_SILENT = re.compile(r"[\s，、]")
_AT_LEAST = "以上"
_WAN, _YI = 10**4, 10**8


def worded(text: str) -> str:
    """Return a text with words for the signs of its amounts; figures, names and quotes stay."""
    if not _SIGNS.search(text):
        return text
    told = _outside(_of_tokens, _amounts(_outside(_of_prices, text)))
    return told if told == text else _outside(lambda part: _SPACE.sub("", part), told)


def _amounts(text: str) -> str:
    """Return a text with its amounts in words, each if the whole is read as before."""
    tokens = spoken(text).tokens
    words = list(_worded(text, tokens))
    written = [token.text for token in tokens]
    if words == written or _heard("".join(words)) == _heard(text):
        return "".join(words)
    for at, word in enumerate(words):
        one = [*written[:at], word, *written[at + 1 :]]
        if word != written[at] and _heard("".join(one)) == _heard(text):
            written = one
    return "".join(written)


def _heard(text: str) -> str:
    return _SILENT.sub("", spoken(text).text)


def _outside(change: Callable[[str], str], text: str) -> str:
    """Return a text whose parts outside of quotations and titles are changed."""
    parts = QUOTED.split(text)
    parts[::2] = map(change, parts[::2])
    return "".join(parts)


def _of_prices(text: str) -> str:
    return _PRICE_PER.sub(_price, _MANY.sub(r"\g<number>多", text))


def _price(match: re.Match[str]) -> str:
    measure = match["measure"].replace("1M", "百万").replace("1K", "千")
    each = f"每{match['also']}" if match["also"] else ""
    number = match["number"].replace(",", "")
    space = " " if measure[-1].isascii() else ""
    return f"每{measure}{each}{space}{number}{match['times'] or ''}{units.CURRENCY[match['sign']]}"


def _of_tokens(text: str) -> str:
    return _TOKENS.sub("词元", _MANY_TOKENS.sub(r"\1词元", text))


def _worded(text: str, tokens: Sequence[Token]) -> Iterator[str]:
    """Yield the tokens of a text, those of amounts outside of quotations in words."""
    quoted = [match.span() for match in QUOTED.finditer(text)]
    for at, token in enumerate(tokens):
        if any(start <= token.start < end for start, end in quoted):
            yield token.text
            continue
        behind = tokens[at + 1].text[:1] if at + 1 < len(tokens) else ""
        before = tokens[at - 1].text[-1:] if at else ""
        yield _in_words(token, text[: token.start], before, behind)


def _in_words(token: Token, earlier: str, before: str, behind: str) -> str:
    """Return a token in words, or as it is where its words would be read in another way."""
    written = token.text
    if token.rule == "symbol" and token.reading in _BETWEEN:
        measured = _MEASURED.search(earlier) and (behind.isdigit() or behind in _SIDES)
        return token.reading if measured else written
    if token.rule == "times" and written[-1:] in "×x*":
        times = token.reading[-1:]
        ends = {"乘": behind.isdigit(), "倍": True}
        return f"{written[:-1].rstrip()}{times}" if ends.get(times) else written
    if "/" in (before, behind):
        return written  # 12V/2A, 4K/240fps
    if token.kind == "percentage" and written.endswith("%+"):
        return f"{written[:-1]}{_AT_LEAST}"
    if token.kind not in {"money", "quantity", "range", "percentage"}:
        return written
    at_least = token.reading.endswith(_AT_LEAST)
    return _money(written) or _amount(written, earlier, at_least=at_least) or written


def _money(written: str) -> str:
    """Return money with the name of its currency behind it: 每月139元 for ¥139/月."""
    match = _MONEY.fullmatch(written)
    if not match:
        return ""
    name = units.CURRENCY[match["sign"]]
    number, times = match["number"].replace(",", ""), match["times"] or ""
    scale = units.SCALES.get(times.strip())
    if scale and match["high"]:
        return ""
    if scale:
        number, times = _scaled(Decimal(number) * scale), ""
    if match["high"]:
        number = f"{number}到{match['high'].replace(',', '')}"
    return f"{per(match)}{number}{times}{'多' if match['more'] else ''}{name}"


def _scaled(value: Decimal) -> str:
    """Return a value as Chinese writes it: 15亿."""
    for size, word in ((_YI, "亿"), (_WAN, "万")):
        if value >= size:
            return f"{(value / size).normalize():f}{word}"
    return f"{value.normalize():f}"


def _amount(written: str, earlier: str, *, at_least: bool) -> str:
    """Return an amount with words for its unit, its sign, and what it is for."""
    match = _AMOUNT.fullmatch(written)
    if not match:
        return ""
    unit = match["unit"].strip()
    if len(unit) == 1 and unit.isascii() and unit.isalpha() and _NAMED.search(earlier):
        return ""
    word = units.SAID.get(unit, unit)
    low = ""
    if match["low"]:
        low = re.sub(r"\s?[-–—~～]+\s?$", "到", match["low"])
        low = low.replace("℃", "摄氏度").replace("°C", "摄氏度")
    sign = _SIGNED.get(match["sign"] or "", "")
    if sign == "负" and word in _DEGREES:
        sign = _BELOW_ZERO
    number = f"{match['number']}{match['times'] or ''}"
    space = " " if match["unit"].startswith(" ") and word else ""
    end = f"{space}{word}"
    if match["more"]:
        end = f"{word}{_AT_LEAST}" if at_least else f"多{word}"
    return f"{per(match)}{sign}{low}{number}{end}"
