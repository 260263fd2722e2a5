"""An item's headline and pieces."""

import pytest

from podcast.model import Block, Item
from podcast.script.said import sentences
from podcast.script.telling import after_lead, doer_first, headline_in_brief, telling


def _item(headline: str, *texts: str | tuple[str, str]) -> Item:
    blocks = tuple(
        Block("paragraph", text, 2)
        if isinstance(text, str)
        else Block("bullet", text[1], 3, text[0])
        for text in texts
    )
    return Item(1, headline, blocks, (), (), 1)


def _said(item: Item, opened: str = "") -> list[str]:
    told = telling(item, opened)
    return [*([told.headline] if told.headline else []), *(piece.text for piece in told.pieces)]


def test_a_first_sentence_that_says_the_headline_takes_its_place() -> None:
    """One sentence instead of two."""
    item = _item(
        "西部算力平台启用，首批接入9座智算中心",
        "西部算力平台在重庆正式启用，首批接入9座智算中心，合计算力约36.5 EFLOPS。",
    )
    assert _said(item) == ["西部算力平台在重庆启用，首批接入9座智算中心，合计算力约36.5 EFLOPS。"]


def test_a_headline_that_says_more_stays() -> None:
    """A figure that the first sentence lacks is told first."""
    item = _item("Nova模型降价60%", "云杉公司周三下调了Nova模型的价格。")
    assert _said(item)[0] == "Nova模型降价60%"


def test_what_opened_the_programme_is_not_said_again() -> None:
    """Where the text begins with what it is about; the rest of the headline is told later."""
    item = _item("云杉公司发布Nova模型，支持13种语言", "云杉公司周三发布了新模型。它很小。")
    assert _said(item, "云杉公司发布Nova模型") == [
        "云杉公司周三发布了新模型。", "支持13种语言。", "它很小。",
    ]  # fmt: skip
    item = _item("云杉公司发布Nova模型", "价格还没有公布。")
    assert _said(item, "云杉公司发布Nova模型") == ["云杉公司发布Nova模型", "价格还没有公布。"]


@pytest.mark.parametrize(
    ("headline", "text", "opened", "first"),
    [
        # the doer, the thing and the verb stay, also behind a time; an end that was heard goes
        (
            "白鹭公司开源地图引擎Wing 3.2，支持水深",
            "6月3日晚，海州白鹭公司开源地图引擎Wing 3.2，支持水深。体积两兆。",
            "白鹭公司开源地图引擎Wing 3.2，支持水深",
            "6月3日晚，海州白鹭公司开源地图引擎Wing 3.2。",
        ),
        (
            "白鹭公司完成3亿元B轮融资",
            "船运公司白鹭公司近日完成3亿元B轮融资，由渔港基金领投。",
            "白鹭公司完成3亿元B轮融资",
            "船运公司白鹭公司完成3亿元B轮融资，由渔港基金领投。",
        ),
        # what misses its doer gets the thing, and by whom it is
        (
            "海州大学发布万小时潮汐录音集",
            "收录六个港口的录音，申请后免费使用。",
            "海州大学发布万小时潮汐录音集",
            "海州大学发布的万小时潮汐录音集收录六个港口的录音，申请后免费使用。",
        ),
        (
            "白鹭公司发布Wing 5",
            "导航模型，支持四十种语言。",
            "白鹭公司发布Wing 5",
            "白鹭公司发布的Wing 5是导航模型，支持四十种语言。",
        ),
        (
            "白鹭公司发布导航模型Wing 5",
            "3亿参数，可以在船上运行。",
            "白鹭公司发布导航模型Wing 5",
            "白鹭公司发布的导航模型Wing 5有3亿参数，可以在船上运行。",
        ),
        # what points back has what it points to before it
        (
            "一座小岛的灯塔",
            "在白沙岛上，最老的建筑是一座石头灯塔。这座灯塔有九十年。",
            "在白沙岛上，最老的建筑是一座石头灯塔",
            "在白沙岛上，最老的建筑是一座石头灯塔。",
        ),
        # a thing and what has happened to it are one sentence with its day
        (
            "Wing V2 掌机发布",
            "5月8日发布，屏幕8英寸。",
            "Wing V2 掌机发布",
            "Wing V2 掌机5月8日发布，屏幕8英寸。",
        ),
    ],
)
def test_the_item_that_has_opened_says_who_did_what_again(
    headline: str, text: str, opened: str, first: str
) -> None:
    """Greeting and rundown lie between: a whole sentence with its subject and its verb."""
    assert sentences(_said(_item(headline, text), opened)[0])[0] == first


