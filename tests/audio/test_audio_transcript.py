"""Captions and their files: text, times, speakers, escapes."""

from __future__ import annotations

import html
import json
import re
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from podcast.audio import chapters, transcript
from podcast.audio.captions import LONGEST, MOST_EARLY, MOST_LATE, SHORTEST, captions
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


def test_a_very_short_line_begins_in_the_pause_before_it() -> None:
    """Then the next caption need not wait: it begins with its voice."""
    lines = [
        placed("我们开始吧。", 1.0, 2.8), placed("好。", 3.1, 3.4), placed("我们开始吧。", 3.7, 5.5)
    ]  # fmt: skip
    times = [(caption.start, caption.end) for caption in captions(lines, 60.0)]
    assert times == [(1.0, 2.8), (2.9, 3.7), (3.7, 5.5)]


def test_hasty_lines_never_fall_far_behind() -> None:
    """Where the delay would grow without end, captions go with the voice and are short."""
    lines = [placed("好。", 1 + 0.4 * n, 1.2 + 0.4 * n) for n in range(40)]
    made = captions(lines, 17.6)
    assert len(made) == 40
    assert all(abs(each.start - (1 + 0.4 * n)) <= MOST_LATE for n, each in enumerate(made))
    assert all(each.start <= 1 + 0.4 * n for n, each in enumerate(made[:30]))
    assert made[0].end == made[1].start


def test_a_short_last_line_of_a_segment_has_company() -> None:
    """Two full lines and three characters: the second line goes on with the third."""
    text = "一二三四五六七八九十一二三四五，" * 2 + "七八九十。"
    made = captions([placed(text, 0.0, 3.7)], 60.0)
    assert all(caption.end - caption.start >= SHORTEST for caption in made)
    assert [len(caption.lines) for caption in made] == [1, 2]


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
    """Version, and segments with speaker, times in seconds, text and words."""
    words = (Word(0, 2, 0.1, 0.5), Word(4, 9, 0.6, 1.25))
    made = captions([placed("你好，“Opus”。", 1.0, 2.5, *words)], 10.0)
    segment = {
        "speaker": "晓晓",
        "startTime": 1.1,
        "endTime": 2.5,
        "body": "你好，“Opus”。",
        "words": [
            {"startTime": 1.1, "endTime": 1.5, "body": "你好，"},
            {"startTime": 1.6, "endTime": 2.25, "body": "“Opus”。"},
        ],
    }
    assert json.loads(transcript.json(made)) == {"version": "1.0.0", "segments": [segment]}
    assert "你好" in transcript.json(made)


def test_opening_punctuation_goes_with_the_word_after_it() -> None:
    """A quotation mark lights up with its word, also when the mark is timed as a word itself."""
    made = captions([placed("好“新”。", 0.0, 2.0, Word(0, 1, 0, 0.5), Word(2, 3, 1, 1.5))], 9.0)
    assert "好<00:00:01.000>“新”。" in transcript.vtt(made)
    timed = (Word(0, 1, 0, 0.5), Word(1, 2, 0.6, 0.7), Word(2, 3, 1, 1.5))
    made = captions([placed("好“新”。", 0.0, 2.0, *timed)], 9.0)
    assert "好<00:00:00.600>“<00:00:01.000>新”。" in transcript.vtt(made)


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


# --- Rules that hold for any script -----------------------------------------------------------

_EXACT = 0.0011
"""Seconds: times of captions are whole milliseconds."""

_PIECES = st.sampled_from(
    ["你好", "，", "。", "GPT-5.2", " ", "42.8%", "“模型”", "人工智能", "A<b>&c", "——", "7.5亿"]
)
_TEXTS = st.lists(_PIECES, min_size=1, max_size=30).map("".join)
_LINES = st.lists(
    st.tuples(_TEXTS, st.floats(0.02, 0.6), st.integers(0, 9), st.floats(0.05, 1.4)),
    min_size=1,
    max_size=12,
)


