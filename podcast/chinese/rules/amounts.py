"""Rules for amounts: percentages, money, quantities with units, rates (tokens/s) and ranges."""

from __future__ import annotations

import re
from decimal import Decimal

from podcast.chinese.rules import numbers, units
from podcast.chinese.rules.match import (
    LONG_UNIT,
    MAGNITUDE,
    NUMBER,
    PER,
    TO,
    UNIT,
    Match,
    alternatives,
    before,
    classifiers,
    per,
    to,
)
from podcast.model import Kind

_KINDS: dict[Kind, frozenset[str]] = {
    "money": units.MONEY,
    "ordinal": units.ORDINAL,
    "percentage": frozenset({"个百分点", "百分点"}),
}
"""The units that show that a number is not a quantity, by the kind of the number."""
_BY_THE_HOUR = re.compile(r"时速(?:[约达近超]|(?P<verb>[^\d，。；！？]{1,4}))?\s?$")
"""Matches words before a speed that already say "per hour".

Behind a verb (时速达到) the unit is named as GB 3100 does, 公里每小时; in front of the number
每小时 would say the same again."""
_TIMES_BEFORE = re.compile(r"\d\s?[×xX*✕]\s?\Z")
_LEADING_ZERO = re.compile(r"0\d")
_PERCENT = re.compile(
    rf"(?P<low>{NUMBER})(?:\s?[%‰‱]?{TO}(?P<sign>-)?(?P<high>{NUMBER}))?\s?(?P<mark>[%‰‱])"
    rf"(?P<plus>\+(?!\d))?(?:{PER})?"
)
_SHARES = {"%": "百分之", "‰": "千分之", "‱": "万分之"}
_QUANTITY = re.compile(
    rf"(?P<num>{NUMBER})(?:\s?(?P<mag>{MAGNITUDE}))?(?P<plus>\s?\+(?![\dA-Za-z])|\+(?={LONG_UNIT}))?{UNIT}?(?:{PER})?"
)
_RANGE = re.compile(
    rf"(?P<low>{NUMBER})(?:\s?(?P<lowmag>{MAGNITUDE}))?(?P<lowunit>℃|°C|°|元|亿元|[A-Za-zμ]{{1,3}})?"
    rf"{TO}(?P<num>{NUMBER})(?![-–~:/]\d)(?:\s?(?P<mag>{MAGNITUDE}))?(?P<plus>\+(?!\d))?{UNIT}?(?:{PER})?"
)
_DAYS_OR_TONS = re.compile(
    rf"(?P<low>{NUMBER})(?P<unit>[dt]){TO}(?P<num>{NUMBER})(?P=unit)(?![A-Za-z0-9])"
)
"""Matches a range with a letter that is a unit only where it stands at both ends."""
_SIGN = re.compile(rf"(?:{alternatives(units.CURRENCY)})\s?")
_SPACED = re.compile(r"[1-9]\d{0,2}(?P<rest>(?: \d{3})+)(?:\.\d+)?(?![\d,:/-]|\.\d)")
_MONEY = re.compile(
    rf"(?P<sign>{alternatives(units.CURRENCY)})\s?(?P<num>{NUMBER})"
    rf"(?:{TO}(?:{alternatives(units.CURRENCY)})?(?P<high>{NUMBER}))?"
    rf"(?:\s?(?P<scale>{alternatives(units.SCALES)})(?![A-Za-z])|\s?(?P<mag>{MAGNITUDE}))?"
    rf"(?P<plus>\s?\+(?!\d))?(?:\s?(?:美元|元|欧元|美金))?(?:{PER})?"
)
_RATE = re.compile(
    rf"(?P<num>{NUMBER})(?:\s?(?P<mag>{MAGNITUDE})|\s?(?P<letter>[KkMB])(?=\s))?"
    rf"\s?(?P<word>[A-Za-z]{{2,12}}){PER}"
)


_THINGS = re.compile(rf"\s[A-Za-z]{{3,12}}{PER}")


