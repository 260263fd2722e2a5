"""The timeline: pauses, music and chapters as numbers, without any sound."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from podcast.audio.clock import GRID, SAMPLE_RATE, samples, whole_frames
from podcast.audio.cues import SILENT, MusicCue, MusicLengths
from podcast.audio.takes import Take
from podcast.audio.timeline import Timeline, place, words
from podcast.errors import AudioError
from podcast.model import Line, Part, Placed, Segment, Word

from .conftest import bare_take

HEADLINES = ((1, "甲"), (2, "乙"), (3, "丙"))
MUSIC = MusicLengths(samples(12.0), samples(2.0), samples(12.0))
WITH_BED = replace(MUSIC, bed=samples(8.0))


def segment(
    part: Part, item: int | None = None, seconds: float = 3.0, spoken: tuple[Word, ...] = ()
) -> Segment:
    """Return a segment without a file: a timeline never reads one."""
    line = Line("晓晓", part, item, "你好。")
    return Segment(
        line, 1, "tone", "tone", "你好。", "0" * 64, 0, Path("none"), 24_000, seconds, spoken
    )


def take(part: Part, item: int | None = None, seconds: float = 3.0) -> Take:
    """Return a take of a segment without a file."""
    return bare_take(segment(part, item, seconds))


EPISODE = (
    take("opening"),
    take("opening"),
    take("rundown"),
    take("item", 1),
    take("item", 1, 2.345),
    take("item", 3),
    take("closing"),
    take("closing", seconds=5.0),
)


def gaps(timeline: Timeline) -> list[float]:
    """Return the seconds of quiet between neighbours."""
    return [round(b.start - a.end, 2) for a, b in pairwise(timeline.placed)]


def cue(timeline: Timeline, name: str) -> MusicCue:
    """Return the first cue of a piece."""
    return next(cue for cue in timeline.cues if cue.music == name)


def gain(cue: MusicCue, at: int) -> float:
    """Return the envelope's dB at a corner."""
    return next(point.gain for point in cue.envelope if point.at == at)


def test_pauses_breathe() -> None:
    """0.6 s between sentences, 0.8 to the rundown, 1.0 to an item and to the closing."""
    timeline = place(EPISODE, HEADLINES, MUSIC)
    expected = [0.6, 0.8, 1.0, 0.6, 1.0, 1.0, 0.6]
    assert gaps(timeline) == pytest.approx(expected, abs=0.0101)


@pytest.mark.parametrize(
    ("text", "pause"),
    [
        ("你好，", 0.3),
        ("你好。”", 0.6),
        ("你好：", 0.3),
        ("你好；", 0.45),
        ("你好", 0.3),
        ("好、", 0.13),
    ],
)
def test_a_line_pauses_by_its_last_mark(text: str, pause: float) -> None:
    """What a listener hears as the pause is that of the mark, without the quiet at the edges."""
    first = take("item", 1)
    line = replace(first.segment.line, text=text)
    first = replace(first, segment=replace(first.segment, line=line), tail=samples(0.12))
    timeline = place([first, replace(first, lead=samples(0.05))], HEADLINES, MusicLengths())
    assert gaps(timeline)[0] == pytest.approx(max(0.0, pause - 0.17), abs=0.0101)


def test_items_without_a_sting_stand_as_far_apart() -> None:
    """Without a sting 1.0 s lies between items too, and no sting is cued."""
    timeline = place(EPISODE, HEADLINES, MusicLengths(MUSIC.intro, 0, MUSIC.outro))
    assert gaps(timeline)[2] == pytest.approx(1.0, abs=0.0101)
    assert [cue.music for cue in timeline.cues] == ["intro", "outro"]


def test_speech_starts_on_whole_milliseconds() -> None:
    """Every line begins at a multiple of 10 ms, so that all carriers of chapters agree."""
    timeline = place(EPISODE, HEADLINES, MUSIC)
    assert all(placement.start % GRID == 0 for placement in timeline.placements)
    assert all(chapter.start == round(chapter.start, 2) for chapter in timeline.chapters)


