"""Rules for signs in front of amounts, and for arrows beside them."""

from __future__ import annotations

import re

from podcast.chinese.fold import HAN
from podcast.chinese.rules import angles, numbers, units
from podcast.chinese.rules.amounts import amount, lettered, percentage, quantity
from podcast.chinese.rules.match import MAGNITUDE, NUMBER, UNIT, Match, before
from podcast.lib.arrows import CHANGED, QUOTED, RISE, TRADED

# --- Plus and minus ---------------------------------------------------------------------------

_BELOW_ZERO = re.compile(r"[℃℉]|°[CF]|摄氏|华氏|度|°")
_TURNS = re.compile(r"(?:角度?|纬|经度?|旋转|俯仰|方位|相位|裕度)\s?[为是达约]?\s?$")
"""Matches words before degrees of an angle, which are 负, not 零下."""
_MINUS_AFTER = re.compile(
    r"(?<!华)[从由剩为是达至到约温于跌降低在负增:：(（\[{,，、=~≥≤<>]$|(?:利润|收益|现金流|增速|增长率|毛利率|净利率|营收)$"
    r"|[^\w\u3400-\u9fff]$|^$|^-?$"
)
_MEASURED = re.compile(
    r"(?:值|率|(?<![年季制进])度|量|(?<!参)数|额|差|压|流|拔|(?<![部百千])分|温|速|平|角|利润|收益|补偿|强度|范围|区间"
    r"|指数|高程|利|幅|电位|净流[入出]|地下|倒计时|(?:退出|返回|错误)码|存量|(?:信|讯)号|噪声|增益|误差|标高|净胜球|(?:水|液|潮)位|余额|盈亏|涨跌)$"
)
"""Matches the end of a word for something that is measured, behind which a hyphen is a minus."""
_SPAN = re.compile(
    rf"(?P<low>{NUMBER})(?:\s?(?P<lowmag>{MAGNITUDE}))?"
    rf"(?P<lowunit>℃|°C|°|%|元|[A-Za-zμΩ]{{1,4}}|(?![至到])[{HAN}]{{1,2}}(?<![至到]))?"
    rf"\s?(?:[~–—]|-(?!-)|(?P<to>[至到]))\s?(?P<minus>[-+])?(?P<num>{NUMBER})(?![-–~:/]\d)"
    rf"(?:\s?(?P<mag>{MAGNITUDE}))?(?P<plus>\+(?!\d))?(?:\s?(?P<percent>%)|(?P<same>(?P=lowunit))(?![A-Za-z])|{UNIT})?"
)
_LOW_UNITS = (None, "℃", "°C", "°", "%", "元")
"""The units that may stand at the lower end of a range where another one follows at the upper."""
_FALLS_BELOW = re.compile(rf"{NUMBER}[^-\s\d]{{0,3}}\s?[~–—至到]\s?[-+]\d")
"""Matches a range whose upper end alone has a sign. A hyphen between two numbers is no range here,
because what follows it is more likely a difference."""
_COMPARED = re.compile(
    r"(?:同比|环比|较[^，。；！？、]{1,10}|比[上去昨前][^，。；！？、]{1,5})\s?$"
)
"""Matches words for what an amount is compared with."""
_FALLS = re.compile(
    r"(?:(?:直?降|跌)价|下[降跌滑调挫]|减[少薪产]|降[低幅]了?|缩[水减]|回落|[暴大急]跌|骤降|裁员)了?约?\s?$"
)
"""Matches verbs that say what a minus before a percentage says. Behind 至 or 为 it is a level."""
_CHANGE = {"+": "增长", "-": "下降"}
_MOVED = {"+": "上升", "-": "下降"}
"""The verbs for a change in 百分点."""
_LOWER_END = re.compile(r"\d\s?[度分角]$")
"""Matches the lower end of a range, behind which a hyphen is no minus: 30度-60度."""
_EITHER = "+/-"
_NUMBER = re.compile(NUMBER)


_GRADE = re.compile(r"(?<![A-Za-z])(?:A{1,3}|B{1,3}|C{1,3})$")
_GRADED = re.compile(r"(?=\s?(?:级|评级|信用|[，。；、,;)）]|$))")
"""Matches what follows the minus of a grade: AA-评级."""


