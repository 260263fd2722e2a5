"""Takes: what of a spoken line is kept, how it is cleaned, and that words stay where they are."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import soundfile
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from podcast.audio import meter
from podcast.audio.clock import SAMPLE_RATE, samples
from podcast.audio.takes import Piece, take, takes, voice
from podcast.errors import AudioError
from podcast.model import Word

from .conftest import RATE, MakeSegment, syllables


def tone(hertz: float, seconds: float, amplitude: float = 0.3) -> NDArray[np.int16]:
    """Return a sine that begins and ends at once."""
    time = np.arange(round(seconds * RATE)) / RATE
    return np.asarray(amplitude * 32_767 * np.sin(2 * np.pi * hertz * time), np.int16)


def quiet(seconds: float) -> NDArray[np.int16]:
    """Return digital silence."""
    return np.zeros(round(seconds * RATE), np.int16)


def onset(sound: NDArray[np.float32]) -> float:
    """Return the seconds to the first sample above a tenth of the peak."""
    return int(np.argmax(np.abs(sound) > 0.1 * np.abs(sound).max())) / SAMPLE_RATE


def test_silence_at_the_edges_goes(make_segment: MakeSegment) -> None:
    """50 ms before the sound and 120 ms after it stay, words or no words, and no more."""
    sound = np.concatenate([quiet(0.5), tone(300, 1.0), quiet(0.8)])
    made = take(make_segment(samples=sound))
    assert made.pieces[0].skip == samples(0.45)
    # where a tone breaks off, the high-pass rings for a moment
    assert 1.17 <= made.segment.seconds < 1.2
    assert made.length == samples(made.segment.seconds)


def test_sound_to_the_edges_stays(make_segment: MakeSegment) -> None:
    """A line that begins and ends with sound keeps every sample."""
    made = take(make_segment(samples=tone(300, 1.234)))
    assert (made.pieces[0].skip, made.length) == (0, samples(1.234))
    assert made.segment.seconds == pytest.approx(1.234, abs=1e-4)


def test_faint_noise_is_silence_and_a_faint_consonant_is_not(make_segment: MakeSegment) -> None:
    """60 dB below the peak is cut off; a hiss 45 dB below, as an f begins, is kept whole."""
    hiss = np.random.default_rng(0).normal(0, 1, RATE // 10)
    consonant = np.asarray(hiss / np.abs(hiss).max() * 32_767 * 0.3 * 10 ** (-45 / 20), np.int16)
    noise = np.asarray(np.random.default_rng(1).normal(0, 3, RATE // 2), np.int16)
    made = take(make_segment(samples=np.concatenate([noise, consonant, tone(300, 0.5)])))
    assert made.pieces[0].skip == samples(0.45)


def test_words_keep_their_sound(make_segment: MakeSegment) -> None:
    """A word's time, counted from the cut, is where its burst is heard, to 2 ms."""
    sound = np.concatenate([quiet(0.731), tone(220, 0.3), quiet(0.9)])
    made = take(make_segment(samples=sound, words=[Word(0, 2, 0.731, 1.031)]))
    word = made.segment.words[0]
    assert made.pieces[0].skip > 0
    assert word.ends_at - word.starts_at == pytest.approx(0.3)
    assert onset(voice(made)) == pytest.approx(word.starts_at, abs=0.002)


