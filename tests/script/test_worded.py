"""Signs that only a screen shows are put into words; the voice reads what it has read before."""

from __future__ import annotations

import pytest

from podcast.chinese import spoken
from podcast.script.sentences import speakable
from podcast.script.worded import worded


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("售价¥2,899，海外$249起", "售价2899元，海外249美元起"),
        ("贷款€5 亿，罚款£1.2M", "贷款5 亿欧元，罚款120万英镑"),
        ("以$1.5B收购", "以15亿美元收购"),
        ("采用3nm 工艺，延迟200ms", "采用3纳米工艺，延迟200毫秒"),
        ("刷新率 144Hz，电池 80Wh", "刷新率 144赫兹，电池 80瓦时"),
        ("功耗2W，重1.2kg，限速25 km/h", "功耗2瓦，重1.2公斤，限速每小时25 公里"),
        ("带宽2.4TB/s", "带宽每秒2.4TB"),
        ("密度368 瓦时/公斤", "密度每公斤368 瓦时"),
        ("在 -40℃～85℃ 之间，最高72℃", "在零下40摄氏度到85摄氏度之间，最高72摄氏度"),
        ("分辨率1920×1200", "分辨率1920乘1200"),
        ("上涨18%–23%，耗时3–5年", "上涨18%到23%，耗时3到5年"),
        ("30+ 国家、1,000+家门店、99%+", "30多国家、1,000多家门店、99%以上"),
        ("8GB+256GB版售价¥2,899", "8GB加256GB版售价2899元"),
        ("18 万亿 token，每百万tokens 2元", "18 万亿词元，每百万词元2元"),
        ("每百万输入 token 1.2 元、输出 token 4.8 元", "每百万输入词元 1.2 元、输出词元 4.8 元"),
        ("会员¥99/月，席位$12/席位/月", "会员每月99元，席位每席位每月12美元"),
        ("输入$0.30/百万tokens", "输入每百万词元0.30美元"),
    ],
)
def test_signs_of_amounts_are_words(written: str, said: str) -> None:
    """Money, measures, what they are for, what is between two figures, and more than so many."""
    assert worded(written) == said
    assert worded(said) == said


@pytest.mark.parametrize(
    "written",
    [
        "SA200、iOS 19.4、GPT-5、M4 Max、5G手机、128K上下文、4K/240fps",
        "12V/2A，1/1.3 英寸，Model 3/Y",
        "J1906+0512与C++ 20，补偿N+2",
        "“¥99/月太贵”，他在《7nm 之后》里说",
        "Note 3s 手机，Token Economy，input tokens",
        "时速约120km/h",
        "3比2，10:00-11:00，2026-03-04，4-3 获胜",
        "每度电 0.34 元，售 8999 元，100 兆瓦/200 兆瓦时",
    ],
)
def test_names_codes_and_quotations_stay(written: str) -> None:
    """And what the voice would read in another way if it was in words."""
    assert worded(written) == written


@pytest.mark.parametrize(
    "written", ["售价¥2,899", "$20-30", "−40℃～85℃", "100W快充", "71 tokens/s", "3x", "3×3×2cm"]
)
def test_the_voice_reads_words_as_signs(written: str) -> None:
    """But for a word that is another in Chinese."""
    heard = [spoken(text).text.replace("tokens", "词元") for text in (written, worded(written))]
    assert heard[0].replace(" ", "") == heard[1].replace(" ", "")


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("宣布,6 月 1 日起", "宣布，6 月 1 日起"),
        ("从 9:12 到 16:05,约 18%", "从 9:12 到 16:05，约 18%"),
        ("涨 18%–23%,NAND 涨 10%", "涨 18%到23%，NAND 涨 10%"),
        ("客户为 Nvidia 和 AMD,Apple 则跳过", "客户为 Nvidia 和 AMD，Apple 则跳过"),
        ("Ryzen Z2 Extreme,24GB 内存", "Ryzen Z2 Extreme，24GB 内存"),
        ("相关系数 0.71,ESM-3 为 0.64", "相关系数 0.71，ESM-3 为 0.64"),
        ("结果:128K 上下文", "结果：128K 上下文"),
        ("共1,200人，比分3:2，2,4-D", "共1,200人，比分3:2，2,4-D"),
    ],
)
def test_half_width_marks_between_words_are_full_width(written: str, said: str) -> None:
    """Also before and behind a figure; those of a figure stay."""
    assert speakable(written) == said