def grade(text: str, start: int) -> Match | None:
    """Read the minus of a grade: `AA-评级`."""
    if text[start] != "-" or not _GRADE.search(before(text, start)):
        return None
    return Match(start + 1, "chinese", "减") if _GRADED.match(text, start + 1) else None


def signed(text: str, start: int) -> Match | None:
    """Read an amount with a sign: `-3℃` 零下三摄氏度, `-5%` 负百分之五, `±5%`, `+5%`, `-12~-5℃`.

    A hyphen in a name is not a minus.
    """
    if text.startswith(_EITHER, start):
        return _either(text, start, start + len(_EITHER))
    sign = text[start]
    if sign not in "-+±" or not text[start + 1 : start + 2].isdigit():
        return None
    if sign == "±":
        return _either(text, start, start + 1)
    left = before(text, start, 1)
    if (left.isascii() and left.isalnum()) or _LOWER_END.search(before(text, start)):
        return None
    if _COMPARED.search(before(text, start)):
        return _change(text, start + 1, sign)
    return _negative(text, start + 1) if sign == "-" else _positive(text, start + 1)


_TO_EITHER = re.compile(r"\s?[-~–—至到]\s?(?:±|\+/-)(?=\d)")


def _either(text: str, start: int, place: int) -> Match | None:
    """Read an amount at `place` behind ±, and a range whose ends both have it: `±12V~±15V`."""
    low = _with_sign(text, place, "正负")
    link = _TO_EITHER.match(text, low.end) if low else None
    high = _with_sign(text, link.end(), "正负") if link else None
    if not low or not link or not high:
        return low
    word = "至" if "至" in link[0] else "到"
    return Match(high.end, "range", f"{low.reading}{word}{high.reading}", high.spell)


def _change(text: str, start: int, sign: str) -> Match | None:
    """Read an amount behind 同比 with a verb for its sign: 同比+5% is 同比增长百分之五."""
    span = _span(text, start, before(text, start), below=True) if sign == "-" else None
    inner = percentage(text, start) or quantity(text, start)
    number = None if span or inner else _NUMBER.match(text, start)
    if number:
        return Match(number.end(), "number", _CHANGE[sign] + numbers.number(number[0]))
    if span or not inner:
        return span
    verb = _MOVED[sign] if inner.reading.endswith("点") else _CHANGE[sign]
    return Match(inner.end, inner.kind, verb + inner.reading, inner.spell)


def _with_sign(text: str, start: int, word: str) -> Match | None:
    rules = (percentage, lettered, quantity)
    inner = next((found for rule in rules if (found := rule(text, start, word))), None)
    match = None if inner else _NUMBER.match(text, start)
    if match:
        return Match(match.end(), "number", word + numbers.number(match[0]))
    return inner


def _positive(text: str, start: int) -> Match:
    """Read what follows a plus: +5% is 正百分之五, “+1” 加一; a space before makes it a sign."""
    apart = before(text, start - 1).endswith(" ")
    measured = quantity(text, start, "正") if apart else None
    return percentage(text, start, "正") or measured or Match(start, "chinese", "加")


def _negative(text: str, start: int) -> Match | None:
    """Read what follows a minus, or None when the sign is a hyphen."""
    left = before(text, start - 1)
    place = angles.angle(text, start)
    if place:
        return Match(place.end, place.kind, "负" + place.reading)
    span = _span(text, start, left, below=True)
    if span:
        return span
    word = "" if _FALLS.search(left) else _word(text, start, left)
    if not word:
        return percentage(text, start) or quantity(text, start)
    share = percentage(text, start, "负")
    if share and (share.kind == "percentage" or _is_minus(left)):
        return share
    below = _FLOOR.match(text, start) and re.search(f"[{HAN}]$", left)
    likely = below or _LEVEL.match(text, start) or _is_measured(text, start, left)
    is_signed = word == "零下" or _is_minus(left) or likely
    return _with_sign(text, start, word) if is_signed else None


_FLOOR = re.compile(r"[1-9]\s?[层楼](?![级出次])")
"""Matches a floor, which is below the ground when it has a minus: 车库-2层."""


def _is_minus(left: str) -> bool:
    return bool(_MINUS_AFTER.search(left) or _MEASURED.search(left))


