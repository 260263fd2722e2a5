"""The same in other words."""

import pytest

from podcast.script.paraphrase import says_again, tells_of

HEARD = (
    "渔港的冷库扩建到3万吨，耗资两亿元，秋天交付。",
    "渔民可以在手机上预约泊位，费用不超过50元。",
    "船长郑阿海说，鱼卸得更快了，六成当天就能上市。",
    "冷库只用海水降温，不需要淡水。",
)


@pytest.mark.parametrize(
    "clause",
    [
        "冷库已经扩建到3万吨",
        "总耗资两亿元",
        "预约泊位在手机上",
        "泊位费用在50元以内",
        "60%当天上市",
        "冷库无需淡水",
        "用海水降温",
        "渔民预约泊位用手机",
        "鱼卸得快了",
        "两亿元的耗资",
    ],
)
def test_other_words_for_the_same(clause: str) -> None:
    """With the same figures."""
    assert says_again(clause, HEARD)


@pytest.mark.parametrize(
    "clause",
    [
        "冷库已经扩建到4万吨",
        "冷库需要淡水吗",
        "渔民不可以在手机上预约泊位",
        "费用降到50元",
        "Nova也可以预约",
        "三成当天就能上市",
        "鱼卸得慢了",
        "码头增设了加油站",
        "郑阿海在这里做了三十年船长",
        "海水不降温",
        "",
    ],
)
def test_another_figure_name_denial_or_direction_is_news(clause: str) -> None:
    """And so are other words."""
    assert not says_again(clause, HEARD)


def test_a_bare_figure_is_no_clause() -> None:
    """What it is the figure of, is said by the label before it."""
    assert not says_again("50元", HEARD)


@pytest.mark.parametrize(
    ("clause", "sentence", "told"),
    [
        ("白鹭公司召回1.8万艘渡轮", "白鹭公司3月3日召回渡轮共18342艘。", True),
        ("白鹭公司下调Fin票价", "白鹭公司宣布，Fin的票价从5元降到3元。", True),
        ("Fin 2", "白鹭公司发布了Fin 2。", True),
        ("白鹭公司召回2.8万艘渡轮", "白鹭公司3月3日召回渡轮共18342艘。", False),
        ("白鹭公司没有召回渡轮", "白鹭公司3月3日召回渡轮。", False),
        ("白鹭公司上调票价", "白鹭公司下调票价。", False),
        ("白鹭号带上了厨师", "白鹭号昨天离开港口。", False),
        ("", "白鹭号昨天离开港口。", False),
    ],
)
def test_a_sentence_tells_a_clause_of_its_headline(
    clause: str, sentence: str, *, told: bool
) -> None:
    """It may do so more exactly."""
    assert tells_of(sentence, clause) == told
