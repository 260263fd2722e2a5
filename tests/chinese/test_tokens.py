"""How written text becomes tokens: the lexicon's place, pauses, speed, what `explain` shows."""

from __future__ import annotations

import subprocess
import sys
import time
import unicodedata

import pytest

from podcast.chinese import spoken
from podcast.chinese.lexicon import entry
from podcast.model import LexiconEntry, Token


def words(*pairs: tuple[str, object]) -> tuple[LexiconEntry, ...]:
    return tuple(entry(key, value, "voices.yaml:1") for key, value in pairs)  # type: ignore[arg-type]


def only(text: str, *lexicon: LexiconEntry) -> Token:
    (token,) = spoken(text, lexicon).tokens
    return token


def test_user_lexicon_wins_over_the_built_in_one() -> None:
    """An entry of the show replaces the one that ships, with a number right behind it too."""
    lexicon = words(("Qwen", "千问"))
    assert spoken("Qwen3-235B发布", lexicon).text == "千问三 两百三十五B发布"
    assert spoken("Qwen 2.5", lexicon).tokens[0].rule == "lexicon"
    assert spoken("Qwen3").tokens[0].rule == "built-in-lexicon"


def test_lexicon_may_decide_about_a_number() -> None:
    """A key with a figure is the switch for readings such as seventy billion parameters."""
    lexicon = words(("70B", "七百亿"))
    assert spoken("70B参数和170B参数", lexicon).text == "七百亿参数和一百七十B参数"


def test_the_space_beside_a_figure_belongs_to_the_figure_or_to_nothing() -> None:
    """A token that reads over a space covers it; a space between two tokens is silent."""
    tokens = spoken("约 90 后和 5 个人").tokens
    assert [(token.text, token.reading) for token in tokens] == [
        ("约", "约"),
        (" ", ""),
        ("90 后", "九零后"),
        ("和", "和"),
        (" ", ""),
        ("5 个", "五个"),
        ("人", "人"),
    ]


def test_lexicon_matches_with_and_without_the_space_beside_a_figure() -> None:
    """The key of an entry is found in a text that sets its figure apart, and the other way."""
    for key in ("小米 15 系列", "小米15系列"):
        lexicon = words((key, "小米幺五系列"))
        assert spoken("小米 15 系列发布", lexicon).text == "小米幺五系列发布"
        assert spoken("小米15系列发布", lexicon).text == "小米幺五系列发布"


def test_lexicon_form_reaches_the_token() -> None:
    """Pinyin, respelling and spelling are handed on with the reading."""
    assert only("重庆", *words(("重庆", {"pinyin": "chong2 qing4"}))).pinyin == ("chong2", "qing4")
    voxtral = only("Voxtral", *words(("Voxtral", {"english": "voks-trull"})))
    assert (voxtral.reading, voxtral.english) == ("Voxtral", "voks-trull")
    moe = only("MoE", *words(("MoE", {"spell": True})))
    assert (moe.reading, moe.spell, moe.kind) == ("MoE", True, "acronym")
    lexicon = words(("H20", {"spell": True}))
    assert spoken("H20芯片", lexicon).text == "H二零芯片"


def test_lexicon_inside_chinese() -> None:
    """A Chinese key needs no boundary and ends the run before it."""
    lexicon = words(("重庆", {"pinyin": "chong2 qing4"}))
    assert [token.text for token in spoken("在重庆启用", lexicon).tokens] == ["在", "重庆", "启用"]


def test_respelling_of_a_key_without_letters() -> None:
    """A key of symbols and Chinese keeps a reading that can be spoken."""
    token = only("＋", *words(("+", {"english": "plus"})))
    assert (token.reading, token.english) == ("plus", "plus")


def test_acronyms_are_spelled_and_words_are_not() -> None:
    """Up to five capitals are letters; words in capitals and longer ones are words."""
    assert [only(text).spell for text in ("GPU", "LLMs", "gpt", "B")] == [True] * 4
    assert [only(text).spell for text in ("NASA", "EFLOPS", "TOP", "Pro")] == [False] * 4