def test_a_figure_that_another_one_is_compared_with_is_said_again() -> None:
    """Else a listener hears what was before, and not before what."""
    item = _item(
        "白鹭公司完成3亿元融资，估值超过9亿元",
        "白鹭公司完成3亿元融资，由渔港基金领投。",
        ("估值", "超过9亿元，上一轮为5亿元"),
    )
    assert "估值超过9亿元，上一轮为5亿元。" in _said(item, "白鹭公司完成3亿元融资，估值超过9亿元")
    item = _item("云杉公司停航三天", "河水太浅。")
    assert _said(item, "云杉公司停航三天") == ["云杉公司停航三天", "河水太浅。"]
    assert _said(_item("云杉公司发布Nova模型"), "云杉公司发布Nova模型") == []


@pytest.mark.parametrize(
    ("headline", "text", "said"),
    [
        # what it is done to goes behind the figure
        (
            "小蒲阅读灯召回",
            "因灯座发热，厂商点点召回2.4万台，可免费换新。",
            "因灯座发热，厂商点点召回2.4万台小蒲阅读灯，可免费换新。",
        ),
        # a change goes where its figure is told
        (
            "内存价格回落",
            "2月内存合约价环比下降9.4%，交货更快。",
            "2月内存合约价环比下降9.4%，交货更快。",
        ),
        ("内存价格回落", "2月内存合约价环比上涨9.4%，交货更快。", "内存价格回落"),
        # a text behind a colon is a sentence of its own
        (
            "内存价格回落：据“格物”统计，2月服务器内存合约价环比下降9.4%。",
            "",
            "据“格物”统计，2月服务器内存合约价环比下降9.4%。",
        ),
        (
            "白鹭开源渡轮图纸Heron：一共有三百张，画得很细，修船的人都用得上。",
            "",
            "白鹭开源渡轮图纸Heron",
        ),
        # a question about nobody stands in the text, with its asker
        (
            "听众提问：会不会停航？",
            "圆桌上，一位渔民问：“渡轮冬天还开吗？”船长回答：“开。”",
            "圆桌上，一位渔民问：“渡轮冬天还开吗？”船长回答：“开。”",
        ),
        ("听众提问：渡轮会不会停航？", "船长回答：“开。”", "有听众问，渡轮会不会停航？"),
        ("顺便一提，渡轮换了新漆", "是蓝色的。", "渡轮换了新漆"),
        (
            "如何给老照片补色：一位馆员的长文，主张保留原片，并且写明每处改动。",
            "",
            "一位馆员的长文谈如何给老照片补色，主张保留原片，并且写明每处改动。",
        ),
    ],
)
def test_a_headline_and_its_text_tell_a_thing_once(headline: str, text: str, said: str) -> None:
    """One sentence, or two without what is said twice."""
    assert _said(_item(headline, *([text] if text else [])))[0] == said


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("文章介绍了某市将启用新系统，推动服务升级。", "某市将启用新系统，推动服务升级。"),
        ("本文介绍了五种方法。", "本文介绍了五种方法。"),
        ("据《晨报》报道，某市启用新系统。", "据《晨报》报道，某市启用新系统。"),
        ("“价格不会再降。”创始人贺东来在会上说。", "创始人贺东来在会上说：“价格不会再降。”"),
        ("权重已经上传，下载地址见项目主页。", "权重已经上传。"),
        ("数据见底，公司停产。", "数据见底，公司停产。"),
        ("他说“很好”的时候，大家都笑了。", "他说“很好”的时候，大家都笑了。"),
    ],
)
def test_the_source_is_named_first_or_not_at_all(written: str, said: str) -> None:
    """A frame of the source goes, an attribution stays, a speaker comes before his words."""
    assert _said(_item("另一件事", written))[1:] == [said]


