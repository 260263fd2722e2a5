"""The balance: hosts alike, music in its place, and a loudness that comes true."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pyloudnorm
import pytest
from numpy.typing import NDArray

from podcast.audio import meter, mix
from podcast.audio.balance import MOST_GAIN, MOST_MUSIC_GAIN, MUSIC_LEVELS, balance
from podcast.audio.clock import GRID, SAMPLE_RATE, samples
from podcast.audio.master import Outputs, encode
from podcast.audio.takes import takes
from podcast.audio.timeline import Timeline, place
from podcast.lib import ffmpeg
from podcast.model import TARGET_LUFS, Segment
from podcast.show.config import Ducking

from .conftest import STEREO, MakeSegment, syllables

HEADLINES = tuple((number, f"{number}") for number in range(1, 9))


def placed(segments: list[Segment], soundtrack: mix.Soundtrack) -> Timeline:
    """Return the timeline of segments in files."""
    return place(takes(segments), HEADLINES, soundtrack.lengths)


def lufs(sound: NDArray[np.float32]) -> float:
    """Return the loudness of stereo sound by pyloudnorm."""
    return float(pyloudnorm.Meter(SAMPLE_RATE, filter_class="DeMan").integrated_loudness(sound))


def mixed(
    timeline: Timeline, soundtrack: mix.Soundtrack, ducking: Ducking | None = None
) -> tuple[float, NDArray[np.float32]]:
    """Return the predicted loudness and the whole mix."""
    levels = balance(timeline, soundtrack, ducking or Ducking())
    return levels.lufs, np.concatenate(list(mix.render(timeline, soundtrack, levels)))


def host_loudness(timeline: Timeline, sound: NDArray[np.float32], host: str) -> float:
    """Return the loudness of a host's lines in the mix by our meter."""
    lines = [sound[p.start : p.end, 0] for p in timeline.placements if p.segment.line.host == host]
    return meter.integrated(2 * meter.powers(np.concatenate(lines), SAMPLE_RATE))


@pytest.fixture
def episode(make_segment: MakeSegment) -> list[Segment]:
    """Return a whole small episode by two hosts, one 6 dB softer."""
    parts = ("opening", "opening", "rundown", "item", "item", "item", "closing")
    return [
        make_segment(
            part,
            1 + number // 5,
            4.0,
            host="云希" if number % 2 else "晓晓",
            amplitude=0.05 if number % 2 else 0.1,
        )
        for number, part in enumerate(parts)
    ]


@pytest.mark.parametrize("difference", [0.0, 6.0, 20.0])
def test_hosts_come_out_alike(
    make_segment: MakeSegment, silence: mix.Soundtrack, difference: float
) -> None:
    """Two hosts, however far apart within reach, are as loud as each other, to 0.1 LU."""
    soft = 0.12 * 10 ** (-difference / 20)
    segments = [
        make_segment("item", 1, 3.0, host=host, amplitude=amplitude)
        for host, amplitude in (("晓晓", 0.12), ("云希", soft)) * 3
    ]
    timeline = placed(segments, silence)
    _, sound = mixed(timeline, silence)
    first, second = (host_loudness(timeline, sound, host) for host in ("晓晓", "云希"))
    assert first == pytest.approx(second, abs=0.1)


def test_hosts_come_out_alike_behind_the_limiter(
    make_segment: MakeSegment, silence: mix.Soundtrack, tmp_path: Path
) -> None:
    """It takes more from sharp peaks; in the finished MP3 both are alike, to 0.5 LU."""
    smooth, sharp = syllables(4.0, 1, 0.1), syllables(4.0, 2, 0.1).astype(np.float64)
    sharp *= 0.5 + 0.5 * np.exp(-(((np.arange(len(sharp)) % 4800 - 2400) / 200) ** 2))
    sounds = {"晓晓": smooth, "云希": np.asarray(np.clip(sharp, -32767, 32767), np.int16)}
    segments = [make_segment("item", 1, host=host, samples=sounds[host]) for host in (*sounds,) * 3]
    timeline = placed(segments, silence)
    levels = balance(timeline, silence, Ducking())
    path = tmp_path / "out.mp3"
    made = encode(
        lambda: mix.render(timeline, silence, levels),
        levels.lufs,
        timeline.length,
        Outputs(path, STEREO),
    )
    assert made.limited_db > 3
    sound = ffmpeg.decode(path, SAMPLE_RATE, 2).astype(np.float32) / 32768
    first, second = (host_loudness(timeline, sound, host) for host in sounds)
    assert first == pytest.approx(second, abs=0.5)


def test_one_host_stays_as_it_is(make_segment: MakeSegment, silence: mix.Soundtrack) -> None:
    """With nobody to be compared with, the gain is 0."""
    timeline = placed([make_segment("item", 1)], silence)
    assert balance(timeline, silence, Ducking()).hosts == {"晓晓": 0.0}


def test_a_single_short_soft_line_is_not_blown_up(
    make_segment: MakeSegment, silence: mix.Soundtrack
) -> None:
    """No gain is beyond 12 dB, for a host with a third of a second 40 dB down either."""
    short = make_segment("item", 1, 0.35, host="云希", amplitude=0.002)
    segments = [make_segment("item", 1, 4.0, amplitude=0.2), short]
    gains = balance(placed(segments, silence), silence, Ducking()).hosts
    assert gains == {"晓晓": -MOST_GAIN, "云希": MOST_GAIN}


