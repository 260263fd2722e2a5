"""Captions and their files: text, times, speakers, escapes."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from podcast.audio import chapters, transcript
from podcast.audio.captions import LONGEST, SHORTEST, Caption, captions
from podcast.audio.lines import MOST_COLUMNS, width
from podcast.model import Chapter, Line, Placed, Segment, Word


def placed(text: str, start: float, end: float, *spoken: Word, host: str = "晓晓") -> Placed:
    """Return a placed segment without a file; word times count from its start."""
    segment = Segment(
        Line(host, "item", 1, text), 1, "tone", "tone", text, "0" * 64, 0, Path("none"),
        24_000, end - start, spoken,
    )  # fmt: skip
    return Placed(segment, start, end)


def evenly(text: str, seconds: float) -> list[Word]:
    """Return a word for each pair of characters that are not spaces, spread over the time."""
    step = seconds / max(1, len(text))
    return [
        Word(at, min(at + 2, len(text)), at * step, min(at + 2, len(text)) * step)
        for at in range(0, len(text), 2)
    ]


LONG = (
    "快手今天正式发布了可灵AI 3.0，支持十五秒视频生成，准确率达到42.8%。官方说，它比GPT-5.2更快。"
)


def test_a_short_line_is_one_caption() -> None:
    """It begins with its first word and stays until the segment ends."""
    words = (Word(0, 2, 0.2, 0.8), Word(2, 4, 0.8, 1.4))
    (caption,) = captions([placed("大家好啊。", 10.0, 11.6, *words)], 60.0)
    assert (caption.start, caption.end) == (10.2, 11.6)
    assert (caption.host, caption.body, caption.lines) == ("晓晓", "大家好啊。", ((0, 5),))


def test_a_long_line_becomes_captions_of_two_lines_at_most() -> None:
    """The captions join to the line's text, each begins with its first word, none overlaps."""
    seconds = len(LONG) * 0.2
    made = captions([placed(LONG, 5.0, 5.0 + seconds, *evenly(LONG, seconds))], 60.0)
    assert len(made) > 1
    assert "".join(caption.body for caption in made) == LONG
    assert all(1 <= len(caption.lines) <= 2 for caption in made)
    assert all(a.end == b.start for a, b in pairwise(made))
    for caption in made[1:]:
        assert caption.start == pytest.approx(5.0 + caption.span[0] * 0.2, abs=0.21)


def test_without_word_times_the_text_is_in_proportion() -> None:
    """An engine without times still gives captions that share the segment by length."""
    made = captions([placed("一二三四五六七八九十。" * 4, 0.0, 11.0)], 60.0)
    assert made[0].start == 0.0
    assert made[-1].end == 11.0
    assert made[1].start == pytest.approx(11.0 * made[1].span[0] / 44, abs=0.01)


def test_a_very_short_line_stays_readable() -> None:
    """It is held 0.8 s; the next caption waits for it and is not cut short."""
    made = captions([placed("好。", 0.0, 0.3), placed("我们开始吧。", 0.6, 2.4)], 60.0)
    assert [(caption.start, caption.end) for caption in made] == [(0.0, 0.8), (0.8, 2.4)]


def test_a_slow_line_is_broken_up() -> None:
    """Digits that take long to say do not stand longer than 7 s, and none of them is cut."""
    text = "2026-02-06到2026-12-31共328天"
    made = captions([placed(text, 0.0, 12.0, *evenly(text, 12.0))], 60.0)
    assert len(made) > 1
    assert all(caption.end - caption.start <= LONGEST for caption in made)
    assert all(re.match(r"\D|2026-02-06|2026-12-31|328", caption.body) for caption in made)


def test_one_word_that_takes_very_long_leaves_the_screen() -> None:
    """What cannot be broken is shown for 7 s."""
    (caption,) = captions([placed("GPT-5.2", 0.0, 9.0)], 60.0)
    assert (caption.start, caption.end) == (0.0, LONGEST)


def test_nothing_stands_after_the_end() -> None:
    """The last caption ends with the episode."""
    (caption,) = captions([placed("好。", 9.8, 9.9)], 10.0)
    assert caption.end == 10.0


def test_a_blank_line_has_no_caption() -> None:
    """Text of nothing but spaces shows nothing."""
    assert captions([placed("  ", 0.0, 1.0)], 10.0) == ()


def seconds(stamp: str) -> float:
    """Return the seconds of a time of WebVTT or SubRip."""
    hours, minutes, rest = stamp.replace(",", ".").split(":")
    return int(hours) * 3600 + int(minutes) * 60 + float(rest)


def test_vtt_has_speakers_and_word_times() -> None:
    """Each cue names its host; each word but the first carries its time."""
    words = (Word(0, 2, 0.0, 0.5), Word(2, 4, 0.5, 1.25), Word(4, 8, 1.25, 2.0))
    made = captions([placed("今天发布3.0。", 3723.0, 3725.0, *words)], 4000.0)
    assert transcript.vtt(made) == (
        "WEBVTT\n\n1\n01:02:03.000 --> 01:02:05.000\n"
        "<v 晓晓>今天<01:02:03.500>发布<01:02:04.250>3.0。\n"
    )