def percentage(text: str, start: int, sign: str = "") -> Match | None:
    """Read a percentage: `42.8%`, `10~20%`, `3‰`, `99%+`; `sign` is a word in front of it."""
    match = _PERCENT.match(text, start)
    if not match:
        return None
    head = _SHARES[match["mark"]]
    reading = sign + head + _percent(match["low"], head)
    if match["high"]:
        reading += (
            to(match) + ("负" if match["sign"] else "") + head + _percent(match["high"], head)
        )
    kind: Kind = "range" if match["high"] else "percentage"
    return Match(match.end(), kind, per(match) + reading + ("以上" if match["plus"] else ""))


def _percent(number: str, head: str) -> str:
    return "百" if number == "100" and head == "百分之" else numbers.number(number)


def money(text: str, start: int) -> Match | None:
    """Read an amount of money, the currency last: `$20`, `¥99/月`, `US$1.5B`, `€5-8`."""
    sign = _SIGN.match(text, start)
    apart = _SPACED.match(text, sign.end()) if sign else None
    match = _MONEY.match(_join(text, apart) if apart else text, start)
    if not match:
        return None
    name = units.CURRENCY[match["sign"]]
    high = match["high"] or match["num"]
    if match["scale"]:
        words = numbers.scaled(high, units.SCALES[match["scale"]])
    else:
        words = numbers.with_unit(high, match["mag"] or "")
    if match["high"]:
        words = numbers.with_unit(match["num"], "") + to(match) + words
    if match["plus"]:
        words += "多"
    kind: Kind = "range" if match["high"] else "money"
    return Match(match.end(), kind, per(match) + words + name)


def quantity(text: str, start: int, sign: str = "") -> Match | None:
    """Read a number with its unit: `2个`, `12.5GB`, `7.5 亿`, `300+`, `120km/h`, `20美元`.

    `sign` is a word in front of the amount: 负, 正负.
    """
    match = _QUANTITY.match(text, start)
    if not match or _LEADING_ZERO.match(text, start):
        return None
    if not (match["mag"] or match["plus"] or match["latin"] or match["han"] or per(match)):
        return None
    if match["latin"] in {"K", "k", "M", "B"} and _THINGS.match(text, match.end()):
        return None  # 1.2M tokens/s is a rate
    each, after = per(match), ""
    hourly = _BY_THE_HOUR.search(before(text, start)) if match["each"] else None
    if hourly:
        each, after = "", each if hourly["verb"] else ""
    words = f"{each}{sign}{amount(match)}{after}"
    return Match(match.end(), _kind(match), words, _is_spelled(match))


_NUMBERED = re.compile(r"(?:[A-Za-z][A-Za-z0-9.+#-]*|\d|第|#)\s?$")
"""Matches text to whose end a number belongs as a name or an ordinal: iPhone 17 500个."""


def spaced(text: str, start: int) -> Match | None:
    """Read a number whose groups of three figures stand apart, as ISO 80000-1 has it: `10 000元`.

    Without a unit behind it, it is one only if a group begins with a zero.
    """
    match = _SPACED.match(text, start)
    if not match or _NUMBERED.search(before(text, start)):
        return None
    joined = _join(text, match)
    inner = percentage(joined, start) or quantity(joined, start)
    if inner:
        return inner
    if " 0" not in match["rest"]:
        return None
    return Match(match.end(), "number", numbers.number(joined[start : match.end()]))


def _join(text: str, match: re.Match[str]) -> str:
    """Return the text with commas, which the other rules know, in the spaces of a number."""
    return text[: match.start()] + match[0].replace(" ", ",") + text[match.end() :]


_LETTERED = re.compile(
    rf"(?P<num>{NUMBER})\s?(?P<unit>[{''.join(units.CUED)}])(?![A-Za-z0-9]|/[a-zA-Z]|[-~–—]\d+(?:\.\d+)?[a-z])"
)
_COEFFICIENT = re.compile(r"\d+(?:\.\d+)?\s?[×*]\s?$")
_CUED_UNIT = re.compile(rf"\s?(?P<unit>[{''.join(units.CUED)}])(?![A-Za-z0-9])")
_VOLTS = re.compile(r"\d\s?V\s?[/,，、@×=⎓]?\s?$")
"""Matches volts, behind which A is amperes: 12V/2A."""
_CUE_TAIL = re.compile(r"(?:读数|[峰均极]值|有效值)?\s?(?:高?达到?|[为是约至到仅超近]|不足)?-?\s?$")


