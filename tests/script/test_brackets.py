"""What is in brackets, as a newsreader says it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from podcast.script.brackets import unbracket

SAID = [
    # a name again: in the other language, or its letters
    ("采用混合专家架构（MoE），降低消耗", "采用混合专家架构，降低消耗"),
    ("机器人公司海棠（Haitang Robotics）近日完成融资", "机器人公司海棠近日完成融资"),
    ("大语言模型（LLM）价格下调", "大语言模型价格下调"),
    ("与星纬科技（StarWeft）3月12日联合推出", "与星纬科技3月12日联合推出"),
    ("教授Maria Lindqvist（玛丽亚·林奎斯特）表示", "教授Maria Lindqvist表示"),
    ("前副总裁Amelia Zhou（周书棠）已加盟", "前副总裁Amelia Zhou已加盟"),
    ("负责world model（世界模型）方向", "负责world model方向"),
    ("并支持MCP（Model Context Protocol，模型上下文协议）。", "并支持MCP。"),
    ("审阅PR（Pull Request，合并请求），指出缺陷", "审阅PR，指出缺陷"),
    ("离线书包(Offline Bundle)草案", "离线书包草案"),
    ("《长夜》（Long Night）上映", "《长夜》上映"),
    ("“小满”（Xiaoman）更新", "“小满”更新"),
    ("三键电话 (Show: Mossphone – a phone with 3 keys)", "三键电话"),
    # for the eye
    ("我怎样把服务器搬进鞋柜（英文）", "我怎样把服务器搬进鞋柜"),
    ("架构很简单（如图），只有两层", "架构很简单，只有两层"),
    ("洪水来前一夜，养蜂人转移两百箱蜜蜂[视频]", "洪水来前一夜，养蜂人转移两百箱蜜蜂"),
    ("一段话（）结束", "一段话结束"),
    # at the end of a clause
    ("超过90亿元（上一轮为54亿元）", "超过90亿元，上一轮为54亿元"),
    ("用户达6亿（同比增长20%）。", "用户达6亿，同比增长20%。"),
    ("得益于升级（而非模型缩水），效果不变", "得益于升级，而非模型缩水，效果不变"),
    ("是前代的2.7倍（厂商自测，尚无第三方评测）", "是前代的2.7倍，厂商自测，尚无第三方评测"),
    ("高危漏洞（编号LG-2026-017，评分9.1），攻击者", "高危漏洞，编号LG-2026-017，评分9.1，攻击者"),
    ("口水词的功能（英文支持较好，中文还在测试）。", "口水词的功能，英文支持较好，中文还在测试。"),
    ("研发进度（计划今年下半年发布）", "研发进度，计划今年下半年发布"),
    ("开源语音模型Fen-TTS（Apache 2.0）：3亿参数", "开源语音模型Fen-TTS，Apache 2.0：3亿参数"),
    ("周一（3月2日），新机发布", "周一，3月2日，新机发布"),
    ("多数用户（约七成）。", "多数用户，约七成。"),
    # in the middle of a clause: at its end
    ("平均得分（满分100分）下降了23分。", "平均得分下降了23分，满分100分。"),
    ("融资140亿元(约合20亿美元)后上市", "融资140亿元后上市，约合20亿美元"),
    ("一处疏忽（CVSS 9.4）让主机暴露，厂商已修复", "一处疏忽让主机暴露，CVSS 9.4，厂商已修复"),
    ("三家公司（总部都在江临）已经接入，效果良好", "三家公司已经接入，总部都在江临，效果良好"),
    ("新车（售价20万元起）上的雷达", "新车上的雷达，售价20万元起"),
    ("过去一年（截至6月）中", "过去一年中，截至6月"),
    ("聊64种话（含12种小众语言）。", "聊64种话，含12种小众语言。"),
    # examples
    ("多种癌症（如肺癌）的发生", "多种癌症的发生，其中包括肺癌"),
    ("格式（例如EPUB、PDF）都能导出，免费使用", "格式都能导出，其中包括EPUB、PDF，免费使用"),
    ("多种设备（包括手机）上可用", "多种设备上可用，其中包括手机"),
    ("支持多种语言（如日语、法语）。", "支持多种语言，如日语、法语。"),
    # what it is
    ("单元格（表格里的一个小方块）现在能派活", "单元格，也就是表格里的一个小方块，现在能派活"),
    ("Vellum 5（上周发布的主力模型）加上尺", "Vellum 5，也就是上周发布的主力模型，加上尺"),
    ("词元（即token）的价格", "词元，即token，的价格"),
    # in lists and titles
    ("北京（3家）、上海（2家）和成都（1家）。", "北京3家、上海2家和成都，1家。"),
    ("《标识实施细则（试行）》将施行", "《标识实施细则试行》将施行"),
    ("“口袋（小）机柜”研究", "“口袋小机柜”研究"),
    # changes
    ("由5元降至2元（-60%）", "由5元降至2元，降幅60%"),
    ("营收8.7亿元（+12%），利润持平", "营收8.7亿元，增幅12%，利润持平"),
    ("输出由20元降至12元（40%）", "输出由20元降至12元，降幅40%"),
    ("普及率达到新高（42.8%）", "普及率达到新高，42.8%"),
    ("股价（−3.5%）收低", "股价收低，降幅3.5%"),
    # at the beginning
    ("【独家】远舟物流更新", "独家，远舟物流更新"),
    ("（1）先测单棵树。", "先测单棵树。"),
    ("（一）我开始允许自己晚到", "我开始允许自己晚到"),
    ("【洪水来前一夜，养蜂人转移蜜蜂】", "洪水来前一夜，养蜂人转移蜜蜂"),
    # nested, and without a partner
    ("新功能（面向会员（Plus））上线", "新功能上线，面向会员"),
    ("模型（MoE（混合专家））发布", "模型发布"),
    ("【蜜蜂转移[视频]】", "蜜蜂转移"),
    ("一个括号（没有结束", "一个括号没有结束"),
    ("一个括号）没有开始", "一个括号没有开始"),
    ("三种（甲（一）、乙（二））选择", "三种选择，甲一、乙，二"),
    # spaces around Latin words
    ("支持Qwen (通义千问) 模型", "支持Qwen模型"),
    ("用 Apple (M5) Max 训练", "用 Apple M5 Max 训练"),
    ("OpenAI（总部旧金山）发布新品", "OpenAI发布新品，总部旧金山"),
    ("Grove (2.0) 发布", "Grove发布，2.0"),
    ("消息（未经证实）传出后，股价上涨", "消息传出后，未经证实，股价上涨"),
    ("Larkspur（据传）将被收购。", "Larkspur将被收购，据传。"),
]  # fmt: skip


@pytest.mark.parametrize(("written", "said"), SAID)
def test_brackets_become_speech(written: str, said: str) -> None:
    """Sixty sentences, each as a newsreader would say it."""
    assert unbracket(written) == said


def test_there_are_sixty_sentences() -> None:
    """They are labelled by hand."""
    assert len(SAID) >= 60


_TEXTS = st.text(st.sampled_from("（）()【】[]，。“”《》的如即12%+-AaB 中文字"))


@given(_TEXTS)
def test_no_bracket_is_left(text: str) -> None:
    """Whatever stands in a post, and no figure comes from nowhere."""
    said = unbracket(text)
    assert not set(said) & set("（）()【】[]〔〕")
    assert sum(map(said.count, "12")) <= sum(map(text.count, "12"))
