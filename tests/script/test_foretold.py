"""What the opening tells of an item, and how the item goes on behind it."""

import pytest

from podcast.model import Block, Item
from podcast.script.foretold import behind, is_all, repeats, without_figure
from podcast.script.telling import in_brief, telling


def _item(headline: str, text: str) -> Item:
    blocks = (Block("paragraph", text, 2),) if text else ()
    return Item(1, headline, blocks, (), (), 1)


@pytest.mark.parametrize(
    ("headline", "text", "name", "begins"),
    [
        # what was made is named, else who did it, with what happened to him
        ("白鹭发布渡轮Heron", "船身只有38米。", "渡轮Heron", "船身只有38米。"),
        ("海港市启用潮汐预警系统", "每十分钟读一次水位。", "潮汐预警系统", "每十分钟读一次水位。"),
        ("潮汐预警系统在海港启用", "每十分钟读一次水位。", "潮汐预警系统", "每十分钟读一次水位。"),
        ("白鹭公司拟收购船坞Quay", "价格约两亿元。", "白鹭公司的收购", "价格约两亿元。"),
        ("渡口浏览器默认关闭摘要", "官方称没有人用它。", "渡口浏览器", "官方称没有人用它。"),
        ("笔记应用“小白”改订阅", "由一次买断变成每月15元。", "笔记应用“小白”", "由一次买断"),
        # a sentence that names it itself needs no phrase, and gets the whole doer
        ("白鹭发布渡轮Heron", "Heron只有38米长。", "", "Heron只有38米长。"),
        (
            "船厂创始人贺东来说，船“能用”",
            "贺东来在会上说：“还行。”",
            "",
            "船厂创始人贺东来在会上说",
        ),
        ("白鹭海运Nest开放", "一个开源船期工具，免费。", "", "白鹭海运Nest是一个开源船期工具"),
        # a first sentence that only says the headline goes, but what the doer does besides stays
        ("白鹭公司关闭旧船坞", "白鹭公司关闭旧船坞。四座吊车拆走。", "白鹭公司", "四座吊车拆走。"),
        ("渡轮白鹭号完成试航", "渡轮白鹭号完成试航，并补齐了船票。", "", "渡轮白鹭号补齐了船票。"),
    ],
)
def test_an_item_goes_on_behind_its_headline(
    headline: str, text: str, name: str, begins: str
) -> None:
    """It begins with what is new, and is understood."""
    item = _item(headline, text)
    told = telling(item)
    assert repeats(told, in_brief(item)) or begins in told.pieces[0].text
    found = behind(item, told, in_brief(item))
    assert found is not None
    assert found.name == name
    assert not found.told.headline
    assert found.told.pieces[0].text.startswith(begins)


@pytest.mark.parametrize(
    ("headline", "text"),
    [
        # 这一比例 is nothing without the headline, nor is a sentence that only goes on
        ("夜航的比例过半", "据码头统计，一年前这一比例为三成。"),
        ("白鹭关闭旧船坞", "其中两座拆走。"),
        # the figure would not be told any more
        ("开源项目Heron突破5万星", "它由三个人写成。"),
        # whose doing it is has no name
        ("美国法官批准停工", "美国法官批准停工。船东先付三成。"),
        # there is nothing else
        ("白鹭关闭旧船坞", ""),
    ],
)
def test_an_item_that_nobody_would_understand_keeps_its_headline(headline: str, text: str) -> None:
    """It is then not told by the rundown."""
    item = _item(headline, text)
    assert behind(item, telling(item), headline) is None


def test_a_headline_with_a_few_words_more_is_all() -> None:
    """A long text behind the first clause is a body."""
    for headline, whole in (
        ("网页版提前上线，首日用户超40万", True),
        ("航空公司报错票价：法院认定公司须为机器人的承诺负责，判赔乘客一张全价的往返机票", False),
    ):
        item = _item(headline, "")
        assert is_all(telling(item), in_brief(item)) == whole


@pytest.mark.parametrize(
    ("headline", "text", "said"),
    [
        ("2月船票价格环比下降9.4%", "船票价格环比下降9.4%。", "2月船票价格环比下降"),
        ("夜航的比例升至64%", "夜航的比例升至64%。", "夜航的比例上升"),
        ("白鹭完成12亿元C轮融资", "12亿元融资由甲领投。", "白鹭完成C轮融资"),
        ("白鹭召回1.7万辆电动车", "召回1.7万辆。", "白鹭召回电动车"),
        # where the rest is no sentence, or the item has no figure, it stays
        ("白鹭用户突破120万", "用户突破120万。", "白鹭用户突破120万"),
        ("2月船票价格环比下降9.4%", "首次下跌。", "2月船票价格环比下降9.4%"),
    ],
)
def test_the_rundown_leaves_a_figure_to_the_item(headline: str, text: str, said: str) -> None:
    """A listener hears it once."""
    assert without_figure(headline, text) == said
