"""The meters: known tones, silence, the end of a file, and an MP3 that is still being written."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import soundfile
from numpy.typing import NDArray

from podcast.audio.clock import SAMPLE_RATE, samples
from podcast.audio.measure import following, measure, survey
from podcast.errors import AudioError
from podcast.lib import ffmpeg
from podcast.model import Loudness

from .conftest import STEREO


def tone(seconds: float, decibels: float) -> NDArray[np.float64]:
    """Return a stereo sine of 997 Hz with this peak in dB of full scale."""
    time = np.arange(round(seconds * SAMPLE_RATE)) / SAMPLE_RATE
    wave = np.sin(2 * np.pi * 997 * time) * 10 ** (decibels / 20)
    return np.stack([wave, wave], axis=1)


def write(path: Path, sound: NDArray[np.float64], rate: int = SAMPLE_RATE) -> Path:
    soundfile.write(path, sound, rate, subtype="PCM_24")
    return path


def test_measures_agree_with_a_known_tone(tmp_path: Path) -> None:
    """A stereo sine of 997 Hz at -23 dBFS measures -23 LUFS and -23 dBTP (EBU Tech 3341)."""
    result = measure(write(tmp_path / "tone.wav", tone(20, -23)))
    assert result.integrated_lufs == pytest.approx(-23.0, abs=0.1)
    assert result.true_peak_dbtp == pytest.approx(-23.0, abs=0.1)
    assert result.seconds == 20.0


def test_a_mono_file_is_measured_as_it_is_played(tmp_path: Path) -> None:
    """One channel at another rate, which a player sends to both sides, measures like stereo."""
    time = np.arange(5 * 48_000) / 48_000
    wave = np.sin(2 * np.pi * 997 * time) * 10 ** (-23 / 20)
    result, curves = survey(write(tmp_path / "mono.wav", wave, 48_000))
    assert max(curves.peaks) == pytest.approx(10 ** (-23 / 20), abs=1e-3)
    assert result.integrated_lufs == pytest.approx(-23.0, abs=0.1)
    assert result.true_peak_dbtp == pytest.approx(-23.0, abs=0.1)
    assert result.seconds == pytest.approx(5.0, abs=1e-3)


def test_silence_measures_as_silence(tmp_path: Path) -> None:
    """Digital silence has the floor of the meters, not an infinite number."""
    loudness, curves = survey(write(tmp_path / "silence.wav", np.zeros((30_001, 2))))
    assert loudness == Loudness(-70.0, -120.0, 30_001 / SAMPLE_RATE)
    assert set(curves.momentary) == set(curves.short_term) == {-120.0}
    assert set(curves.peaks) == {0.0}


def test_a_peak_in_the_last_samples_counts(tmp_path: Path) -> None:
    """The meter sees the end of the file, also when it is no whole tenth of a second."""
    sound = np.zeros((samples(1.05), 2))
    sound[-samples(0.02) :] = 0.5
    loudness, curves = survey(write(tmp_path / "end.wav", sound))
    assert loudness.true_peak_dbtp > -7.0
    assert curves.peaks == (*(0.0,) * 10, 0.5)


def test_the_curves_follow_the_sound(tmp_path: Path) -> None:
    """Three seconds at -20 and three at -40: each curve has both levels at their time."""
    sound = np.concatenate([tone(3, -20), tone(3.25, -40)])
    curves = survey(write(tmp_path / "steps.wav", sound))[1]
    assert len(curves.momentary) == len(curves.short_term) == len(curves.peaks) == 63
    assert curves.momentary[29] == pytest.approx(-20, abs=0.1)  # 2.6 s to 3.0 s
    assert curves.momentary[33] == pytest.approx(-40, abs=0.1)  # 3.0 s to 3.4 s
    assert curves.short_term[29] == pytest.approx(-20, abs=0.1)
    assert curves.short_term[59] == pytest.approx(-40, abs=0.1)
    assert curves.peaks[29] == pytest.approx(0.1, abs=1e-3)
    assert curves.peaks[30] == pytest.approx(0.01, abs=1e-3)


def test_what_cannot_be_measured_is_named(tmp_path: Path) -> None:
    """A missing file and one that is no sound are errors with their path."""
    path = tmp_path / "no.mp3"
    with pytest.raises(AudioError, match=r"no\.mp3: no such file"):
        measure(path)
    path.write_bytes(b"text")
    with pytest.raises(AudioError, match=r"no\.mp3: cannot be measured: ffmpeg failed: \S"):
        measure(path)


def mp3(path: Path, seconds: float) -> bytes:
    """Return an MP3 as `master` makes them: 128 kbit/s, Info header, no tags."""
    pcm = tone(seconds, -12).astype("<f4").tobytes()
    source = ("-f", "f32le", "-ar", str(SAMPLE_RATE), "-ac", "2", "-i", "pipe:0")
    codec = ("-c:a", "libmp3lame", "-b:a", "128k", "-id3v2_version", "0", "-fflags", "+bitexact")
    ffmpeg.run((*source, *codec, "-f", "mp3", "-y", ffmpeg.file_url(path)), pcm)
    return path.read_bytes()


@pytest.mark.parametrize("seconds", [0.5, 2.0, 3.333])
def test_following_the_encoder_measures_what_the_file_holds(tmp_path: Path, seconds: float) -> None:
    """A file that grows piece by piece gives what it gives when it is whole.

    Only the true peak comes from another meter, and agrees within 0.05 dB.
    """
    data, path = mp3(tmp_path / "whole.mp3", seconds), tmp_path / "out.mp3"
    path.touch()
    with (
        following(path, round(seconds * SAMPLE_RATE), STEREO) as measurement,
        path.open("r+b") as file,
    ):
        # as an encoder does: the header is empty until the end
        file.write(bytes(417))
        for start in range(417, len(data), 5_000):
            file.write(data[start : start + 5_000])
            file.flush()
            measurement.catch_up()
        file.seek(0)
        file.write(data[:417])
        file.flush()
        loudness, curves = measurement.finish()
    whole, whole_curves = survey(path)
    assert curves == whole_curves
    assert loudness.integrated_lufs == whole.integrated_lufs
    assert loudness.seconds == whole.seconds == round(seconds * SAMPLE_RATE) / SAMPLE_RATE
    assert loudness.true_peak_dbtp == pytest.approx(whole.true_peak_dbtp, abs=0.05)


def test_a_header_that_was_never_completed_is_an_error(tmp_path: Path) -> None:
    """Without delay and padding nobody knows how long the sound is."""
    data, path = mp3(tmp_path / "whole.mp3", 1.0), tmp_path / "out.mp3"
    path.write_bytes(bytes(417) + data[417:])
    with (
        pytest.raises(AudioError, match="no Info header"),
        following(path, SAMPLE_RATE, STEREO) as measurement,
    ):
        measurement.finish()
