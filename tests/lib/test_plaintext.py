"""Plain text: what goes, what stays, and that a second cleaning finds nothing more to do."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from podcast.lib import plaintext
from podcast.lib.plaintext import clean, is_wide, urls


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("⚡ 极低延迟", "极低延迟"),
        ("👨‍👩‍👧 家庭 🇨🇳 ❤️", "家庭"),
        ("1️⃣ 首先 🔟", "首先"),
        ("㊗️庆祝", "庆祝"),
        ("⽉⼈⼯智能，⽤⼾⻓⻚", "月人工智能，用户长页"),
        ("ＧＰＴ－５　ﬁne，５０％", "GPT-5 fine，50%"),
        ("甲，：；！？（乙）～……", "甲，：；！？（乙）～……"),
        ("①⑳❶⓴ x² 10⁻⁹ ½ ™ 25℃ 5‰", "①⑳①⑳ x² 10⁻⁹ ½ ™ 25℃ 5‰"),
        ("25㎡ ㎏", "25m² kg"),
        ("二○二六年", "二〇二六年"),
        ("480ms → 200ms", "480ms到200ms"),
        ("下载→安装", "下载 安装"),
        ("a\u200b\u202eb\ufeff\ud800\x00\x07\U000e0100c", "abc"),
        ("a\u00a0\t\n b\u2028c", "a b c"),
        ("**核心** `x` ~~y~~ 3*4 *注", "核心 x y 3*4 注"),
        ("![图](a b.png)见[此](a b)", "见此"),
        ("#AI 与 C#、F# 及 #话题# x", "AI 与 C#、F# 及 话题 x"),
        ("开源，地址：https://example.com/x。好", "开源。好"),
        ("甲见（https://example.com/a）。", "甲见。"),
        ("见（https://example.com/a）。", ""),
        ("详情见 https://example.com/a 或 https://example.com/b。", ""),
        ("开源（链接：https://example.com/a），好", "开源，好"),
        ("==高亮==的 1==2 a == b", "高亮的 1==2 a == b"),
        ("由 $x^2$ 与$n$得$$E=mc^2$$，从$5涨到$10", "由 x^2 与n得E=mc^2，从$5涨到$10"),
        ("超过 $10^{26}$ FLOP，$p<0.05$，$\\frac{a}{b}$", "超过 10^26 FLOP，p<0.05，"),
        ("H~2~O 3~5天", "H2O 3~5天"),
        ("好:smile::heart:的 :+1: 8:30:00", "好的 8:30:00"),
        ("<b>好</b>]]> R&D &lt;i&gt; &amp;amp;lt;x", "好 R&D i x"),
        ("<尖括号> List<String> 3<5 a > b x>=5", "尖括号 List String 3<5 a > b x>=5"),
        ("[链接](https://example.com/a_(b)) `x` __强__ _斜_ a_b", "链接 x 强 斜 a_b"),
        ("误差＜5%，需求＞供给", "误差<5%，需求>供给"),
        ("首页>新闻>科技", "首页新闻科技"),
        (
            "需求>供给，价格>成本，价格<$3000，利率>-0.5%时",
            "需求>供给，价格>成本，价格<$3000，利率>-0.5%时",
        ),
        ("3 * 4 = 12", "3×4 = 12"),
        ("5✕3、5✖3 ✖ 不支持", "5×3、5×3 不支持"),
        ("138****5678 尾号****1234 2**8 **3** ****", "138****5678 尾号****1234 2**8 3"),
        ("27″ Ⅲ类", "27″ Ⅲ类"),
        ("成本↓30% → 详情", "成本下降30% 详情"),
        ("C# C++ A/B 4*4", "C# C++ A/B 4*4"),
        ("(" * 40 + ")" * 40 + "甲", "甲"),
        ("官网 www.example.com 已开", "官网 已开"),
        ("看Rhttps://example.com/a，好", "看R，好"),
        ("01️⃣https://a.cn/", "0"),
        ("好 ，坏 。", "好，坏。"),
        ("• 马斯克•埃隆", "马斯克·埃隆"),
        ("★●━", ""),
        ("𰻝面", "𰻝面"),
    ],
)
def test_clean_leaves_the_words(written: str, plain: str):
    """Decoration, markup, addresses and copying damage go; what carries meaning stays."""
    assert clean(written) == plain
    assert clean(plain) == plain


def test_urls_finds_bare_addresses():
    """The addresses that cleaning takes out can be had before it."""
    assert urls("见https://example.com/a?b=c。www.x.cn http://b.cn") == (
        "https://example.com/a?b=c",
        "http://b.cn",
    )


@pytest.mark.parametrize(
    ("char", "wide"), [("中", True), ("，", True), ("🎉", False), ("a", False)]
)
def test_wide_characters_are_chinese_and_no_emoji(char: str, wide: bool):
    """Emoji are wide on a screen, but they are not Chinese text."""
    assert is_wide(char) is wide


# fmt: off
PIECES = (
    "==", "$", "^", "~", ":", ":a:", "_", "__", "**", "`", "[", "](", ")", "(", "&amp;", "lt;", "<",
    ">", "<b>", "]]>", "https://a.cn", "见", "或", "，", "。", "1", "x", " ",
)
# fmt: on
MARKUP = st.lists(st.sampled_from(PIECES), max_size=30).map("".join)


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(max_size=40), MARKUP))
def test_cleaned_text_is_clean(text: str):
    """Nothing invisible, no emoji and no stray space survives, and cleaning twice is once."""
    plain = clean(text)
    assert clean(plain) == plain
    assert plain == plain.strip()
    assert "  " not in plain
    for char in plain:
        category = unicodedata.category(char)
        assert category not in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")
        assert category != "So" or char in "™®©°℃℉"
        assert not "\U0001f000" <= char <= "\U0001faff"
        assert not "\u2e80" <= char <= "\u2fdf"


PLAIN = (
    *"中甲〇aZ03%+-/:;!?., ，。、：；？！“”‘’（）《》【】「…—·()[]<>*_`~=#$|\\&@^\"'",
    *"→🎉①²⼈Ａ㎡\u3000\u200b",
    *("  ", "--", "..", "**", "==", "AI", "v2", "1.5", "——", "www.", "www.x.cn", "https://a.cn"),
    *("见", "详情", "原文", "链接：", "地址:", "&amp;", ":smile:", "1️⃣"),
)
ALMOST_PLAIN = st.lists(st.sampled_from(PLAIN), max_size=12).map("".join)


def _slowly(text: str) -> str:
    """Return the same as `clean`, without asking whether there is anything to clean."""
    plain, settled = plaintext._rounds(text)  # noqa: SLF001 -- what the short way saves
    return plain if settled else plaintext._rounds(plaintext._NESTED.sub(" ", plain))[0]  # noqa: SLF001


@settings(max_examples=1500, deadline=None)
@given(st.one_of(ALMOST_PLAIN, ALMOST_PLAIN, st.text(max_size=12)))
def test_the_short_way_for_plain_text_gives_the_same(text: str) -> None:
    """Text that is taken as it is has nothing that cleaning would change."""
    assert clean(text) == _slowly(text)


def test_the_short_way_takes_most_lines_and_every_character_alone() -> None:
    """It is worth having, and no single character slips through it."""
    line = "云帆开放了模型的权重，参数为7B、上下文为128K，速度提升42.8%（比上一代），可商用。"
    assert plaintext._ALREADY_PLAIN.fullmatch(line)  # noqa: SLF001
    for code in (*range(0x3000), *range(0x3000, 0xA000, 7), *range(0x9FF0, 0xA000)):
        assert clean(chr(code)) == _slowly(chr(code))
