"""Find quantities in a text: numbers with what they measure, and the words that round them.

The text is folded (chinese/fold.py). A quantity that can be said in several ways has one value:
8.7成 = 87% = 八成七 = 百分之八十七; 两倍半 = 2.5倍; 七分半 = 7.5分钟; 五十二块一毛二 = 52.12元.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise
from typing import Literal

from podcast.chinese.rules import units as written_units
from podcast.factcheck import dimensions, numerals
from podcast.factcheck.dimensions import COUNT, POINTS, SHARE, TIMES, Meaning

Bound = Literal["exact", "whole", "about", "above", "below", "near", "least", "most"]
"""Which way a figure is rounded: not at all, expressly not (整整), either way, up or down.

`above` says that the true value is above the figure (超过), `below` that it is below it (不到),
`near` that it is closely below it (近); `least` and `most` are limits (以上, 以下).
"""

Reading = tuple[str, Fraction]
"""A dimension, and the value in its base unit."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure of a text, with all meanings that it may have."""

    start: int
    end: int
    text: str
    readings: tuple[Reading, ...]
    face: Fraction
    """The number as it is written, without its unit: 2.8 of 2.8%."""
    grain: Fraction
    """The worth of the number's last place, in the base unit of the first reading."""
    unit: str = ""
    bound: Bound = "exact"
    ordinal: bool = False
    """Whether it is a place in a row: 第三, 第二次."""
    until: Fraction | None = None
    """The upper value of a range in one figure, as in 七八个; else None."""
    tight: bool = False
    """Whether the word that rounds it up says that it is only a little more: 八成七多一点."""
    vague: bool = False
    """Whether it only gives a magnitude: 几十, 上百, 数千."""

    @property
    def dimension(self) -> str:
        """The dimension of the first meaning."""
        return self.readings[0][0]

    @property
    def value(self) -> Fraction:
        """The value of the first meaning."""
        return self.readings[0][1]

    def within(self, dimension: str) -> Fraction | None:
        """Return the value in a dimension, or None when the figure cannot measure it."""
        return next((value for name, value in self.readings if name == dimension), None)


_MAGNITUDES = {"B": 10**9, "M": 10**6, "K": 10**3, "k": 10**3}
"""Signs that multiply a count: 14B参数, 128K词元."""
_N = numerals.VALUE
_UNITS = sorted(
    {*_MAGNITUDES, *dimensions.MEANINGS, *dimensions.CLASSIFIERS, *written_units.CURRENCY},
    key=len,
    reverse=True,
)
_UNIT = "|".join(map(re.escape, _UNITS))
_LATIN_UNIT = "|".join(re.escape(unit) for unit in _UNITS if unit.isascii() and unit.isalpha())
_MEASURE = "|".join(
    unit
    for unit in _UNITS
    if len(unit) > 1
    and not unit.isascii()
    and "个" not in unit
    and f"个{unit}" not in dimensions.MEANINGS
    and any(each.dimension in dimensions.PHYSICAL for each in dimensions.meanings(unit))
)
"""Units of what is measured, before which hosts put 个 as before a Latin one: 一点二个吉瓦."""
_GRAMMAR = str.maketrans("", "", "会才于为用在")
"""Characters that more often go on with the sentence than make a word of the unit: 五年会."""
_NO_CLASSIFIER = "|".join(
    f"{re.escape(word)}[{after.translate(_GRAMMAR)}]"
    for word, after in written_units.NOT_BEFORE.items()
    if after.translate(_GRAMMAR)
)
_NO_CLASSIFIER += "|对[零一二两三四五六七八九十百千万]|只[要有能用需剩花]|分支|升[到至级]"
_NO_CLASSIFIER += "|日[活均本版系]|年[底初末]|个?比特币|分[两三四五六为成]"
_NO_CLASSIFIER = f"(?!日元(?![旦宵]))(?:{_NO_CLASSIFIER})"
_SIGN = "|".join(map(re.escape, sorted(written_units.CURRENCY, key=len, reverse=True)))
_DIGITS_BEHIND = "零一二两三四五六七八九十百千万亿\\d"
_CN_DIGIT = "[一二三四五六七八九]"

