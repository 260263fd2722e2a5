"""Chapter titles: where headlines are cut."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from podcast.lib.markup import clean
from podcast.lib.punctuation import full_width
from podcast.recording.titles import MOST, shortened, titles

TABLE = (
    (
        "延迟低于 0.2 秒！Mistral AI发布Voxtral Transcribe 2语音模型，支持中文实时转录",
        "延迟低于 0.2 秒！Mistral AI发布Voxtral…",
    ),
    (
        "支持AI消除屏幕摩尔纹！华为Mate 80系列正式推送HarmonyOS新版固件",
        "支持AI消除屏幕摩尔纹！华为Mate 80系列正式推送HarmonyOS新版…",
    ),
    (
        "支持 32 种语言: 澄湖智能开源语音模型“听屿”2.1，首包延迟降至200ms",
        "支持 32 种语言：澄湖智能开源语音模型“听屿”2.1，首包延迟降至200ms",
    ),
    (
        "OpenAI发布GPT-5.2系列模型，上下文窗口扩大到128万词元，推理价格下调42.8%，企业用户率先可用",
        "OpenAI发布GPT-5.2系列模型，上下文窗口扩大到128万词元",
    ),
    (
        "我国科学家在国际学术期刊《自然》发表人工智能驱动的新材料设计方法，稳定性预测误差降至3.5%以内",
        "我国科学家在国际学术期刊《自然》发表人工智能驱动的新材料设计方法",
    ),
    (
        "腾讯混元团队开源视频生成模型“混元视频2.0”并同步开放训练代码、推理加速方案与全部模型权重",
        "腾讯混元团队开源视频生成模型“混元视频2.0”",
    ),
    (
        "字节跳动豆包大模型日均词元使用量突破120万亿：较去年同期增长逾十倍，居国内首位，全球第三",
        "字节跳动豆包大模型日均词元使用量突破120万亿：较去年同期增长逾十倍",
    ),
    (
        "英伟达发布新一代推理芯片Vera Rubin NVL144，相比上一代GB300系统推理性能提升3.3倍",
        "英伟达发布新一代推理芯片Vera Rubin NVL144",
    ),
    (
        "蚂蚁集团旗下人工智能健康应用“蚂蚁阿福”月活跃用户突破3000万，成为增长最快的健康类应用",
        "蚂蚁集团旗下人工智能健康应用“蚂蚁阿福”月活跃用户突破3000万",
    ),
    (
        "Anthropic releases Claude Opus 4.6 with a million tokens of context and agent teams",
        "Anthropic releases Claude Opus 4.6…",
    ),
    (
        "苹果与谷歌达成多年合作协议，新版Siri将由Gemini模型驱动，最早于iOS 26.4中向用户推送",
        "苹果与谷歌达成多年合作协议，新版Siri将由Gemini模型驱动",
    ),
    (
        "国家互联网信息办公室等四部门联合发布《人工智能生成合成内容标识办法》自2025年9月1日起施行",
        "国家互联网信息办公室等四部门联合发布《人工智能生成合成内容标识办法》",
    ),
    (
        "《人工智能生成合成内容标识办法配套强制性国家标准网络安全技术人工智能生成合成内容标识方法》正式实施",
        "《人工智能生成合成内容标识办法配套强制性国家标准网络安全技术人工智能生成…》",
    ),
    (
        "“用人工智能把一百年来所有的黑白新闻纪录片都修复成超高清彩色影像并且配上方言解说”的计划启动",
        "“用人工智能把一百年来所有的黑白新闻纪录片都修复成超高清彩色影像并且配上…”",
    ),
    (
        "特斯拉Optimus第三代人形机器人推迟至2026年第一季度亮相，马斯克称年底前启动百万台产线",
        "特斯拉Optimus第三代人形机器人推迟至2026年第一季度亮相",
    ),
    (
        "微软以每年约97亿美元的价格与算力服务商IREN签订五年期GPU云服务合同以缓解算力紧张的局面",
        "微软以每年约97亿美元的价格与算力服务商IREN签订五年期GPU云服务合同…",
    ),
    (
        "月之暗面发布Kimi K2 Thinking，HLE得分44.9%超过GPT-5与Claude Sonnet 4.5",
        "月之暗面发布Kimi K2 Thinking",
    ),
    (
        "DeepSeek-V3.2-Speciale与DeepSeekMath-V2相继开源，数学推理能力达到国际奥赛金牌水平",
        "DeepSeek-V3.2-Speciale与DeepSeekMath-V2…",
    ),
    (
        "谷歌DeepMind推出世界模型Genie 3可实时生成720p、24帧每秒、持续数分钟的可交互三维环境",
        "谷歌DeepMind推出世界模型Genie 3可实时生成720p、24帧每秒…",
    ),
    (
        "完成对Manus的收购之后，Meta计划把通用智能体接入WhatsApp、Instagram与Facebook的二十亿用户",
        "完成对Manus的收购之后，Meta计划把通用智能体接入WhatsApp…",
    ),
    (
        "华为Mate 80 Pro Max搭载麒麟9030芯片并首发支持卫星互联网、双向北斗短信与端侧70B大模型",
        "华为Mate 80 Pro Max搭载麒麟9030芯片",
    ),
    (
        "智谱、MiniMax先后通过港交所聆讯 国内大模型公司上市潮来临 首批公司估值合计超过一千亿港元",
        "智谱、MiniMax先后通过港交所聆讯 国内大模型公司上市潮来临",
    ),
    (
        "小米开源309B参数MoE模型MiMo-V2-Flash（激活参数15B）支持256K上下文，推理速度达每秒150词元",
        "小米开源309B参数MoE模型MiMo-V2-Flash（激活参数15B）",
    ),
    (
        "美团LongCat团队发布LongCat-Flash-Omni全模态大模型参数5600亿激活270亿支持毫秒级实时音视频交互",
        "美团LongCat团队发布LongCat-Flash-Omni全模态大模型…",
    ),
    (
        "Hugging Face、Meta、PyTorch联合推出OpenEnv开放环境中心，统一智能体训练接口与环境规范标准",
        "Hugging Face、Meta、PyTorch联合推出OpenEnv开放…",
    ),
    (
        "“AI春晚”来了！央视联合火山引擎打造首个由大模型全程参与创作的春节联欢晚会，豆包成独家AI云合作伙伴",
        "“AI春晚”来了！央视联合火山引擎打造首个由大模型全程参与创作的春节联欢晚会",
    ),
    (
        "每百万词元仅0.2元人民币的超低价格！阶跃星辰Step-3.5-Flash正式开源，激活参数仅11B且支持256K上下文",
        "每百万词元仅0.2元人民币的超低价格！阶跃星辰Step-3.5-Flash…",
    ),
)
"""Headlines and their chapter titles, as a reader would shorten them."""

PAIRS = ("“”", "‘’", "《》", "（）", "()", "【】", "「」")
RUN = re.compile(r"[A-Za-z0-9][A-Za-z0-9.%+-]*")

PARTS = """\
发布|推出|大模型|人工智能|的|与|将|在|上线|同时|并|之后|增长|用户|突破|我国|首个|智能体|开源|芯片|支持|\
GPT-5.2|Qwen3-235B-A22B|v2.1.3|DeepSeek|42.8%|7.5亿|200ms|128K|2026年|iOS|AI|3.0|C++|Mate 80 Pro|\
，|。|：|！|？|；|、|“|”|《|》|（|）|(|)|……|——|,|:|!| | 0.2 秒|Hugging Face"""
_WORDS = st.sampled_from(PARTS.split("|"))
_HEADLINES = st.lists(_WORDS, min_size=1, max_size=40).map("".join)


@pytest.mark.parametrize(("headline", "title"), TABLE)
def test_a_long_headline_ends_at_a_sensible_place(headline: str, title: str) -> None:
    """With a clause, else a phrase, else between words and with an ellipsis."""
    assert shortened(headline) == title


@pytest.mark.parametrize(
    "headline",
    [
        "",
        "短！",
        "上海AI实验室发布科学多模态模型书生Intern-S1-Pro",
        "字" * MOST,
        "延迟：（未完",
    ],
)
def test_a_short_headline_stays(headline: str) -> None:
    """What fits is not touched, whatever it ends with."""
    assert shortened(headline) == headline


def test_what_no_carrier_can_hold_goes_first() -> None:
    """Line breaks and control characters would make the carriers differ."""
    assert shortened(" 甲\n乙\x00\x0b  丙 ") == "甲 乙 丙"


@settings(max_examples=300, deadline=None)
@given(_HEADLINES)
def test_a_title_is_the_beginning_of_its_headline(headline: str) -> None:
    """At most 39 characters: a beginning, perhaps an ellipsis and marks that close what is open."""
    title, text = shortened(headline), full_width(clean(headline))
    assert len(title) <= MOST
    kept, ellipsis, closers = title.rpartition("…") if title != text else (text, "", "")
    if not text.startswith(title):
        assert ellipsis
        assert text.startswith(kept)
        assert not closers.strip("".join(pair[1] for pair in PAIRS))
    assert bool(title) == bool(text)


@settings(max_examples=300, deadline=None)
@given(_HEADLINES)
def test_no_name_or_number_is_cut(headline: str) -> None:
    """Every Latin or numeric run of a title stands in the headline as a whole, at its place."""
    title, text = shortened(headline), full_width(clean(headline))
    whole = {(run.start(), run.end()) for run in RUN.finditer(text)}
    runs = [run.span() for run in RUN.finditer(title)]
    broken = [span for span in runs if span not in whole]
    assert not broken or max(len(run.group()) for run in RUN.finditer(text)) >= MOST - 2


@settings(max_examples=300, deadline=None)
@given(_HEADLINES)
def test_nothing_is_left_hanging(headline: str) -> None:
    """A title that was cut ends with a word or an ellipsis and leaves no bracket open."""
    title, text = shortened(headline), full_width(clean(headline))
    if title != text and any(char.isalnum() for char in text[:20]):
        assert title[-1] not in "，。！？；：、,:! “‘《（(【「"
        for opening, closing in PAIRS:
            assert title.count(opening) <= title.count(closing)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=120))
def test_any_text_becomes_a_title(headline: str) -> None:
    """Whatever Unicode holds: never too long, never empty unless the headline is."""
    title = shortened(headline)
    assert len(title) <= MOST
    assert bool(title) == bool(clean(headline))


@pytest.mark.parametrize(
    "number", ["7.5 亿", "0.2 秒", "42.8%", "v2.1.3", "12,800", "2026年2月6日"]
)
@pytest.mark.parametrize("before", range(28, 39))
def test_amounts_stay_whole(before: int, number: str) -> None:
    """Wherever the end of the title falls, a number keeps its unit, a version its parts."""
    title = shortened("云" * before + number + "增长" * 20)
    assert title.rstrip("…增长") in {"云" * before, "云" * before + number, "云" * 38}


@pytest.mark.parametrize("name", ["Mate 80", "Python 3.14", "Transcribe v2", "“听屿”2.1"])
@pytest.mark.parametrize("before", range(26, 38))
def test_a_name_keeps_its_number(before: int, name: str) -> None:
    """`Mate 80` never becomes `Mate`."""
    title = shortened("云" * before + name + "增长" * 20)
    assert title.rstrip("…增长") in {"云" * before, "云" * before + name}


def test_a_word_longer_than_a_title_is_broken() -> None:
    """There is no other way."""
    assert shortened("a" * 60) == "a" * 38 + "…"


def test_titles_of_different_headlines_differ() -> None:
    """Headlines that begin alike carry their numbers; the same headline keeps the same title."""
    alike = "云杉实验室发布新一代开源多模态推理模型家族，"
    headlines = [
        (1, alike + "参数规模从三十亿到三百亿不等的六个尺寸"),
        (4, alike + "训练代码连同评测数据一并开放下载与使用"),
    ]
    headlines += [(5, "短"), (6, "短")]
    assert titles(headlines) == (
        (1, alike[:-1] + "（1）"),
        (4, alike[:-1] + "（4）"),
        (5, "短"),
        (6, "短"),
    )