def test_music_stands_in_its_place(episode: list[Segment], soundtrack: mix.Soundtrack) -> None:
    """What is heard of each piece is as far from the voices as it should be, loud or soft."""
    for scale in (1, 4):
        quieter = replace(soundtrack, intro=soundtrack.intro // scale, bed=soundtrack.sting)
        timeline = placed(episode, quieter)
        levels = balance(timeline, quieter, Ducking())
        voices = replace(timeline, cues=())
        speech = balance(voices, quieter, Ducking()).lufs
        assert set(levels.music) == {"intro", "sting", "outro", "bed"}
        for name, gain in levels.music.items():
            cue = next(cue for cue in timeline.cues if cue.music == name)
            heard = quieter.excerpt(name, 0, min(cue.length, len(quieter.piece(name))))
            powers = sum(meter.powers(heard[:, side], SAMPLE_RATE) for side in (0, 1))
            against = meter.integrated(powers) + gain - speech
            assert against == pytest.approx(MUSIC_LEVELS[name], abs=0.05)
        assert levels.faint == {}


def test_the_loudness_comes_true(episode: list[Segment], soundtrack: mix.Soundtrack) -> None:
    """An episode with everything measures what was predicted, to 0.1 LU."""
    soundtrack = replace(soundtrack, bed=soundtrack.outro)
    predicted, sound = mixed(placed(episode, soundtrack), soundtrack)
    assert lufs(sound) == pytest.approx(predicted, abs=0.1)


@pytest.mark.parametrize("ducking", [Ducking(0.0), Ducking(30.0, 0.05, 0.1), Ducking(6.0, 2, 5)])
def test_the_loudness_comes_true_with_any_ducking(
    make_segment: MakeSegment, soundtrack: mix.Soundtrack, ducking: Ducking
) -> None:
    """Loud music that never gives way is in the prediction, too."""
    segments = [make_segment("opening", None, 3.0), make_segment("closing", None, 3.0)]
    predicted, sound = mixed(placed(segments, soundtrack), soundtrack, ducking)
    assert lufs(sound) == pytest.approx(predicted, abs=0.1)


@pytest.mark.parametrize("amplitude", [0.01, 0.3])
def test_the_loudness_comes_true_for_voices_alone(
    make_segment: MakeSegment, silence: mix.Soundtrack, amplitude: float
) -> None:
    """Soft or loud, with lines of very different lengths and levels: as predicted, to 0.1 LU."""
    lines = ((0.4, 1.0), (9.0, 0.1), (2.0, 0.5), (1.1, 1.0))
    segments = [
        make_segment("item", 1, seconds, amplitude=amplitude * share) for seconds, share in lines
    ]
    predicted, sound = mixed(placed(segments, silence), silence)
    assert lufs(sound) == pytest.approx(predicted, abs=0.1)


def test_the_ducking_covers_the_episode(episode: list[Segment], soundtrack: mix.Soundtrack) -> None:
    """A gain for each cell: down where a line is spoken, up where the intro is alone."""
    timeline = placed(episode, soundtrack)
    gains = balance(timeline, soundtrack, Ducking(depth=10.0)).ducking
    assert len(gains) == -(-timeline.length // GRID)
    for placement in timeline.placements:
        assert gains[(placement.start + placement.length // 2) // GRID] == -10.0
    assert gains[samples(2.0) // GRID] == 0.0
    sting = next(cue for cue in timeline.cues if cue.music == "sting")
    assert gains[sting.start // GRID + 1] == 0.0


def test_silent_music_is_left_silent(make_segment: MakeSegment, silence: mix.Soundtrack) -> None:
    """A piece without sound gets no gain, and the loudness is that of the voice."""
    piece = np.zeros((samples(5.0), 2), np.int16)
    soundtrack = replace(silence, intro=piece)
    timeline = placed([make_segment("opening", None, 3.0)], soundtrack)
    levels = balance(timeline, soundtrack, Ducking())
    assert levels.music == {"intro": 0.0}
    assert levels.lufs == pytest.approx(
        balance(replace(timeline, cues=()), soundtrack, Ducking()).lufs
    )


@pytest.mark.parametrize("amplitude", [0.003, 0.1])
def test_hiss_is_not_made_music(
    make_segment: MakeSegment, silence: mix.Soundtrack, amplitude: float
) -> None:
    """Noise at -65 LUFS comes out at most 20 dB louder than it is, however soft the voices are."""
    noise = np.random.default_rng(5).normal(0, 16, (samples(7.0), 2))
    soundtrack = replace(silence, intro=np.asarray(noise, np.int16))
    segments = [make_segment("opening", None, 6.0, amplitude=amplitude)]
    timeline = placed(segments, soundtrack)
    levels = balance(timeline, soundtrack, Ducking())
    assert levels.music["intro"] + TARGET_LUFS - levels.lufs == pytest.approx(
        MOST_MUSIC_GAIN, abs=0.2
    )
    assert set(levels.faint) == {"intro"}
    heard = soundtrack.excerpt("intro", 0, samples(5.0))
    level = meter.integrated(sum(meter.powers(heard[:, side], SAMPLE_RATE) for side in (0, 1)))
    lacking = TARGET_LUFS + MUSIC_LEVELS["intro"] - level - MOST_MUSIC_GAIN
    assert levels.faint["intro"] == pytest.approx(lacking, abs=0.2)