def test_a_label_that_only_praises_goes() -> None:
    """What is new is in the text; a label that says what the text is about stays."""
    item = _item(
        "云杉公司发布Nova模型",
        "它很小。",
        ("部署门槛低", "24GB显存即可运行"),
        ("输入", "每百万词元2元"),
    )
    assert _said(item)[2:] == ["24GB显存即可运行。", "输入每百万词元2元。"]


def test_a_label_goes_with_its_text() -> None:
    """A bullet that adds nothing leaves no label behind, one that adds something keeps it."""
    item = _item(
        "海棠机器人完成12亿元C轮融资",
        "投资方为朔方资本。",
        ("规模", "12亿元，C轮"),
        ("阶段", "C轮融资，上一轮在2024年"),
    )
    assert _said(item)[2:] == ["阶段，C轮融资，上一轮在2024年。"]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("冰箱最吵。论文与数据在此。", "冰箱最吵。"),
        ("冰箱最吵。论文与数据在此。它很响。", "冰箱最吵。它很响。"),
        ("详见报告，冰箱最吵。", "冰箱最吵。"),
        ("冰箱最吵，详见报告。", "冰箱最吵。"),
    ],
)
def test_a_pointer_goes_with_its_own_mark(written: str, said: str) -> None:
    """A sentence that only points to a page leaves no second full stop, and no mark in front."""
    item = Item(1, "扫地机画出噪声", (Block("paragraph", written, 3),), (), (), 1)
    assert [piece.text for piece in telling(item).pieces] == [said]


@pytest.mark.parametrize(
    ("headline", "text", "said"),
    [
        (
            "看得懂账单的客服，锦川银行上线智能助手",
            "锦川银行在手机应用里上线了智能助手。它能解释账单。",
            ["锦川银行在手机应用里上线了智能助手。", "它能解释账单。"],
        ),
        (
            "历时十八个月，阅片研究公布结果",
            "一项长达18个月的阅片研究公布了结果。用时缩短三成。",
            ["一项长达18个月的阅片研究公布了结果。", "用时缩短三成。"],
        ),
        (
            "航空展落幕，订单金额低于2000万元",
            "第九届海州航空展昨天落幕，观众有6万人。",
            ["第九届海州航空展昨天落幕，观众有6万人。", "订单金额低于2000万元。"],
        ),
        # what only the headline has cannot stand by itself
        (
            "周书棠加盟北角实验室，任首席科学家",
            "周书棠已经加盟北角实验室，负责机器人与视觉的研究方向。",
            [
                "周书棠加盟北角实验室，任首席科学家。",
                "周书棠已经加盟北角实验室，负责机器人与视觉的研究方向。",
            ],
        ),
    ],
)
def test_the_text_takes_the_place_of_a_headline_that_it_says(
    headline: str, text: str, said: list[str]
) -> None:
    """Slogans go; a clause that only the headline has is told behind, if it is a sentence."""
    told = telling(_item(headline, text))
    texts = [*([f"{told.headline}。"] if told.headline else []), *(p.text for p in told.pieces)]
    assert [each for text in texts for each in sentences(text)] == said