_FOREIGN = "美元|美金|美刀|欧元|英镑|港元|港币|加元|澳元|新元"
"""Currencies whose parts hosts tell in 块 and 毛 as well: 一块二美金."""
_SPLIT = "个百分点|个点|毫米|厘米|微米|公里|米|毫秒|秒钟?"
"""Units of which a fraction is a length or a time, and no share: 百分之一毫米."""
_IDIOM = (
    "零下|三六九等|(?<=三)六九等|零头|零售|零部|零件|万一|千万(?:别|不|要|注意|记)|十分(?!钟|之)|万能|百姓|一[些起直样般旦致定切]"
    "|三星(?!级|酒店|奖|好评)|一大|一小半|一多半|[4四]S店?(?![A-Za-z])|[23]D(?![A-Za-z])"
)
"""Words that begin with the characters of a numeral and are none."""
_TENTH_ENDS = "(?:[，。；、！？!?的]|$|[到缩降减变提升涨])"
"""What stands behind the tenth of a unit that counts as well: 两秒一缩到零点三秒, but 两秒一次."""
_FIGURE = re.compile(
    rf"""(?P<percent>(?:百分之|千分之|万分之)(?P<percent_n>{_N})(?P<percent_over>点[多几])?)(?:(?P<pp>个百分点|个点)|(?P<percent_of>美元|欧元|元|{_SPLIT}))?
    |(?P<whole_percent>百分之?百|百分百)
    |(?P<denominator>{_N})分之(?P<numerator>{_N})(?P<fraction_of>{_SPLIT})?
    |(?P<tenths>(?<![A-Za-z])(?<![A-Za-z]\ )\d{{1,2}}(?:\.\d+)?
        |(?<![统合划融专])[一二两三四五六七八九十]|几)成
      (?!(?:为(?<![中约近有过逾超][一二两三四五六七八九]成为)|本|功|立|员|果|熟|交|品|长|绩|分|都(?!不|没|还|有)|就|效|型|片|套))(?P<tenth>半|{_CN_DIGIT}{{1,2}}(?![个家位年月日天成])|\d(?!\d))?
    |(?<=每)(?P<each>[百千万亿])(?P<each_unit>(?:{_UNIT}))
    |(?P<big>{_N})个(?:(?P<big_mid>多|来)|(?P<big_half>半))?(?P<big_scale>[十百千]?(?:亿|万(?=[元块美欧日港，。了])))(?P<big_unit>{_UNIT})?(?P<big_over>多)?
    |(?P<hours>{_N})\ ?个?小时\ ?零?\ ?(?P<and_minutes>{_N})\ ?分(?:钟)?
      (?:\ ?(?P<and_seconds>{_N})\ ?秒)?
    |(?P<slash>(?<![\d/.])\d{{1,2}}/\d{{1,3}}(?![\d/]))
    |(?P<signed>(?:{_SIGN})\ ?)(?P<signed_n>{_N})
      (?P<signed_scale>\ ?(?:bn|tn|mn|[KMBT])(?![A-Za-z]))?
    |(?P<yuan>{_N})(?:块|元)(?P<jiao>(?:\d|两|{_CN_DIGIT})(?![\d十百千万亿零一二两三四五六七八九])|半)(?:(?:毛|角)(?P<fen>{_CN_DIGIT})?分?)?
      (?:(?P<yuan_of>{_FOREIGN})|(?![块元美欧英日港万亿千百个家人名年月份台本张件套位颗盒瓶斤只部辆杯%]))
    |(?P<mao>{_N})(?:毛|角)(?:(?P<mao_fen>{_CN_DIGIT})(?:分|分钱)?|(?=钱?(?:{_FOREIGN})))
      (?:钱?(?P<mao_of>{_FOREIGN})|(?![块元万亿千百个家人名年月日]))
    |(?P<years>{_N})\ ?年\ ?零?\ ?(?P<and_months>{_N})\ ?个月
    |(?P<minutes>{_N})\ ?分钟?\ ?零?\ ?(?P<seconds>{_N})\ ?秒
    |(?P<parted>{_N})(?P<part_of>吨|公斤|斤|升(?!至|到)|(?:秒|公里|度|英寸)(?={_CN_DIGIT}{_TENTH_ENDS}))(?P<tenth_part>{_CN_DIGIT})(?![个家人名年月日米万百千十斤吨位天成分点])
    |(?P<metres>{_N})米(?P<metre_part>[零一二三四五六七八九\d]{{1,2}})(?![个家人名年月日米万百千])
    |(?P<times_n>{_N})倍(?P<times_half>半|{_CN_DIGIT}(?![{_DIGITS_BEHIND}个家人名年月]))
    |(?<![A-Za-z])(?<![A-Za-z][\ -])(?P<ratio_of>{_N})
      (?:个|次|人|家|台|款|名|位|里|件|项|辆|部|张|户|份|块|只|篇|道|题|架|条|副|双|支|杯|瓶)?
      (?!\ ?(?:分|小时|天|秒|年|个?月|周|点))[^，。；、\d零一二两三四五六七八九十百千万亿]{{0,6}}
      (?:(?:里头|里面|(?<![公海英千万家店心手这那])里|当中|之中|中)，?|(?=就有))
      (?:[^，。；、每均\d零一二两三四五六七八九十百千万亿]{{0,5}})(?P<ratio>(?!零[件部售])(?:{_N}))(?:次|个|人|家|台|款|名|位|件|项|辆|部|张|户|份|块|只|篇|道|题|架|条|副|双|支|杯|瓶)
    |(?P<fold>翻(?:了|上)?(?:差不多|将近|近|接近|大约|约|整整)?)(?P<fold_n>{_N})?(?P<fold_unit>番|倍)
    |(?P<half>一半|半数|对半|对折|(?<!超)过半|大半)(?!天|个月|年|小时)
    |(?<![一两二三四五六七八九十\d点])(?P<half_unit>(?<![大小多])半)(?P<half_of>(?:个)?(?:小时|钟头|月|年|天|米|公里|里|斤|公斤|吨|度|秒|分钟|星期|世纪))
    |(?P<vague>(?:好)?(?:几|数|(?<![用加接配装换戴穿])上|成)(?P<vague_n>[十百千万亿]+)(?!分之))(?P<vague_unit>{_UNIT})?
    |(?P<fixed>第三方|第三者|第一时间|第一手|第一线)
    |(?P<ordinal>第\ ?)(?P<ordinal_n>{_N}|几)
      (?:\ ?(?P<ordinal_unit>(?!{_NO_CLASSIFIER})(?:{_UNIT})(?![A-Za-z])))?
    |(?P<number>(?!{_IDIOM})(?:(?:{_N})(?<=[百千万亿][二三四五六七八九])(?=一(?:{_UNIT}))
      |{_N}))
      (?P<ge>个(?=多(?!人|方|种|媒|国|边|功)|来(?:小时|钟头|月|星期|礼拜)))?
      (?P<over>\ ?[多余](?![年代]代|两[年个天周月日倍成])
        |(?:(?<=[十百千万])|(?<=个))来(?![自到的源历]))?
      (?P<half_in>个半)?(?:\ ?个(?=\ ?(?:{_LATIN_UNIT})(?![A-Za-z])|(?:{_MEASURE})))?
      (?:(?P<sign>\ ?%|‰)
        |(?P<unit>\ ?(?!{_NO_CLASSIFIER})(?:{_UNIT})(?![A-Za-z])|(?P<foreign>[A-Za-z]{{2,8}}))
        (?P<half_behind>半(?!导体|年度|数|夜|场|成))?)?
    """,
    re.VERBOSE,
)

