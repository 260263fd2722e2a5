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


def test_a_question_stands_before_the_detail_that_answers_it() -> None:
    """What comes before is told by the host who will answer, or by the one who asks if short."""
    other = "新机比旧机轻了许多，外壳用回收的塑料做成，颜色有黑白两种，按键也换了位置，摸上去更软。"
    for first in (other, "外壳是新的。"):
        lines = list(
            turns([Story(1, ("新机上市。",), (first, PRICED[0]))], HOSTS, (), DAY, QUESTIONS)
        )
        hosts = [line.host for line in lines]
        assert [line.text for line in lines][-2:] == ["多少钱？", PRICED[0]]
        assert hosts[-2] != hosts[-1]
        assert (lines[1].text, hosts[1]) == (first, hosts[-1 if first == other else -2])


def test_a_question_is_answered_by_what_it_asks_for() -> None:
    """A time, a price, and a figure that was not heard before."""
    assert _asked(("售价由厂商在3月15日公布，在此之前没有人知道新机多少钱，也没有预订。",)) == []
    heard = Story(1, ("新机售价249美元。",), PRICED)
    lines = list(turns([heard], HOSTS, (), DAY, QUESTIONS))
    assert "多少钱？" not in [line.text for line in lines]
    when = {"时间呢？": ("上市",)}
    for text, asked in (
        ("新机上市后卖出8000台，比旧机多。", False),
        ("新机3月8日上市，只有黑色。", True),
    ):
        told = list(turns([Story(1, ("新机来了。",), (text,))], HOSTS, (), DAY, when))
        assert ("时间呢？" in [line.text for line in told]) == asked


def test_nobody_asks_for_what_was_not_named() -> None:
    """Nor behind a sentence that goes another way."""
    answer = "Glade售价249美元，三月十五日起接受预订，学生打折。"
    for news, asked in (
        ("Glade发布了。", True),
        ("新机发布了。", False),
        ("但Glade发布了。", False),
        ("Glade并非没有短板。", False),
    ):
        told = turns([Story(1, (news,), (answer,))], HOSTS, (), DAY, QUESTIONS)
        assert ("多少钱？" in [line.text for line in told]) == asked


def test_a_measure_is_asked_of_what_was_named() -> None:
    """And a sample has cases that are counted."""
    fast = {"多快？": ("延迟",)}
    for news, asked in (("续写建议更准了。", True), ("新机会列出来源。", False)):
        answer = "续写建议的平均延迟只有200毫秒，比旧版短了一半，所有用户都能用上。"
        told = turns([Story(1, (news,), (answer,))], HOSTS, (), DAY, fast)
        assert ("多快？" in [line.text for line in told]) == asked
    sample = {"样本有多大？": ("实验覆盖",)}
    for of, asked in (("3000份胸片", True), ("5亿到70亿参数的四种模型", False)):
        answer = f"实验覆盖{of}，研究人员说，结论基本一致，下个月还会再做一次。"
        told = turns([Story(1, ("实验做完了。",), (answer,))], HOSTS, (), DAY, sample)
        assert ("样本有多大？" in [line.text for line in told]) == asked


def test_questions_for_the_same_words_take_turns() -> None:
    """A listener hears a price asked for in more than one way."""
    asks = {"多少钱？": ("售价",), "价格呢？": ("售价",), "怎么收费？": ("售价",)}
    stories = [Story(n, ("新机来了。",), PRICED) for n in range(1, 9)]
    said = [line.text for line in turns(stories, HOSTS, (), DAY, asks) if line.text in asks]
    assert len(said) == 3
    assert len(set(said)) > 1


def test_a_reason_needs_no_figure_and_no_details() -> None:
    """An item that is all one text is told by one host, and explained by the other."""
    news = ("渡轮停航两天。", "乘客改坐火车。", "原因是港口的水太浅，船长不敢靠岸。")
    lines = list(turns([Story(1, news, ())], HOSTS, (), DAY, {"原因呢？": ("原因是",)}))
    assert [line.text for line in lines] == [*news[:2], "原因呢？", news[2]]
    assert lines[2].host == lines[0].host != lines[3].host


def test_one_host_asks_nothing() -> None:
    """There is nobody to answer."""
    stories = [Story(1, ("第一件事发生了。",), PRICED)]
    lines = list(turns(stories, ("晓晓",), (), DAY, QUESTIONS))
    assert not {line.text for line in lines} & set(QUESTIONS)


def test_a_question_names_the_thing_of_its_story() -> None:
    """Where that has a name by its kind."""
    asks = {"{it}多少钱？": ("售价",)}
    for it, said in (("这款手机", "这款手机多少钱？"), ("", "多少钱？")):
        told = turns([Story(1, ("新机上市。",), PRICED, it)], HOSTS, (), DAY, asks)
        assert said in [line.text for line in told]


def test_an_answer_has_another_voice_than_its_question() -> None:
    """Also where an item is all one text."""
    news = (
        "圆桌环节，一位学翻译的大三学生问：“我学的是翻译，还有必要读下去吗？”",
        "社区创办人回答：“去学一门你真正感兴趣的专业，再把翻译当成方法。”",
        "主持人补充说，公司去年裁掉了四十个岗位，但新增了六十五个岗位。",
    )
    hosts = [line.host for line in turns([Story(1, news, ())], HOSTS, (), DAY, {})]
    assert hosts == ["云希", "晓晓", "晓晓"]


def test_another_voice_begins_with_a_sentence_of_its_own() -> None:
    """A contrast, a reason, a comparison and what follows from a sentence stay in its voice."""
    news = ("机器在新闻稿上的准确率是百分之九十六，与人工相差无几，会员们起初都觉得意外。",)
    halves = ("但在带口音的即兴发言上，它的准确率只有百分之八十一，低于人工的百分之九十三。",)
    others = ("协会计划今年秋天推出认证，首批名额三百个，报名从下个月开始，地点设在临海市。",)
    lines = list(turns([Story(1, news, (*halves, *others))], HOSTS, (), DAY))
    assert [line.text for line in lines] == [*news, *halves, *others]
    assert lines[0].host == lines[1].host != lines[2].host


def test_an_item_of_one_thought_has_one_voice() -> None:
    """Nobody takes over where each sentence needs the one before it."""
    news = ("评级从中性上调到增持，目标价从一百四十五美元上调到一百八十美元，股价收涨。",)
    reason = ("理由是它的数据中心交换机份额从前年的百分之十四升到了去年的百分之二十一。",)
    lines = list(turns([Story(1, news, reason)], HOSTS, (), DAY))
    assert len({line.host for line in lines}) == 1


def test_an_item_without_news_has_no_question_before_its_first_detail() -> None:
    """What opened the programme may leave details alone."""
    questions = {"{it}支持几种语言？": ("支持",)}
    story = Story(1, (), ("它支持13种语言。", "它还支持12种方言。"))
    lines = list(turns([story], ("甲", "乙"), (), date(2026, 3, 2), questions))
    assert lines[0].text == "它支持13种语言。"
