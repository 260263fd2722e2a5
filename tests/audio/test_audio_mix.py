"""The mix: what is heard where, in blocks."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from podcast.audio import mix
from podcast.audio.balance import Balance, balance
from podcast.audio.clock import samples
from podcast.audio.cues import MusicCue, MusicLengths, Point
from podcast.audio.takes import takes
from podcast.audio.timeline import Timeline, place
from podcast.errors import AudioError
from podcast.model import Segment, Word
from podcast.show.config import Ducking

from .conftest import RATE, MakeSegment

HEADLINES = ((1, "甲"), (2, "乙"))
FLAT = Balance(
    {"晓晓": 0.0}, dict.fromkeys(("intro", "sting", "outro", "bed"), 0.0), np.zeros(0), 0
)


def placed(segments: list[Segment], music: MusicLengths | None = None) -> Timeline:
    """Return the timeline of segments in files."""
    return place(takes(segments), HEADLINES, music or MusicLengths())


def rendered(
    timeline: Timeline, soundtrack: mix.Soundtrack, levels: Balance | None = None
) -> np.ndarray:
    """Return all blocks as one array."""
    levels = levels or balance(timeline, soundtrack, Ducking())
    return np.concatenate(list(mix.render(timeline, soundtrack, levels)))


def level(sound: np.ndarray) -> float:
    """Return the mean level in dB of full scale."""
    return float(10 * np.log10(np.mean(np.square(sound, dtype=np.float64)) + 1e-12))


def alone(cue: MusicCue, piece: np.ndarray, ducking: np.ndarray | None = None) -> np.ndarray:
    """Return a cue, sounding from the beginning, as the left channel of an episode of music."""
    nothing = np.zeros((0, 2), np.int16)
    pieces = dict.fromkeys(("intro", "sting", "outro", "bed"), nothing) | {cue.music: piece}
    cells = np.zeros(-(-cue.length // samples(0.01)), np.float32)
    levels = replace(FLAT, ducking=cells if ducking is None else ducking)
    timeline = Timeline((), (cue,), (), cue.end)
    return rendered(timeline, mix.Soundtrack(**pieces), levels)[:, 0]


def test_a_click_is_heard_at_its_sample(make_segment: MakeSegment, silence: mix.Soundtrack) -> None:
    """A pulse inside a segment comes out at its word's time after the placement, ±1 sample."""
    pulse = np.zeros(RATE, np.int16)
    pulse[RATE // 2] = 20_000
    word = Word(0, 1, 0.5, 0.6)
    segments = [make_segment("item", 1, samples=pulse, words=[word]) for _ in range(26)]
    timeline = placed(segments)
    sound = rendered(timeline, silence)
    assert len(sound) == timeline.length > mix.BLOCK
    for placement in timeline.placements:
        heard = placement.start + int(np.abs(sound[placement.start : placement.end, 0]).argmax())
        expected = placement.start + samples(placement.segment.words[0].starts_at)
        assert placement.take.pieces[0].skip > 0
        assert abs(heard - expected) <= 1


def test_speech_stands_in_the_middle(make_segment: MakeSegment, silence: mix.Soundtrack) -> None:
    """Both channels carry the same voice."""
    sound = rendered(placed([make_segment("item", 1)]), silence)
    assert sound.dtype == np.float32
    assert np.array_equal(sound[:, 0], sound[:, 1])
    assert level(sound) > -60


def test_blocks_do_not_change_the_sound(
    make_segment: MakeSegment, soundtrack: mix.Soundtrack, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Blocks of any size give the same bytes: a segment, a fade, a loop may span several."""
    parts = ("opening", "rundown", "item", "closing")
    segments = [make_segment(part, 1, 3.0) for part in parts]
    soundtrack = replace(soundtrack, bed=soundtrack.sting)
    timeline = placed(segments, soundtrack.lengths)
    whole = rendered(timeline, soundtrack)
    assert np.array_equal(rendered(timeline, soundtrack), whole)
    monkeypatch.setattr(mix, "BLOCK", 12_345)
    assert np.array_equal(rendered(timeline, soundtrack), whole)


def test_blocks_are_ten_seconds(make_segment: MakeSegment, silence: mix.Soundtrack) -> None:
    """Every block but the last has BLOCK samples; together they are the episode."""
    timeline = placed([make_segment("item", 1, 11.0), make_segment("item", 1, 12.0)])
    levels = balance(timeline, silence, Ducking())
    lengths = [len(block) for block in mix.render(timeline, silence, levels)]
    assert set(lengths[:-1]) == {mix.BLOCK}
    assert sum(lengths) == timeline.length


def test_music_gives_way_to_the_voice(
    make_segment: MakeSegment, soundtrack: mix.Soundtrack
) -> None:
    """The intro is 14 dB lower when the word begins, to the cell, and not lower before."""
    timeline = placed([make_segment("opening", seconds=4.0)], soundtrack.lengths)
    levels = balance(timeline, soundtrack, Ducking())
    quiet = replace(levels, hosts={"晓晓": -200.0})
    sound = rendered(timeline, soundtrack, quiet)
    word = timeline.placements[0].start
    before = level(sound[samples(2.0) : samples(4.0)])
    assert before - level(sound[word + samples(0.05) : word + samples(0.4)]) == pytest.approx(
        14.0, abs=2.0
    )
    ahead = sound[word - samples(0.8) : word - samples(0.45)]
    assert before - level(ahead) == pytest.approx(0.0, abs=2.0)


def test_hosts_and_music_get_their_gains(
    make_segment: MakeSegment, soundtrack: mix.Soundtrack, silence: mix.Soundtrack
) -> None:
    """A gain of the balance is the gain that is heard."""
    timeline = placed([make_segment("item", 1)])
    loud, soft = (replace(FLAT, hosts={"晓晓": gain}) for gain in (0.0, -6.0))
    sounds = [rendered(timeline, silence, each) for each in (loud, soft)]
    assert level(sounds[0]) - level(sounds[1]) == pytest.approx(6.0, abs=0.01)
    cue = MusicCue("sting", 0, samples(1.0), (Point(0, 0.0), Point(samples(1.0), 0.0)))
    timeline = Timeline((), (cue,), (), cue.end)
    flat = replace(FLAT, ducking=np.zeros(100, np.float32))
    halves = [
        rendered(timeline, soundtrack, replace(flat, music={"sting": gain})) for gain in (0.0, -6.0)
    ]
    assert np.allclose(halves[0], soundtrack.sting[: samples(1.0)] / 32_768, atol=1e-6)
    assert level(halves[0]) - level(halves[1]) == pytest.approx(6.0, abs=0.01)


def test_the_envelope_is_followed_to_the_sample() -> None:
    """Gain is exact at corners, linear in amplitude between them, and a fade starts on its dot."""
    piece = np.full((samples(3.0), 2), 16_384, np.int16)
    start, end = 44_103, 88_211
    points = (Point(0, 0.0), Point(start, 0.0), Point(end, -20.0), Point(samples(3.0), -20.0))
    sound = alone(MusicCue("intro", 0, samples(3.0), points), piece) / 0.5
    assert sound[start] == pytest.approx(1.0, abs=1e-6)
    assert sound[start + 2] < sound[start + 1] < 1.0
    assert sound[(start + end) // 2] == pytest.approx(0.55, abs=1e-4)
    assert sound[end:] == pytest.approx(0.1, abs=1e-6)


def test_ducking_moves_without_a_step() -> None:
    """Between two cells the gain slides, and in their middles it is theirs."""
    piece = np.full((samples(1.0), 2), 16_384, np.int16)
    ducking = np.zeros(100, np.float32)
    ducking[50:] = -14.0
    cue = MusicCue("intro", 0, samples(1.0), (Point(0, 0.0), Point(samples(1.0), 0.0)))
    sound = alone(cue, piece, ducking) / 0.5
    assert sound[samples(0.495)] == pytest.approx(1.0, abs=0.005)
    assert sound[samples(0.505)] == pytest.approx(10 ** (-14 / 20), abs=0.005)
    assert np.abs(np.diff(sound)).max() < 0.002


def test_a_file_that_is_damaged_in_between_is_named(
    make_segment: MakeSegment, silence: mix.Soundtrack
) -> None:
    """What was measured and can no longer be read stops the mix."""
    segment = make_segment("item", 1)
    timeline = placed([segment])
    segment.audio.unlink()
    with pytest.raises(AudioError, match=r"segment-1\.flac: cannot be read"):
        rendered(timeline, silence)