_OVER = (
    "(?<![打突])破|超过了?|超出|(?<!赶)超|逾|多于|高于|大于|刚过|已过|早过|突破|不止"
    "|(?<![A-Za-z])(?<![A-Za-z]\\ )站上|越过|迈过"
    "|(?<![-=])>"
)
_NEAR = (
    "差一点[点儿]?就?[到满破]|差点儿?就?[到满破]|将近|接近|逼近|直逼|(?<![最附远就])近|(?:快|快要|就要|眼看)[摸够碰冲涨升达跌降]?到|快有|快占[^，。；\\d]{0,10}?的?"
    "|(?<=[了有占都也就花用等耗省拖熬])快|(?<=[了有占近])小"
)
_BEFORE: tuple[tuple[Bound, str], ...] = (
    ("least", "至少|起码|最少(?!的)|不(?:会|能|得|可|应)?(?:少于|低于|小于)|最低(?!的)|[≥≧⩾]|>="),
    (
        "most",
        (
            "至多|最[多高](?!的)|不(?:能|得|会|可|应)?(?:超过|多于|高于|大于)|没(?:有)?超过|顶多"
            "|充其量|[≤≦⩽]|<="
        ),
    ),
    (
        "below",
        ("(?:不如|不及|比不上|赶不上)[^，。；]{1,8}的|用不了|要不了|花不了|没用了|不到|不足|未满|不满|少于|低于|小于|短于|窄于|未达|没到"
        "|没有到|到不了|达不到|够不到|够不着|<"),
    ),
    ("near", _NEAR),
    ("above", _OVER),
    ("whole", "整整|正好|刚好|恰好|恰恰|整"),
    ("about", "大约|大概|约|约为|差不多(?:是[^，。\\d]{0,5})?|估计|左近|大致|几乎|上下|[≈≒]"),
)  # fmt: skip
_IN_A_ROW = re.compile("(?:连着|连续|接连|一连)[^，。；]{0,4}$")
_UNLIKE = re.compile("(?:不如|不及|比不上|赶不上)[^，。；]{1,8}的$")
_THAN = re.compile("[低高小大多少短长快慢]于[^，。；]{1,8}的\\s?$")
_FILLED = (
    r"(?:[了有到达至为是的在就还只才]|也就|也|占|出|大约|约|了大约|了约){0,2}"
    r"(?:原来的|过去的|以前的|上一?代的|去年的|[它他她]们?的|其|前者的|对手的)?"
)
_GAP = r"[^，。；：！？、\d零一二两三四五六七八九十百千万亿几多]{0,6}"
"""The words between a limit and its figure: 最多能拿到四个月."""
_LIMITS_BEFORE: tuple[tuple[Bound, str], ...] = (
    ("least", "至少|起码|最快也|最早也"),
    ("most", "(?<!差不)(?:至多|最多(?!的)|顶多|最慢也|最晚也)"),
)
_BOUND_BEFORE = (
    *((bound, re.compile(rf"(?:{words}){_FILLED}\ ?$")) for bound, words in _BEFORE),
    *((bound, re.compile(rf"(?:{words}){_GAP}\ ?$")) for bound, words in _LIMITS_BEFORE),
)
_MORE = (
    "(?:还|略|而且还)?(?:多一点|多点|出头|开外|还多|还要多|有余|挂零|都不止|还不止|还有富余"
    "|还有余|多)"
    "(?![一二三四五六七八九十百两几\\d]|了|出|花|费|耗|吃|用|拿|给|付|做|跑|开|产|存|装|带|走|少|收|赚|卖|家|个|名|位|人|款|方|种|样|媒|国|边|年来|亏)"
)
_DIGIT = r"[\d一二三四五六七八九十百两几]"
_AFTER: tuple[tuple[Bound, str], ...] = (
    ("above", _MORE),
    ("least", r"(?:及)?以上|往上(?=[，。；！？]|$)"),
    ("most", r"(?:及)?(?:以下|以内|之内|内(?![部存容地外在涵心销需陆资置饰战]))"),
    ("below", r"(?:都|也)?(?:用|要|花)不了|(?:都|也|还)没(?:有)?(?:完成|达到|卖出|拿到|做到|做完)"),
    ("below", rf"(?:都|还)?(?:不到|没有(?=[，。；！？的]|$)|没到|未满|弱)(?!{_DIGIT})"),
    ("about", r"(?:左右|上下|前后|光景|的样子|(?=[^，。]{0,3}左右))"),
)  # fmt: skip
_MORE_BEHIND = re.compile(_MORE)
_BOUND_AFTER = tuple((bound, re.compile(words)) for bound, words in _AFTER)
_INCREASE = re.compile(
    r"(?:增长|增加|提高|提升|上升|上涨|高出|多出|多|涨|升|增|贵|快|长|大幅增长)(?:了|近|约"
    r"|超过|超|逾|将近|接近|大约|出){0,2}$"
)
_MINUS = re.compile(r"(?:零下|负|-)\ ?$")