@pytest.mark.parametrize(
    ("headline", "texts", "told", "untold"),
    [
        # two units
        (
            "渔光公司推出新款声呐浮标，水下响应时间不到0.3秒",
            ["渔光公司推出新款声呐浮标，售价八千元。", "水下响应时间在300ms以内。"],
            "0.3秒",
            "300ms",
        ),
        (
            "东郊水厂停水，抢修用了一小时",
            ["东郊水厂周日停水，抢修用了60分钟，两千户受影响。"],
            "60分钟",
            "一小时",
        ),
        # what an abbreviation means
        (
            "Larchwood推出Larch Sync，管理 Change Request",
            ["设计平台Larchwood推出Larch Sync，可以管理CR（Change Request，变更请求）。"],
            "管理CR",
            "Change Request",
        ),
        # a title before a name
        (
            "Dr. Ines Holm加盟麦浪农科",
            ["据《田野报》报道，Ines Holm已加盟麦浪农科，负责育种。"],
            "Ines Holm已加盟",
            "Dr.",
        ),
        # an evaluation that only a headline has
        (
            "北港公布冬季用电账单，夜间充电成为新焦点",
            ["北港公布了冬季用电账单，夜间充电占31%。"],
            "31%",
            "新焦点",
        ),
        # a clause with which a later sentence begins
        (
            "编辑器Plumtext更新",
            ["编辑器Plumtext发布4.0版，支持多人批注，换了图标。", "支持多人批注的历史回看。"],
            "支持多人批注的历史回看",
            "支持多人批注，",
        ),
        # a version that was heard
        (
            "网关LiteGate曝漏洞",
            ["网关LiteGate曝出漏洞，官方已发布2.2.5版修复。", ("修复版本", "2.2.5，3月4日发布。")],
            "官方3月4日发布了2.2.5版",
            "修复版本2.2.5",
        ),
        # a change of which another sentence has the figure
        (
            "东郊夜市客流公布",
            ["东郊夜市客流量显著提升，摊位搬了家。", "客流量达到三万人，比去年多40%。客流量40万。"],
            "摊位搬了家",
            "显著提升",
        ),
        # a half in other words
        (
            "渔歌平台与渔民签约，收入五五分成",
            ["渔歌平台与渔民签约，按播放次数结算。", ("分成", "渔民分得收入的50%。")],
            "收入的50%",
            "五五",
        ),
        # what the source only mentions, and tells later on
        (
            "渡口启用电子票",
            [
                "文章介绍了渡口启用电子票，并提到乡报与码头的合作。",
                ("", "乡报与码头合作，送报上船。"),
            ],
            "乡报与码头合作，送报上船",
            "提到",
        ),
        # the sum that was heard
        (
            "雁门航运获3亿元贷款",
            ["雁门航运近日获3亿元贷款，利率2.9%。", "这笔3亿元的资金用来买船。"],
            "这笔资金用来买船",
            "3亿元的",
        ),
    ],
)
def test_a_fact_is_told_once(headline: str, texts: list[str], told: str, untold: str) -> None:
    """Also where it is told in other units, in short, or with what more there is of it."""
    said = "".join(_said(_item(headline, *texts)))
    assert told in said
    assert untold not in said


def test_remarks_on_a_figure_that_was_heard_stand_alone() -> None:
    """The figure is not said again for their sake, nor its label."""
    item = _item(
        "麦浪农科推出播种机",
        "麦浪农科推出播种机，每小时播种14亩，整机功率9kW。",
        ("功率", "9kW，可以直接接家用电源"),
        ("速度", "每小时播种14亩，厂商自测，尚无第三方核实"),
    )
    assert _said(item)[-2:] == ["可以直接接家用电源。", "厂商自测，尚无第三方核实。"]


def test_a_report_goes_on_with_a_part_of_its_figure() -> None:
    """其中 begins a sentence where the whole is no line."""
    item = _item(
        "行业调查：民宿收入增长",
        "调查机构“泊舟”发布报告称，2025年第四季度，受访的四百家民宿收入同比增长8.5%，"
        "其中乡村民宿首次超过城区，成为最大的一类。",
    )
    assert any(each.startswith("其中") for text in _said(item) for each in sentences(text))


