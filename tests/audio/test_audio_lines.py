"""Line breaking: the rules of Chinese typography on examples and on any text."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from podcast.audio.lines import CLOSING, MOST_COLUMNS, OPENING, break_lines, halves, width


def lines(text: str, avoid: set[int] | None = None) -> list[str]:
    """Return the lines as strings."""
    return [text[start:end] for start, end in break_lines(text, avoid or set())]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("   ", []),
        ("你好。", ["你好。"]),
        ("十六个字正好放满一行不用再换行了", ["十六个字正好放满一行不用再换行了"]),
        (
            "快手发布可灵三点零，支持十五秒视频生成。",
            ["快手发布可灵三点零，", "支持十五秒视频生成。"],
        ),
        (
            "准确率达到42.8%，比GPT-5.2高出3.0个百分点。",
            ["准确率达到42.8%，", "比GPT-5.2高出3.0个百分点。"],
        ),
        (
            "它比GPT-5.2更快，而且价格只有Claude Opus 4.6的三分之一；",
            ["它比GPT-5.2更快，而且价格只有", "Claude Opus 4.6的三分之一；"],
        ),
        (
            "Mistral AI 发布 Voxtral Transcribe 2 语音模型",
            ["Mistral AI 发布", "Voxtral Transcribe 2 语音模型"],
        ),
    ],
)
def test_lines_break_where_a_reader_pauses(text: str, expected: list[str]) -> None:
    """Short texts stay whole; long ones break after punctuation or at a space first."""
    assert lines(text) == expected


def test_a_quotation_mark_stays_with_its_words() -> None:
    """An opening mark goes to the next line with its text, a closing one stays."""
    text = "他们把这一个新的模型叫做了“全新的世界模型”，今天上线。"
    assert all(line[0] not in CLOSING and line[-1] not in OPENING for line in lines(text))


def test_words_are_kept_whole_where_their_ends_are_known() -> None:
    """With two equal places the one that is not inside a word is taken."""
    text = "我们今天要说的是关于人工智能的播客节目"
    inside = {at for start in range(0, len(text), 2) for at in (start + 1,)}
    (_, first_end), *_ = break_lines(text, inside)
    assert first_end % 2 == 0


def test_a_word_wider_than_a_line_is_broken_at_a_joint() -> None:
    """Only what cannot fit is broken, behind a hyphen when there is one."""
    word = "supercalifragilistic-expialidocious-model-name"
    assert lines(f"叫做{word}。") == [
        "叫做supercalifragilistic-",
        "expialidocious-model-name。",
    ]


def test_a_forced_break_leaves_punctuation_where_it_may_stand() -> None:
    """A word of 31 letters with its comma does not fit: a letter goes along with the comma."""
    assert lines("a" * 31 + "，好") == ["a" * 30, "a，好"]


@pytest.mark.parametrize("number", ["7.5亿", "3000万亿", "3：2", "10～20", "１２３", "1,000.5%"])
def test_a_number_stays_in_one_piece(number: str) -> None:
    """Wherever a line happens to end, a count keeps its unit and a score its two sides."""
    for place in range(20):
        text = "一" * place + number + "人" * 14
        assert any(number in line for line in lines(text)), lines(text)


def test_halves_meets_near_the_middle() -> None:
    """A line that stays too long on the screen is broken in two; one word is not."""
    assert halves("一二三四五六", (0, 6)) == ((0, 3), (3, 6))
    assert halves("一二 三四五六", (0, 7)) == ((0, 2), (3, 7))
    assert halves("GPT-5.2", (0, 7)) == ((0, 7),)


@pytest.mark.parametrize(
    ("text", "columns"),
    [("a", 1), ("中", 2), ("，", 2), ("“", 2), ("…", 2), ("Ａ", 2), ("e\u0301", 1), ("中a", 3)],
)
def test_width_counts_columns(text: str, columns: int) -> None:
    """Wide and ambiguous characters take two columns, combining ones none."""
    assert width(text) == columns


_PIECES = st.lists(
    st.sampled_from(
        [
            *"，。！？；：、“”（）《》…",
            "——",
            " ",
            "  ",
            "模型",
            "人工智能",
            "的",
            "发布",
            "GPT-5.2",
            "3.0",
            "42.8%",
            "v2.1.3",
            "OpenAI",
            "$1,000",
            "C++",
            "é",
            "℃",
            "①",
        ]
    ),
    max_size=40,
).map("".join)


@settings(max_examples=300, deadline=None)
@given(_PIECES)
def test_every_text_is_broken_by_the_rules(text: str) -> None:
    """No line is too wide, begins with closing or ends with opening punctuation, or cuts a word."""
    spans = break_lines(text)
    joined = "".join(text[start:end] for start, end in spans)
    assert joined.replace(" ", "") == text.replace(" ", "")
    for start, end in spans:
        assert 0 < width(text[start:end]) <= MOST_COLUMNS
        assert text[start:end] == text[start:end].strip()
    if _has_room(text):
        for (_, end), (start, _) in pairwise(spans):
            assert text[start] not in CLOSING
            assert text[end - 1] not in OPENING
            assert end < start or not re.fullmatch(r"[\x21-\x7e]{2}", text[end - 1 : start + 1])


_WORDS = st.sampled_from(
    [
        "模型", "人工智能", "的", "发布了", "重庆", "GPT-5.2", "3.0", "42.8%", "v2.1.3", "OpenAI",
        "$1,000", "C++", "7.5亿", "3：2", "2026-02-06", "Llama-4-Maverick-17B", "T恤", "200ms",
    ]
)  # fmt: skip
_MARKS = st.sampled_from(["", "", "", " ", "，", "。", "！", "、", "：", "——", "……", "；"])
_FRAMES = st.sampled_from([("", "")] * 4 + [("“", "”"), ("《", "》"), ("（", "）")])
_SENTENCES = st.lists(st.tuples(_FRAMES, _WORDS, _MARKS), min_size=1, max_size=40)


@settings(max_examples=300, deadline=None)
@given(_SENTENCES)
def test_every_sentence_is_broken_by_all_rules(
    sentence: list[tuple[tuple[str, str], str, str]],
) -> None:
    """Without exception, in text as people write it: no narrower promise is made."""
    text = "".join(
        f"{before}{word}{after}{mark}" for (before, after), word, mark in _apart(sentence)
    )
    spans = break_lines(text)
    for start, end in spans:
        assert 0 < width(text[start:end]) <= MOST_COLUMNS
        assert text[start] not in CLOSING
        assert text[end - 1] not in OPENING
    whole = {at for run in re.finditer(_UNBROKEN, text) for at in range(run.start() + 1, run.end())}
    assert not whole & {at for span in spans for at in span}


_UNBROKEN = r"[A-Za-z0-9$][A-Za-z0-9.,%+/$-]*|\d+：\d+|[\d.]+亿"


def _apart(
    sentence: list[tuple[tuple[str, str], str, str]],
) -> list[tuple[tuple[str, str], str, str]]:
    """Return the sentence with a space where two Latin words would run into one."""
    return [
        (frame, word, mark or ("" if _WIDE.search(word[-1]) or frame[1] else " "))
        for frame, word, mark in sentence
    ]


_WIDE = re.compile(r"[一-鿿]")


def _has_room(text: str) -> bool:
    """Tell whether no stretch without a place to break can be wider than a line."""
    stuck = re.findall(r"[\x21-\x7eé℃①，。！？；：、“”（）《》…—\s]+", text)
    return all(width(run) + 8 <= MOST_COLUMNS for run in stuck)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=120))
def test_any_text_is_covered_within_the_width(text: str) -> None:
    """Whatever the characters, nothing is lost, nothing is too wide, and spans are in order."""
    spans = break_lines(text)
    kept = "".join(text[start:end] for start, end in spans)
    assert "".join(kept.split()) == "".join(text.split())
    assert all(width(text[start:end]) <= MOST_COLUMNS for start, end in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