def find(text: str) -> tuple[Quantity, ...]:
    """Return the quantities of a folded text, in order, without those inside words."""
    return _ranges(text, tuple(_found(text)))


def _found(text: str) -> Iterator[Quantity]:
    for match in _FIGURE.finditer(text):
        quantity = _quantity(match, text)
        if quantity is not None:
            yield _bounded(quantity, text)
        if match["ratio_of"] is not None and not _PAIR.fullmatch(match["ratio_of"]):
            yield from _parts(match)


def _parts(match: re.Match[str]) -> Iterator[Quantity]:
    """Yield the two figures of a ratio: 420 and 417 of 420次实验中成功417次."""
    for name in ("ratio_of", "ratio"):
        number = numerals.read(match[name])
        if number is not None:
            start, end = match.span(name)
            reading = (COUNT, number.value)
            yield Quantity(start, end, match[name], (reading,), number.value, number.grain)


def _quantity(match: re.Match[str], text: str) -> Quantity | None:
    """Return the quantity of a match, by the alternative that matched."""
    for name, read in _READERS:
        if match[name] is not None:
            return read(match, text)
    return None


def _of(
    match: re.Match[str], reading: Reading, face: Fraction, grain: Fraction, unit: str = ""
) -> Quantity:
    return Quantity(match.start(), match.end(), match[0], (reading,), face, grain, unit)


def _percent(match: re.Match[str], text: str) -> Quantity | None:
    number = numerals.read(match["percent_n"])
    if number is None:
        return None
    worth = {"百": 100, "千": 1000, "万": 10000}[match["percent"][0]]
    if match["percent_of"]:  # 千分之二美元, 百分之一毫米
        unit, face = match["percent_of"], number.value / worth
        meaning = dimensions.meanings(unit)[0]
        reading = (meaning.dimension, face * meaning.factor)
        return _of(match, reading, face, number.grain / worth * meaning.factor, unit)
    dimension = POINTS if match["pp"] else SHARE
    read = _of(match, (dimension, number.value / worth), number.value, number.grain / worth, "%")
    return replace(read, bound="above", tight=True) if match["percent_over"] else read


def _all(match: re.Match[str], text: str) -> Quantity:
    return _of(match, (SHARE, Fraction(1)), Fraction(100), Fraction(1, 100), "%")


def _fraction(match: re.Match[str], text: str) -> Quantity | None:
    low, high = numerals.read(match["denominator"]), numerals.read(match["numerator"])
    if low is None or high is None or not low.value:
        return None
    value = high.value / low.value
    unit = match["fraction_of"]
    if unit:  # 五分之一秒 is 0.2 seconds
        meaning = dimensions.meanings(unit)[0]
        worth = value * meaning.factor
        return _of(match, (meaning.dimension, worth), value, worth / 20, unit)
    return _of(match, (SHARE, value), value, Fraction(1, 100), "分之")


def _slash(match: re.Match[str], text: str) -> Quantity | None:
    low, high = match["slash"].split("/")
    if int(low) >= int(high):
        return None
    value = Fraction(int(low), int(high))
    return _of(match, (SHARE, value), value, Fraction(1, 100), "分之")


def _tenths(match: re.Match[str], text: str) -> Quantity | None:
    if match["tenths"] == "几":
        return None
    number = numerals.read(match["tenths"])
    if number is None:
        return None
    part = {"半": Fraction(5)}.get(match["tenth"] or "") or (
        Fraction(_digit(match["tenth"])) if match["tenth"] else Fraction(0)
    )
    value = (number.value * 10 + part) / 100
    grain = Fraction(1, 100) if part or "." in match["tenths"] else Fraction(1, 10)
    found = _of(match, (SHARE, value), value * 100, grain, "成")
    return _with_thousandths(found, match["tenth"] or "")


