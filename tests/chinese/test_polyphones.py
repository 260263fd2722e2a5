"""Polyphones and tone sandhi, on words as AI and business news use them."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from podcast.chinese.pinyin.polyphones import known_pinyin, pinyin
from podcast.chinese.pinyin.sandhi import sandhi
from podcast.chinese.pinyin.syllables import normalise
from podcast.chinese.pinyin.words import IS_CHINESE, agreed, cut, phrases
from podcast.errors import ReadingError


def spoken(text: str) -> str:
    """Return the syllables after sandhi."""
    return " ".join(sandhi(text, pinyin(text)))


@pytest.mark.parametrize(
    ("text", "char", "syllable"),
    [
        ("为用户提供长上下文支持", "长", "chang2"),
        ("视频长达两小时", "长", "chang2"),
        ("时间长", "长", "chang2"),
        ("长时间运行", "长", "chang2"),
        ("长大成人", "长", "zhang3"),
        ("公司成长很快", "长", "zhang3"),
        ("董事长表示", "长", "zhang3"),
        ("增长了三成", "长", "zhang3"),
        ("了解还款计划", "还", "huan2"),
        ("还是没有发布", "还", "hai2"),
        ("公司重组", "重", "chong2"),
        ("自动重启系统", "重", "chong2"),
        ("学习率被重置", "重", "chong2"),
        ("双重保障", "重", "chong2"),
        ("三重加密", "重", "chong2"),
        ("体重和重量", "重", "zhong4"),
        ("锦川银行上线", "行", "hang2"),
        ("行业首个", "行", "hang2"),
        ("三十行代码", "行", "hang2"),
        ("一行代码", "行", "hang2"),
        ("他们一行人", "行", "xing2"),
        ("正在运行", "行", "xing2"),
        ("三只股票", "只", "zhi1"),
        ("只有三个", "只", "zhi3"),
        ("都得到了提升", "都", "dou1"),
        ("北京是首都", "都", "du1"),
        ("函数调用", "调", "diao4"),
        ("模型微调", "调", "tiao2"),
        ("上调至三成", "调", "tiao2"),
        ("优先调往其他地区", "调", "diao4"),
        ("正式发布", "发", "fa1"),
        ("必须得做", "得", "dei3"),
        ("跑得快", "得", "de5"),
        ("做得很好", "得", "de5"),
        ("得到认可", "得", "de2"),
        ("快速地生成", "地", "de5"),
        ("慢慢地说", "地", "de5"),
        ("这块地很大", "地", "di4"),
        ("本地部署", "地", "di4"),
        ("目的是什么", "的", "di4"),
        ("你的模型", "的", "de5"),
        ("了解详情", "了", "liao3"),
        ("发布了模型", "了", "le5"),
        ("离不了人", "了", "liao3"),
        ("模具厂", "模", "mu2"),
        ("大模型", "模", "mo2"),
        ("数据中心", "数", "shu4"),
        ("更换电池", "更", "geng1"),
        ("朝鲜半岛", "鲜", "xian3"),
        ("卷积网络", "卷", "juan3"),
    ],
)
def test_polyphone(text: str, char: str, syllable: str) -> None:
    """A character with several readings gets the one its word or neighbours ask for."""
    assert pinyin(text)[text.index(char)] == syllable


@pytest.mark.parametrize(
    ("text", "syllable"),
    [
        ("为用户提供支持", "wei4"),
        ("目标是为开发者带来便利", "wei4"),
        ("为三百多家企业提供服务", "wei4"),
        ("为什么这样", "wei4"),
        ("以增长百分之四十为目标", "wei2"),
        ("参数为三百亿", "wei2"),
        ("价格为九十九元，为用户提供便利", "wei2"),
        ("改名为千问", "wei2"),
        ("其余为咨询服务", "wei2"),
        ("缩短为两百毫秒", "wei2"),
        ("为期三天", "wei2"),
        ("作为一家公司", "wei2"),
        ("华为", "wei2"),
        ("认为", "wei2"),
        ("极为重要", "wei2"),
    ],
)
def test_wei(text: str, syllable: str) -> None:
    """为 is wei4 when something is done for somebody, and wei2 for being and becoming."""
    assert pinyin(text)[text.index("为")] == syllable


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("一个", "yi2 ge4"),
        ("一次", "yi2 ci4"),
        ("一些", "yi4 xie1"),
        ("一直", "yi4 zhi2"),
        ("一起", "yi4 qi3"),
        ("第一", "di4 yi1"),
        ("第一个", "di4 yi1 ge4"),
        ("统一标准", "tong3 yi1 biao1 zhun3"),
        ("之一", "zhi1 yi1"),
        ("一百一十一", "yi4 bai3 yi1 shi2 yi1"),
        ("一点五", "yi1 dian2 wu3"),
        ("有一点慢", "you3 yi4 dian3 man4"),
        ("二零二一年一月一日", "er4 ling2 er4 yi1 nian2 yi1 yue4 yi1 ri4"),
        ("二点一点三", "er4 dian3 yi1 dian3 san1"),
        ("星期一", "xing1 qi1 yi1"),
        ("一季度", "yi1 ji4 du4"),
        ("试一试", "shi4 yi5 shi4"),
        ("S一模型", "yi1 mo2 xing2"),
        ("AI一次", "yi2 ci4"),
        ("不是", "bu2 shi4"),
        ("不能", "bu4 neng2"),
        ("不一定", "bu4 yi2 ding4"),
        ("是不是", "shi4 bu5 shi4"),
        ("不，是", "bu4 shi4"),
    ],
)
def test_yi_and_bu(text: str, wanted: str) -> None:
    """一 and 不 change before the tone that follows, except where 一 counts off."""
    assert spoken(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("你好", "ni2 hao3"),
        ("很好", "hen2 hao3"),
        ("总统府", "zong2 tong2 fu3"),
        ("打草稿", "da3 cao2 gao3"),
        ("九点九五", "jiu2 dian3 jiu2 wu3"),
        ("手机厂商", "shou3 ji1 chang3 shang1"),
        ("领导指出", "ling2 dao3 zhi3 chu1"),
        ("给首批用户", "gei2 shou3 pi1 yong4 hu4"),
        ("你，好", "ni3 hao3"),
        ("我GPT好", "wo3 hao3"),
    ],
)
def test_third_tones(text: str, wanted: str) -> None:
    """A third tone rises before another one of its group, but never across a pause."""
    assert spoken(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("什么消息", "shen2 me5 xiao1 xi5"),
        ("我们知道的事情", "wo3 men5 zhi1 dao4 de5 shi4 qing5"),
        ("这儿有点儿", "zhe4 r5 you2 dian3 r5"),
        ("同学们", "tong2 xue2 men5"),
        ("量子和电子", "liang4 zi3 he2 dian4 zi3"),
        ("咳嗽和合同", "ke2 sou5 he2 he2 tong5"),
    ],
)
def test_neutral_tones(text: str, wanted: str) -> None:
    """Suffixes and the words of the neutral-tone list lose their tone, scientific 子 does not."""
    assert spoken(text) == wanted


def _phrases() -> list[tuple[str, str]]:
    table = Path(__file__).parents[1] / "data/phrases.tsv"
    rows = (line.split("\t") for line in table.read_text("utf-8").splitlines())
    return [(text, wanted) for text, wanted in rows]


@pytest.mark.parametrize(("text", "wanted"), _phrases())
def test_news_phrase(text: str, wanted: str) -> None:
    """Phrases of AI and business news, written by hand, are read without an error."""
    assert " ".join(pinyin(text)) == wanted


def _rows() -> list[tuple[str, str, str, str]]:
    table = Path(__file__).parents[1] / "data/polyphones.tsv"
    rows = (line.split("\t") for line in table.read_text("utf-8").splitlines()[1:])
    return [(text, word, reading, kind) for text, word, reading, kind in rows]


@pytest.mark.parametrize(("text", "word", "reading", "kind"), _rows())
def test_word_in_its_sentence(text: str, word: str, reading: str, kind: str) -> None:
    """A word of a news sentence is read as the row says; a short reading is of its beginning."""
    before = text[: text.index(word)]
    start, wanted = len(IS_CHINESE.findall(before)), reading.split()
    assert list(pinyin(text)[start : start + len(wanted)]) == wanted, kind


def test_every_kind_of_polyphone_has_rows() -> None:
    """Each kind of polyphone has fifteen sentences or more, and none stands twice."""
    rows = _rows()
    assert len({(text, word) for text, word, _, _ in rows}) == len(rows)
    assert all(count >= 15 for count in Counter(kind for *_, kind in rows).values())


@pytest.mark.parametrize(
    ("text", "char", "syllable"),
    [
        ("公司尽显优势", "尽", "jin4"),
        ("尽早完成", "尽", "jin3"),
        ("在地上刨坑", "刨", "pao2"),
        ("单教授出席", "单", "shan4"),
        ("与区女士见面", "区", "ou1"),
        ("东区主任", "区", "qu1"),
        ("模型偏好", "好", "hao4"),
        ("效果好", "好", "hao3"),
        ("三处错误", "处", "chu4"),
        ("你得先登录", "得", "dei3"),
        ("他得了第一名", "得", "de2"),
        ("把文件弄丢了", "弄", "nong4"),
        ("位于葵涌。", "涌", "chong1"),
        ("大量用户涌入", "涌", "yong3"),
    ],
)
def test_neighbours_decide(text: str, char: str, syllable: str) -> None:
    """Where no dictionary is certain, what stands right before or after a character decides."""
    assert pinyin(text)[text.index(char)] == syllable


def test_fixed_syllables_win() -> None:
    """What the lexicon gives stands, by the place among the Chinese characters."""
    assert pinyin("A重庆行", {0: "zhong4", 2: "xing2"}) == ("zhong4", "qing4", "xing2")


def test_explicit_tone_of_yi_stays() -> None:
    """Sandhi changes dictionary tones only."""
    assert sandhi("一个", ("yi4", "ge4")) == ("yi4", "ge4")


def test_character_without_reading_is_an_error() -> None:
    """A character that no dictionary has is named together with what to do."""
    with pytest.raises(ReadingError, match=r"`\U0003106C`.*lexicon"):
        pinyin("好\U0003106c好")


def test_lexicon_gives_a_character_its_reading() -> None:
    """The remedy that the error names works; the characters around keep their readings."""
    assert pinyin("好兙了", {1: "shi2"}) == ("hao3", "shi2", "le5")
    assert known_pinyin("兙好") == (None, "hao3")


def test_phrases_are_well_formed() -> None:
    """Each project word has one Mandarin syllable per character, and is read as it says."""
    for word, syllables in phrases().items():
        assert len(syllables) == len(word), word
        assert [normalise(each) or each for each in syllables if each != "r5"] == [
            each for each in syllables if each != "r5"
        ]
        assert pinyin(word) == syllables


def test_agreed_words_are_well_formed() -> None:
    """The packed table has one existing syllable for each character, and 一 and 不 as they are."""
    assert agreed()["注重"] == "zhu4 zhong4"
    for word, reading in agreed().items():
        syllables = reading.split()
        assert [normalise(each) for each in syllables] == syllables, word
        assert len(syllables) == len(word), word
        assert all(
            each == "yi1" for char, each in zip(word, syllables, strict=True) if char == "一"
        ), word


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("改名为千问", ("改名为", "千问")),
        ("响应为千问", ("响应", "为", "千问")),
        ("百分之三十八点六", ("百分之", "三十八点六")),
        ("二点一点三", ("二点一", "点", "三")),
        ("四十二点八亿元", ("四十二点八", "亿元")),
        ("阿Q穿T恤", ("阿", "Q", "穿", "T", "恤")),
        ("GPT 四o，好", ("GPT ", "四", "o，", "好")),
    ],
)
def test_words(text: str, words: tuple[str, ...]) -> None:
    """Numbers are words, particles are none, Latin letters stay out of Chinese words."""
    assert cut(text) == words


@given(st.text(alphabet="一不为长得地了行只重你好我也有的AI，。两百点五〇", max_size=30))
@settings(max_examples=200, deadline=None)
def test_one_syllable_per_character(text: str) -> None:
    """Any text has as many well-formed syllables as Chinese characters; words cover it."""
    syllables = sandhi(text, pinyin(text))
    assert len(syllables) == len(IS_CHINESE.findall(text))
    assert all(normalise(syllable) == syllable for syllable in syllables)
    assert "".join(cut(text)) == text


def test_quiet() -> None:
    """Loading the dictionaries writes nothing to the terminal, not even in a new process."""
    code = (
        "import json; from podcast.chinese.pinyin import words; "
        "print(json.dumps(words.cut('银行业')))"
    )
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, check=True
    )
    assert done.stderr == ""
    assert "".join(json.loads(done.stdout)) == "银行业"