def _voiced(script: list[tuple[str, float, int, float]]) -> tuple[list[Placed], float]:
    """Return the lines spoken one after another, and the end of the recording."""
    at, lines = 1.0, []
    for index, (text, pace, seed, pause) in enumerate(script):
        length = max(0.2, len(text) * pace)
        host = ("晓晓", "云希")[index % 2]
        lines.append(placed(text, at, at + length, *_words(text, length, seed), host=host))
        at += length + pause
    return lines, round(at + 0.6, 3)


def _words(text: str, seconds: float, seed: int) -> list[Word]:
    """Return words of one to four characters with any times that rise; seed 0: none at all."""
    random = Random(seed)  # noqa: S311 -- times for a test
    words: list[Word] = []
    ends = sorted(random.uniform(0, seconds) for _ in range(2 * len(text)))
    at = 0
    while at < len(text) and seed:
        last = min(len(text), at + random.randint(1, 4))
        if text[at].isalnum() or random.random() < 0.1:
            words.append(Word(at, last, ends[2 * len(words)], ends[2 * len(words) + 1]))
        at = last
    return words


@settings(max_examples=150, deadline=None)
@given(_LINES)
def test_any_script_gives_captions_by_the_rules(
    script: list[tuple[str, float, int, float]],
) -> None:
    """Never overlapping, never long, never far from the voice; short only with the voice."""
    lines, end = _voiced(script)
    made = captions(lines, end)
    assert all(a.end <= b.start for a, b in pairwise(made))
    assert all(0 <= caption.start < caption.end <= end for caption in made)
    for caption in made:
        assert caption.end - caption.start <= LONGEST + _EXACT
        assert 1 <= len(caption.lines) <= 2
        widths = [width(caption.text[first:last]) for first, last in caption.lines]
        assert all(0 < columns <= MOST_COLUMNS for columns in widths)


@settings(max_examples=150, deadline=None)
@given(_LINES)
def test_a_caption_is_short_or_late_only_within_its_bounds(
    script: list[tuple[str, float, int, float]],
) -> None:
    """It begins at most 0.5 s before and 1 s after its first word; a short one is not late."""
    lines, end = _voiced(script)
    for caption in captions(lines, end):
        first = next(iter(caption.words), None)
        if first is None or first.start != caption.span[0]:
            continue
        late = caption.start - first.starts_at
        assert -MOST_EARLY - _EXACT <= late <= MOST_LATE + _EXACT
        assert caption.end - caption.start >= SHORTEST - _EXACT or late <= _EXACT


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(_TEXTS, st.floats(0.1, 0.6)), min_size=1, max_size=8))
def test_speech_of_ordinary_pace_has_no_short_caption(script: list[tuple[str, float]]) -> None:
    """Ten characters a second is faster than any voice; a line alone is half a second at least."""
    lines, end = _voiced([(text + "是的。啊", pace, 0, 0.3) for text, pace in script])
    made = captions(lines, end)
    assert all(caption.end - caption.start >= SHORTEST - _EXACT for caption in made)


@settings(max_examples=100, deadline=None)
@given(_LINES)
def test_every_carrier_has_the_script_and_times_that_rise(
    script: list[tuple[str, float, int, float]],
) -> None:
    """WebVTT, SubRip and JSON join to the text; word times rise within their caption."""
    lines, end = _voiced(script)
    made = captions(lines, end)
    said = "".join("".join(text for text, *_ in script).split())
    for caption in made:
        stamps = re.findall(r"<(\d\d:[\d:.]+)>", transcript.vtt([caption]))
        times = [caption.start, *map(seconds, stamps), caption.end]
        assert times == sorted(set(times))
    payloads = [cue.split("\n", 2)[2] for cue in transcript.vtt(made).split("\n\n")[1:]]
    shown = html.unescape(re.sub(r"<[^>]*>", "", "".join(payloads)))
    assert "".join(shown.split()) == said
    segments = json.loads(transcript.json(made))["segments"]
    assert "".join("".join(each["body"] for each in segments).split()) == said
    for each in segments:
        words = each["words"]
        assert not words or "".join(word["body"] for word in words) == each["body"]
        assert all(word["body"] for word in words)
        times = [time for word in words for time in (word["startTime"], word["endTime"])]
        assert [each["startTime"], *times, each["endTime"]] == sorted(
            [each["startTime"], *times, each["endTime"]]
        )