def _with_thousandths(quantity: Quantity, digits: str) -> Quantity:
    """Return 14.5% for 一成四五; as its digits follow each other, it may be 14 to 15% as well."""
    if not re.fullmatch(f"{_CN_DIGIT}{{2}}", digits):
        return quantity
    tenth, next_one = _digit(digits[0]), _digit(digits[1])
    base = quantity.value - Fraction(tenth * 10 + next_one, 100) + Fraction(tenth, 100)
    if next_one == tenth + 1:
        high = base + Fraction(1, 100)
        return replace(quantity, readings=((SHARE, base),), face=base * 100, until=high)
    value = base + Fraction(next_one, 1000)
    return replace(quantity, readings=((SHARE, value),), face=value * 100, grain=Fraction(1, 1000))


def _digit(text: str) -> int:
    number = numerals.read(text)
    return int(number.value) if number else 0


def _signed(match: re.Match[str], text: str) -> Quantity | None:
    number = numerals.read(match["signed_n"])
    if number is None:
        return None
    factor = written_units.SCALES.get((match["signed_scale"] or "").strip(), 1)
    unit = written_units.CURRENCY[match["signed"].strip()]
    value = number.value * factor
    return _of(match, (_currency(unit), value), value, number.grain * factor, unit)


def _currency(unit: str) -> str:
    return dimensions.meanings(unit)[0].dimension


def _yuan(match: re.Match[str], text: str) -> Quantity | None:
    yuan = numerals.read(match["yuan"])
    if yuan is None:
        return None
    tenths = Fraction(5) if match["jiao"] == "半" else Fraction(_digit(match["jiao"]))
    if tenths >= 10:  # noqa: PLR2004 -- behind 块 stand tenths
        return None
    value = yuan.value + tenths / 10 + Fraction(_digit(match["fen"] or "零"), 100)
    currency = _currency(match["yuan_of"] or "元")
    return _of(match, (currency, value), value, Fraction(1, 100), match["yuan_of"] or "元")


def _mao(match: re.Match[str], text: str) -> Quantity | None:
    tenths = numerals.read(match["mao"])
    if tenths is None:
        return None
    value = tenths.value / 10 + (
        Fraction(_digit(match["mao_fen"]), 100) if match["mao_fen"] else Fraction(0)
    )
    currency = _currency(match["mao_of"] or "元")
    return _of(match, (currency, value), value, Fraction(1, 100), match["mao_of"] or "元")


def _years(match: re.Match[str], text: str) -> Quantity | None:
    years, months = numerals.read(match["years"]), numerals.read(match["and_months"])
    if years is None or months is None:
        return None
    value = years.value * 12 + months.value
    return _of(match, ("months", value), value, Fraction(1), "个月")


def _each(match: re.Match[str], text: str) -> Quantity:
    """Return 1000 for 每千次."""
    value = numerals.read("一" + match["each"])
    amount = value.value if value else Fraction(1)
    meaning = dimensions.meanings(match["each_unit"])[0]
    unit = match["each_unit"]
    return _of(match, (meaning.dimension, amount * meaning.factor), amount, amount, unit)


def _big(match: re.Match[str], text: str) -> Quantity | None:
    """Return 600000000 for 六个亿."""
    number, scale = numerals.read(match["big"]), numerals.read("一" + match["big_scale"])
    if number is None or scale is None:
        return None
    unit = match["big_unit"] or ""
    meaning = dimensions.meanings(unit)[0]
    half = Fraction(1, 2) if match["big_half"] else 0
    face = (number.value + half) * scale.value
    grain = scale.value * meaning.factor * (half or 1)
    quantity = _of(match, (meaning.dimension, face * meaning.factor), face, grain, unit)
    bound: Bound = "about" if match["big_mid"] == "来" else "above"
    return replace(quantity, bound=bound) if match["big_mid"] else quantity


def _hours(match: re.Match[str], text: str) -> Quantity | None:
    """Return the seconds of 2小时31分钟 and of 两小时零六分五十八秒."""
    total = Fraction(0)
    for name, seconds in (("hours", 3600), ("and_minutes", 60), ("and_seconds", 1)):
        number = numerals.read(match[name]) if match[name] else None
        total += number.value * seconds if number else 0
    return _of(match, ("time", total), total, Fraction(60), "小时")


def _minutes(match: re.Match[str], text: str) -> Quantity | None:
    minutes, seconds = numerals.read(match["minutes"]), numerals.read(match["seconds"])
    if minutes is None or seconds is None:
        return None
    value = minutes.value * 60 + seconds.value
    return _of(match, ("time", value), value, Fraction(1), "秒")


def _metres(match: re.Match[str], text: str) -> Quantity | None:
    metres, part = numerals.read(match["metres"]), match["metre_part"]
    if metres is None:
        return None
    digits = "".join(str(_digit(char)) for char in part)
    value = metres.value + Fraction(int(digits), 10 ** len(digits))
    return _of(match, ("length", value), value, Fraction(1, 100), "米")


def _parted(match: re.Match[str], text: str) -> Quantity | None:
    """Return 1.8吨 for 一吨八."""
    number = numerals.read(match["parted"])
    if number is None:
        return None
    face = number.value + Fraction(_digit(match["tenth_part"]), 10)
    meanings = dimensions.meanings(match["part_of"])
    readings = tuple((each.dimension, face * each.factor) for each in meanings)
    found = _of(match, readings[0], face, meanings[0].factor / 10, match["part_of"])
    return replace(found, readings=readings)