_MEASURES = re.compile(
    rf"{NUMBER}\s?(?:{MAGNITUDE})?(?:米|公里|千米|[厘毫]米|度|伏|安|分贝|分(?!之)|天|秒|小时|分钟|吨|公斤"
    r"|个百分点|个?基点|(?P<money>[美欧日港韩]?元)|(?:V|mV|kV|A|mA|m|km|cm|mm|s|ms|dBm?|Pa|bp)(?![A-Za-z/]))"
)
"""Matches what is measured and may be negative, other than what is counted."""
_BEHIND_WORD = re.compile(rf"(?<![\d万亿千百])(?<![\d万亿千百][{HAN}])[{HAN}]{{2}}$")
"""Matches a Chinese word that is no unit of a number before it."""
_CRAFT = "歼运直轰教强苏米舟娥问号箭征风星"
"""The last characters of names, behind which a hyphen and a number go on with the name."""
_PRICED = "版款型档级费票装餐舱座房券卡员"
"""The last characters of things with a price, and of prices."""


def _is_measured(text: str, start: int, left: str) -> bool:
    """Tell whether a hyphen between a word and a measured amount is a minus: 日期-3天.

    It is none behind a name, nor between a thing and its price (标准版-299元).
    """
    word = _BEHIND_WORD.search(left)
    found = _MEASURES.match(text, start)
    if not word or not found or left[-1] in _CRAFT:
        return False
    return not (found["money"] and left[-1] in _PRICED)


_LEVEL = re.compile(rf"{NUMBER}\s?(?:dB[mi](?![A-Za-z])|次[方幂])|0\.\d")
"""Matches what is negative more often than not: a level of a radio signal, a power (10的-6次方), a
small decimal, which no label has behind a dash."""


def _word(text: str, start: int, left: str) -> str:
    """Return 零下 for a temperature, else 负."""
    inner = quantity(text, start)
    degrees = inner and _BELOW_ZERO.search(text[start : inner.end])
    return "零下" if degrees and not _TURNS.search(left) else "负"


def crossing(text: str, start: int) -> Match | None:
    """Read a range from a number without a sign to one with a sign: `3~-5℃`, `2亿~-0.5亿元`."""
    if not _FALLS_BELOW.match(text, start):
        return None
    return _span(text, start, before(text, start), below=False)


def _span(text: str, start: int, left: str, *, below: bool) -> Match | None:
    """Read a range one end of which is negative: `-12~-5℃`, `-3%~1%`, `-128~127`, `3~-5℃`.

    `below` says that the lower end has a minus, which stands before `start`.
    """
    match = _SPAN.match(text, start)
    if not match or re.match(r"0\d", match["num"]):
        return None
    apart = match["lowunit"] not in _LOW_UNITS and not match["same"]
    if apart and (match["latin"] or match["han"] or not (match["minus"] or "~" in match[0])):
        return None
    degrees = _BELOW_ZERO.search((match["lowunit"] or "") + text[match.end("num") : match.end()])
    low, high = _value(match["low"]), _value(match["num"])
    tilde = "~" in match[0]
    rising = bool(match["minus"]) or tilde or low > high
    if not (degrees or match["minus"] or match["percent"] or (rising and _is_minus(left))):
        return None
    word = "零下" if degrees and not _TURNS.search(left) else "负"
    share = "百分之" if match["percent"] else ""
    low_words = (match["lowmag"] or "") + units.SAID.get(_low_unit(match), _low_unit(match))
    head = (word if below else "") + share
    head += numbers.with_unit(match["low"], low_words, two=not below and bool(low_words))
    tail = {"-": word, "+": "正"}.get(match["minus"] or "", "") + share
    tail += _upper(match, share)
    spell = not share and (match["same"] or match["latin"]) in units.LETTERS - units.WORDS
    return Match(match.end(), "range", f"{head}{match['to'] or '到'}{tail}", spell)


def _upper(match: re.Match[str], share: str) -> str:
    """Return the upper end of a range in words, without its sign."""
    if share:
        return numbers.number(match["num"])
    if match["same"]:
        return numbers.number(match["num"]) + (match["mag"] or "") + _words(match["same"])
    return amount(match, two=False)


def _words(unit: str) -> str:
    return units.SAID.get(unit, unit)


def _low_unit(match: re.Match[str]) -> str:
    return (match["lowunit"] or "").replace("%", "")


def _value(number: str) -> float:
    return float(number.replace(",", ""))


# --- Arrows -----------------------------------------------------------------------------------

