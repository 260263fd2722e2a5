"""The same in fewer words, and nothing that is a fact."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from podcast.script import facts
from podcast.script.concise import concise, without_comments, without_frame


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("值得注意的是，新规不溯及既往。", "新规不溯及既往。"),
        ("据悉，桥面将于周五封闭。", "桥面将于周五封闭。"),
        ("与此同时，据了解，另一条线路停运。", "另一条线路停运。"),
        ("此外，机场增开了夜班车。", "机场增开了夜班车。"),
        ("该模型，众所周知，来自一家小公司。", "该模型，来自一家小公司。"),
        ("据介绍，这台望远镜口径4.2米。", "这台望远镜口径4.2米。"),
        # what attributes or is part of a sentence stays
        ("据《晨报》报道，桥面已经封闭。", "据《晨报》报道，桥面已经封闭。"),
        ("据介绍人说，两家公司早有往来。", "据介绍人说，两家公司早有往来。"),
        ("公司表示，此外的开支由用户承担。", "公司表示，此外的开支由用户承担。"),
        ("“值得注意的是，我们没有裁员。”他说。", "“值得注意的是，我们没有裁员。”他说。"),
        ("据悉。", "据悉。"),
    ],
)
def test_frames_go(written: str, said: str) -> None:
    """A frame tells nothing; an attribution and a quotation do."""
    assert concise(written) == said


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("演唱会门票一分钟售罄，引发广泛关注。", "演唱会门票一分钟售罄。"),
        ("新车下周上市，值得期待。", "新车下周上市。"),
        ("这支球队表现亮眼，下周迎战强敌。", "这支球队表现亮眼，下周迎战强敌。"),
        ("充电更快，助力绿色出行。", "充电更快。"),
        ("展馆增设了盲道，满足不同人群的需求。", "展馆增设了盲道。"),
        ("泵站扩容到每秒30立方米，缓解了城区的排水压力。", "泵站扩容到每秒30立方米。"),
        ("桥面今天合龙，标志着两岸进入一小时生活的新阶段。", "桥面今天合龙。"),
        ("大桥今天合龙，标志着3条线路连成一片。", "大桥今天合龙，标志着3条线路连成一片。"),
        ("新桥的启用标志着两岸进入了新时代。轿车免费。", "轿车免费。"),
        ("新桥标志着两岸的边界。", "新桥标志着两岸的边界。"),
        ("新桥的启用引起了业界的关注，两岸通车。", "新桥的启用引起了业界的关注，两岸通车。"),
        ("渡轮改用电池，引发渔民热议。", "渡轮改用电池。"),
        ("码头加长，为航运的发展提供了坚实支撑。", "码头加长。"),
        ("码头加长，为3家船厂提供了基础。", "码头加长，为3家船厂提供了基础。"),
        ("渡轮进入海岛，成为当地经济的重要引擎。", "渡轮进入海岛。"),
        ("渡轮省油，价格极具优势。", "渡轮省油。"),
        (
            "Fin 2的发布标志着绘图进入了新时代，通过三个画笔，重新定义了线条。",
            "通过三个画笔，Fin 2重新定义了线条。",
        ),
        # a figure, a name or what another clause needs stays
        ("论文引发广泛关注，被引用300次。", "论文引发广泛关注，被引用300次。"),
        ("论文被引用300次，引发广泛关注，作者却辞职了。", "论文被引用300次，作者却辞职了。"),
        ("论文引发了3次广泛关注。", "论文引发了3次广泛关注。"),
        ("因为便宜，广受好评。", "因为便宜，广受好评。"),
        ("新药缓解疼痛，效果持续一天。", "新药缓解疼痛，效果持续一天。"),
        ("堤坝加高，缓解了3个县的水患。", "堤坝加高，缓解了3个县的水患。"),
        ("助力车将禁止上桥。", "助力车将禁止上桥。"),
        (
            "评委认为这部没有一句台词的片子在结尾处备受关注。",
            "评委认为这部没有一句台词的片子在结尾处备受关注。",
        ),
    ],
)
def test_praise_and_effects_without_figures_go(written: str, said: str) -> None:
    """Only whole clauses, and none that is all a sentence tells or needs."""
    assert concise(written) == said


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("今年先看回报，而不是一味扩张。", "今年先看回报。"),
        ("系统会讲清理由，而不仅仅是给出答案，医生再做决定。", "系统会讲清理由，医生再做决定。"),
        # what is set against it is news
        ("他赢得的是尊重，而不是奖杯。", "他赢得的是尊重，而不是奖杯。"),
        ("公司买下了Nova，而非Larkspur。", "公司买下了Nova，而非Larkspur。"),
    ],
)
def test_a_contrast_that_only_praises_goes(written: str, said: str) -> None:
    """而不是一味…… says nothing that happened; another contrast may be the point."""
    assert concise(written) == said


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("用户执行npm install nova即可安装，配置不用改。", "配置不用改。"),
        ("在终端输入lantern pick，就能看到清单。", "能看到清单。"),
        ("在命令行中执行git pull --rebase，冲突会少一半。", "冲突会少一半。"),
        ("在Linux环境中执行apt install nova即可使用。", "在Linux环境中即可使用。"),
        # a model, a product, a word are no commands
        ("笔记本可以运行llama 3模型。", "笔记本可以运行llama 3模型。"),
        ("它运行Windows 11，也能输入中文。", "它运行Windows 11，也能输入中文。"),
        ("法院执行Nova案的判决。", "法院执行Nova案的判决。"),
        ("输入价格下调，输出价格不变。", "输入价格下调，输出价格不变。"),
    ],
)
def test_what_is_typed_is_not_spoken(written: str, said: str) -> None:
    """A listener has no keyboard; what the command is good for stays where it has a place."""
    assert concise(written) == said


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("协会对800名司机做了一次调查。", "协会调查了800名司机。"),
        ("团队对全部图纸进行了全面的检查。", "团队检查了全部图纸。"),
        ("医院对病历进行加密。", "医院加密病历。"),
        ("海关对两艘货轮开展抽检，结果下周公布。", "海关抽检两艘货轮，结果下周公布。"),
        # no verb that takes what it is about, or none at all
        ("双方对合作进行了展望。", "双方对合作进行了展望。"),
        ("他对队友进行的训练很满意。", "他对队友进行的训练很满意。"),
        ("“我们对数据进行清洗。”他说。", "“我们对数据进行清洗。”他说。"),
        ("比赛在雨中进行。", "比赛在雨中进行。"),
    ],
)
def test_a_noun_that_hides_a_verb_becomes_the_verb(written: str, said: str) -> None:
    """Where it is known to take what it is about."""
    assert concise(written) == said


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("协会发布了一份报告。", "协会发布了报告。"),
        ("价格提高了一个百分点。", "价格提高了一个百分点。"),
        ("小镇变成了一个孤岛。", "小镇变成了一个孤岛。"),
        ("他写了一部没有主角的小说。", "他写了一部没有主角的小说。"),
        ("雨下了一个月。", "雨下了一个月。"),
        ("官方建议用户尽快升级，建议用户先备份。", "官方建议尽快升级，建议用户先备份。"),
        ("官方发布了2.2.5版本修复，2.2.4版本号不变。", "官方发布了2.2.5版修复，2.2.4版本号不变。"),
        ("2025年全年载客1,360人，去年全年停航。", "2025年载客1,360人，去年全年停航。"),
        ("船上标明“慢行”字样，很醒目。", "船上标明“慢行”，很醒目。"),
        ("老师坚持了一个学期，还要再试。", "老师坚持了一个学期，还要再试。"),
        ("她拒绝了一家公司的请求。", "她拒绝了一家公司的请求。"),
        ("火箭失败了一次后又飞了。", "火箭失败了一次后又飞了。"),
        ("白鹭公司近日发布新船，最近三日有雨。", "白鹭公司发布新船，最近三日有雨。"),
        ("总长度为38公里，合格率达到99%。", "总长度38公里，合格率99%。"),
        ("票价改为3元，分为2档。", "票价改为3元，分为2档。"),
        ("这一比例为8%。", "这一比例为8%。"),
        ("展品能够触摸，但功能够用就好。", "展品能触摸，但功能够用就好。"),
        ("新桥正式启用，正式员工免费。", "新桥启用，正式员工免费。"),
        ("实验支持转为正式支持。", "实验支持转为正式支持。"),
        ("目前已有9家入驻。", "已有9家入驻。"),
        ("平均可以省下3元。", "平均可以省下3元。"),
        ("在签字之前，可以撤回；之后不行。", "在签字前，可以撤回；之后不行。"),
        ("收入与AI相关，成本也是。", "收入与AI相关，成本也是。"),
    ],
)
def test_words_that_the_rest_does_not_need_go(written: str, said: str) -> None:
    """And no word is cut out of another one."""
    assert concise(written) == said


def test_an_editor_who_only_praises_is_silent() -> None:
    """One who warns or counts is not."""
    praise = "小编点评：把话讲清楚，这条原则值得更多行业借鉴。"
    warning = "编者按：结论只对成年人成立。"
    counted = "小编点评：第3次跳票，令人失望。"
    assert without_comments(f"{praise}{warning}{counted}") == f"{warning}{counted}"


_PARTS = (
    "据悉，", "引发关注", "助力", "对", "进行了", "调查", "模型", "发布了一份", "率达到", "3",
    "Nova", "，", "。", "；", "“", "”",
)  # fmt: skip


@given(st.lists(st.sampled_from(_PARTS), max_size=14))
def test_no_figure_and_no_name_goes(parts: list[str]) -> None:
    """Whatever stands around it."""
    text = "".join(parts)
    assert facts.of([concise(text)]) == facts.of([text])


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("地图更新到4.0版本，免费。", "地图更新到4.0版，免费。"),
        ("在穿过大桥时，渡船减速。", "穿过大桥时，渡船减速。"),
        ("在最初的两小时，渡船停航。", "在最初的两小时，渡船停航。"),
        ("新版本更快。", "新版本更快。"),
    ],
)
def test_small_words_go_beside_figures_and_times(written: str, said: str) -> None:
    """A listener does not miss them."""
    assert concise(written) == said


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("利用率比一年前提高了9个百分点。", "利用率比一年前提高9个百分点。"),
        ("票价提高了不少。", "票价提高了不少。"),
        ("系统平均可以提前两小时发出预警。", "系统平均提前两小时发出预警。"),
        ("录音最多可以区分8位发言人。", "录音最多区分8位发言人。"),
        ("录音可以区分8位发言人。", "录音可以区分8位发言人。"),
        ("它一次读完一本20万字的小说。", "它一次读完20万字的小说。"),
        ("报告预计，市场有望突破4000亿元。", "报告预计，市场将突破4000亿元。"),
        ("市场有望突破4000亿元。", "市场有望突破4000亿元。"),
        ("规范将于7月1日起试行。", "规范7月1日起试行。"),
        ("规范将于第二季度试行。", "规范将于第二季度试行。"),
        ("首批参与的银行有11家，都在南方。", "首批11家银行参与，都在南方。"),
        ("课程可在课程主页免费观看。", "课程可免费观看。"),
        ("它从Hugging Face上推荐模型。", "它从Hugging Face推荐模型。"),
        ("品牌开启了新款眼镜的预售，很轻。", "品牌开始预售新款眼镜，很轻。"),
        ("操作必须由用户本人确认，助手不得代为决定。", "操作必须由用户本人确认。"),
        ("操作须先备份，助手不得代为决定。", "操作须先备份，助手不得代为决定。"),
        ("课程讲卫星，帮助零基础的人了解卫星如何“看懂”地球。", "课程讲卫星。"),
        ("课程讲卫星，帮助用户“把三千张图看懂”。", "课程讲卫星，帮助用户“把三千张图看懂”。"),
    ],
)
def test_figures_days_and_places_have_few_words_around_them(written: str, said: str) -> None:
    """What is said by the rest of the sentence goes."""
    assert concise(written) == said


def test_a_frame_before_a_headline_goes() -> None:
    """Only with its comma."""
    assert without_frame("顺便一提，渡轮换了新漆") == "渡轮换了新漆"
    assert without_frame("顺便一提的事") == "顺便一提的事"