def _times_half(match: re.Match[str], text: str) -> Quantity | None:
    number = numerals.read(match["times_n"])
    if number is None:
        return None
    half = match["times_half"] == "半"
    value = number.value + (Fraction(1, 2) if half else Fraction(_digit(match["times_half"]), 10))
    ((_, times),) = _of_times(value, text, match)
    return _of(match, (TIMES, times), value, Fraction(1, 10), "倍")


_ROUND = frozenset({2, 3, 4, 5, 10, 100, 1000, 10000})
"""Numbers out of which hosts tell shares: 每三个里有一个."""


_PAIR = re.compile("([一二三四五六七八九])([二两三四五六七八九])")
"""Two digits beside each other, which mean from one to the other."""


_ROUGHLY = re.compile("(?:差不多|大约|大概|约|平均|每|几乎|等于|相当于|算下来|将近|接近)$")
"""Before a ratio of one in so many, says that it is a share: 差不多八个人里一个."""


def _ratio(match: re.Match[str], text: str) -> Quantity | None:
    pair = _PAIR.fullmatch(match["ratio_of"])
    if pair and _digit(pair[2]) == _digit(pair[1]) + 1 and match["ratio"] == "一":
        low, high = Fraction(1, _digit(pair[2])), Fraction(1, _digit(pair[1]))
        found = _of(match, (SHARE, low), low, Fraction(1, 100), "里")
        return replace(found, until=high)  # 每五六个里就有一个
    whole, part = numerals.read(match["ratio_of"]), numerals.read(match["ratio"])
    if whole is None or part is None or not whole.value or part.value >= whole.value:
        return None
    rough = _ROUGHLY.search(text[: match.start()])
    if part.value == 1 and not (whole.value in _ROUND or "就有" in match[0] or rough):
        return _of(match, (COUNT, whole.value), whole.value, whole.grain)  # 这九个当中的一个
    value = part.value / whole.value
    return _of(match, (SHARE, value), value, 1 / whole.value, "里")


def _fold(match: re.Match[str], text: str) -> Quantity | None:
    """Return 2 for 翻番 and 翻倍, 4 for 翻两番; 翻三倍 is three times."""
    number = numerals.read(match["fold_n"]) if match["fold_n"] else None
    times = number.value if number else Fraction(1)
    if match["fold_unit"] == "番":
        value = Fraction(2) ** int(times)
    else:
        value = times if times > 1 else Fraction(2)
    quantity = _of(match, (TIMES, value), times, Fraction(1), "番")
    if "差不多" in match["fold"] or "约" in match["fold"]:
        return replace(quantity, bound="about")
    return replace(quantity, bound="near") if "近" in match["fold"] else quantity


def _half(match: re.Match[str], text: str) -> Quantity:
    quantity = _of(match, (SHARE, Fraction(1, 2)), Fraction(1, 2), Fraction(1, 10), "半")
    return replace(quantity, bound="above") if match["half"] in {"过半", "大半"} else quantity


def _half_unit(match: re.Match[str], text: str) -> Quantity | None:
    unit = match["half_of"].removeprefix("个")
    if unit == "月":
        return _of(match, ("months", Fraction(1, 2)), Fraction(1, 2), Fraction(1, 2), "个月")
    meaning = dimensions.meanings(unit)[0]
    value = meaning.factor / 2
    return _of(match, (meaning.dimension, value), Fraction(1, 2), value, unit)


def _vague(match: re.Match[str], text: str) -> Quantity | None:
    base = numerals.read("一" + match["vague_n"])
    if base is None:
        return None
    unit = match["vague_unit"] or ""
    dimension = TIMES if unit == "倍" else COUNT
    quantity = _of(match, (dimension, base.value), base.value, base.value, unit)
    return replace(quantity, vague=True)


def _ordinal(match: re.Match[str], text: str) -> Quantity | None:
    number = numerals.read(match["ordinal_n"])
    if number is None:
        return None
    unit = match["ordinal_unit"] or ""
    return replace(_of(match, (COUNT, number.value), number.value, Fraction(1), unit), ordinal=True)


_SPANS = re.compile("两$|[前头近后]\\ ?[一二三四五六七八九十\\d]{1,2}\\ ?$")
"""Before 月, says that so many months are counted: 前两月."""


def _number(match: re.Match[str], text: str) -> Quantity | None:
    number = numerals.read(match["number"])
    if number is None:
        return None
    value, unit = number.value, (match["unit"] or match["foreign"] or "").strip()
    spans = match["ge"] or match["half_in"] or _SPANS.search(text[: match.start("unit")])
    if spans and unit == "月":
        unit = "个月"
    if match["half_in"] or match["half_behind"]:
        value += Fraction(1, 2)
    if match["half_in"] and not unit:
        unit = "个"
    if _MINUS.search(text[: match.start()]):
        value = -value
    quantity = Quantity(
        match.start(),
        match.end(),
        match[0],
        _readings(value, match["sign"], unit, text, match),
        value,
        number.grain * _factor(match["sign"], unit),
        "%" if match["sign"] else unit,
        "about"
        if unit in {"小时", "钟头"} and match["half_in"]
        else _inner_bound(match[0], unit, over=number.over or bool(match["over"])),
    )
    return _with_range(quantity, match["number"])


