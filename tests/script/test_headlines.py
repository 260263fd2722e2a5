"""Headlines as sentences, and shortened."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from podcast.script.headlines import beginnings, fitted, news_of, sentence, thing_of_title
from podcast.script.sentences import width


@pytest.mark.parametrize(
    ("headline", "said"),
    [
        ("延迟低于 0.2 秒！某公司发布模型", "延迟低于 0.2 秒，某公司发布模型"),
        ("财报亮眼：营收突破4000亿美元。", "财报亮眼，营收突破4000亿美元"),
        ("真的来了吗？新机发布", "真的来了吗？新机发布"),
        ("某公司CEO：“今年不再比参数”", "某公司CEO说，“今年不再比参数”"),
        ("创始人坦言：“今年不再比参数”", "创始人坦言，“今年不再比参数”"),
        ("新模型：“小满”", "新模型，“小满”"),
        ("Moonbarrow × 星纬科技：联合推出模型", "Moonbarrow与星纬科技联合推出模型"),
        # somebody by his office, a company, a report
        (
            "麦浪农科创始人柳青：国产播种机“能用，不耐用”",
            "麦浪农科创始人柳青说，国产播种机“能用，不耐用”",
        ),
        ("港务局长Ines Holm：码头不缺人", "港务局长Ines Holm说，码头不缺人"),
        ("泊舟咨询：民宿收入去年涨8%", "泊舟咨询说，民宿收入去年涨8%"),
        ("行业报告：四季度民宿收入涨8%", "行业报告显示，四季度民宿收入涨8%"),
        # a newspaper or an agency, and a house that counts a market
        ("海州晚报：渡船将停航三天", "据海州晚报报道，渡船将停航三天"),
        ("路透社：渡船公司将易主", "据路透社报道，渡船公司将易主"),
        ("IDC：三季度手表市场份额收窄", "IDC 说，三季度手表市场份额收窄"),
        ("Chrome：全球份额首次跌破60%", "Chrome，全球份额首次跌破60%"),
        (
            "《航海》论文：船员用手机导航半年后，认路能力下降",
            "《航海》论文显示，船员用手机导航半年后，认路能力下降",
        ),
        # a topic speaks no word
        ("网络安全：3家公司被罚", "网络安全，3家公司被罚"),
        ("养老：3个社区试点", "养老，3个社区试点"),
        ("创始人发布新书：写了3年", "创始人发布新书，写了3年"),
        # a question, and the title of an article
        ("听众提问：船票还会涨吗？", "有听众问，船票还会涨吗？"),
        ("如何给旧书除霉", "有文章谈如何给旧书除霉"),
        ("为什么渡船总是晚点？", "为什么渡船总是晚点？"),
    ],
)
def test_a_headline_becomes_one_sentence(headline: str, said: str) -> None:
    """Colons and exclamations inside are pauses, a speaker says, the end is left to the caller."""
    assert sentence(headline) == said


@pytest.mark.parametrize(
    ("headline", "said"),
    [
        ("芯片再创新高", "芯片再创新高"),
        (
            "延迟大幅下降到前所未有的水平！星河科技发布Nova Transcribe 2语音模型，支持中文实时转录",
            "星河科技发布Nova Transcribe 2语音模型",
        ),
        (
            "全国生成式AI用户规模突破6亿：普及率首次超过四成，算力水平跃居世界前列",
            "全国生成式AI用户规模突破6亿，普及率首次超过四成",
        ),
        (
            "全球首创“主体参考”: 可灵AI3.0正式发布，15秒长视频开启AI导演时代",
            "可灵AI3.0正式发布，15秒长视频开启AI导演时代",
        ),
        ("一座县城的工厂和它的一百二十名工人以及他们最近三年里的全部生活记录长文", ""),
    ],
)
def test_a_long_headline_keeps_what_tells_something(headline: str, said: str) -> None:
    """A short headline stays whole; of a long one whole clauses with a verb of news are left."""
    assert fitted(headline, 26) == said


_PIECES = st.sampled_from(
    ["甲发布", "，", "：", "！", "2,000", "0.2", "3：2", "“一，二”", "模型", "GPT-5.2", "后", " "]
)


@given(st.lists(_PIECES, min_size=1, max_size=14).map("".join))
def test_a_shortened_headline_is_a_part_of_it(headline: str) -> None:
    """It fits, is in the headline, cuts no figure and no quotation."""
    part = fitted(headline, 12)
    assert width(part) <= 12
    assert part in sentence(headline)
    # the part may stand in the headline twice, once as the beginning of a longer figure
    assert re.search(
        re.escape(part) + r"(?<!\d)|" + re.escape(part) + r"(?!\d)", sentence(headline)
    )
    assert part.count("“") == part.count("”")


@pytest.mark.parametrize(
    ("headline", "news"),
    [
        ("看得懂账单的客服，锦川银行上线智能助手", "锦川银行上线智能助手"),
        ("逛图书馆有了新向导，多家图书馆试用导览机器人", "多家图书馆试用导览机器人"),
        ("数据怎么选？新研究提出筛选方法", "新研究提出筛选方法"),
        ("想看懂星星？这门课适合你", ""),
        ("页面底部的按钮该退休了", "页面底部的按钮该退休了"),
        # a clause without a doer of its own, and whose news it is
        ("渡船公司递交招股书，首次年度盈利", "渡船公司递交招股书，首次年度盈利"),
        ("据海州晚报报道，渡船将停航三天", "据海州晚报报道，渡船将停航三天"),
        # a figure, a name, a superlative, a number in words
        ("重量38克，眼镜开启预售", "重量38克，眼镜开启预售"),
        ("Nova很忙，公司宣布扩招", "Nova很忙，公司宣布扩招"),
        ("最小的望远镜，今晚升空", "最小的望远镜，今晚升空"),
        ("三名学生的梦，立方星完成总装", "三名学生的梦，立方星完成总装"),
        ("“天黑了，回家。”市长宣布停电", "“天黑了，回家。”市长宣布停电"),
    ],
)
def test_a_slogan_before_the_news_is_not_news(headline: str, news: str) -> None:
    """Nor is a question; an opinion, a figure, a name or a superlative may be."""
    assert news_of(headline) == news


def test_the_beginnings_of_a_headline_tell_something() -> None:
    """Clause by clause, from the news on."""
    headline = "挑模型不再靠猜！工具Lantern发布2.1版，支持手机，秋季开源"
    assert list(beginnings(headline)) == [
        "工具Lantern发布2.1版",
        "工具Lantern发布2.1版，支持手机",
        "工具Lantern发布2.1版，支持手机，秋季开源",
    ]


@pytest.mark.parametrize(
    ("headline", "thing"),
    [
        ("一座小岛的灯塔", "灯塔"),
        ("被遗忘的水泵站", "水泵站"),
        ("小岛的灯塔点亮了", ""),
        ("麦浪农科推出会游泳的收割机", ""),
        ("能飞3公里的风筝", ""),
    ],
)
def test_a_title_names_a_thing(headline: str, thing: str) -> None:
    """With a figure, a name or a verb it tells something."""
    assert thing_of_title(headline) == thing


@pytest.mark.parametrize(
    ("headline", "told"),
    [
        (
            "Sketchbarn是一款把草图变成积木图纸的小工具，拍照后约20秒就能得到零件清单和分步的说明",
            "Sketchbarn是一款把草图变成积木图纸的小工具",
        ),
        (
            "Quillon 把表格改成入口，单元格（表格里的小方块）现在能直接派活给几个智能体",
            "Quillon 把表格改成入口",
        ),
        ("一段很长的标题没有说出任何一个可以用来讲新闻的动词也没有逗号", ""),
    ],
)
def test_a_headline_without_a_verb_of_news_says_what_is_or_does(headline: str, told: str) -> None:
    """Up to its first such clause, where the whole is too long."""
    assert fitted(headline, 28) == told


@pytest.mark.parametrize(
    ("headline", "said"),
    [
        ("苹果×谷歌联名发布", "苹果与谷歌联名发布"),
        ("展台长30cm×宽20cm×高5cm", "展台长30厘米乘宽20厘米乘高5厘米"),
        ("证券代码：688981", "证券代码688981"),
        ("早报：3条新闻", "早报，3条新闻"),
    ],
)
def test_signs_of_a_headline_keep_what_they_mean(headline: str, said: str) -> None:
    """A cross between measures is no 与, and a code stands behind what it is."""
    assert sentence(headline) == said