_VARIANT = "\ufe0f?"
_CHANGES = ("倍", "基点")
"""The units of changes, besides percentages."""
_UP_OR_DOWN = re.compile(rf"\s?(?P<arrow>[{''.join(RISE)}{''.join(QUOTED)}]){_VARIANT}(?!\s?\d)")
_TOWARDS = re.compile(rf"\s?(?:[→➡⇒➜➔⟶➝➞➙]{_VARIANT}|-{{1,2}}>|=>)\s?")
_BESIDE = re.compile(rf"[\w%‰℃°)）\]”{HAN}]$")
_LED = re.compile(r"从[^，。；！？、\s]*[到至][^，。；！？、\s]*$")
"""Matches a way from one thing to another, behind which an arrow leads on to what follows."""
_AHEAD = re.compile(rf"[\w$¥€£(（\[“+±-]|[{HAN}]")
_POINTS = re.compile(r"(?:[顶上下底见回]|[顶底]部|[上下][方文图面]|如图|点击)$")
"""Matches words behind which an arrow points to a place of the page."""
_PAST_ARROW = re.compile(rf".{_VARIANT}\s?")


def moved(text: str, start: int) -> Match | None:
    """Read an amount with an arrow behind it: `30%↓` 下降百分之三十, `3,888点↑` with 上涨 last.

    A percentage or a multiple is a change, and the verb comes before it. Any other amount is the
    level that was reached, and the verb comes after it.
    """
    inner = _amount(text, start)
    arrow = _UP_OR_DOWN.match(text, inner.end) if inner else None
    if not inner or not arrow:
        return None
    sign = arrow["arrow"]
    said = CHANGED.search(before(text, start))
    if inner.kind == "percentage" or inner.reading.endswith(_CHANGES):
        words = ("" if said else (RISE | QUOTED)[sign]) + inner.reading
    else:
        words = inner.reading + ("" if said else _level_verb(inner, sign))
    return Match(arrow.end(), inner.kind, words, inner.spell)


def _level_verb(level: Match, sign: str) -> str:
    """Return 上涨 or 下跌 for an index or a price, and 上升 or 下降 for anything measured."""
    priced = level.kind in {"number", "money"} or level.reading.endswith("点")
    return (TRADED if priced else RISE | QUOTED)[sign]


def _amount(text: str, start: int) -> Match | None:
    inner = percentage(text, start) or quantity(text, start)
    if inner:
        return inner
    match = _NUMBER.match(text, start)
    return Match(match.end(), "number", numbers.number(match[0])) if match else None


def arrow(text: str, start: int) -> Match | None:
    """Read an arrow: `↓30%` 下降百分之三十, `▲1.2%` 上涨百分之一点二, `3→1` 三到一.

    An arrow that points on from nothing is silent, as is a triangle without a number.
    """
    char = text[start]
    if char in RISE or char in QUOTED:
        return _vertical(text, start)
    match = _TOWARDS.match(text, start)
    if not match or not match[0].strip():
        return None
    left, right = before(text, start).rstrip(), text[match.end() : match.end() + 1]
    if not right or not _BESIDE.search(left) or not _AHEAD.match(right) or _LED.search(left):
        return None
    return Match(match.end(), "range", "到")


def _vertical(text: str, start: int) -> Match | None:
    char = text[start]
    after = _PAST_ARROW.match(text, start)
    place = after.end() if after else start + 1
    inner = _amount(text, place) if text[place : place + 1].isdigit() else None
    left = before(text, start)
    if inner and not (char in QUOTED and _is_bullet(inner, left, spaced=text[place - 1].isspace())):
        verb = (RISE | QUOTED)[char]
        said = CHANGED.search(left)
        words = "" if said and _falls(said[0]) == _falls(verb) else verb
        return Match(inner.end, inner.kind, words + inner.reading, inner.spell)
    free = char in RISE and left[-1:].isalnum() and not _POINTS.search(left)
    return Match(start + 1, "chinese", RISE[char]) if free else None


def _is_bullet(inner: Match, left: str, *, spaced: bool) -> bool:
    """Tell whether a triangle opens an entry of a list, or marks a number of votes."""
    if spaced or not left.strip():
        return spaced or inner.kind != "percentage"
    return inner.kind == "number" and not left[-1].isalnum()


def _falls(verb: str) -> bool:
    return verb[0] in "下降减跌缩"
