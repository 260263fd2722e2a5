"""The mix: what is heard where, in blocks."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import soundfile

from podcast.audio import mix
from podcast.audio.clock import samples
from podcast.audio.cues import Cue, MusicLengths, Point
from podcast.audio.timeline import Timeline, place
from podcast.config import Music
from podcast.errors import AudioError

from .conftest import RATE, MakeSegment

HEADLINES = ((1, "甲"), (2, "乙"))


def rendered(timeline: Timeline, soundtrack: mix.Soundtrack) -> np.ndarray:
    """Return all blocks as one array."""
    return np.concatenate(list(mix.render(timeline, soundtrack)))


def level(sound: np.ndarray) -> float:
    """Return the mean level in dB of full scale."""
    return float(10 * np.log10(np.mean(np.square(sound, dtype=np.float64)) + 1e-12))


@pytest.fixture
def soundtrack(music: Music) -> mix.Soundtrack:
    """Return the test music, decoded."""
    return mix.load_soundtrack(music.intro, music.sting, music.outro)


@pytest.fixture
def silence(soundtrack: mix.Soundtrack) -> mix.Soundtrack:
    """Return a soundtrack that no cue uses."""
    nothing = np.zeros((0, 2), np.int16)
    return mix.Soundtrack(nothing, nothing, nothing)


def test_a_click_is_heard_at_its_sample(make_segment: MakeSegment, silence: mix.Soundtrack) -> None:
    """A pulse inside a segment comes out at its time after the placement, ±1 sample."""
    pulse = np.zeros(RATE, np.int16)
    pulse[RATE // 2] = 20_000
    segments = [make_segment("item", 1, samples=pulse) for _ in range(14)]
    timeline = place(segments, HEADLINES, MusicLengths())
    sound = rendered(timeline, silence)
    assert len(sound) == timeline.length > mix.BLOCK
    for placement in timeline.placements:
        heard = placement.start + int(np.abs(sound[placement.start : placement.end, 0]).argmax())
        assert abs(heard - (placement.start + samples(0.5))) <= 1


def test_speech_stands_in_the_middle(make_segment: MakeSegment, silence: mix.Soundtrack) -> None:
    """Both channels carry the same voice."""
    sound = rendered(place([make_segment("item", 1)], HEADLINES, MusicLengths()), silence)
    assert np.array_equal(sound[:, 0], sound[:, 1])
    assert level(sound) > -60


def test_edges_do_not_click(make_segment: MakeSegment, silence: mix.Soundtrack) -> None:
    """A segment that begins and ends at full level fades in and out within 5 ms."""
    loud = np.full(RATE // 2, 16_000, np.int16)
    timeline = place([make_segment("item", 1, samples=loud)], HEADLINES, MusicLengths())
    sound = rendered(timeline, silence)[:, 0]
    assert np.abs(np.diff(sound)).max() < 0.01
    assert sound[timeline.placements[0].start + samples(0.01)] == pytest.approx(0.49, abs=0.02)


def test_blocks_do_not_change_the_sound(
    make_segment: MakeSegment, soundtrack: mix.Soundtrack, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Blocks of any size give the same samples: a segment may span several."""
    segments = [make_segment("opening"), make_segment("item", 1), make_segment("closing")]
    timeline = place(segments, HEADLINES, soundtrack.lengths)
    whole = rendered(timeline, soundtrack)
    monkeypatch.setattr(mix, "BLOCK", 12_345)
    assert np.array_equal(rendered(timeline, soundtrack), whole)