def test_chapters_are_opening_items_and_closing() -> None:
    """开场 begins at 0 with the rundown inside; each item begins with its first line."""
    timeline = place(EPISODE, HEADLINES, MUSIC)
    starts = [placed.start for placed in timeline.placed]
    assert [(c.title, c.item, c.start) for c in timeline.chapters] == [
        ("开场", None, 0.0),
        ("甲", 1, starts[3]),
        ("丙", 3, starts[5]),
        ("结语", None, starts[6]),
    ]


def test_an_item_without_lines_gets_no_chapter() -> None:
    """A headline whose item was removed from the script is no chapter."""
    timeline = place(EPISODE, HEADLINES, MUSIC)
    assert "乙" not in [chapter.title for chapter in timeline.chapters]


def test_the_intro_stands_alone_then_goes_on_under_the_opening() -> None:
    """Five seconds of music, then the voice; it fades over 2.5 s to the end of the opening."""
    timeline = place(EPISODE, HEADLINES, MUSIC)
    intro = cue(timeline, "intro")
    assert timeline.placed[0].start == 5.0
    assert (intro.start, gain(intro, 0)) == (0, 0.0)
    assert intro.end == timeline.placements[1].end
    assert gain(intro, intro.length - samples(2.5)) == 0.0
    assert intro.envelope[-1].gain == SILENT


def test_a_sting_sounds_before_each_item() -> None:
    """It begins 0.25 s after the last word, on the grid, and fades only under the item."""
    timeline = place(EPISODE, HEADLINES, MUSIC)
    stings = [cue for cue in timeline.cues if cue.music == "sting"]
    before = [timeline.placements[index] for index in (2, 4)]
    for sting, last in zip(stings, before, strict=True):
        assert 0 <= sting.start - (last.end + samples(0.25)) < GRID
        assert sting.in_pause
    first_word = timeline.placements[3].start - stings[0].start
    assert gain(stings[0], first_word) == 0.0
    assert stings[0].envelope[-1].gain == SILENT


def test_the_outro_plays_out_after_the_last_word() -> None:
    """It fades in under the last line, is at full level under its last word, ends the episode."""
    timeline = place(EPISODE, HEADLINES, MUSIC)
    outro = cue(timeline, "outro")
    last = timeline.placements[-1]
    assert last.start < outro.start < last.end
    assert gain(outro, 0) == SILENT
    assert gain(outro, samples(1.0)) == 0.0
    assert gain(outro, outro.length - samples(2.5)) == 0.0
    assert outro.length - samples(2.5) > last.end - outro.start
    assert timeline.length == whole_frames(outro.end)


def test_the_bed_lies_under_the_rundown() -> None:
    """It fades in across the intro's end and is gone before the first sting, however short."""
    timeline = place(EPISODE, HEADLINES, WITH_BED)
    bed, rundown = cue(timeline, "bed"), timeline.placements[2]
    assert bed.start < cue(timeline, "intro").end < rundown.start
    assert gain(bed, 0) == bed.envelope[-1].gain == SILENT
    assert gain(bed, samples(1.0)) == gain(bed, bed.length - samples(1.0)) == 0.0
    assert rundown.end < bed.end < cue(timeline, "sting").start
    long = place((*EPISODE[:2], take("rundown", None, 30.0)), HEADLINES, WITH_BED)
    assert cue(long, "bed").length > WITH_BED.bed


def test_no_rundown_no_bed() -> None:
    """A script without a rundown, or a show without a bed, has no bed."""
    without = [each for each in EPISODE if each.segment.line.part != "rundown"]
    assert "bed" not in {cue.music for cue in place(without, HEADLINES, WITH_BED).cues}
    assert "bed" not in {cue.music for cue in place(EPISODE, HEADLINES, MUSIC).cues}


def test_long_music_is_cut() -> None:
    """Minutes of outro fade out 15 s after the last word; a long sting gives way to the item."""
    timeline = place(EPISODE, HEADLINES, MusicLengths(*(samples(180.0),) * 4))
    assert timeline.length == whole_frames(timeline.placements[-1].end + samples(15.0))
    assert cue(timeline, "sting").end <= timeline.placements[3].start + samples(1.0)
    assert all(cue.envelope[-1].gain == SILENT for cue in timeline.cues)