def _inner_bound(text: str, unit: str, *, over: bool) -> Bound:
    """Return how 多, 余 or 来 inside a figure rounds it: 二十来个 is about twenty."""
    if over:
        return "about" if "来" in text else "above"
    return "above" if "多" in unit else "exact"


_SMALL_MONEY = re.compile(rf"{_CN_DIGIT}[块毛角]")
"""An amount beside which 分 are cents: 从四毛二到九分."""


def _factor(sign: str | None, unit: str) -> Fraction:
    if sign:
        return Fraction(1, 100 if "%" in sign else 1000)
    return dimensions.meanings(unit)[0].factor


def _readings(
    value: Fraction, sign: str | None, unit: str, text: str, match: re.Match[str]
) -> tuple[Reading, ...]:
    if sign:
        return ((SHARE, value * _factor(sign, "")),)
    if unit in _MAGNITUDES:
        return _of_magnitude(value, unit)
    if unit == "倍":
        return _of_times(value, text, match)
    if unit == "分":
        return _of_minutes(value, text, match)
    if unit == "点" and match["half_in"]:
        return ((POINTS, value / 100), (SHARE, value / 100))  # 九个半点
    hundredths = unit == "折" and value >= 10  # noqa: PLR2004 -- 九五折 is 95 %
    value = value / 10 if hundredths else value
    counts = unit == "块" and _PIECE.match(text, match.end())  # 两块屏
    meanings = dimensions.COUNTED if counts else _meanings(unit)
    return tuple((each.dimension, value * each.factor) for each in meanings)


_PIECE = re.compile(
    "(?:[大小内外主副新旧]|[A-Za-z]+ ?)?(?:屏|显|板|芯片|电池|硬盘|玻璃|地(?![方])|砖"
    "|手?表(?![现示明达面])|牌(?!子)|卡(?![住在壳])|奖牌|内存|区域|蛋糕|短板|拼图|晶圆|晶片|金属|面板|电路|拼板)"
)
"""Behind 块, what is counted with it."""


def _of_magnitude(value: Fraction, unit: str) -> tuple[Reading, ...]:
    """Return what 14B may be: fourteen thousand million of something, or of a unit B."""
    times = _MAGNITUDES[unit]
    others = ((each.dimension, value * each.factor) for each in _meanings(unit))
    return ((COUNT, value * times), (COUNT, value), *others)


def _of_minutes(value: Fraction, text: str, match: re.Match[str]) -> tuple[Reading, ...]:
    """Return what 分 may be: a point of a score, a minute, beside small money a cent."""
    if match["half_behind"]:
        return (("time", value * 60),)
    cents = (("元", value / 100),) if _SMALL_MONEY.search(text) else ()
    return ((COUNT, value), ("time", value * 60), *cents)


def _meanings(unit: str) -> tuple[Meaning, ...]:
    if unit in written_units.CURRENCY:
        return dimensions.meanings(written_units.CURRENCY[unit])
    return dimensions.meanings(unit)


def _of_times(value: Fraction, text: str, match: re.Match[str]) -> tuple[Reading, ...]:
    """Return 2 for 增长一倍 and 3 for 增长两倍; 增长到三倍 and 是三倍 are 3."""
    before = text[: match.start()].rstrip()
    grows = (_INCREASE.search(before) and not _is_nearly(before, text[match.end() :])) or value == 1
    return ((TIMES, value + 1 if grows else value),)


def _with_range(quantity: Quantity, written: str) -> Quantity:
    """Return 七八个 as a quantity from seven to eight, 三四十 from 30 to 40."""
    pair = _EITHER.search(written)
    if not pair or _digit(pair[2]) != _digit(pair[1]) + 1:
        return quantity
    before, behind = written[: pair.start()], written[pair.end() :]
    low, high = (numerals.read(f"{before}{each}{behind}") for each in (pair[1], pair[2]))
    if low is None or high is None:
        return quantity
    factor = _factor(None, quantity.unit)
    return replace(
        quantity,
        readings=((quantity.dimension, low.value * factor),),
        face=low.value,
        until=high.value * factor,
    )


_EITHER = re.compile(
    r"(?:^|(?<=[十百千万亿]))([一二三四五六七八九])([二两三四五六七八九])(?=[十百千万亿]|$)"
)
"""Two digits beside each other, of which either may be meant: 七八个, 两千五六百."""
_READERS = (
    ((
        "percent"
    ), _percent), ("whole_percent", _all), ("denominator", _fraction), ("slash", _slash),
    ("each", _each), ("big", _big), ("hours", _hours), ("mao", _mao), ("years", _years),
    ("minutes", _minutes), ("parted", _parted),
    ("tenths", _tenths), ("signed", _signed), ("yuan", _yuan), ("metres", _metres),
    ("times_n", _times_half), ("ratio_of", _ratio), ("fold", _fold), ("half", _half),
    ("half_unit", _half_unit), ("vague", _vague), ("ordinal", _ordinal), ("number", _number),
)  # fmt: skip


