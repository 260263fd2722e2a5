"""What joins two stories."""

import pytest

from podcast.model import Block, Item
from podcast.script import relations


def _items(*headlines: str, text: str = "") -> list[Item]:
    blocks = (Block("paragraph", text, 2),) if text else ()
    return [Item(number, each, blocks, (), (), number) for number, each in enumerate(headlines, 1)]


@pytest.mark.parametrize(
    ("before", "headline", "event"),
    [
        ("甲开源翻译模型", "乙开源桥梁图纸", "开源"),
        ("甲召回电动车", "乙召回阅读灯", "召回"),
        ("甲发布新船", "乙发布年报", ""),
        ("甲投产新船", "乙电站并网", ""),
    ],
)
def test_two_of_the_same_event_are_related(before: str, headline: str, event: str) -> None:
    """Unless it is as frequent as a new product, or is called by another word."""
    assert relations.same_event(_items(before, headline), 1) == event


@pytest.mark.parametrize(
    ("before", "headline", "other"),
    [
        ("甲下调票价", "乙上调票价", True),
        ("甲上线浏览器", "乙关停浏览器", True),
        ("甲数据中心并网", "乙取消芯片发布会", False),
        ("甲出任馆长", "乙卸任校长", True),
        ("甲上线新航线", "乙上线旧地图", False),
        ("甲上线新航线", "乙推出并关停地图", False),
    ],
)
def test_an_event_goes_the_other_way(before: str, headline: str, *, other: bool) -> None:
    """Where one headline has the one and the other only its opposite."""
    assert relations.goes_other_way(_items(before, headline), 1) == other


def test_an_item_much_shorter_than_the_others_is_small_news() -> None:
    """A list of equal lines has none, and a title is no news."""
    long = _items("甲发布新船", "乙发布新桥", text="船身很轻，三月试航，票价不变。" * 4)
    small = Item(3, "丙更新到0.9版", (Block("paragraph", "它更快。", 2),), (), (), 3)
    title = Item(3, "一把雨伞", (), (), (), 3)
    assert relations.is_small([*long, small], 2)
    assert not relations.is_small([*long, title], 2)
    assert not relations.is_small(_items("甲发布新船", "乙发布新桥", "丙更新到0.9版"), 2)


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
    assert relations.without_house("再说回白鹭科技", text) == said