def test_guessed_words() -> None:
    """A capitalised word that the lexicon does not know is marked; known and small ones are not."""
    assert only("Zorblax").guessed
    assert not only("OpenAI").guessed
    assert not only("model").guessed


def test_pauses_are_settled() -> None:
    """One of several pauses in a row is heard, none at the beginning, none hanging at the end."""
    assert spoken("（注）好！。").text == "注，好！"
    assert spoken("他说：“好”——再见……").text == "他说：好，再见"
    assert spoken("，，。").text == ""


def test_space_joins_silence() -> None:
    """White space belongs to the pause beside it and never to a word."""
    assert [token.text for token in spoken("好，  GPT").tokens] == ["好", "，  ", "GPT"]


def test_combining_accents_and_full_width() -> None:
    """Accents are folded and full-width forms read like ASCII, with spans of the raw text."""
    assert spoken("ＧＰＴ－４ｏ").text == "GPT四o"
    assert spoken("cafe\u0301").text == "cafe"
    assert spoken("⽉薪３％").text == "月薪百分之三"


def test_speed() -> None:
    """Two thousand characters take less than a second of CPU time once all is loaded."""
    text = "Qwen3-235B于2026-02-06发布，较2024年底增长141.7%，¥99/月，支持128K上下文。" * 40
    spoken("热身")

    def cost() -> float:
        start = time.thread_time()
        spoken(text)
        return time.thread_time() - start

    assert any(len(text) > 2000 * cost() for _ in range(3))


def test_light_imports() -> None:
    """Reading ordinary text loads no segmenter, and no dictionary."""
    code = (
        "import sys; from podcast.chinese import spoken; spoken('GPT-4o于2月6日涨5%');"
        "print([m for m in ('jieba','pypinyin','numpy') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_figures_that_no_rule_knows_are_read_digit_by_digit() -> None:
    """Figures with marks that no rule claims come back without a digit, their marks silent."""
    token = only("1-2-3")
    assert (token.rule, token.reading) == ("digit-by-digit", "一二三")
    assert spoken("1-" * 2000 + "1").text == "一" * 2001


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("Привет", "Privet"),
        ("こんにちは", "konnichiha"),
        ("ロボット", "robotto"),
        ("きょう", "kyou"),
        ("ファミコン", "famikon"),
        ("ジャパン", "japan"),
        ("안녕", "annyeong"),
        ("שלום", "希伯来文"),
        ("سلام", "阿拉伯文"),
        ("สวัสดี", "泰文"),
        ("नमस्ते", "印地文"),
    ],
)
def test_other_scripts_are_read_or_named(text: str, reading: str) -> None:
    """Kana, hangul and Cyrillic are read by their sounds; four other scripts are named."""
    token = only(text)
    assert (token.rule, token.reading) == ("script", reading)


def test_a_particle_is_a_word_of_its_own() -> None:
    """Hiragana and katakana beside each other are two words."""
    assert spoken("日本のアニメ").text == "日本no anime"


def test_no_letter_of_an_unknown_script_is_spoken() -> None:
    """Armenian, Georgian and the like are silent under a rule of that name."""
    for text in ("Բարեւ", "გამარჯობა", "வணக்கம்"):
        token = only(text)
        assert (token.rule, token.reading) == ("unreadable", "")
        assert unicodedata.category(text[0]).startswith("L")


def test_respelling_of_a_chinese_key() -> None:
    """A Chinese name may be said in English."""
    token = only("特斯拉", *words(("特斯拉", {"english": "tess-la"})))
    assert (token.reading, token.english) == ("tessla", "tess-la")


def test_hostile_text_takes_linear_time() -> None:
    """Text that looks like the beginning of e-mail addresses is not searched over and over."""

    def cost(length: int) -> float:
        start = time.thread_time()
        spoken("x1." * length)
        return time.thread_time() - start

    cost(10)
    assert any(cost(8000) < 10 * max(cost(2000), 0.01) for _ in range(3))