_LASTING = 3600
"""From so many seconds on a time is nearly reached rather than saved."""
_COMPARES = re.compile("比|提前|缩短")
_THRESHOLD = re.compile("[^，。；]{0,4}(?:就|便|才|即|以后|之后)")
"""Behind a limit from which on something holds: 过了一百三十五公里就管不了."""
_OF_SPEED = frozenset({"time", "months", "speed", "frequency", "bandwidth", TIMES, SHARE, POINTS})
"""Dimensions of figures by which something is faster when 快 stands before them."""


def _bounded(quantity: Quantity, text: str) -> Quantity:
    """Return a quantity with the direction in which the words around it round it."""
    if quantity.ordinal:
        return quantity
    before = text[max(0, quantity.start - 12) : quantity.start]
    after = text[quantity.end :][:8].lstrip()
    bound = _bound(quantity, before, after)
    tight = bound == "above" and bool(_MORE_BEHIND.match(after))
    return replace(quantity, bound=bound, tight=tight) if bound else quantity


def _bound(quantity: Quantity, before: str, after: str) -> Bound | None:
    """Return how the words before and behind a quantity round it, if they do."""
    if _is_nearly(before, after):
        return "near"
    found = next((bound for bound, words in _BOUND_AFTER if words.match(after)), None)
    if found:
        return found
    if before.endswith("快") and _is_reached(quantity, before):
        return "near"  # 召回快二十二万辆, but 快三秒 is a change
    return _bound_before(quantity, before, after)


def _is_reached(quantity: Quantity, before: str) -> bool:
    """Tell whether 快 says that a figure is nearly reached: 快三个小时, but 比上一代快三秒."""
    lasts = quantity.dimension == "months" or (
        quantity.dimension == "time" and quantity.value >= _LASTING
    )
    return quantity.dimension not in _OF_SPEED or (lasts and not _COMPARES.search(before))


def _bound_before(quantity: Quantity, before: str, after: str) -> Bound | None:
    """Return how the words before a quantity round it, unless it is a limit or another's."""
    bound = next((bound for bound, words in _BOUND_BEFORE if words.search(before)), None)
    if re.search("(?<![通经])过了$", before) and quantity.dimension not in {"time", "months"}:
        # 日活过了3000万, but 过了三天 is three days, and 过了135公里就管不了 a limit
        bound = None if _THRESHOLD.match(after) else "above"
    if bound == "above" and quantity.dimension == "months" and _IN_A_ROW.search(before):
        return None  # 连着破了五个月, in which the months are no record
    parts = quantity.dimension in {SHARE, TIMES}
    if _THAN.search(before) and quantity.unit not in {"成", "半", "分之", "倍"}:
        return None  # 低于去年的32.1%, which is the figure of last year
    if bound == "below" and not parts and _UNLIKE.search(before):
        return None  # 不如标准版的四个钟头, which has four hours
    return bound


def _is_nearly(before: str, after: str) -> bool:
    """Tell whether 快 before a figure says that it is nearly reached: 快九成了, 快六倍了."""
    return bool(_NEARLY.search(before)) and after.startswith("了")


_SCALE = 10**4
"""From it on a figure has a scale that the first end of a range leaves out."""
_NEARLY = re.compile("(?<![更加最尽很越变太飞轻畅爽提])快$")
_CHANGES_TO = re.compile(
    "，?(?:[升涨提降跌掉退减落缩]|提高|增加|上升|下降|回落|减少)(?:高|低)?[到至]了?\\ ?"
)
"""Between two shares, says that the first becomes the second: 从百分之六十六升到了七十一."""
_RANGE = re.compile(r"\ ?(?:到|至|-|~|—|–|和|或)(?:了)?\ ?")


def _ranges(text: str, found: tuple[Quantity, ...]) -> tuple[Quantity, ...]:
    """Give the figures of a range the unit that only one of them has: 百分之十八到二十三."""
    result = list(found)
    for place, (one, other) in enumerate(pairwise(found)):
        between = text[one.end : other.start]
        ranged = _RANGE.fullmatch(between)
        bare = not other.unit and other.dimension == COUNT
        if one.unit == "%" and bare and (ranged or _CHANGES_TO.fullmatch(between)):
            result[place + 1] = replace(
                other, readings=((one.dimension, other.face / 100),), unit="%"
            )
        elif not ranged:
            continue
        elif (
            not one.unit and one.dimension == COUNT and other.unit and between.strip() not in "和或"
        ):
            result[place] = _with_unit_of(one, other)
        elif not other.unit and other.face >= _SCALE > one.face and not one.unit:
            result[place] = _with_unit_of(one, other)  # 十八到二十亿
    return tuple(result)


def _with_unit_of(one: Quantity, other: Quantity) -> Quantity:
    """Return the first figure of a range with the unit and, as an alternative, the scale."""
    if not other.face:
        return one
    factor = other.value / other.face
    readings: list[Reading] = [(other.dimension, one.face * factor)]
    readings += [
        (other.dimension, one.face * scale * factor)
        for scale in (10**4, 10**8)
        if other.face >= scale > one.face
    ]
    return replace(one, readings=tuple(readings), unit=other.unit)