def test_music_is_quiet_under_the_voice(
    make_segment: MakeSegment, soundtrack: mix.Soundtrack
) -> None:
    """The intro is 14 dB lower once the voice has begun and silent when the opening has ended."""
    quiet = np.zeros(RATE * 8, np.int16)
    quiet[-RATE:] = 3_000
    segments = [make_segment("opening", samples=quiet), make_segment("item", 1)]
    timeline = place(segments, HEADLINES, soundtrack.lengths)
    sound = rendered(timeline, soundtrack)
    alone = level(sound[samples(2.0) : samples(4.0)])
    voice = timeline.placements[0].start
    under = level(sound[voice + samples(0.6) : voice + samples(0.9)])
    assert alone - under == pytest.approx(14.0, abs=2.5)


def test_music_is_matched_to_the_voice(
    make_segment: MakeSegment, soundtrack: mix.Soundtrack
) -> None:
    """Whatever the voice's level, the music stands 2 dB below it."""
    for amplitude in (0.01, 0.2):
        segments = [make_segment("opening", seconds=4.0, amplitude=amplitude)]
        timeline = place(segments, HEADLINES, replace(soundtrack.lengths, sting=0, outro=0))
        sound = rendered(timeline, soundtrack)
        voice, _ = soundfile.read(segments[0].audio)
        assert level(sound[samples(1.0) : samples(4.0)]) == pytest.approx(level(voice) - 2, abs=1.0)


def test_the_envelope_is_followed() -> None:
    """Gain is exact at corners, linear in amplitude between them, kept after the last."""
    piece = np.full((samples(3.0), 2), 10_000, np.int16)
    points = (Point(0, 0.0), Point(samples(1.0), 0.0), Point(samples(2.0), -20.0))
    cue = Cue("intro", 0, samples(3.0), (*points, Point(samples(3.0), -20.0)))
    sound = mix.shape(cue, piece, 0.0)[:, 0] / (10_000 / 32_768)
    assert sound.shape == (samples(3.0),)
    assert sound[samples(0.9)] == pytest.approx(1.0, abs=0.001)
    assert sound[samples(1.5)] == pytest.approx(0.55, abs=0.01)
    assert sound[samples(2.5)] == pytest.approx(0.1, abs=0.005)


def test_a_fade_of_no_length_is_a_step() -> None:
    """Two corners at one place change the level within a few milliseconds."""
    piece = np.full((samples(1.0), 2), 10_000, np.int16)
    half = samples(0.5)
    points = (Point(0, 0.0), Point(half, 0.0), Point(half, -20.0), Point(samples(1.0), -20.0))
    sound = mix.shape(Cue("sting", 0, samples(1.0), points), piece, 0.0)[:, 0]
    assert sound[samples(0.6)] == pytest.approx(sound[0] / 10, rel=0.05)


def test_a_damaged_segment_is_named(make_segment: MakeSegment, silence: mix.Soundtrack) -> None:
    """A cache file that is not sound gives an error with its path and the remedy."""
    segment = make_segment("item", 1)
    segment.audio.write_bytes(b"fLaC but not really")
    with pytest.raises(AudioError, match=r"segment-1\.flac: cannot be read .*delete it"):
        rendered(place([segment], HEADLINES, MusicLengths()), silence)


@pytest.mark.parametrize("wrong", [{"seconds": 1.0}, {"sample_rate": 22_050, "seconds": 2.0}])
def test_a_segment_of_another_length_or_rate_is_an_error(
    make_segment: MakeSegment, silence: mix.Soundtrack, wrong: dict[str, float]
) -> None:
    """A file that is not what the timeline was made for never shifts the rest."""
    segment = replace(make_segment("item", 1, 2.0), **wrong)  # type: ignore[arg-type]
    with pytest.raises(AudioError, match="of line 1"):
        rendered(place([segment], HEADLINES, MusicLengths()), silence)


def test_music_that_cannot_be_decoded_is_named(music: Music, tmp_path: Path) -> None:
    """The error names the file of show.yaml that is broken."""
    broken = tmp_path / "jingle.mp3"
    broken.write_bytes(b"nothing")
    with pytest.raises(AudioError, match=r"jingle\.mp3"):
        mix.load_soundtrack(music.intro, broken, music.outro)