def test_words_are_never_cut(make_segment: MakeSegment) -> None:
    """Silence that an engine counts as part of a word stays."""
    sound = np.concatenate([quiet(0.5), tone(300, 0.5), quiet(0.9)])
    words = [Word(0, 1, 0.123, 0.6), Word(1, 2, 0.6, 1.777)]
    made = take(make_segment(samples=sound, words=words))
    first, last = made.segment.words[0], made.segment.words[-1]
    assert 0 <= first.starts_at < 0.01
    assert made.segment.seconds - 0.01 < last.ends_at <= made.segment.seconds


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.floats(0.0, 1.0),
    st.floats(0.1, 2.0),
    st.floats(0.0, 1.0),
    st.sampled_from([8_000, 22_050, 24_000, 44_100, 48_000]),
)
def test_figures_fit_each_other(
    make_segment: MakeSegment, before: float, spoken: float, after: float, rate: int
) -> None:
    """At any rate and length: as many cells as the length needs, sound as long as promised."""
    parts = [np.zeros(round(before * rate)), np.full(round(spoken * rate), 0.3)]
    sound = np.concatenate([*parts, np.zeros(round(after * rate))])
    sound *= np.sin(2 * np.pi * 400 * np.arange(len(sound)) / rate)
    segment = make_segment()
    soundfile.write(segment.audio, sound, rate, subtype="PCM_16")
    seconds = len(sound) / rate
    words = (Word(0, 1, before, min(before + spoken, seconds)),)
    made = take(replace(segment, seconds=seconds, sample_rate=rate, words=words))
    assert len(made.powers) == len(made.peaks) == -(-made.length // samples(0.01))
    assert len(voice(made)) == made.length
    assert made.pieces[0].skip + made.length <= samples(seconds)
    word = made.segment.words[0]
    assert -1e-9 <= word.starts_at < word.ends_at <= made.segment.seconds + 1 / rate


def test_the_figures_are_those_of_the_sound(make_segment: MakeSegment) -> None:
    """Powers and peaks say what one measures on the voice itself."""
    sound = np.concatenate([quiet(0.5), syllables(4.0, 1), quiet(0.5)])
    made = take(make_segment(samples=sound))
    heard = voice(made)
    measured = meter.integrated(meter.powers(heard, SAMPLE_RATE))
    assert meter.integrated(made.powers) == pytest.approx(measured, abs=0.06)
    assert made.peaks.max() == pytest.approx(np.abs(heard).max(), rel=0.05)


def test_rumble_goes_and_voices_stay(make_segment: MakeSegment) -> None:
    """20 Hz and direct current fall by 18 dB and more, 120 Hz stays within 0.5 dB."""
    for hertz, lowest, highest in ((20.0, -30.0, -18.0), (120.0, -0.5, 0.1)):
        made = take(make_segment(samples=tone(hertz, 3.0)))
        level = 20 * np.log10(np.abs(voice(made)[samples(1.0) : samples(2.0)]).max() / 0.3)
        assert lowest < level < highest
    made = take(make_segment(samples=tone(300, 2.0) + np.int16(3_000)))
    assert abs(voice(made)[samples(0.1) : samples(1.9)].mean()) < 1e-3


@pytest.mark.parametrize("hertz", [150.0, 300.0, 3_000.0])
def test_speech_is_not_delayed(make_segment: MakeSegment, hertz: float) -> None:
    """A burst of a voice's frequency comes out less than 1 ms late."""
    window = np.hanning(RATE // 10)
    burst = np.asarray(tone(hertz, 0.1) * window, np.int16)
    made = take(make_segment(samples=np.concatenate([quiet(0.3), burst, quiet(0.3)])))
    energy = np.square(voice(made), dtype=np.float64)
    middle = (energy @ np.arange(len(energy))) / energy.sum() / SAMPLE_RATE
    expected = 0.35 - made.pieces[0].skip / SAMPLE_RATE
    assert 0 <= middle - expected + 1e-4 < 0.001


def test_edges_do_not_click(make_segment: MakeSegment) -> None:
    """A line that begins and ends at full swing comes in and goes out within 5 ms."""
    swing = np.roll(tone(250, 0.5, 0.5), 24)
    sound = voice(take(make_segment(samples=swing)))
    assert np.abs(np.diff(np.pad(sound, 1))).max() < 0.03
    assert abs(sound[0]) < 1e-3 > abs(sound[-1])
    assert np.abs(sound[samples(0.006) : samples(0.02)]).max() == pytest.approx(0.5, abs=0.1)


def test_a_line_that_stands_off_zero_does_not_click(make_segment: MakeSegment) -> None:
    """Direct current from the first sample on is gone before it is heard."""
    sound = tone(300, 1.0, 0.1) + np.int16(8_000)
    assert np.abs(voice(take(make_segment(samples=sound)))).max() < 0.12


def test_takes_are_in_order(make_segment: MakeSegment) -> None:
    """Whatever thread is first, takes come as their segments do, and are those of `take`."""
    segments = [make_segment(seconds=0.3 + 0.2 * (number % 4)) for number in range(12)]
    made = takes(iter(segments))
    assert [each.segment.number for each in made] == [each.number for each in segments]
    alone = take(segments[5])
    assert made[5].segment == alone.segment
    assert np.array_equal(made[5].powers, alone.powers)


def test_reading_is_the_same_twice(make_segment: MakeSegment) -> None:
    """The same take gives the same bytes."""
    made = take(make_segment())
    assert voice(made).tobytes() == voice(made).tobytes()


@pytest.mark.parametrize("level", [0.0, 1e-4])
def test_a_silent_line_is_named(make_segment: MakeSegment, level: float) -> None:
    """Nothing, or noise that BS.1770 does not hear, is an error with the line and the remedy."""
    sound = np.asarray(np.random.default_rng(0).normal(0, level, RATE) * 32_767, np.int16)
    with pytest.raises(AudioError, match=r"segment-1\.flac: line 1 \(晓晓\) is silent; delete"):
        take(make_segment(samples=sound))


def test_a_damaged_segment_is_named(make_segment: MakeSegment) -> None:
    """A cache file that is not sound gives an error with its path and the remedy."""
    segment = make_segment("item", 1)
    segment.audio.write_bytes(b"fLaC but not really")
    with pytest.raises(AudioError, match=r"segment-1\.flac: cannot be read .*delete it"):
        takes([segment])


@pytest.mark.parametrize("wrong", [{"seconds": 1.0}, {"sample_rate": 22_050}, {"seconds": 0.0}])
def test_a_segment_of_another_length_or_rate_is_an_error(
    make_segment: MakeSegment, wrong: dict[str, float]
) -> None:
    """A file that is not what the cache said never shifts the rest."""
    segment = replace(make_segment("item", 1, 2.0), **wrong)  # type: ignore[arg-type]
    with pytest.raises(AudioError, match="line 1; delete it"):
        take(segment)


def test_stereo_is_an_error(make_segment: MakeSegment) -> None:
    """A voice has one channel."""
    segment = make_segment()
    soundfile.write(segment.audio, np.zeros((RATE, 2)), RATE, format="FLAC")
    with pytest.raises(AudioError, match="not mono"):
        take(replace(segment, seconds=1.0))


def test_a_file_that_shrinks_between_is_an_error(make_segment: MakeSegment) -> None:
    """What is no longer as long as it was measured is not filled up in silence."""
    made = take(make_segment(seconds=2.0))
    soundfile.write(made.segment.audio, syllables(1.0, 1), RATE, subtype="PCM_16")
    with pytest.raises(AudioError, match="fewer than were measured"):
        voice(made)


SPOKEN = "甲乙，丙丁。戊"
"""Five syllables; the second and the fourth are followed by marks."""


def spoken_in(pauses: tuple[float, float], noise: int = 0) -> tuple[NDArray[np.int16], list[Word]]:
    """Return the bursts of SPOKEN with such pauses after its marks, and its words."""
    sounds, words, at = [quiet(0.1)], [], 0.1
    gaps = {1: pauses[0], 3: pauses[1]}
    for place, char in enumerate("甲乙丙丁戊"):
        start = SPOKEN.index(char)
        words.append(Word(start, start + 1, at, at + 0.2))
        gap = gaps.get(place, 0.0)
        sounds += [tone(150 + 40 * place, 0.2), quiet(gap)]
        at += 0.2 + gap
    sound = np.concatenate([*sounds, quiet(0.2)])
    rng = np.random.default_rng(1)
    return np.asarray(sound + rng.integers(-noise, noise + 1, len(sound)), np.int16), words


@pytest.mark.parametrize("pauses", [(0.1, 0.1), (0.3, 0.6), (0.9, 1.4), (0.09, 0.9)])
@pytest.mark.parametrize("noise", [0, 10])
def test_a_pause_inside_a_line_is_that_of_its_mark(
    make_segment: MakeSegment, pauses: tuple[float, float], noise: int
) -> None:
    """However long the engine paused, 0.3 s follow a comma and 0.6 a full stop; words go along."""
    sound, spoken = spoken_in(pauses, noise)
    made = take(make_segment(samples=sound, words=spoken, text=SPOKEN))
    first, second, third, fourth, fifth = made.segment.words
    assert third.starts_at - second.ends_at == pytest.approx(0.3, abs=0.025)
    assert fifth.starts_at - fourth.ends_at == pytest.approx(0.6, abs=0.025)
    assert second.starts_at == pytest.approx(first.ends_at, abs=1e-6)
    heard = voice(made)
    loud = np.abs(heard) > 0.1 * np.abs(heard).max()
    for word in made.segment.words:
        middle = slice(samples(word.starts_at + 0.01), samples(word.ends_at - 0.01))
        assert loud[middle].mean() > 0.8
        assert not loud[samples(word.ends_at + 0.003) : samples(word.ends_at + 0.05)].all()
    assert len(heard) == made.length == samples(made.segment.seconds)
    assert len(made.powers) == len(made.peaks) == -(-made.length // samples(0.01))


def test_every_sample_of_speech_is_there(make_segment: MakeSegment) -> None:
    """What is put in and taken out is quiet: each syllable is as it was, sample by sample."""
    sound, spoken = spoken_in((0.1, 1.4))
    changed = take(make_segment(samples=sound, words=spoken, text=SPOKEN))
    same = take(make_segment(samples=sound, words=spoken, text=SPOKEN.translate({0xFF0C: "的"})))
    assert changed.length != same.length
    for one, other in zip(changed.segment.words, spoken, strict=True):
        start, length = samples(one.starts_at), samples(0.2)
        source = samples(other.starts_at) - same.pieces[0].skip
        whole = voice(replace(changed, pieces=(Piece(same.pieces[0].skip, samples(2.6), 0),)))
        part = slice(samples(0.005), length - samples(0.005))
        assert np.array_equal(voice(changed)[start:][part], whole[source:][part])


def test_without_exact_times_the_engine_pauses(make_segment: MakeSegment) -> None:
    """Where times are estimates, or sound goes on, nothing is cut."""
    sound, spoken = spoken_in((0.1, 1.4))
    segment = replace(make_segment(samples=sound, words=spoken, text=SPOKEN), engine="edge")
    assert len(take(segment).pieces) == 1
    sound, spoken = spoken_in((0.0, 0.0))
    assert len(take(make_segment(samples=sound, words=spoken, text=SPOKEN)).pieces) == 1


def test_a_silence_inside_a_word_is_no_pause(make_segment: MakeSegment) -> None:
    """A stop is held before it bursts, as the p of SpaceX: no silence is put in there."""
    sound = np.concatenate(
        [quiet(0.1), tone(200, 0.2), tone(300, 0.1), quiet(0.08), tone(300, 0.6), quiet(0.2)]
    )
    words = [Word(0, 1, 0.1, 0.3), Word(2, 8, 0.3, 1.08)]
    made = take(make_segment(samples=sound, words=words, text="好，SpaceX。"))
    assert len(made.pieces) == 1


def test_a_word_whose_time_reaches_over_the_pause_stays(make_segment: MakeSegment) -> None:
    """Noise of the next word may be counted to the one before; that one is still heard in time."""
    sound = np.concatenate([quiet(0.05), tone(200, 0.2), quiet(0.1), tone(300, 0.2), quiet(0.2)])
    words = [Word(0, 1, 0.05, 0.36), Word(2, 3, 0.36, 0.55)]
    made = take(make_segment(samples=sound, words=words, text="好，好。"))
    first, second = made.segment.words
    assert first.starts_at == pytest.approx(0.05, abs=0.011)
    assert first.ends_at <= second.starts_at
    heard = voice(made)
    loud = np.abs(heard) > 0.1 * np.abs(heard).max()
    assert loud[samples(second.starts_at + 0.01) : samples(second.ends_at - 0.01)].mean() > 0.7


def test_a_click_in_a_pause_is_part_of_it(make_segment: MakeSegment) -> None:
    """One cell of noise does not cut a pause in two, of which only one would count."""
    click = np.asarray(tone(1000, 0.01) * 0.05, np.int16)
    pause = np.concatenate([quiet(0.25), click, quiet(0.29)])
    sound = np.concatenate([quiet(0.05), tone(200, 0.2), pause, tone(300, 0.2), quiet(0.2)])
    words = [Word(0, 1, 0.05, 0.25), Word(2, 3, 0.8, 1.0)]
    made = take(make_segment(samples=sound, words=words, text="好。好。"))
    first, second = made.segment.words
    assert second.starts_at - first.ends_at == pytest.approx(0.6, abs=0.03)


def test_what_is_taken_out_lies_in_no_word(make_segment: MakeSegment) -> None:
    """A soft consonant is quieter than a pause may be, and stays by its word's time."""
    soft = np.asarray(tone(3000, 0.1) * 0.002, np.int16)
    sound = np.concatenate([quiet(0.05), tone(200, 0.2), quiet(0.3), soft, tone(300, 0.2)])
    words = [Word(0, 1, 0.05, 0.25), Word(2, 3, 0.55, 0.85)]
    made = take(
        make_segment(samples=np.concatenate([sound, quiet(0.2)]), words=words, text="好、发")
    )
    kept, cut = made.pieces[0], made.pieces[1]
    assert cut.skip <= samples(0.55)
    assert kept.skip + kept.length >= samples(0.25)
    assert cut.skip > kept.skip + kept.length