def test_a_title_goes_where_the_first_sentence_brings_in_its_thing() -> None:
    """Else it stays: 水泵站 is not named before the text speaks of it."""
    item = _item("一座小岛的灯塔", "在白沙岛上，最老的建筑是一座石头灯塔。它有九十年。")
    assert _said(item)[0].startswith("在白沙岛上")
    item = _item("被遗忘的水泵站", "工人每周来一次。")
    assert _said(item)[0] == "被遗忘的水泵站"


@pytest.mark.parametrize(
    ("first", "opened", "told"),
    [
        (
            "白鹭公司发布了只有8个画笔的绘图应用Wing 2，它很轻。",
            "白鹭公司发布绘图应用Wing 2",
            "Wing 2只有8个画笔，它很轻。",
        ),
        (
            "船运公司白鹭航运近日完成3亿元B轮融资，由渔港基金领投，老股东跟投。",
            "白鹭航运完成3亿元B轮融资",
            "船运公司白鹭航运的融资由渔港基金领投，老股东跟投。",
        ),
        (
            "白鹭航运近日完成3亿元B轮融资，由渔港基金领投。",
            "白鹭航运完成2亿元B轮融资",
            None,
        ),
        (
            "白鹭公司3月3日开源了地图引擎Wing 2，能同时显示水深和风向。",
            "白鹭公司开源地图引擎Wing 2",
            "Wing 2是3月3日开源的，能同时显示水深和风向。",
        ),
        (
            "白鹭公司发布了地图引擎“飞羽”，支持四十种语言。",
            "白鹭公司发布地图引擎“飞羽”",
            "“飞羽”支持四十种语言。",
        ),
        # what the headline has not said stays
        ("白鹭公司发布了海上用的地图Wing，支持水深。", "白鹭公司发布地图Wing", None),
        ("导航公司白鹭3月3日发布了地图Wing，很小。", "白鹭发布地图Wing", None),
        ("白鹭公司3月3日发布了Wing。", "", None),
    ],
)
def test_what_the_lead_has_said_is_not_told_again(
    first: str, opened: str, told: str | None
) -> None:
    """Who did what goes; when, and what follows, is told of the thing."""
    assert after_lead(first, opened) == (told or first)


@pytest.mark.parametrize(
    ("title", "text", "headed"),
    [
        ("一份关于陪伴玩具的测评", "消费者组织检查了市面上的玩具。", False),
        ("可以煮沸的柔性贴片", "医院把它贴在病人身上。", True),
        ("关于风树为什么朝东的调查", "北屿岛上有一排树。", True),
    ],
)
def test_a_title_that_only_calls_its_text_a_report_is_not_told(
    title: str, text: str, *, headed: bool
) -> None:
    """The first sentence says who did what."""
    assert bool(telling(_item(title, text)).headline) == headed


@pytest.mark.parametrize(
    ("headline", "turned", "brief"),
    [
        ("降价60%，白鹭下调渡轮票价", "白鹭下调渡轮票价，降价60%", "白鹭下调渡轮票价"),
        (
            "重量仅 38 克，“轻语”渔眼镜开启预售",
            "“轻语”渔眼镜开启预售，重量仅 38 克",
            "“轻语”渔眼镜开启预售",
        ),
        (
            "提前两小时预警，海州试点水位系统",
            "海州试点水位系统，提前两小时预警",
            "海州试点水位系统",
        ),
        ("白鹭公布手册，全部零件可以单独购买", None, None),
        ("学校新规满一年，户外时间增加19分钟", None, None),
        ("一次停航的调查，原因是一块木板", None, None),
    ],
)
def test_who_does_what_comes_before_what_it_is_like(
    headline: str, turned: str | None, brief: str | None
) -> None:
    """A listener waits for the doer; news in brief is of the doer alone."""
    assert doer_first(headline) == (turned or headline)
    if brief:
        assert headline_in_brief(headline) == brief