def test_vtt_escapes_what_could_be_markup() -> None:
    """Tags, entities and arrows of the text are text; a line break in it is a space."""
    text = "A<b>&amp;\n-->x"
    made = captions([placed(text, 0.0, 2.0, host="R&D <x>")], 10.0)
    payload = transcript.vtt(made).splitlines()[4:]
    assert payload == ["<v R&amp;D &lt;x&gt;>A&lt;b&gt;&amp;amp; --&gt;x"]


def test_srt_names_a_host_when_it_changes() -> None:
    """`主播：` stands before a change of speaker where the line has room."""
    full = "一二三四五六七八九十一二三四五。"
    made = captions(
        [
            placed("大家好。", 0.0, 1.0),
            placed("我是晓晓。", 1.5, 2.5),
            placed("我是云希。", 3.0, 4.0, host="云希"),
            placed(full, 5.0, 8.0),
        ],
        10.0,
    )
    cues = transcript.srt(made).split("\n\n")
    assert cues[0] == "1\n00:00:00,000 --> 00:00:01,000\n晓晓：大家好。"
    assert [cue.strip().splitlines()[2] for cue in cues[1:]] == [
        "我是晓晓。",
        "云希：我是云希。",
        full,
    ]


def test_srt_text_never_looks_like_times() -> None:
    """An arrow in the text cannot end a cue."""
    made = captions([placed("从A --> 到B", 0.0, 2.0)], 10.0)
    assert transcript.srt(made).count("-->") == 1


def test_json_is_of_podcasting_2() -> None:
    """Version, and segments with speaker, times in seconds and text."""
    made = captions([placed("大家好。", 1.0, 2.5)], 10.0)
    assert json.loads(transcript.json(made)) == {
        "version": "1.0.0",
        "segments": [{"speaker": "晓晓", "startTime": 1.0, "endTime": 2.5, "body": "大家好。"}],
    }
    assert "大家好" in transcript.json(made)


def test_chapters_json_is_of_podcasting_2() -> None:
    """Ascending, with links; an image only when it is on the web."""
    made = chapters.dumps(
        [
            Chapter("乙", 61.5, 2, None, "pictures/a.png"),
            Chapter("开场", 0.0, None),
            Chapter("甲", 12.34, 1, "https://example.com/", "https://example.com/a.png"),
        ]
    )
    assert json.loads(made) == {
        "version": "1.2.0",
        "chapters": [
            {"startTime": 0.0, "title": "开场"},
            {
                "startTime": 12.34,
                "title": "甲",
                "url": "https://example.com/",
                "img": "https://example.com/a.png",
            },
            {"startTime": 61.5, "title": "乙"},
        ],
    }
    assert made.endswith("}\n")


_TEXTS = st.lists(
    st.sampled_from(
        ["你好", "，", "。", "GPT-5.2", " ", "42.8%", "“模型”", "人工智能", "A<b>&c", "——"]
    ),
    min_size=1,
    max_size=30,
).map("".join)
_LINES = st.lists(st.tuples(_TEXTS, st.floats(0.05, 0.6), st.booleans()), min_size=1, max_size=6)


@settings(max_examples=120, deadline=None)
@given(_LINES)
def test_any_script_gives_captions_by_the_rules(script: list[tuple[str, float, bool]]) -> None:
    """Order, length and width hold for all speeds; VTT joins to the script's text, times rise."""
    at, lines = 1.0, []
    for text, pace, timed in script:
        length = max(0.2, len(text) * pace)
        lines.append(placed(text, at, at + length, *(evenly(text, length) if timed else ())))
        at += length + 0.3
    made = captions(lines, at + 5.0)
    _assert_timing(made, at + 5.0)
    for caption in made:
        shown = [caption.text[start:end] for start, end in caption.lines]
        assert all(0 < width(line) <= MOST_COLUMNS for line in shown)
    cues = transcript.vtt(made).split("\n\n")[1:]
    said = "".join(re.sub(r"<[^>]*>", "", cue.split("\n", 2)[2]) for cue in cues)
    for name, char in (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")):
        said = said.replace(name, char)
    wanted = "".join(text for text, _, _ in script)
    assert "".join(said.split()) == "".join(wanted.split())


def _assert_timing(made: tuple[Caption, ...], end: float) -> None:
    for caption in made:
        assert SHORTEST - 0.0011 <= caption.end - caption.start <= LONGEST + 0.0011
        assert caption.end <= end
        stamps = [
            seconds(stamp) for stamp in re.findall(r"<(\d\d:[\d:.]+)>", transcript.vtt([caption]))
        ]
        assert stamps == sorted(set(stamps))
        assert all(caption.start < stamp < caption.end for stamp in stamps)
    assert all(a.end <= b.start for a, b in pairwise(made))
