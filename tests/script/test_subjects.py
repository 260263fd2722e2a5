"""What a programme names of its news."""

from dataclasses import replace

from podcast.model import Item
from podcast.script.lead import Lead
from podcast.script.subjects import in_groups, of_programme, of_rest


def _items(*told: tuple[str, str, float]) -> list[Item]:
    return [
        Item(number, headline, (), (), (), number, section, weight)
        for number, (headline, section, weight) in enumerate(told, 1)
    ]


_WEEK = _items(
    ("青禾公司发布语音模型", "模型", 0.9),
    ("丙公司开源翻译插件", "模型", 0.8),
    ("丁公司更新写作助手", "模型", 0.7),
    ("戊公司召回两万辆电动车", "产品", 0.5),
    ("己公司上线盲文导航", "产品", 0.4),
    ("海港市启用潮汐预警系统", "社会", 0.3),
    ("山城印发养老细则", "社会", 0.2),
)


def test_a_closing_names_things_of_the_whole_programme() -> None:
    """The lead's, then one of each section, then the heaviest; in the order of the post."""
    assert of_programme(_WEEK, Lead(_WEEK[3], "", "")) == [
        "语音模型",
        "翻译插件",
        "写作助手",
        "电动车召回",
        "潮汐预警系统",
    ]


def test_a_name_with_a_figure_is_only_that_of_the_lead() -> None:
    """A list of names with figures is no list of topics."""
    items = _items(
        ("青禾公司发布Lark-2", "", 0.9),
        ("丙公司开源Heron-3", "", 0.8),
        ("己公司上线盲文导航", "", 0.4),
        ("一座桥的十年", "", 0.3),
    )
    assert of_programme(items, Lead(items[0], "", "")) == ["Lark-2", "盲文导航"]
    assert of_programme(items, Lead(items[1], "", "")) == ["Heron-3", "盲文导航"]


def test_a_closing_without_the_lead_names_more_than_three() -> None:
    """A lead whose thing is not sure is better left out than all others with it."""
    nameless = replace(_items(("一座桥的十年", "", 0.9))[0], number=9)
    others = [_WEEK[0], _WEEK[3], _WEEK[4], _WEEK[5]]
    assert len(of_programme([nameless, *others], Lead(nameless, "", ""))) == 4
    assert of_programme([nameless, *others[:2]], Lead(nameless, "", "")) == ("模型", "产品")


def test_the_rest_of_a_rundown_is_named_by_things() -> None:
    """人事 or 安全 alone says nothing."""
    items = _items(
        ("丁公司首席科学家离任", "", 0.5),
        ("安全团队警告诈骗增多", "", 0.4),
        ("海港市启用潮汐预警系统", "", 0.3),
        ("己公司上线盲文导航", "", 0.2),
    )
    assert of_rest(items, 2) == ["人事变动", "潮汐预警系统"]


def test_more_than_three_names_are_two_lists() -> None:
    """A listener hears five names better so."""
    assert in_groups(["甲", "乙", "丙"]) == ("甲、乙和丙", "")
    assert in_groups(["甲", "乙", "丙", "丁"]) == ("甲和乙", "丙与丁")
    assert in_groups(["甲", "乙", "丙", "丁", "戊"]) == ("甲、乙和丙", "丁与戊")
