"""Chinese type in pictures: where lines break, what is spaced, what is drawn for a missing sort."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from podcast.audio.lines import CLOSING, OPENING
from podcast.picture.fonts import MISSING, Face, drawable
from podcast.picture.typeset import ELLIPSIS, draw, lines, spots, width

FACE = Face(40)
BOLD = Face(40, bold=True)
TITLE = "AI日报:云杉实验室开源多模态模型Spruce 3;轻语“AI眼镜”开启预售；重庆（试点）山洪预警系统"


@pytest.mark.parametrize("measure", [200, 333, 480, 700, 1000])
def test_lines_hold_the_text_within_the_measure(measure: int) -> None:
    """Nothing is lost, no line is too wide or begins with closing or ends with opening marks."""
    broken = lines(TITLE, FACE, measure, 50)
    assert "".join(broken).replace(" ", "") == TITLE.replace(" ", "")
    for line in broken:
        assert width(line, FACE) <= measure
        assert line[0] not in CLOSING
        assert line[-1] not in OPENING
    assert sum("Spruce" in line for line in broken) == 1


def test_what_does_not_fit_ends_with_an_ellipsis() -> None:
    """Two lines are two lines, and the last mark before the ellipsis is dropped."""
    broken = lines(TITLE, FACE, 400, 2)
    assert len(broken) == 2
    assert broken[1].endswith(ELLIPSIS)
    assert broken[1][-2] not in "，；：、"
    assert all(width(line, FACE) <= 400 for line in broken)
    assert TITLE.startswith(broken[0])


def test_lines_are_even() -> None:
    """A title that needs two lines is not one full line and a single character."""
    first, second = lines("云杉实验室开源多模态模型", FACE, 11.5 * 40, 3)
    assert abs(len(first) - len(second)) <= 2


def test_long_word_is_broken_by_force() -> None:
    """A word wider than the line neither runs over it nor stops the program."""
    broken = lines("x" * 200, FACE, 300, 4)
    assert len(broken) == 4
    assert all(width(line, FACE) <= 300 for line in broken)


def test_chinese_and_latin_stand_apart() -> None:
    """A sixth of an em, once; a written space is not doubled."""
    ems = width("重庆", FACE) + width("AI", FACE)
    assert width("重庆AI", FACE) == pytest.approx(ems + 40 / 6)
    assert width("重庆，AI", FACE) == pytest.approx(ems + 40)


def test_marks_in_a_row_lose_their_blank_halves() -> None:
    """`！“` takes one and a half squares, and an opening mark stands at the line's left edge."""
    assert width("克！“轻”", FACE) == pytest.approx(40 * 4.5)
    assert spots("“轻语”", FACE)[0][0].x == -20


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("日报ABC，。", "日报ABC，。"),
        ("標題臺灣", "標題臺灣"),
        ("㎡", "m2"),
        ("ﬁ", "fi"),
        ("🎙", MISSING),
        ("e\u0301\u200b\u202e\ufe0f", "é"),
        ("\U00020000", MISSING),
        ("a\tb", "a b"),
        ("\ud800", ""),
    ],
)
def test_missing_sorts_have_a_stated_form(text: str, drawn: str) -> None:
    """The compatible character, else 〓; what takes no room is dropped."""
    assert drawable(text) == drawn


def test_every_character_of_gb_2312_has_a_glyph() -> None:
    """All 6763 of them, in both weights or borrowed."""
    chars = [
        bytes([row, cell]).decode("gb2312", "ignore")
        for row in range(0xB0, 0xF8)
        for cell in range(0xA1, 0xFF)
    ]
    known = "".join(chars)
    assert len(known) == 6763
    assert drawable(known) == unicodedata.normalize("NFC", known)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60), st.integers(60, 700), st.integers(1, 4))
def test_any_text_is_set_and_drawn(text: str, measure: int, most: int) -> None:
    """Whatever a post says: at most so many lines, none too wide, drawn without a crash."""
    canvas = ImageDraw.Draw(Image.new("RGB", (800, 60)))
    broken = lines(text, FACE, measure, most)
    assert len(broken) <= most
    for line in broken:
        assert width(line, FACE) <= measure
        draw(canvas, (0, 45), line, BOLD, (255, 255, 255))


def test_twenty_kilobytes_take_no_time() -> None:
    """A hostile title is cut before it is looked at."""
    broken = lines("<script>{{7*7}}" + "长标题" * 7000, FACE, 700, 3)
    assert broken[-1].endswith(ELLIPSIS)
