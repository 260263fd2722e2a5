"""Who does what to whom, whatever stands for the two."""

from __future__ import annotations

import pytest
from judging import judge_line, kinds, objections

HEADLINE = "岚桥电池拿下合川汽车的订单"
TEXT = (
    "合川汽车向岚桥电池采购五十万套电芯，为此支付定金三亿元。车灯由欧曼光电换成了启明电子。\n\n"
    "三月，岚桥电池起诉前员工沈若川。固态电芯的销量第一次超过了液态电芯。\n\n"
    "前一个漏洞由磐石实验室发现，后一个漏洞由晨星安全发现。"
)


@pytest.mark.parametrize(
    "line",
    [
        "合川汽车卖给岚桥电池五十万套电芯。",
        "岚桥电池为这批电芯付了三亿元定金给合川汽车。",
        "前员工沈若川把岚桥电池告上了法庭。",
        "被固态电芯甩在后面的日子到头了：液态电芯超过了固态电芯。",
        "液态电芯的销量头一回压过固态电芯。",
        "启明电子的车灯被换掉，由启明电子换成了欧曼光电。",
    ],
)
def test_the_sides_are_turned(line: str) -> None:
    """What gave takes, what was left behind leads."""
    assert "reversed" in kinds(HEADLINE, TEXT, line)


@pytest.mark.parametrize(
    "line",
    [
        "岚桥电池要给合川汽车供五十万套电芯。",
        "三亿元定金是合川汽车付给岚桥电池的。",
        "沈若川被老东家岚桥电池告了。",
        "液态电芯第一次被固态电芯超过。",
        "车灯换了人，从欧曼光电换成了启明电子。",
        "岚桥电池收到了合川汽车的三亿元定金。",
        "先动手的是岚桥电池，沈若川成了被告。",
        "它在三月把沈若川告了。",
    ],
)
def test_the_same_in_other_voices(line: str) -> None:
    """Passive, cleft, converse verbs and pronouns say nothing else."""
    assert "reversed" not in kinds(HEADLINE, TEXT, line)


def test_a_deed_of_the_other_one() -> None:
    """Of two who did the like, each did it to its own."""
    line = "后一个漏洞是磐石实验室发现的。"
    text = "前一个漏洞由磐石实验室发现，后一个漏洞由晨星安全发现。"
    assert "reversed" in kinds(
        "两个漏洞",
        text.replace("前一个", "内核").replace("后一个", "办公软件"),
        line.replace("后一个", "办公软件"),
    )


def test_the_former_and_the_latter() -> None:
    """前者 and 后者 stand for the two that were listed before."""
    text = "两个漏洞分别是内核漏洞和浏览器漏洞，前者由磐石实验室报告，后者由晨星安全报告。"
    assert "reversed" in kinds("两个漏洞", text, "浏览器漏洞是磐石实验室报告的。")
    assert "reversed" not in kinds("两个漏洞", text, "浏览器漏洞是晨星安全报告的。")


QUARREL = "溪木传媒起诉蓝橙科技"
STORY = (
    "溪木传媒在杭州起诉蓝橙科技，索赔三千万元。溪木传媒称，蓝橙科技未获许可使用了它的照片。\n\n"
    "首席设计师陆知遥直接向董事长孟书宁汇报。\n\n"
    "家长在放学后联系不上孩子的情况增加了一倍。"
)


@pytest.mark.parametrize(
    "line",
    [
        "蓝橙科技把溪木传媒告上了法庭。",
        "溪木传媒被蓝橙科技告了。",
        "蓝橙科技起诉了溪木传媒，开口就是三千万。",
        "放学后，孩子联系不上家长的情况多了一倍。",
    ],
)
def test_changed_places(line: str) -> None:
    """Who acts and who is acted on are told apart, in the active and in the passive."""
    assert "reversed" in kinds(QUARREL, STORY, line)


@pytest.mark.parametrize(
    "line",
    [
        "溪木传媒把蓝橙科技告了，要对方赔三千万。",
        "蓝橙科技被溪木传媒告上了法庭。",
        "溪木传媒和蓝橙科技打起了官司。",
        "放学以后，家长联系不上孩子的情况多了一倍。",
        "没拿到许可就用溪木传媒照片的蓝橙科技，这回收到了一份起诉书。",
    ],
)
def test_the_same_in_other_words(line: str) -> None:
    """A passive, a relative clause and two that are equal say nothing else."""
    assert "reversed" not in kinds(QUARREL, STORY, line)


def test_an_objection_stands_where_the_line_has_it() -> None:
    """前者 and 后者 are shorter than the names for which they stand."""
    text = "青禾互娱与世嘉签约，世嘉将代理发行青禾互娱的新作。"
    line = "青禾互娱和世嘉签了约，前者代理发行后者的新作，大家等着吧。"
    (objection,) = objections("新作出海", text, line)
    assert line[objection.start : objection.end] == "前者代理发行后者的新作"


def surely(headline: str, text: str, line: str) -> list[str]:
    """Return the kinds of the violations of a line."""
    return [each.kind for each in judge_line(headline, text, line).violations]


@pytest.mark.parametrize(
    "line",
    [
        "合川汽车卖给岚桥电池五十万套电芯。",
        "沈若川周一把岚桥电池给告了。",
        "启明电子的车灯被换掉，由启明电子换成了欧曼光电。",
    ],
)
def test_names_that_have_changed_sides_are_false(line: str) -> None:
    """Both sides, or one that is a name, prove it; the post has the deed in one clause."""
    assert "reversed" in surely(HEADLINE, TEXT, line)


def test_a_deed_that_is_a_noun() -> None:
    """源于甲的举报 tells whose it was, and a verb inside a name tells nothing."""
    text = "案件源于卖家联盟去年的举报。市场监管总局约谈了磐石科技。"
    assert "reversed" in surely("磐石科技被约谈", text, "起因是磐石科技举报了卖家联盟。")
    assert "reversed" in surely("磐石科技被约谈", text, "磐石科技约谈了市场监管总局。")
    assert "reversed" not in surely("磐石科技被约谈", text, "卖家联盟去年举报了磐石科技。")


def test_what_it_was_before_is_not_certain() -> None:
    """一年前 may be told of the figures, which have turned since."""
    text = "墨点科技以 37% 的份额反超文曲科技，两家一年前分别是 29% 和 40%。"
    assert surely("墨点反超文曲", text, "一年前文曲科技还领先墨点科技。") == []
