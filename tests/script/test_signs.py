"""What is read as one stays one: signs go from a post to the voice without losing a meaning."""

from __future__ import annotations

import re
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from podcast import digest
from podcast.chinese import spoken
from podcast.lib.plaintext import clean
from podcast.script.sentences import speakable

ROWS = [
    row.split("\t")[0]
    for row in (Path(__file__).parents[1] / "data" / "readings.tsv")
    .read_text("utf-8")
    .splitlines()[1:]
]
_POST = """\
---
title: t
date: 2026-02-06
---

## 1、甲乙发布丙
据介绍，{text}。

## 2、丁
戊。
"""
_WORDLESS = re.compile(r"[\s，。；：、！？“”‘’（）《》「」()\[\]]")
_ADDRESS = re.compile("https?:|www|@")
_CHANGED = {
    # a name again in another language, a place and a date at the end of the clause
    "周一（11月3日）发布", "首席技术官（CTO）", "通义千问（Qwen）", "通义千问（Qwen），来自阿里",
    "苹果(Apple)公司", "智谱（北京）科技", "（来源：新华社）",
    # a code says what it is
    "贵州茅台(600519)", "纳指100ETF（513100）", "《数据法》（2023/2854）生效",
    # an arrow is a word, the second one of a way says so; a level rises
    "价格由$10→$2", "制程7nm→5nm→3nm", "文本→图像→视频", "12,984↑", "油价72.5↓",
}  # fmt: skip
"""The rows that are said in other words on the way to the voice."""


def _said(text: str) -> str:
    return _WORDLESS.sub("", re.sub("[Tt]okens?", "词元", spoken(text).text))


def test_every_row_is_read_the_same_from_a_post() -> None:
    """Markdown, the cleaning of a post and the writer's punctuation leave each figure and sign."""
    other = []
    for text in ROWS:
        if _ADDRESS.search(text):
            continue
        post = digest.parse(
            _POST.format(text=text), Path("posts/2026-02-06-x.md"), ZoneInfo("Asia/Shanghai")
        )
        written = post.items[0].blocks[0].text
        line = speakable(written)
        if not _said(text) == _said(written).removeprefix("据介绍") == _said(line)[3:]:
            other.append(text)
    assert set(other) <= _CHANGED


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("明晨-12~-5℃", "明晨-12~-5℃"),
        ("占90%—95%", "占90%—95%"),
        ("三月—五月开放", "三月到五月开放"),
        ("圈速1'23\"", "圈速1'23\""),
        ('6.7"屏幕和“卡片”', '6.7"屏幕和“卡片”'),
        ("概率为10^(-9)", "概率为10^-9"),
        ("第（三）项和第（12）款", "第三项和第十二款"),
        ("取值[1,10]之间", "取值1到10之间"),
        ("权重为[0.2, 0.3,0.5]", "权重为0.2、0.3、0.5"),
        ("国发〔2025〕11号文", "国发〔2025〕11号文"),
        ("售价~300元", "售价约300元"),
        ("约~30%", "约30%"),
        ("贵州茅台(600519)涨停", "贵州茅台涨停，代码600519"),
        ("依据(EU) 2024/1689号条例", "依据EU 2024/1689号条例"),
        ("需求>供给，x!=0时", "需求大于供给，x不等于0时"),
        ("用户（1,234,567）创新高", "用户创新高，1,234,567"),
        ("评分4.8（12,345）和4(1,2)", "评分4.8，12,345和4，1、2"),
        ("坐标(-3,-5)，误差[-0.5,0.5]%", "坐标负3、负5，误差负0.5%、0.5%"),
        ("A4~A5与北京~上海", "A4到A5与北京到上海"),
        ("复杂度为O(n^2)", "复杂度为O n^2"),
        ("甲（乙的分部）——丙", "甲，也就是乙的分部，丙"),
    ],
)
def test_a_line_has_the_signs_of_its_post(written: str, said: str) -> None:
    """No brackets, but what they held; a lone sign is a word."""
    assert speakable(written) == said
    assert speakable(said) == said


def test_many_brackets_take_no_long_time() -> None:
    """The text is read once, however many brackets with figures it has."""
    line = speakable("[1,2]" * 2000)
    assert line.count("、") == 2000 or line.count("到") == 2000


@given(st.text(alphabet="甲乙12.%℃~—-[(（,，)]）'\"^第 x<>=", max_size=24))
def test_a_line_has_neither_brackets_nor_what_was_put_aside(text: str) -> None:
    """Whatever stands beside each other."""
    line = speakable(clean(text))
    assert not re.search("[（）()\U000f0000-\U000ffffd]", line)
