"""Tell years as a listener counts them: 去年 for 2025年 in a post of 2026, 明年 for 2027年.

Only a year that surely is a time is told so. In a title, a quotation or a name, at an end of a
range of years, and as a business year it stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

_QUOTED = re.compile(
    "(“[^“”]*(?:”|$)|^[^“”]*”|《[^《》]*(?:》|$)|「[^「」]*(?:」|$)|『[^『』]*(?:』|$))"
)
"""Matches a quotation or a title, or the part of one that a line has."""
_BETWEEN = "[-–—~～到至、和与及或]"
_PART = "(?:[底初末]|[上下]半年|第?[一二三四]季度)"
_YEAR = re.compile(
    r"(?P<gap>(?<=[\u4e00-\u9fff]) )?(?<![\dA-Za-z.〔-])(?<![今去明前当后]年)"
    r"(?P<year>20\d\d) ?年 ?+"
    r"(?![版款型报财度级届号代鉴间]|年报|会计|第(?![一二三四]季)|[前后]|以[前后]|\d{4}|[A-Z《“])"
    rf"(?!(?:\d{{1,2}} ?月)?(?: ?\d{{1,2}} ?日)?{_PART}? ?{_BETWEEN} ?\d)"
)
"""Matches a year that ends no range, and names no version, report or business year."""
_OF_RANGE = re.compile(rf"(?:\d{{4}}|[年月日底初末季度]) ?{_BETWEEN} ?$")
"""Matches what stands before the later end of a range, or before one of several years."""
_WHEN = re.compile(r" ?\d{1,2} ?月|第?[一二三四]季度|[上下]半年|[底初末中]|全年|[春夏秋冬]")
_AT = re.compile("(?:于|到|至|自|从|预计|截至|比|计划|定于|最早|最快) ?$")
_TOLD = {-1: "去年", 0: "今年", 1: "明年"}
_SAID = re.compile("|".join(_TOLD.values()))


def counted(text: str, day: date) -> str:
    """Return a text of a day with the years beside it as 去年, 今年 and 明年."""
    parts = _QUOTED.split(text)
    parts[::2] = [_told(part, day) for part in parts[::2]]
    return "".join(parts)


def said(texts: Iterable[str], day: date) -> frozenset[str]:
    """Return in figures the years that some texts of a day tell as 去年, 今年 and 明年."""
    words = frozenset(word for text in texts for word in _SAID.findall(text))
    return frozenset(str(day.year + years) for years, word in _TOLD.items() if word in words)


def _told(text: str, day: date) -> str:
    def year(match: re.Match[str]) -> str:
        years = int(match["year"]) - day.year
        clause = re.split("[，。；]", text[: match.start()])[-1]
        told = _SAID.search(clause) is not None  # 去年即2025年
        if years not in _TOLD or told or _OF_RANGE.search(text[: match.start()]):
            return match[0]
        sure = _WHEN.match(text, match.end()) or _AT.search(text[: match.start()])
        if years > 0 and not sure:
            return match[0]
        space = (
            " " if match[0].endswith(" ") and text[match.end() : match.end() + 1].isdigit() else ""
        )
        return f"{_TOLD[years]}{space}"

    return _YEAR.sub(year, text)
