"""Years are told as a listener counts them, where they surely are a time."""

from __future__ import annotations

from datetime import date

import pytest

from podcast.script import years

DAY = date(2026, 5, 9)


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("2025 年 1 月曾裁 900 人", "去年 1 月曾裁 900 人"),
        ("2025年公司营收9.6亿元，2024年是8亿元", "去年公司营收9.6亿元，2024年是8亿元"),
        ("推迟到 2026 年秋季，原定今年春季", "推迟到今年秋季，原定今年春季"),
        ("将从2026年8月2日推迟到2027年12月2日", "将从今年8月2日推迟到明年12月2日"),
        ("预计 2027 年上半年拿出测试版", "预计明年上半年拿出测试版"),
        ("二期计划2027年底建成，2026年第四季度完工", "二期计划明年底建成，今年第四季度完工"),
        ("自2027年起", "自明年起"),
    ],
)
def test_the_years_beside_the_day_have_words(written: str, told: str) -> None:
    """With month, season or half, or behind a word before a time."""
    assert years.counted(written, DAY) == told


@pytest.mark.parametrize(
    "written",
    [
        "《2026年企业智能体调查》，“2025年见”",
        "召回2024年3月1日到2025年1月15日生产的L7",
        "2025到2027年，2025年至2026年，2024年、2025年和2026年",
        "2025年版，2025年年报，2025财年，2025年度，2026年款",
        "2027年车型全部为纯电",
        "2028年建成，2024年成立",
    ],
)
def test_other_years_stay(written: str) -> None:
    """In quotations and titles, ranges, versions and business years, and further away."""
    assert years.counted(written, DAY) == written


def test_years_in_words_are_known_as_figures() -> None:
    """去年 tells 2025 in 2026."""
    assert years.said(["去年 1 月", "没有"], DAY) == {"2025"}