def test_a_figure_of_the_headline_is_not_told_in_other_words_again() -> None:
    """三成 is 30%."""
    item = _item(
        "白鹭公司公布渡轮的实测，油耗再降三成",
        "白鹭公司3月3日公布了渡轮的实测数据。运行时，油耗比旧船降低约30%。",
    )
    assert not any("三成" in text for text in _said(item, "白鹭公司公布渡轮的实测"))


@pytest.mark.parametrize(
    ("headline", "texts", "said"),
    [
        # rounded in the headline, exact in the text; in other words; below a bullet
        (
            "白鹭公司召回1.8万艘渡轮",
            ["白鹭公司3月3日起召回两年内建造的渡轮共18342艘。"],
            ["白鹭公司3月3日起召回两年内建造的渡轮共18342艘。"],
        ),
        (
            "港湾电台关闭海州信号",
            [("", "港湾电台6月30日起关闭在海州的信号，听众约270人。"), ("", "网上仍能收听。")],
            ["港湾电台6月30日起关闭在海州的信号，听众约270人。", "网上仍能收听。"],
        ),
        # what only the headline has goes behind, if it has its own doer
        (
            "白鹭公司收购Finlab，渔业协会反对",
            ["白鹭公司3月3日宣布以6000万元收购造船公司Finlab。", "交易在秋天完成。"],
            [
                "白鹭公司3月3日宣布以6000万元收购造船公司Finlab。", "渔业协会反对。",
                "交易在秋天完成。",
            ],
        ),
        (
            "白鹭公司收购Finlab，遭到反对",
            ["白鹭公司3月3日宣布以6000万元收购造船公司Finlab。"],
            ["白鹭公司收购Finlab，遭到反对", "白鹭公司3月3日宣布以6000万元收购造船公司Finlab。"],
        ),
        # the first clause is missed
        (
            "Finlab令牌被盗，影响8万艘渡轮",
            ["3月3日，有人骗取了Finlab的密码，两小时内进入了8万艘渡轮。"],
            [
                "Finlab令牌被盗，影响8万艘渡轮",
                "3月3日，有人骗取了Finlab的密码，两小时内进入了8万艘渡轮。",
            ],
        ),
    ],
)  # fmt: skip
def test_an_item_begins_with_the_sentence_that_tells_its_headline(
    headline: str, texts: list[str | tuple[str, str]], said: list[str]
) -> None:
    """A listener hears it once."""
    assert _said(_item(headline, *texts)) == said


def test_who_did_what_is_not_told_anew_below_a_headline_that_stays() -> None:
    """The text goes on with when, and with what is new."""
    item = _item("白鹭公司发布Fin 2，涨价五成", "白鹭公司3月13日发布Fin 2，航程400公里，船身更短。")
    assert _said(item) == [
        "白鹭公司发布Fin 2，涨价五成",
        "Fin 2是3月13日发布的，航程400公里，船身更短。",
    ]


def test_an_item_is_told_in_words_of_speech() -> None:
    """A headline keeps its own, and is the same as its text all the same."""
    item = _item("油耗由30升降至15升", "该渡轮较上代轻。", ("", "双方均未回应"))
    assert _said(item) == ["油耗由30升降至15升", "该渡轮比上代轻。", "双方都没有回应。"]


def test_a_headline_in_tenths_is_told_by_the_percentage() -> None:
    """近六成 says less than 58%."""
    text = "澄湖研究院共访问1280家企业，58%已在至少一个部门部署智能体，去年同期是31%。"
    told = "".join(_said(_item("报告：近六成受访企业已部署智能体", text)))
    assert "近六成" not in told


def test_own_words_have_their_speaker() -> None:
    """What somebody says of himself is not the host's."""
    text = "她每周省下约5小时，“省下来的时间我用来面谈。”学校没有强制推广。"
    told = "".join(_said(_item("一位老师用智能批改作文", text)))
    assert "她每周省下约5小时。她说，“省下来的时间我用来面谈。”" in told
