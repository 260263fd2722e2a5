"""Sentences get back the doer that a post leaves out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from podcast.script import facts
from podcast.script.doers import called, with_doers, with_pronouns


@pytest.mark.parametrize(
    ("news", "written", "told"),
    [
        ("白鹭公司发布地图引擎Wing。", "支持四十种语言。", "它支持四十种语言。"),
        ("白鹭公司发布地图引擎Wing，免费使用。", "可以离线导航。", "它可以离线导航。"),
        ("船长应用Wing更新了。", "会在可疑的水深旁边提醒船长。", "它会在可疑的水深旁边提醒船长。"),
        ("云服务商Fin推出Wing。", "将首先在海州上线。", "它将首先在海州上线。"),
        ("船长应用Wing更新了。", "新增夜里导航的功能。", "它新增夜里导航的功能。"),
        ("船厂公布电池的数据。", "厂商自测数据，没有旁证。", "以上是厂商自测数据，没有旁证。"),
        ("港务局发布《夜航细则》。", "将于五月一日起施行。", "这份细则将于五月一日起施行。"),
        ("白鹭公司完成两亿元融资。", "由河谷资本领投。", "这轮融资由河谷资本领投。"),
        ("渔场一年用水八十吨。", "相当于一座水塔。", "这相当于一座水塔。"),
        ("渡轮八月载客三千人。", "比七月增加200人。", "这比七月增加200人。"),
        ("渡轮八月载客三千人。", "比亚迪的渡轮载客200人。", "比亚迪的渡轮载客200人。"),
        ("白鹭公司发布地图引擎Wing。", "不用联网也能导航。", "它不用联网也能导航。"),
        ("渔场新买了水泵。", "共80台。", "一共80台。"),
        ("Knotty。", "只有三页的打结教程，适合新手。", "这是只有三页的打结教程，适合新手。"),
        ("白鹭公司推出了地图。", "推出了罗盘。", "还推出了罗盘。"),
        ("渡轮八月载客三千人。", "比上年多200人。", "这比上年多200人。"),
        ("朗台船厂LT-80量产。", "国产导航芯片，采用新工艺。", "这是国产导航芯片，采用新工艺。"),
        ("海州医院发表随机试验。", "涵盖三千名船员。", "这项试验涵盖三千名船员。"),
    ],
)
def test_a_sentence_without_a_doer_gets_it(news: str, written: str, told: str) -> None:
    """By a pronoun, by its kind, or by what it measures."""
    assert with_doers([news, written]) == (news, told)


@pytest.mark.parametrize(
    ("news", "written"),
    [
        # a word that only tells which thing is meant
        ("白鹭公司发布地图应用Wing。", "支持的语言从三种增加到五种。"),
        ("白鹭公司发布地图应用Wing。", "可获取的地图超过四百张。"),
        ("白鹭公司发布地图应用Wing。", "没有地图的用户不得登船。"),
        ("白鹭公司发布地图应用Wing。", "使用Wing后，渡轮少走三海里。"),
        # a name that begins like a verb
        ("白鹭公司发布地图应用Wing。", "可灵公司也参加了测试。"),
        # of a person, of several things, and of those who use it
        ("渔政署前署长周念慈加盟实验室。", "已经离开渔政署三年。"),
        ("白鹭公司发布两款地图应用。", "支持四十种语言。"),
        ("十块钱的铅试纸上市。", "把水滴上去，就能读出铅含量。"),
        # a clause that only says when, and words of somebody who is called by what he is not
        ("白鹭公司发布地图应用Wing。", "把航线改写之后,14 艘渡轮少走三海里。"),
        ("白鹭公司发布地图应用Wing。", "没有参与研究的船员周念慈评论称：“还要在海上试。”"),
        # a word that begins like another one, a measure, and what is not there
        ("白鹭公司发布量子计算机Wing。", "比特的平均寿命为98微秒。"),
        ("白鹭公司发布财报。", "新增订单11亿元。"),
        ("白鹭公司发布地图应用Wing。", "没有一名船员受伤。"),
        ("白鹭公司发布地图应用Wing。", "默认浏览器由Fin换成Wing。"),
        # of two who have agreed, and of somebody's words
        ("海州晚报援引船员报道，白鹭公司已同意由南湾代工部分芯片。", "采用新工艺，明年出货。"),
        # those who look into something, of whom the next sentence may tell, or not
        ("海州大学的周念慈等人分析了六千份日志。", "没有发现瞒报的证据。"),
        ("海州大学检查了 38 个港口。", "把结果寄给了渔政署。"),
        # sentences that have a doer and end with a thing
        ("据海州晚报报道，白鹭把灯塔Wing推迟到秋季。", "产品配7英寸屏幕和新芯片。"),
        ("有读者问，Wing划算吗。", "读者周念慈用三年前的电脑跑导航模型。"),
        ("白鹭公司确认许可延长一年。", "南湾厂生产28纳米芯片，月产六万片。"),
        # a sentence with its own doer, and news that begins without one
        ("白鹭公司发布地图应用Wing。", "公司提供三年的更新。"),
    ],
)
def test_a_sentence_stays_where_its_doer_is_not_sure(news: str, written: str) -> None:
    """What is wrong is worse than what is missing."""
    assert with_doers([news, written]) == (news, written)


def test_behind_a_sentence_of_something_else_a_thing_is_named_or_nothing_is_said() -> None:
    """它 would be what the sentence before tells of."""
    news, other = "白鹭公司发布地图应用Wing。", "降噪深度五十二分贝。"
    assert with_doers([news, other, "支持四十种语言。"])[2] == "这款应用支持四十种语言。"
    assert with_doers([news, other, "已在三个港口试用。"])[2] == "已在三个港口试用。"
    part = "白鹭公司公布 Wing 2:新型导航处理器，很快。"
    assert with_doers([part, other, "配备八英寸屏。"])[2] == "配备八英寸屏。"
    nameless = "白鹭公司发布Wing。"
    assert with_doers([nameless, other, "支持四十种语言。"])[2] == "支持四十种语言。"


def test_the_same_thing_is_named_in_turn() -> None:
    """By its kind, then by 还, so that no row of sentences begins alike."""
    told = with_doers(
        [
            "白鹭公司发布地图应用Wing。",
            "地图每天更新。",
            "支持四十种语言。",
            "提供八百个港口的水深。",
            "兼容旧的罗盘。",
        ]
    )
    assert told[2:] == ("这款应用支持四十种语言。", "还提供八百个港口的水深。", "它兼容旧的罗盘。")


def test_lists_of_a_things_parts_get_verbs() -> None:
    """A licence and a process are used, parameters are had."""
    news = "白鹭公司量产导航芯片Fin。"
    told = with_doers([news, "首批三万片，7nm工艺，Apache 2.0，有货。"])
    assert told[1] == "首批三万片，采用7nm工艺，采用Apache 2.0许可，有货。"
    assert with_doers(["项目Fin突破5万星，一个本地航海工具，免费。"]) == (
        "项目Fin突破5万星，这是一个本地航海工具，免费。",
    )
    assert with_doers(["白鹭公司开源模型Fin，3亿参数，免费。"]) == (
        "白鹭公司开源模型Fin，有3亿参数，免费。",
    )


@given(st.lists(st.text(st.sampled_from("模型支持的可以能由比共包括，。12GB“”它还"), max_size=40)))
def test_words_are_only_added(texts: list[str]) -> None:
    """Every text is kept to its last sign, and no figure or name is new."""
    told = with_doers(texts)
    assert len(told) == len(texts)
    for before, after in zip(texts, told, strict=True):
        signs = iter(after)
        assert all(sign in signs for sign in before)
        assert not facts.of([after]) - facts.of([before])


@pytest.mark.parametrize(
    ("news", "written", "told"),
    [
        (
            "教授叶澜说，“海变暖了”。",
            "北湾大学教授叶澜在会上表示：“变暖了。”",
            "这位北湾大学教授在会上表示：“变暖了。”",
        ),
        (
            "教授Ana Lind说，“海变暖了”。",
            "北湾大学教授Ana Lind介绍，海变暖了。",
            "这位北湾大学教授介绍，海变暖了。",
        ),
        ("渔民说，“海变暖了”。", "北湾大学教授叶澜在会上表示：“变暖了。”", None),
    ],
)
def test_a_speaker_is_named_once(news: str, written: str, told: str | None) -> None:
    """Then he is called by his office."""
    assert with_doers([news, written]) == (news, told or written)


@pytest.mark.parametrize(
    ("before", "said"),
    [
        (("船长叶澜在码头说：“海变暖了。”", "她量了三年水温。"), "她说：“鱼都走了。”"),
        (("船长叶澜说，海变暖了。", "码头停航两天。"), "船长叶澜说：“鱼都走了。”"),
        (("码头停航两天。",), "“鱼都走了。”"),
    ],
)
def test_words_of_somebody_have_a_speaker(before: tuple[str, ...], said: str) -> None:
    """A listener hears no quotation marks, and another host may read on."""
    assert with_doers([*before, "“鱼都走了。”"])[-1] == said


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("带宽2.4TB/s。", "带宽是2.4TB/s。"),
        ("带宽2.4TB/s，散热改了。", "带宽2.4TB/s，散热改了。"),
        ("10,200mAh电池，标称续航15小时。", "它配备10,200mAh电池，标称续航15小时。"),
        ("8GB版¥2,899，黑色。", "8GB版售价¥2,899，黑色。"),
    ],
)
def test_a_bare_figure_gets_a_verb(written: str, told: str) -> None:
    """Of a measure, a part and a price."""
    assert with_doers(["白鹭公司发布Fin。", written])[-1] == told


def test_what_an_update_does_has_the_update_before_it() -> None:
    """The bullets of a post begin with the verb."""
    texts = ["白鹭公司推送了Fin系统更新。", "提升导航精度。", "优化网络连接。", "用户不用重启。"]
    assert with_doers(texts)[1:] == ("它提升导航精度。", "还优化网络连接。", "用户不用重启。")


@pytest.mark.parametrize(
    ("before", "written", "told"),
    [
        ("Fin 2，轻巧的绘图应用。", "Fin 2让线条跟着手走。", "它让线条跟着手走。"),
        ("Fin 2，给Wing用的绘图应用。", "Fin 2让线条跟着手走。", None),
        ("Fin 2发布。", "Fin 2表示感谢。", None),
        ("三款应用更新。", "Fin 2让线条跟着手走。", None),
        (f"Fin {'a' * 50_000}", f"Fin {'a' * 50_000}", None),
    ],
)
def test_a_name_is_not_said_at_the_beginning_of_two_sentences(
    before: str, written: str, told: str | None
) -> None:
    """它 stands for it where it can mean nothing else."""
    assert with_pronouns([before, written]) == (before, told or written)


def test_an_item_that_goes_on_is_about_what_has_opened() -> None:
    """Its kind is that of its own first sentence, else that of the headline that opened."""
    opened = "白鹭公司发布水深数据集。"
    assert with_doers(["收录6片海域的录音。"], opened) == ("它收录6片海域的录音。",)
    told = with_doers(["航行地图Wing换了图标。", "支持四十种语言。"], opened)
    assert told == ("航行地图Wing换了图标。", "它支持四十种语言。")


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        (("白鹭公司发布推理芯片P3。", "它很小。"), "这款芯片"),
        (("白鹭公司发布了推理芯片P3。", "手机Wing也装了它。"), ""),
        (("馆长罗予安离任。", "芯片P3由他主持。"), ""),
        (("渡轮停航。",), ""),
    ],
)
def test_a_question_calls_a_thing_by_its_kind(texts: tuple[str, ...], said: str) -> None:
    """Where the item has one thing of one kind, and tells of no person."""
    assert called(*texts) == said
