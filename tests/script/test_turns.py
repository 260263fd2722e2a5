"""Who tells what."""

from datetime import date
from itertools import pairwise

from podcast.script.turns import Story, turns

DAY = date(2026, 3, 3)
HOSTS = ("晓晓", "云希")
QUESTIONS = {"多少钱？": ("售价",), "效果怎么样？": ("得分", "准确率")}
PRICED = (
    "新机售价249美元，三月十五日起接受预订，学生可以打折购买。",
    "开发板另外出售，价格还没有公布，经销商下周开始登记。",
)


def _asked(*details: tuple[str, ...], hosts: tuple[str, ...] = HOSTS) -> list[tuple[str, str]]:
    """Return each question with the text behind it."""
    stories = [Story(n, (f"第{n}件事发生了。",), each) for n, each in enumerate(details, 1)]
    lines = list(turns(stories, hosts, ("具体来看",), DAY, QUESTIONS))
    return [
        (a.text, b.text) for a, b in pairwise(lines) if a.text in QUESTIONS and a.host != b.host
    ]


def test_a_question_is_answered_by_another_host_at_once() -> None:
    """Its first clause has the word and a figure."""
    assert _asked(PRICED) == [("多少钱？", PRICED[0])]
    assert _asked(("按键换了位置，售价249美元，三月十五日起接受预订，学生打折。",)) == []
    assert _asked(("售价还没有公布，三月十五日起接受预订，学生可以打折购买一台。",)) == []
    assert _asked(("售价249美元。",)) == []


def test_a_question_comes_once_within_five_items() -> None:
    """Between, the details go on as before."""
    asked = _asked(*[PRICED] * 7)
    assert [question for question, _ in asked] == ["多少钱？", "多少钱？"]


def test_one_host_asks_nothing() -> None:
    """There is nobody to answer."""
    stories = [Story(1, ("第一件事发生了。",), PRICED)]
    lines = list(turns(stories, ("晓晓",), (), DAY, QUESTIONS))
    assert not {line.text for line in lines} & set(QUESTIONS)
