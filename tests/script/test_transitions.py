"""The phrases before the items."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from podcast.model import Item
from podcast.script.transitions import phrases, without_house
from podcast.show import config, style

DAY = date(2026, 2, 6)
KNOWN = config.load(Path(__file__).parents[2]).words.transitions

_HEADLINES = st.lists(
    st.sampled_from(["甲公司发布大模型", "OpenAI 发布芯片", "OpenAI 更新", "丙", "多所高校开课"]),
    min_size=1,
    max_size=30,
)


def _items(headlines: list[str], sections: list[str] | None = None) -> list[Item]:
    named = sections or [""] * len(headlines)
    return [
        Item(number, headline, (), (), (), number, section)
        for number, (headline, section) in enumerate(zip(headlines, named, strict=True), 1)
    ]


@given(_HEADLINES, st.integers(0, 400))
def test_no_phrase_comes_twice_within_five_items(headlines: list[str], days: int) -> None:
    """Nor does an ordinal follow an ordinal within four."""
    said = phrases(_items(headlines), KNOWN, DAY + timedelta(days))
    for index, phrase in enumerate(said):
        assert not phrase or phrase not in said[max(0, index - 4) : index]
        if "第" in phrase:
            assert not any("第" in other for other in said[max(0, index - 3) : index])


def test_a_phrase_names_section_company_or_topic() -> None:
    """A new section comes first, then the same company, then another topic."""
    headlines = ["甲公司发布大模型", "OpenAI 发布芯片", "OpenAI 降价", "多所高校开课", "丁", "戊"]
    said = phrases(_items(headlines, ["模型", "", "", "", "社会", ""]), KNOWN, DAY)
    for word, phrase in zip(("模型", "芯片", "OpenAI", "教育", "社会", "最后"), said, strict=True):
        assert word in phrase


def test_a_phrase_says_how_an_item_goes_on_from_an_earlier_one() -> None:
    """The same topic as before, a topic again, a house again."""
    headlines = [
        "白鹭科技发布大模型",
        "另一家发布语言模型",
        "甲公司量产芯片",
        "降价六成！白鹭科技下调月费",
        "乙开源推理模型",
        "多家银行开课",
        "多家银行停课",
        "戊",
    ]
    said = phrases(_items(headlines), KNOWN, DAY)
    assert said[1] in [each.format(topic="模型") for each in KNOWN.same]
    assert said[3] in [each.format(company="白鹭科技") for each in KNOWN.company_again]
    assert said[4] in [each.format(topic="模型") for each in KNOWN.again]
    assert not any("多家" in phrase for phrase in said)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("白鹭科技3月5日确认，总裁离任。", "公司3月5日确认，总裁离任。"),
        ("白鹭科技的总裁离任。", "白鹭科技的总裁离任。"),
        ("海州科技宣布降价。", "海州科技宣布降价。"),
        ("白鹭大学宣布开课。", "白鹭大学宣布开课。"),
    ],
)
def test_a_house_that_the_phrase_has_named_is_the_company(text: str, said: str) -> None:
    """Where it does something, and is one."""
    assert without_house("再说回白鹭科技", text) == said


def test_a_topic_that_the_news_names_at_once_is_not_announced() -> None:
    """先看芯片，芯片公司… says a word twice."""
    headlines = ["甲发布", "乙公司量产芯片"]
    for begins, announced in (("芯片公司乙开始量产。", False), ("乙公司开始量产芯片。", True)):
        said = phrases(_items(headlines), KNOWN, DAY, ["甲发布", begins])
        assert ("芯片" in said[1]) == announced


def test_the_styles_that_ship_have_enough_phrases() -> None:
    """At least twenty in each, but in the one of a minute; none that says only that one follows."""
    root = Path(__file__).parents[2]
    assert style.names(root) == ("brief", "bulletin", "dialogue", "roundtable")
    for name in ("bulletin", "dialogue", "roundtable"):
        known = style.load(root, name, config.load_yaml(root / "show.yaml")).transitions
        kinds = (known.first, known.topic, known.same, known.again, known.company, known.last)
        assert len({phrase for kind in kinds for phrase in kind}) >= 20
        assert not known.plain
