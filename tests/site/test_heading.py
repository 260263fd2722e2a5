"""Titles as headings: the first headline, and the others below it."""

from __future__ import annotations

import pytest

from podcast.site.heading import Heading, heading


@pytest.mark.parametrize(
    ("title", "parts"),
    [
        ("AI日报:模型开源;眼镜预售;预警试点", ("AI日报", "模型开源", "眼镜预售；预警试点")),
        ("AI 早报：甲; 乙", ("AI 早报", "甲", "乙")),
        ("智谱：开源GLM-5；重庆启用系统", ("", "智谱：开源GLM-5", "重庆启用系统")),
        ("Tech Daily: 甲；乙", ("Tech Daily", "甲", "乙")),
        ("AI日报：只有一条", ("", "AI日报：只有一条", "")),
        ("甲说“好；不好”；乙", ("", "甲说“好；不好”", "乙")),
        ("AI日报 2026-02-06", ("", "AI日报 2026-02-06", "")),
        ("；", ("", "；", "")),
        ("", ("", "", "")),
    ],
)
def test_a_title_is_divided(title: str, parts: tuple[str, str, str]) -> None:
    """At semicolons outside of quotation marks; the name of the series comes off several."""
    assert heading(title) == Heading(*parts)
