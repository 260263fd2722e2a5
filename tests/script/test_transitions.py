"""The phrases before the items."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from podcast.model import Block, Item
from podcast.script.transitions import phrases
from podcast.show import config, style

DAY = date(2026, 2, 6)
KNOWN = config.load(Path(__file__).parents[2]).words.transitions

_LONG = (Block("paragraph", "船身很轻，三月试航，票价不变。" * 4, 2),)

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


def test_a_topic_that_the_news_names_at_once_is_not_announced() -> None:
    """先看芯片，芯片公司… says a word twice."""
    headlines = ["甲发布", "乙公司量产芯片"]
    for begins, announced in (
        ("芯片公司乙开始量产。", False),
        ("Tidewater芯片开始量产。", False),
        ("乙公司开始量产芯片。", True),
    ):
        said = phrases(_items(headlines), KNOWN, DAY, ["甲发布", begins])
        assert ("芯片" in said[1]) == announced
    deals = _items(["甲发布", "乙公司提交上市申请，招股书公开"])
    assert not any(
        "上市" in each
        for each in phrases(deals, KNOWN, DAY, ["甲发布", "法律公司“乙”昨天提交上市申请。"])
    )


def test_a_new_topic_is_joined_to_the_one_before_at_some_items() -> None:
    """Both are named; what happens is no field to come from."""
    headlines = ["甲开源大模型", "乙量产芯片", "丙完成融资", "多所高校开课", "戊"]
    known = replace(KNOWN, between=("说完{before}，再聊{topic}", "从{before}聊到{topic}"))
    joins = [each.partition("{before}")[0] for each in known.between]
    said = [phrases(_items(headlines), known, DAY + timedelta(days)) for days in range(3)]
    joined = [phrase for row in said for phrase in row if "模型" in phrase and "芯片" in phrase]
    assert joined
    assert not any("融资" in phrase and "教育" in phrase for row in said for phrase in row)
    assert all(phrase.startswith(tuple(joins)) for phrase in joined)


def test_the_event_of_the_item_before_is_named() -> None:
    """So is the opposite, and small news at the end."""
    headlines = ["甲召回电动车", "乙召回阅读灯", "丙浏览器上线", "丁浏览器关停", "戊"]
    said = phrases(_items(headlines), KNOWN, DAY)
    assert said[1] in [each.format(topic="召回") for each in KNOWN.event]
    assert said[3] in KNOWN.contrast
    small = [replace(item, blocks=_LONG) for item in _items(["甲上线", "乙上线", "丙上线"])]
    small.append(Item(4, "丁更新到2.0版", (), (), (), 4))
    assert phrases(small, KNOWN, DAY)[3] in KNOWN.last_small


def test_a_lead_that_goes_on_is_named_by_its_thing() -> None:
    """Unless its text begins with it."""
    items = _items(["甲公司开源语音模型Heron，很快", "乙", "丙"])
    for begins, named in (("它支持方言。", True), ("语音模型支持方言。", False)):
        said = phrases(items, KNOWN, DAY, [begins, "乙", "丙"], goes_on=True)
        assert ("语音模型" in said[0]) == named


def test_an_item_that_goes_on_is_named() -> None:
    """Behind words: what is called Heron 6.2 is no field."""
    items = _items(["甲公司开源语音模型Heron", "乙公司推出Heron 6.2", "丙", "丁公司启用系统"])
    for days in range(9):
        said = phrases(items, KNOWN, DAY + timedelta(days), names={1: "Heron 6.2", 3: "系统"})
        assert said[1].endswith("Heron 6.2")
        assert said[3] in [each.format(topic="系统") for each in KNOWN.last_topic]


def test_the_last_item_is_led_to_by_its_topic() -> None:
    """By a plain word where its topic is not sure, or that of the item before."""
    for last, named in (("果农用上病虫害模型", "农业"), ("丁", "")):
        said = phrases(_items(["甲", "乙", "丙", last]), KNOWN, DAY)[3]
        known = [each.format(topic=named) for each in KNOWN.last_topic] if named else KNOWN.last
        assert said in known


def test_a_field_is_named_by_a_text_that_makes_it_sure() -> None:
    """一项多中心研究公布了结果 says nothing of medicine."""
    text = "12家医院的医生参与复核，研究覆盖8万份胸片，临床上没有漏掉一位患者。"
    items = _items(["甲公司重组", "一项多中心研究公布结果", "丙", "丁"])
    items[1] = replace(items[1], blocks=(Block("paragraph", text, 2),))
    assert "医疗" in phrases(items, KNOWN, DAY)[1]
    items[1] = replace(items[1], blocks=(Block("paragraph", "医院参与了复核。", 2),))
    assert "医疗" not in phrases(items, KNOWN, DAY)[1]


def test_the_styles_that_ship_have_enough_phrases() -> None:
    """At least twenty in each, but in the one of a minute; none that says only that one follows."""
    root = Path(__file__).parents[2]
    assert style.names(root) == ("brief", "bulletin", "dialogue", "roundtable")
    for name in ("bulletin", "dialogue", "roundtable"):
        known = style.load(root, name, config.load_yaml(root / "show.yaml")).transitions
        kinds = (known.first, known.topic, known.same, known.again, known.company, known.last)
        assert len({phrase for kind in kinds for phrase in kind}) >= 20
        assert not known.plain
