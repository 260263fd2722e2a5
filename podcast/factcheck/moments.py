"""Find dates, periods and clock times in a text, and tell whether two of them can be the same.

A moment knows some of its parts: 三月 is a month, 去年九月 a year and a month, 下周三 a day of the
calendar. Relative moments (去年, 上周五, 昨天) are counted from the date of the post. What a moment
does not say is unknown, and agrees with everything.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from podcast.factcheck import numerals


@dataclass(frozen=True, slots=True)
class Moment:
    """A date, a period or a time of day; None is an unknown part."""

    start: int
    end: int
    text: str
    year: int | None = None
    month: int | None = None
    day: int | None = None
    season: str = ""
    """A quarter (Q1 to Q4) or a half-year (H1, H2)."""
    edge: str = ""
    """The part of its year or month: 初, 中, 底, 上旬 …"""
    minutes: int | None = None
    """Minutes since midnight; with `twelve` perhaps twelve hours more."""
    spread: tuple[int, int] = (0, 0)
    """How many minutes earlier and later it may be: 三点多 is up to an hour after three."""
    twelve: bool = False
    today: bool = False
    """Whether it is the day on which the host speaks."""

    @property
    def precise(self) -> bool:
        """Whether it says more than a year."""
        return bool(self.month or self.day or self.season or self.minutes is not None)


_N = r"(?:\d{1,2}(?!\d)|[一二三四五六七八九十]{1,3})"
_ALONE = (
    r"(?:(?<![\d.])(?=\d)"
    r"|(?<![零〇一二三四五六七八九十百千万亿两点])(?=[一二三四五六七八九十上本这下当]))"
)
"""Before the number of a month or a day, which is no part of a longer one: 四百一十号人."""
_DIGITS = "〇零一二三四五六七八九"
_EITHER = "一二|二三|三四|四五|五六|六七|七八|八九|零"
"""Two digits of which either may be meant, 三四年, and one that begins no year."""
_YEAR = (
    r"(?:\d{4}|[一二][〇零一二三四五六七八九]{3}"
    r"|(?<!\d)\d{2}(?=年[一二三四五六七八九十\d第上下底初])"
    rf"|(?<![{_DIGITS}十百千万两点])(?!{_EITHER})[{_DIGITS}]{{2}}(?=年(?![来前后里内间多])))"
)
_RELATIVE_YEAR = "(?:去|今|明|前|后|上|次|当)年|本年度?|前一年|上一年|一年前|一年之前|下一年"
_SEASON = (
    r"(?<![上下每前这那同])第?\ ?(?P<quarter>[一二三四1-4])\ ?季度?(?![后赛])|Q(?P<q>[1-4])(?!\d)"
    r"|(?P<half>[上下])半年|(?P<part_of_year>[春夏秋冬])(?:[天季]|(?=上市|发布|推出|开|完|前|后))"
)
_EDGE = "[上中下]旬|年中|[年月]?[底初末]"
_NO_MONTH, _NO_DAY = (
    "(?!球|光|薪|亮|饼|活|卡|租)",
    "(?!线|称|召|楼|院|码|机|店|位|商|火箭|卫星|员工|产品|文件|选手|种子|门|球)",
)
"""Words that 月 and 号 begin behind a number: 五月饼, 三号线."""
_NO_TIME = "(?!间|候|段|长|代|刻|装|尚|常|光|区|速|隔|至今|不|而)"
_MORNINGS = "凌晨|清晨|大清早|清早|早上|早晨|早|上午|中午|午间"
_MINUTES = "[0-5]\\d|零[一二三四五六七八九]|[二三四五]?十[一二三四五六七八九]?"
"""Minutes behind an hour that cannot be the places of a decimal: 8点05分, 八点十二分."""
_TENS = "[二三四五]?十[一二三四五六七八九]?"
"""Minutes in words that no decimal has: 两点二十."""
_PART = f"{_MORNINGS}|下午|午后|傍晚|晚间|夜间|晚上|晚|夜里|深夜|半夜|当晚|当天"
_ROUNDED = "快到?|将近|接近|刚过|不到|差不多|大约|大概|约"
"""Words that round an hour, between the part of the day and it: 凌晨快两点."""
_MOVED = "[前迟长后]到"
"""The ends of 提前到, 推迟到 and 延长到, behind which stands an hour."""
_SEASON_ALONE = _SEASON.replace("quarter", "quarter2").replace("<q>", "<q2>")
_SEASON_ALONE = _SEASON_ALONE[: _SEASON_ALONE.index("|(?P<part_of_year>")]
_RELATIVE_DAY = "大前天|前天|昨天|昨日|昨晚|昨夜|今天|今日|今早|今晚|今晨|明天|明日|明早|明晚|后天"
_DATE = re.compile(
    rf"""
    (?P<iso>(?<!\d)(?P<iso_y>\d{{4}})[-/.](?P<iso_m>\d{{1,2}})[-/.](?P<iso_d>\d{{1,2}})(?!\d))
    |(?:(?P<year>{_YEAR})\ ?年(?!龄|度电)(?:度)?|(?P<rel_year>{_RELATIVE_YEAR})
        |(?P<bare_year>(?:19|20)\d\d(?=\ ?(?:到|至|-|~|—|–)\ ?(?:19|20)\d\d)))
      (?:的|\ )?
      (?:(?:(?P<month>{_N})\ ?月(?:份)?(?:\ ?(?P<day>{_N})\ ?[日号])?|{_SEASON})?)
      (?P<edge>{_EDGE})?
    |(?P<month_edge>(?:本|这个|这|下个?|上个?)?月[底初中](?!旬))
    |(?P<month2>{_ALONE}{_N}|(?:上个?|本|这个|下个?|当)(?=月))\ ?月(?:份)?{_NO_MONTH}
      (?:\ ?(?P<day2>{_N})\ ?(?:[日号]|(?=之前|以前|前[，。]|起|那天|当天)))?
      (?P<edge2>[上中下]旬|月?[底初末中](?!国|心|止|期|间))?
    |(?P<month3>{_ALONE}{_N})(?=\ ?[到至~-]\ ?{_N}\ ?月(?:份)?{_NO_MONTH})
    |(?P<day3>{_ALONE}{_N})\ ?(?:[日](?![元本均活常志版系服语内]|以内|之内)|号{_NO_DAY})
    |{_SEASON_ALONE.replace("<half>", "<half2>")}
    |(?P<week>(?:上上|上|这|本|下下|下)?(?:一|个)?)(?:周|星期|礼拜)
      (?P<weekday>[一二三四五六日天末])(?![个种年月次季期圈百千万亿]|二?十(?![点时]|[一二三四五六七八九][点时]))
    |(?P<ago>{_N})年(?:之|以)?前
    |(?P<rel_day>{_RELATIVE_DAY})
    |(?P<feast>元旦|劳动节|国庆节|圣诞节|情人节|儿童节|妇女节|平安夜)
    |(?P<year_edge>年(?:底|末|初|中|内)(?!交))
    |(?:(?P<part>{_PART})\ ?)(?:{_ROUNDED})?(?P<hour>{_N}|两)\ ?
      (?:[点时:](?!前|后的|多的)(?:(?P<half_hour>半)|(?P<minute>{_MINUTES}|{_N})分?|整|钟)?|(?=到晚))
    |(?P<clock_h>(?<![\d:])\d{{1,2}}):(?P<clock_m>[0-5]\d)(?![\d:])
    |(?P<hour3>{_N}|两)\ ?点(?:\ ?(?P<minute3>{_MINUTES})\ ?分(?!之)|(?=\ ?[至到]\ ?{_N}\ ?点)
      |(?P<minute4>{_TENS})(?![零一二两三四五六七八九十百千万亿分]))
    |(?<=[到至从])(?P<hour5>{_N})\ ?点(?P<minute5>零[一二三四五六七八九])
      (?![{_DIGITS}十百千万亿分个倍成元])
    |(?:(?<={_MOVED})|(?<={_MOVED}\ )|(?<=点[至到])|(?<=点[至到]\ )|(?<=点\ [至到]\ ))
      (?P<hour4>{_N})\ ?点
    |(?P<hour2>{_N})\ ?(?:点(?:钟|整|半)|时{_NO_TIME}(?:\ ?(?P<minute2>{_N})\ ?分)?)
    |(?P<week_alone>(?:上上|上|下下|下|本|这)(?:一|个)?(?:周|星期|礼拜)(?![一二三四五六日天末]|年))
    """,
    re.VERBOSE,
)

_AHEAD = 30
"""How many years ahead a year of two digits may be: 三零年 is 2030, 五八年 1958."""
_YEARS = {
    "去年": -1, "上年": -1, "上一年": -1, "前一年": -1, "一年前": -1, "一年之前": -1,
    "今年": 0, "本年": 0, "本年度": 0, "明年": 1, "次年": 1, "下一年": 1, "前年": -2, "后年": 2,
}  # fmt: skip
_DAYS = {
    "大前天": -3, "前天": -2, "昨天": -1, "昨日": -1, "昨晚": -1, "昨夜": -1,
    "今天": 0, "今日": 0, "今早": 0,
    "今晚": 0, "今晨": 0, "明天": 1, "明日": 1, "明早": 1, "明晚": 1, "后天": 2,
}  # fmt: skip
_FEASTS = {
    "元旦": (1, 1), "劳动节": (5, 1), "国庆节": (10, 1), "圣诞节": (12, 25), "情人节": (2, 14),
    "儿童节": (6, 1), "妇女节": (3, 8), "平安夜": (12, 24),
}  # fmt: skip
_WEEKS = {"": 0, "这": 0, "本": 0, "上": -1, "下": 1, "上上": -2, "下下": 2}
_WEEKDAYS = "一二三四五六日"
_MORNING, _AFTERNOON = "凌晨清晨大清早上早上早晨上午", "下午午后傍晚晚间晚上晚夜里深夜当晚"
_HOURS = ("hour", "clock_h", "hour2", "hour3", "hour4", "hour5")
_MINUTE_GROUPS = ("minute", "minute2", "minute3", "minute4", "minute5", "clock_m")
_EDGES = {"末": "底"}
_RANGE = re.compile(r"[日号]?(?:到|至|-|~|—|–)\ ?")


_PART_BEFORE = re.compile("下午|午后|傍晚|晚|夜")
"""Before an hour, may say that it is one of the afternoon."""
_WRITTEN_CLOCK = re.compile("\\d{1,2}\\s?时\\s?\\d")
"""The hours of the day as they are written, which go on to 24: 10 时 47 分."""


_SPREADS = (
    ((1, 59), re.compile("(?!)"), re.compile("多(?![了出长])")),
    ((1, 20), re.compile("刚过$|过了$"), re.compile("刚过|出头")),
    ((-20, -1), re.compile("快到?$|将近$|接近$|不到$|没到$"), re.compile("不到|没到")),
    ((0, 20), re.compile("(?!)"), re.compile("以后|之后|过后")),
    ((-20, 20), re.compile("大约$|大概$|约$|差不多$"), re.compile("左右|前后|上下|来钟|光景|许")),
)
"""How far from a whole hour a time may be that a word rounds, before or behind it."""


def find(text: str, today: date) -> tuple[Moment, ...]:
    """Return the moments of a folded text, in order; `today` is the date of the post."""
    return _shared(
        text, tuple(filter(None, (_moment(each, today) for each in _DATE.finditer(text))))
    )


def _moment(match: re.Match[str], today: date) -> Moment | None:
    plain = Moment(match.start(), match.end(), match[0])
    if next((match[each] for each in _HOURS if match[each]), None):
        return _of_clock(plain, match)
    if match["weekday"] or match["week_alone"]:
        return _of_week(plain, match, today)
    return _named(plain, match, today) or _of_calendar(plain, match, today)


def _named(plain: Moment, match: re.Match[str], today: date) -> Moment | None:
    """Return a whole date, a day such as 昨天 or a feast, or None for another moment."""
    if match["iso"]:
        year, month, day = (int(match[f"iso_{part}"]) for part in "ymd")
        return replace(plain, year=year, month=month, day=day)
    if match["rel_day"]:
        there = today + timedelta(_DAYS[match["rel_day"]])
        known = replace(plain, year=there.year, month=there.month, day=there.day)
        return replace(known, today=there == today)
    if match["ago"]:
        return replace(plain, year=today.year - (_number(match["ago"]) or 0))
    if match["feast"]:
        month, day = _FEASTS[match["feast"]]
        return replace(plain, month=month, day=day)
    return None


def _of_week(plain: Moment, match: re.Match[str], today: date) -> Moment | None:
    if match["week_alone"]:
        ahead = _WEEKS.get(re.sub("[一个]?(?:周|星期|礼拜)", "", match["week_alone"]), 0)
        day = today + timedelta(7 * ahead)
        week_of_year = f"W{day.isocalendar().week}"
        return replace(plain, season=week_of_year, year=day.year, today=not ahead)
    week = match["week"].rstrip("一个") if match["week"] else ""
    if match["weekday"] == "末":
        return None
    number = _WEEKDAYS.index(match["weekday"].replace("天", "日"))
    day = today - timedelta(today.weekday()) + timedelta(7 * _WEEKS.get(week, 0) + number)
    return replace(plain, year=day.year, month=day.month, day=day.day)


def _of_clock(plain: Moment, match: re.Match[str]) -> Moment | None:
    hour = _number(next((match[each] for each in _HOURS if match[each]), None))
    half = bool(match["half_hour"]) or plain.text.endswith("半")
    minute = (
        30 if half else _number(next((match[each] for each in _MINUTE_GROUPS if match[each]), None))
    )
    if hour is None or hour > 24:  # noqa: PLR2004 -- hours of a day
        return None
    part = match["part"] or ""
    if part and part in _AFTERNOON and hour < 12:  # noqa: PLR2004
        hour += 12
    known = bool(part and (part in _MORNING or part in _AFTERNOON)) or bool(match["clock_h"])
    known = known or hour > 12  # noqa: PLR2004 -- 14点 can only be in the afternoon
    earlier = match.string[: match.start()]
    known = known or bool(_WRITTEN_CLOCK.match(plain.text) and not _PART_BEFORE.search(earlier))
    spread = _spread(match) if minute is None or half else (0, 0)
    return replace(plain, minutes=hour * 60 + (minute or 0), spread=spread, twelve=not known)


def _spread(match: re.Match[str]) -> tuple[int, int]:
    """Return how far from a whole hour a time may be, by the words before and behind it."""
    hour = next(match.start(each) for each in _HOURS if match[each])
    before, after = match.string[:hour][-4:].rstrip(), match.string[match.end() :]
    for far, first, last in _SPREADS:
        if first.search(before) or last.match(after):
            return far
    return 0, 0


def _of_calendar(plain: Moment, match: re.Match[str], today: date) -> Moment | None:
    if match["month_edge"]:
        written = match["month_edge"]
        month = today.month - 1 + {"上": -1, "下": 1}.get(written[0], 0)
        return replace(plain, year=today.year + month // 12, month=month % 12 + 1, edge=written[-1])
    year = _year(match, today)
    month_number = _month(match, today)
    if match["month2"] and match["month2"][0] in "上本这下":
        year = _month_year(match["month2"], today)
    day = _number(match["day"] or match["day2"] or match["day3"])
    edge = (match["edge"] or match["edge2"] or match["year_edge"] or "").lstrip("年月")
    moment = replace(
        plain,
        year=year,
        month=month_number,
        day=day,
        season=_season(match),
        edge=_EDGES.get(edge, edge) if edge != "内" else "",
    )
    if (month_number and month_number > 12) or (day and day > 31):  # noqa: PLR2004 -- the calendar's
        return None
    if not (year or month_number or day or moment.season or moment.edge):
        return None
    return moment


def _year(match: re.Match[str], today: date) -> int | None:
    written = match["year"] or match["bare_year"]
    if written:
        number = numerals.read(written)
        value = int(number.value) if number else 0
        if len(written) == 2 and not written.isdecimal():  # noqa: PLR2004 -- 五八年 is 1958
            value = int(
                "".join(str(_DIGITS.index(each) - 1) for each in written.replace("〇", "零"))
            )
            return value + (2000 if value <= today.year % 100 + _AHEAD else 1900)
        return value + 2000 if value < 100 else value  # noqa: PLR2004 -- 25年 is 2025
    if match["rel_year"]:
        shift = _YEARS.get(match["rel_year"])
        return None if shift is None else today.year + shift
    return None


def _month(match: re.Match[str], today: date) -> int | None:
    written = match["month"] or match["month2"] or match["month3"]
    if not written:
        return None
    if written[0] in "上本这下当":
        shift = {"上": -1, "下": 1}.get(written[0])
        if written[0] == "当":
            return None
        return (today.month - 1 + (shift or 0)) % 12 + 1
    return _number(written)


def _month_year(written: str, today: date) -> int:
    shift = {"上": -1, "下": 1}.get(written[0], 0)
    return today.year + (today.month - 1 + shift) // 12


def _season(match: re.Match[str]) -> str:
    quarter = match["quarter"] or match["q"] or match["quarter2"] or match["q2"]
    if quarter:
        return f"Q{_number(quarter)}"
    if match["part_of_year"]:
        return f"S{'春夏秋冬'.index(match['part_of_year']) + 1}"
    half = match["half"] or match["half2"]
    return {"上": "H1", "下": "H2"}[half] if half else ""


def _number(text: str | None) -> int | None:
    number = numerals.read(text) if text else None
    return int(number.value) if number else None


def _shared(text: str, found: tuple[Moment, ...]) -> tuple[Moment, ...]:
    """Give the second moment of a range what only the first says: 2月15日至23日."""
    result = list(found)
    for place, (one, other) in enumerate(pairwise(tuple(result))):
        if not _RANGE.fullmatch(text[one.end : other.start]):
            continue
        if other.minutes is not None or one.minutes is not None:
            continue
        month = other.month or (one.month if other.day else None)
        year = other.year or (one.year if month and (one.month or 0) <= month else None)
        result[place + 1] = replace(other, month=month, year=year)
    return tuple(result)


def agree(line: Moment, post: Moment) -> bool:
    """Tell whether all that a line says of a moment is what the post says of it."""
    if line.minutes is not None or post.minutes is not None:
        return _same_time(line, post)
    if not all(_part_agrees(name, line, post) for name in ("month", "day", "season")):
        return False
    if not (_fits(line.year, post.year) and _fits(line.edge, post.edge)):
        return False
    if line.edge and not (line.month or line.day or line.year):
        if post.month and post.edge:
            return post.month in _MONTHS_AT.get(line.edge, range(1, 13))
        return bool(post.edge) or bool(post.year and post.precise)
    return line.precise or line.year is None or post.year == line.year


_MONTHS_AT = {"底": (10, 11, 12), "初": (1, 2, 3), "中": (5, 6, 7, 8)}
"""The months of which a host may speak as the end, the beginning or the middle of a year."""


def _fits(said: int | str | None, known: int | str | None) -> bool:
    """Tell whether two parts are the same, or one of them is unknown."""
    return not said or not known or said == known


def _part_agrees(name: str, line: Moment, post: Moment) -> bool:
    """Tell whether the post knows a part that the line says, and it is the same."""
    said, known = getattr(line, name), getattr(post, name)
    if not said:
        return True
    if not known:
        return name == "season" and _within(said, post)
    return bool(said == known)


def _within(season: str, post: Moment) -> bool:
    """Tell whether a day or month of the post is in a week, quarter or half-year."""
    if season[0] != "W":
        return post.month in _months(season)
    if not (post.year and post.month and post.day):
        return False
    return date(post.year, post.month, post.day).isocalendar().week == int(season[1:])


def _months(season: str) -> Sequence[int]:
    number = int(season[1])
    if season[0] == "S":
        return tuple((3 * number + month - 1) % 12 + 1 for month in range(3))
    size = 3 if season[0] == "Q" else 6
    return range((number - 1) * size + 1, number * size + 1)


def _same_time(line: Moment, post: Moment) -> bool:
    if line.minutes is None or post.minutes is None:
        return False
    low, high = line.spread[0] - post.spread[1], line.spread[1] - post.spread[0]
    gaps = [post.minutes - line.minutes]
    if line.twelve or post.twelve:
        gaps += [gaps[0] - 720, gaps[0] + 720]
    return any(low <= gap <= high for gap in gaps)


def dated(moments: Iterator[Moment] | tuple[Moment, ...], today: date) -> Iterator[Moment]:
    """Yield moments of a post; one without a year is in the post's year."""
    for moment in moments:
        known = moment.precise or bool(moment.edge)
        if moment.year is None and moment.minutes is None and known:
            yield replace(moment, year=today.year)
        else:
            yield moment