def test_a_short_sting_is_left_as_it_is() -> None:
    """A sting that ends before the next item keeps its full level to its end."""
    timeline = place(EPISODE, HEADLINES, MusicLengths(0, samples(0.4), 0))
    assert {point.gain for point in cue(timeline, "sting").envelope} == {0.0}
    assert gaps(timeline)[2] == pytest.approx(1.0, abs=0.0101)


def test_no_music_leaves_a_little_quiet() -> None:
    """Without music the episode begins and ends with a short silence."""
    timeline = place(EPISODE, HEADLINES, MusicLengths())
    assert timeline.cues == ()
    assert timeline.placed[0].start == pytest.approx(0.3)
    assert timeline.length == whole_frames(timeline.placements[-1].end + samples(0.6))


def test_one_item_alone() -> None:
    """A script of nothing but an item has one chapter from 0 and no sting; the outro follows."""
    timeline = place([take("item", 2)], HEADLINES, MUSIC)
    assert [(c.title, c.start, c.item) for c in timeline.chapters] == [("乙", 0.0, 2)]
    assert [cue.music for cue in timeline.cues] == ["intro", "outro"]
    assert cue(timeline, "outro").start > timeline.placements[-1].end


def test_nothing_to_say_is_an_error() -> None:
    """No segment gives an error, not an episode of music."""
    with pytest.raises(AudioError, match="no line to speak"):
        place([], HEADLINES, MUSIC)


def test_words_move_with_their_segment() -> None:
    """Word times become seconds of the episode, in whole milliseconds."""
    spoken = (Word(0, 2, 0.1, 0.5004), Word(2, 3, 0.5, 0.9))
    placed = Placed(segment("item", 1, spoken=spoken), 10.0, 13.0)
    assert words(placed) == (Word(0, 2, 10.1, 10.5), Word(2, 3, 10.5, 10.9))


_SEGMENTS = st.tuples(
    st.lists(st.floats(0.05, 20.0), max_size=3),
    st.lists(st.floats(0.05, 20.0), max_size=2),
    st.lists(st.floats(0.05, 20.0), max_size=6),
    st.lists(st.floats(0.05, 20.0), max_size=2),
)
_LENGTHS = st.integers(0, 40 * SAMPLE_RATE)


@settings(max_examples=60, deadline=None)
@given(_SEGMENTS, _LENGTHS, _LENGTHS, _LENGTHS, _LENGTHS)
def test_any_script_and_music_lie_inside_the_episode(
    parts: tuple[list[float], ...], intro: int, sting: int, outro: int, bed: int
) -> None:
    """Speech never overlaps; cues and chapters are in order; envelopes span their cues."""
    opening, rundown, items, closing = parts
    takes = [
        *(take("opening", seconds=seconds) for seconds in opening),
        *(take("rundown", seconds=seconds) for seconds in rundown),
        *(take("item", 1 + at // 2, seconds) for at, seconds in enumerate(items)),
        *(take("closing", seconds=seconds) for seconds in closing),
    ]
    if not takes:
        return
    timeline = place(takes, HEADLINES, MusicLengths(intro, sting, outro, bed))
    assert all(a.end < b.start for a, b in pairwise(timeline.placements))
    assert timeline.placements[-1].end <= timeline.length
    assert timeline.chapters[0].start == 0.0
    assert all(a.start < b.start for a, b in pairwise(timeline.chapters))
    for cue in timeline.cues:
        assert 0 <= cue.start < cue.end <= timeline.length
        assert cue.start % GRID == 0
        if cue.music != "bed":
            assert cue.length <= {"intro": intro, "sting": sting, "outro": outro}[cue.music]
        assert (cue.envelope[0].at, cue.envelope[-1].at) == (0, cue.length)
        assert all(a.at <= b.at for a, b in pairwise(cue.envelope))
