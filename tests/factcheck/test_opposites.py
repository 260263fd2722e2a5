"""Opposites in the place of each other."""

from __future__ import annotations

from pathlib import Path

import pytest
from judging import kinds

import podcast

HEADLINE = "地图应用上线轮椅路线"
TEXT = (
    "用户设定轮椅宽度，路线会自动绕开窄于90厘米的通道。每段路旁有一条色带，越长说明坡度越平缓。\n\n"
    "八家公司公布了协议的候选版本。日志保留期由60天改为20天。全年的网费是240元。\n\n"
    "她先读完信件，再动笔写稿。每单的成本从2023年的18元降到12.5元。"
)


@pytest.mark.parametrize(
    "line",
    [
        "设好轮椅宽度，路线会绕开宽于九十厘米的通道。",
        "每段路旁边有一条色带，色带越短，说明坡度越平缓。",
        "八家公司公布了协议的正式版本。",
        "日志的保留期从二十天变成了六十天。",
        "每个月的网费是二百四十元。",
        "她先动笔写稿，然后再读信件。",
        "每单的成本比2023年贵了五块五。",
    ],
)
def test_an_opposite_is_found(line: str) -> None:
    """An opposite, an order and a change turned round are all found."""
    assert kinds(HEADLINE, TEXT, line)


@pytest.mark.parametrize(
    "line",
    [
        "设好轮椅宽度，不到九十厘米宽的通道，路线自动绕开。",
        "路旁有条色带，色带越长，坡就越平缓。",
        "协议出了候选版本，参与的公司有八家。",
        "日志原来保留六十天，现在只留二十天。",
        "一年的网费二百四十元，摊下来每个月二十元。",
        "她先把信件读完，再动笔写稿。",
        "每单的成本比2023年便宜了五块五。",
    ],
)
def test_the_same_in_other_words(line: str) -> None:
    """The same thing from the other side is faithful."""
    assert kinds(HEADLINE, TEXT, line) == []


def test_the_table_is_well_formed() -> None:
    """Each row has two sides of at least two characters, no row stands twice."""
    table = Path(podcast.__file__).parent / "data/factcheck/opposites.txt"
    rows = [row for row in table.read_text("utf-8").splitlines() if not row.startswith("#")]
    assert len(rows) == len(set(rows))
    for row in rows:
        one, other = row.split("/")
        assert all(len(word) > 1 for word in (*one.split(","), *other.split(",")))
        assert not set(one.split(",")) & set(other.split(","))
