"""How written text is read: two tables of readings, and what can never come out."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from podcast.chinese import spoken
from podcast.model import Kind

TESTS = Path(__file__).parents[1]


def table(path: Path) -> list[tuple[str, str, str]]:
    rows = [line.split("\t") for line in path.read_text("utf-8").splitlines()[1:]]
    return [(text, reading, kind) for text, reading, kind in rows]


READINGS = table(TESTS / "data" / "readings.tsv")
REGRESSIONS = table(TESTS / "chinese" / "data" / "regressions.tsv")
SPEAKABLE = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U000323afA-Za-z ，。？！：；、]*")


@pytest.mark.parametrize(("text", "reading", "kind"), READINGS)
def test_newsreader(text: str, reading: str, kind: str) -> None:
    """A text is read as a newsreader reads it, by a token of the named kind; spaces are free."""
    result = spoken(text)
    assert result.text.replace(" ", "") == reading.replace(" ", "")
    assert kind in {token.kind for token in result.tokens}


@pytest.mark.parametrize(("text", "reading", "kind"), REGRESSIONS)
def test_reading(text: str, reading: str, kind: str) -> None:
    """A reading that was settled once stays, spaces between words and numbers included."""
    result = spoken(text)
    assert result.text == reading
    assert kind in {token.kind for token in result.tokens}


def test_spaces_beside_figures_change_no_reading() -> None:
    """A space between a figure and Chinese characters, as many writers set it, changes nothing."""
    apart = [(_apart(text), reading) for text, reading, _ in READINGS]
    read = [(text, spoken(text).text.replace(" ", "")) for text, _ in apart]
    assert read == [(text, reading.replace(" ", "")) for text, reading in apart]


def _apart(text: str) -> str:
    return re.sub(r"(?<=[\u4e00-\u9fff])(?=\d)|(?<=\d)(?=[\u4e00-\u9fff])", " ", text)


def test_every_kind_is_proved() -> None:
    """The newsreader's table has six hundred cases, fifteen or more of each kind, none twice."""
    kinds = Counter(kind for _, _, kind in READINGS)
    assert len({text for text, _, _ in READINGS}) == len(READINGS) >= 600
    assert {kind: kinds[kind] >= 15 for kind in get_args(Kind)} == dict.fromkeys(
        get_args(Kind), True
    )


_MARKS = "0123456789-~:/.,%‰℃°+×*#@&$¥€()（）《》“”—…②½αéИあ한😀\n ^²e"
_WORDS = (
    "年 月 日 点 时 分 第 个 元 万 亿 周 B K M G T v GPT-4o http://a.b/c a@b.cn 2026 24/7 10~20% "
    "Qwen3-235B 同比 -3℃ 错误 .js No. FY Q4 arXiv: 618 大促 x X 二〇 零 一 RTX Windows"
)
_PIECES = st.sampled_from([*_MARKS, *_WORDS.split(), "\u0301", "\ufe0f", "\u200d", "\U000e0061"])
_FIGURES = st.sampled_from([*"0123456789", *"0123456789", *"-~:/.,%+×x^ 年月日"])
_TEXTS = {
    "any": st.text(max_size=40),
    "pieces": st.lists(_PIECES, max_size=12).map("".join),
    "figures": st.lists(_FIGURES, max_size=14).map("".join),
    "news": st.lists(st.sampled_from([text for text, _, _ in READINGS]), max_size=3).map("".join),
}


def test_a_number_of_a_row_that_does_not_exist() -> None:
    """A character that is worth more than its code point begins no list of numbers in circles."""
    assert SPEAKABLE.fullmatch(spoken("第0𐧪号").text)


@pytest.mark.slow
@pytest.mark.parametrize("texts", _TEXTS)
def test_nothing_unspeakable_comes_out(texts: str) -> None:
    """Whatever the text, its tokens cover it; no digit, emoji or odd symbol is in its reading."""

    @settings(max_examples=5_000, deadline=None, database=None)
    @given(_TEXTS[texts])
    @example("1-2-3-4")
    @example("12/34/56")
    @example("-²")
    @example("0𐧪")  # worth 900,000: more than its own code point
    @example("٣٤٥ ۰")
    @example("русский文")
    @example("1" + "0" * 5000 + "个")
    @example("$" + "9" * 5000 + "M~" + "8" * 5000)
    @example("9^" + "9" * 5000)
    @example("1e" + "9" * 5000)
    @example("👩\u200d👩\u200d👧🏽🇨🇳")
    def prove(text: str) -> None:
        result = spoken(text)
        assert "".join(token.text for token in result.tokens) == text
        assert all(text[token.start : token.end] == token.text for token in result.tokens)
        ends = [token.end for token in result.tokens]
        assert [token.start for token in result.tokens] == [0, *ends][: len(ends)]
        assert SPEAKABLE.fullmatch(result.text)

    prove()
