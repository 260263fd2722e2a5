"""The readers of transcripts: what the program writes, and what anyone might."""

import json
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from podcast.check.cues import TranscriptCue, read_json, read_srt, read_vtt

_TEXTS = st.text("晓云 A1&<>", min_size=1).filter(lambda text: text.strip())
_TIMES = st.lists(st.integers(0, 359_999_999), min_size=2, max_size=8, unique=True).map(sorted)


def _clock(milliseconds: int, point: str) -> str:
    seconds, fraction = divmod(milliseconds, 1000)
    minutes, second = divmod(seconds, 60)
    return f"{minutes // 60:02}:{minutes % 60:02}:{second:02}{point}{fraction:03}"


@given(_TIMES, _TEXTS)
@settings(deadline=None, max_examples=50)
def test_srt_is_read_back(times: list[int], text: str) -> None:
    """Times to the millisecond and the text as it stands, tags and all."""
    pairs = list(zip(times[::2], times[1::2], strict=False))
    written = "\n".join(
        f"{n}\n{_clock(start, ',')} --> {_clock(end, ',')}\n{text}\n"
        for n, (start, end) in enumerate(pairs, 1)
    )
    expected = [TranscriptCue(start / 1000, end / 1000, text) for start, end in pairs]
    read = read_srt(written)
    assert [cue.text for cue in read] == [text for _ in expected]
    times_read = [time for cue in read for time in (cue.start, cue.end)]
    assert times_read == pytest.approx([t for cue in expected for t in (cue.start, cue.end)])


@given(_TIMES, _TEXTS)
@settings(deadline=None, max_examples=50)
def test_vtt_is_read_back_without_its_tags(times: list[int], text: str) -> None:
    """Voices, time tags and escapes are not text."""
    start, end = times[:2]
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    timing = f"{_clock(start, '.')} --> {_clock(end, '.')}"
    written = f"WEBVTT\n\n1\n{timing}\n<v 晓晓>{escaped}<00:00:01.000>{escaped}\n"
    (cue,) = read_vtt(written)
    assert cue.text == text + text
    assert (cue.start, cue.end) == pytest.approx((start / 1000, end / 1000))


@given(st.text("WEBVT0123456789:.,-> \n晓", max_size=60))
@settings(deadline=None, max_examples=200)
def test_anything_is_cues_or_a_value_error(text: str) -> None:
    """No text makes a reader fail in another way."""
    for read in (read_vtt, read_srt):
        for source in (text, f"WEBVTT\n\n{text}"):
            with suppress(ValueError):
                assert all(cue.start >= 0 for cue in read(source))


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers(-9, 9) | st.text("ab", max_size=2),
        lambda inner: (
            st.lists(inner, max_size=2)
            | st.dictionaries(
                st.sampled_from(["segments", "startTime", "endTime", "body", "words"]), inner
            )
        ),
        max_leaves=8,
    )
)
@settings(deadline=None, max_examples=100)
def test_any_json_is_cues_or_a_known_error(value: object) -> None:
    """What is not a transcript raises ValueError, KeyError or TypeError."""
    with suppress(ValueError, KeyError, TypeError):
        assert all(isinstance(cue, TranscriptCue) for cue in read_json(json.dumps(value)))
    with suppress(ValueError, KeyError, TypeError):
        whole = {"version": "1.0.0", "segments": value}
        assert all(isinstance(cue, TranscriptCue) for cue in read_json(json.dumps(whole)))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "WEBVTT"),
        ("WEBVTT\n\n0:01 --> 00:02.000\nx\n", "`0:01` is no time"),
        ("WEBVTT\n\n00:01.000 --> \nx\n", "`` is no time"),
        ("WEBVTTX\n\n", "WEBVTT"),
        ("WEBVTT\n00:01.000 --> 00:02.000\nx\n", "WEBVTT"),
        ("WEBVTT\n\n00:61.000 --> 00:62.000\nx\n", "`00:61.000` is no time"),
        ("WEBVTT\n\n00:01,000 --> 00:02,000\nx\n", "`00:01,000` is no time"),
        ("WEBVTT\n\n00:01.000-->00:02.000\nx\n", "is no timing"),
        ("WEBVTT\n\n00:01.000 --> 00:02.000 align:start\nx\n", "is no timing"),
        ("WEBVTT\n\n1\n2\n00:01.000 --> 00:02.000\nx\n", "no timing in `1`"),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\n", "has no text"),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\nR&D\n", "not escaped"),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\na -> b\n", "not escaped"),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\n<b>x</b>\n", "not escaped"),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\nx<1.0>y\n", "`1.0` is no time"),
        ("WEBVTT\n\nSTYLE\n::cue {}\n", "no timing in `STYLE`"),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\n\0\n", "NUL"),
        ("WEBVTT" + "\n\n7\n00:01.000 --> 00:02.000\nx" * 2, "2 cues are `7`"),
    ],
)
def test_a_broken_vtt_says_what_is_wrong(text: str, message: str) -> None:
    """The message names the place in the file."""
    with pytest.raises(ValueError, match=message):
        read_vtt(text)


def test_notes_and_short_times_are_webvtt() -> None:
    """Blocks without an arrow are no cues, and hours may be left out (W3C WebVTT, 4.1)."""
    (cue,) = read_vtt("WEBVTT\n\nNOTE a remark\n\n00:01.500 --> 01:00:02.000\none\ntwo\n")
    assert cue == TranscriptCue(1.5, 3602.0, "onetwo", rows=("one", "two"))


def test_words_are_read_with_their_times() -> None:
    """Tags of WebVTT in their order; words of JSON with what they say."""
    (cue,) = read_vtt("WEBVTT\n\n00:01.000 --> 00:03.000\n<v 晓>大<00:01.500>家\n<00:02.000>好\n")
    assert cue == TranscriptCue(1.0, 3.0, "大家好", "晓", ("大家", "好"), (1.5, 2.0))
    words = [{"startTime": 1, "endTime": 1.5, "body": "大"}]
    segment = {"startTime": 1, "endTime": 3, "body": "大", "words": words}
    (cue,) = read_json(json.dumps({"version": "1.0.0", "segments": [segment]}))
    assert (cue.times, cue.words) == ((1.0, 1.5), ("大",))


def test_srt_counts_its_cues() -> None:
    """A number that is not the next one is a cue that was lost."""
    with pytest.raises(ValueError, match="`2` stands where cue 1 does"):
        read_srt("2\n00:00:01,000 --> 00:00:02,000\nx\n")


def test_srt_without_times_says_where() -> None:
    """The first row of the block is named."""
    with pytest.raises(ValueError, match="no timing in `1`"):
        read_srt("1\nx\n")


@pytest.mark.parametrize("time", ["NaN", "Infinity", "1e999", '"1"', "true", "null"])
def test_a_time_of_json_is_a_number(time: str) -> None:
    """No comparison finds NaN, so it must not come in."""
    text = (
        f'{{"version": "1.0.0", "segments": [{{"startTime": 0, "endTime": {time}, "body": "x"}}]}}'
    )
    with pytest.raises(ValueError, match="is no time"):
        read_json(text)


def test_a_transcript_of_another_version_is_none() -> None:
    """What another version says is not known here."""
    with pytest.raises(ValueError, match=r"its version is not 1\.0\.0"):
        read_json('{"version": "2.0.0", "segments": []}')