def lettered(text: str, start: int, sign: str = "") -> Match | None:
    """Read a number with a letter that is a unit after certain words: `电流2A` 电流两安."""
    match = _LETTERED.match(text, start)
    if not match:
        return None
    word, cues = units.CUED[match["unit"]]
    left = before(text, start)
    behind_volts = match["unit"] == "A" and _VOLTS.search(left)
    if not behind_volts and not _CUE_TAIL.sub("", left).endswith(tuple(cues)):
        return None
    return Match(match.end(), "quantity", sign + numbers.with_unit(match["num"], word))


_SHORT = re.compile(
    rf"(?:(?P<low>\d+(?:\.\d+)?)\s?(?P<lowscale>[wWkKM])?{TO})?"
    r"(?P<num>\d+(?:\.\d+)?)\s?(?P<scale>[wWkKM])(?P<plus>\+)?(?![A-Za-z0-9+])"
)
_SHORT_SCALES = {"w": 10**4, "k": 10**3, "m": 10**6}
_POWER_AROUND = re.compile(r"快充|充电|功率|功耗|供电|电源|适配器|TDP")
_TEXT_AROUND = re.compile(
    r"上下文|[Tt]oken|窗口|分辨率|视频|画质|屏|词元|显示|蓝光|带宽|码率|采样|阻值|电阻|网速"
)
_POPULAR = re.compile(
    r"(?:[底月年时起]?薪[资酬水]?|[月日]活|预算|工资|奖金|房租|首付|罚款|[日月年]入|点赞|粉丝|收藏|播放量?|阅读量?|评论|转发|下载量?|星标|[Ss]tars?\s?|弹幕|销量|订阅|浏览量?|用户数?)[数破超突达到近约获]*\s?$"
)


_POPULAR_AFTER = re.compile(
    r"\s?(?:下载|用户|粉丝|播放|点赞|收藏|[Ss]tars?\b|次"
    rf"|{classifiers('台辆人份单套件张本位名')})"
)


def shorthand(text: str, start: int) -> Match | None:
    """Read an amount as the web shortens it: `10w+` 十万多, `点赞2.4k` 两千四百, `2w-3w`."""
    match = _SHORT.match(text, start)
    both = f"{match['lowscale'] or match['scale']}{match['scale']}" if match else ""
    if not match or both not in {"kw", "kW", *(scale * 2 for scale in "wWkKM")}:
        return None
    scale = match["scale"]
    counted = _is_popular(text, start, match.end())
    popular = counted or (match["plus"] and scale != "M")
    around = before(text, start, 8) + text[match.end() : match.end() + 6]
    if scale in "wW" and (_POWER_AROUND.search(around) or (scale == "W" and not popular)):
        return None
    thousands = both[0] == "k" and match["low"]
    screen = _TEXT_AROUND.search(around) and not counted  # 视频点赞6k is no resolution
    if scale in "kKM" and (screen or not (popular or thousands)):
        return None
    power = _SHORT_SCALES[scale.lower()]
    words = _shortened(match["num"], power) + ("多" if match["plus"] else "")
    if not match["low"]:
        return Match(match.end(), "quantity", words)
    low = _shortened(match["low"], _SHORT_SCALES[both[0].lower()])
    return Match(match.end(), "range", low + to(match) + words)


_MEASURE = re.compile(rf"{UNIT}?(?:{PER})?")


def measured(text: str, start: int, place: int, words: str) -> tuple[int, str]:
    """Return `words` with the unit at `place`, if any, in the order of GB 3100, and where it ends.

    `words` are those of the power that begins at `start`: 10³kg/m³ is 十的三次方公斤每立方米.
    """
    cue = _CUED_UNIT.match(text, place)
    if cue:
        word, cues = units.CUED[cue["unit"]]
        left = _CUE_TAIL.sub("", _COEFFICIENT.sub("", before(text, start)))
        if left.endswith(tuple(cues)):
            return cue.end(), words + word
    match = _MEASURE.match(text, place)
    has_unit = match and (match["latin"] or match["han"] or per(match))
    if not match or not has_unit or match["latin"] in units.LETTERS:
        return place, words
    return match.end(), words + unit_words(match) + per(match)


def _is_popular(text: str, start: int, end: int) -> bool:
    return bool(_POPULAR.search(before(text, start)) or _POPULAR_AFTER.match(text, end))


