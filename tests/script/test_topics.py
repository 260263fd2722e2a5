"""The topic of an item."""

import pytest

from podcast.model import Block, Item
from podcast.script.topics import subject, thing, topic


@pytest.mark.parametrize(
    ("headline", "text", "expected"),
    [
        ("麦浪农科开源大模型", "", "模型"),
        ("港口公司收购拖船队", "金额两亿元。", "收购"),
        ("拖船队获两轮融资", "", "融资"),
        ("渔政局公布鱼声数据集", "可以训练识别模型。", "数据集"),
        # of other things, too: alone they decide nothing
        ("笔记应用适配HarmonyOS", "可以离线录音。", ""),
        ("写作助手更新", "新增查证。", ""),
        ("轮渡公司CEO：今年不再比参数", "他说，参数不重要。", ""),
        ("播客工具更新", "去掉了口水词。", ""),
        ("聊天机器人报错船票", "法院判赔。", ""),
        ("科学家与渔民", "首席科学家离队。", ""),
        # with another word they do
        ("北岸发布模型", "这个语言模型会方言。", "模型"),
        ("渡口试行电子账单", "银行代收，逾期还款另计。", "金融"),
        # a long description behind a colon is text
        ("旧船改成书屋：船主说，附近的几所学校和一个语音课堂都来借过书，还有学生留下过夜", "", ""),
        ("小渡口的一天", "大模型帮忙排班。", ""),
    ],
)
def test_a_topic_is_named_only_where_it_is_sure(headline: str, text: str, expected: str) -> None:
    """By a word that is said of it only, or by two."""
    blocks = (Block("paragraph", text, 2),) if text else ()
    assert topic(Item(1, headline, blocks, (), (), 1)) == expected


@pytest.mark.parametrize(
    ("headline", "text", "said"),
    [
        ("图书馆上线盲文导航", "", "盲文导航"),
        ("青禾公司完成十二亿元融资", "", "公司融资"),
        ("青禾公司召回两万辆电动车", "", "电动车召回"),
        ("青禾公司发布Lark-2", "Lark-2是旗舰模型，得分很高。", "旗舰模型"),
        ("拓岭机器人开年会", "", "机器人"),
        ("青禾公司发布Lark-2", "", "Lark-2"),
        ("小鹿 Pad Pro 2 上线，搭载新助理", "", "小鹿 Pad Pro 2"),
        ("青禾公司CEO周宁：“不再比Lark-2”", "参数竞赛已经结束。", "参数竞赛"),
        ("小渡口的一天", "船长起得很早。", ""),
    ],
)
def test_what_an_item_is_about_may_be_an_event_or_a_name(
    headline: str, text: str, said: str
) -> None:
    """A thing of the headline is best, one of the text comes last."""
    blocks = (Block("paragraph", text, 2),) if text else ()
    assert subject(Item(1, headline, blocks, (), (), 1)) == said


@pytest.mark.parametrize(
    ("headline", "said"),
    [
        ("拾贝地图上线盲人步行导航", "盲人步行导航"),
        ("重庆试点山洪预警系统", "山洪预警系统"),
        ("青禾公司完成十二亿元融资", ""),
        ("海州轮渡宣布推出将在夜里开的船", ""),
        ("旧糖厂改成图书馆", "图书馆"),
        ("北屿公司开源80亿参数的语音模型“听潮”", "语音模型"),
        ("一个窗口切换三个模型，编程助手Tide 4.0上线", "编程助手"),
        ("多家银行联合发布智能体服务规范", "智能体服务规范"),
        ("轻语AI眼镜开启预售", "AI眼镜"),
        ("拓岭机器人完成B轮融资", ""),
        # no unit, and none of the words that part who from what
        ("潮汐发布镜头，单次生成60秒视频", ""),
        ("青屿二号首次成功回收一级火箭", "一级火箭"),
        ("海关对潮汐外卖罚款 18 亿元", ""),
        ("法官裁定潮汐违反应用商店禁令", "应用商店禁令"),
        (f"发布{'9' * 50_000}", ""),
    ],
)
def test_the_thing_of_a_headline_stands_behind_its_verb(headline: str, said: str) -> None:
    """It has no figure and no verb."""
    assert thing(Item(1, headline, (), (), (), 1)) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        # a number with what it counts, a verb and 这个 are no part of a thing
        ("团队删去了200余功能。", ""),
        ("三句话拍一条短片。", ""),
        ("用户可以换掉整个数据库。", "数据库"),
        ("作者重写了这个嵌入式数据库。", "嵌入式数据库"),
    ],
)
def test_the_thing_of_a_text_is_a_noun_alone(text: str, said: str) -> None:
    """Where the headline names none."""
    assert subject(Item(1, "旧事", (Block("paragraph", text, 2),), (), (), 1)) == said