def _shortened(number: str, scale: int) -> str:
    """Return a number of thousands in full (12k is 一万两千), of more as 一点二万."""
    value = Decimal(number) * scale
    if scale == _SHORT_SCALES["k"] and value == int(value):
        return numbers.cardinal(int(value))
    return numbers.scaled(number, scale)


def rate(text: str, start: int) -> Match | None:
    """Read a number of things with an English name per unit of time: `100 tokens/s`."""
    match = _RATE.match(text, start)
    if not match:
        return None
    words = numbers.with_unit(match["num"], match["mag"] or "", two=bool(match["mag"]))
    thing = f"{match['letter']} {match['word']}" if match["letter"] else match["word"]
    return Match(match.end(), "quantity", per(match) + words + thing)


def _kind(match: re.Match[str]) -> Kind:
    for kind, words in _KINDS.items():
        if match["han"] in words:
            return kind
    return "quantity"


def _is_spelled(match: re.Match[str]) -> bool:
    return bool(match["latin"]) and match["latin"] in units.LETTERS - units.WORDS


_OFF = re.compile(r"[1-9]{2}")
"""Matches the two figures of a discount, which are read one by one: 95折."""


def amount(match: re.Match[str], *, two: bool = True) -> str:
    """Return number, magnitude and unit of a quantity, or of the upper end of a range, in words.

    Without `two`, a bare 2 is 二 in front of any unit.
    """
    two = two and _two(match)
    number, magnitude = match["num"], match["mag"] or ""
    if match["han"] == "折" and _OFF.fullmatch(number):
        return numbers.digits(number) + "折"
    if match["latin"] in units.DIGITWISE and re.fullmatch(r"\d{3,}", number):
        return numbers.digits(number) + match["latin"]
    unit = unit_words(match)
    if not match["plus"]:
        return numbers.with_unit(number, magnitude + unit, two=two)
    words = numbers.with_unit(number, magnitude, two=two)
    small = not magnitude and bool(re.fullmatch(r"\d|\d+\.\d+", number))
    return f"{words}{unit}以上" if small else f"{words}多{unit}"


def unit_words(match: re.Match[str]) -> str:
    """Return the unit of a match in words; letters that are spelled stay letters."""
    latin = match["latin"]
    if latin:
        return units.SAID.get(latin, latin)
    return match["han"] or ""


def _two(match: re.Match[str]) -> bool:
    """Tell whether a bare 2 is 两 here: 两个, 两亿, 两毫秒, 两GB, but 二月, 二K, 3×2厘米."""
    if _TIMES_BEFORE.search(before(match.string, match.start(), 4)):
        return False
    if match["mag"]:
        return True
    if match["latin"]:
        return match["latin"] not in units.PLAIN_TWO
    return match["han"] in units.TWO


def ranges(text: str, start: int) -> Match | None:
    """Read a range with 到: `10-20人`, `3~5倍`, `20-30亿美元`, `0-1`, `3d-5d`."""
    lettered_range = _DAYS_OR_TONS.match(text, start)
    if lettered_range:
        unit = {"d": "天", "t": "吨"}[lettered_range["unit"]]
        low = numbers.with_unit(lettered_range["low"], "")
        high = numbers.with_unit(lettered_range["num"], unit)
        return Match(lettered_range.end(), "range", f"{low}{to(lettered_range)}{high}")
    match = _RANGE.match(text, start)
    if not match or _LEADING_ZERO.match(text, start) or _LEADING_ZERO.match(match["num"]):
        return None
    if _is_falling(match):
        return None
    low_unit = match["lowunit"] or ""
    if low_unit and low_unit.isascii() and low_unit not in {*units.SAID, *units.LETTERS}:
        return None
    low_words = (match["lowmag"] or "") + units.SAID.get(low_unit, low_unit)
    low = numbers.with_unit(match["low"], low_words, two=_two(match))
    return Match(
        match.end(), "range", f"{per(match)}{low}{to(match)}{amount(match)}", _is_spelled(match)
    )


def _is_falling(match: re.Match[str]) -> bool:
    """Tell whether the numbers do not rise and have no unit: 4-3 is a score, not a range."""
    has_unit = match["mag"] or match["latin"] or match["han"] or match["lowmag"]
    low, high = (float(match[name].replace(",", "")) for name in ("low", "num"))
    return not has_unit and low >= high
