"""Mastering: level, peaks, length, formats and bytes, measured on what a decoder gives."""

from __future__ import annotations

import subprocess
import threading
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pyloudnorm
import pytest
import soundfile
from numpy.typing import NDArray

from podcast.audio import master
from podcast.audio.clock import SAMPLE_RATE, samples
from podcast.audio.limiter import Stereo
from podcast.audio.master import Mastered, Outputs, encode
from podcast.audio.measure import survey
from podcast.check import frames
from podcast.check.frames import Format
from podcast.errors import AudioError
from podcast.lib import ffmpeg
from podcast.model import Encoding

from .conftest import EVERY_ENCODING, RATE, STEREO, syllables


class Mix(NamedTuple):
    """A mix as `encode` takes it, and how loud a meter finds it."""

    sound: Stereo
    lufs: float

    def render(self) -> Iterator[Stereo]:
        """Yield it in blocks."""
        """Yield it in blocks of an odd size."""
        for start in range(0, len(self.sound), 10_007):
            yield self.sound[start : start + 10_007]


def mix(sound: NDArray[np.floating]) -> Mix:
    meter = pyloudnorm.Meter(SAMPLE_RATE)
    return Mix(sound.astype(np.float32), float(meter.integrated_loudness(sound)))


def speech(seconds: float, amplitude: float = 0.1) -> Mix:
    voice = syllables(seconds, 1, amplitude).astype(np.float64) / 32_768
    time = np.arange(round(seconds * SAMPLE_RATE)) / SAMPLE_RATE
    voice = np.interp(time * RATE, np.arange(len(voice)), voice)
    return mix(np.stack([voice, voice], axis=1))


def noise(seconds: float, amplitude: float) -> Mix:
    mono = np.random.default_rng(1).normal(0, amplitude, (samples(seconds), 1))
    return mix(np.repeat(mono, 2, axis=1))


def mastered(mix: Mix, outputs: Outputs) -> Mastered:
    return encode(mix.render, mix.lufs, len(mix.sound), outputs)


@pytest.fixture
def out(tmp_path: Path) -> Outputs:
    """Return where the MP3 goes, in a folder of its own."""
    (tmp_path / "out").mkdir()
    return Outputs(tmp_path / "out" / "episode.mp3", STEREO)


def test_the_mp3_is_at_the_level_of_podcasts(out: Outputs) -> None:
    """-16 LUFS and at most -1 dBTP by ffmpeg; within 0.3 LU by an independent meter."""
    result = mastered(speech(6.0), out)
    outside, curves = survey(out.mp3)
    assert result.curves == curves
    assert result.loudness.integrated_lufs == outside.integrated_lufs
    assert result.loudness.true_peak_dbtp == pytest.approx(outside.true_peak_dbtp, abs=0.05)
    assert result.loudness.integrated_lufs == pytest.approx(-16.0, abs=0.2)
    assert result.loudness.true_peak_dbtp <= -1.0
    decoded = ffmpeg.decode(out.mp3, SAMPLE_RATE, 2) / 32_768
    second = pyloudnorm.Meter(SAMPLE_RATE).integrated_loudness(decoded)
    assert second == pytest.approx(result.loudness.integrated_lufs, abs=0.3)


@pytest.mark.parametrize("length", [samples(2.0), samples(2.0) + 1, 100_003, 1152 * 80])
def test_the_mp3_is_exactly_as_long_as_the_mix(out: Outputs, length: int) -> None:
    """The decoder takes the encoder's delay away, so no sample is added or lost."""
    sound = speech(3.0)
    cut = Mix(sound.sound[:length], sound.lufs)
    assert mastered(cut, out).loudness.seconds == length / SAMPLE_RATE
    assert len(ffmpeg.decode(out.mp3, SAMPLE_RATE, 1)) == length


def test_the_format_is_what_apps_expect(out: Outputs) -> None:
    """CBR 128 kbit/s joint stereo at 44.1 kHz, an Info header, no tag and no date."""
    seconds = mastered(speech(4.0), out).loudness.seconds
    data = out.mp3.read_bytes()
    assert data[:2] == b"\xff\xfb"  # MPEG 1 layer III from the first byte: no ID3
    assert data[417:419] == b"\xff\xfb"  # a frame of 128 kbit/s at 44.1 kHz is 417 bytes
    assert data[417 + 3] >> 6 == 1  # joint stereo
    assert b"Info" in data[:64]
    assert len(data) == pytest.approx(seconds * 16_000, abs=2_000)


@pytest.mark.parametrize("encoding", EVERY_ENCODING, ids=str)
def test_every_encoding_is_as_loud_and_as_long(out: Outputs, encoding: Encoding) -> None:
    """-16 LUFS from both sides, at most -1 dBTP, the mix's length, the format as asked for."""
    sound = speech(2.0).sound.copy()
    sound[:, 1] *= 0.6  # what a mono file has of both channels is not what either has
    uneven = mix(sound)
    result = mastered(uneven, replace(out, encoding=encoding))
    outside = survey(out.mp3)[0]
    assert outside.integrated_lufs == result.loudness.integrated_lufs
    assert outside.integrated_lufs == pytest.approx(-16.0, abs=master.AIM_LU)
    assert outside.true_peak_dbtp <= -1.0
    assert result.loudness.true_peak_dbtp == pytest.approx(outside.true_peak_dbtp, abs=0.05)
    assert result.loudness.seconds == len(sound) / SAMPLE_RATE
    stream = frames.walk(out.mp3.read_bytes())
    assert stream.formats == {Format(encoding.kilobits, SAMPLE_RATE, encoding.channels)}
    assert stream.seconds == pytest.approx(result.loudness.seconds, abs=0.002)


@pytest.mark.tools("mp3val")
def test_mp3val_finds_nothing(out: Outputs) -> None:
    """A strict reader of frames and headers misses nothing but the tags, which come later."""
    mastered(speech(3.0), out)
    said = subprocess.run(["mp3val", str(out.mp3)], capture_output=True, text=True, check=True)
    warnings = [line for line in said.stdout.splitlines() if line.startswith(("WARN", "ERR"))]
    assert [line for line in warnings if "No supported tags" not in line] == []


def test_every_format_holds_the_same_sound(tmp_path: Path) -> None:
    """Opus in mono and both masters are as long and as loud as the MP3, at the right places."""
    sound = speech(4.0)
    outputs = Outputs(tmp_path / "a.mp3", STEREO, tmp_path / "a.opus", tmp_path / "a.flac")
    mastered(sound, outputs)
    mastered(sound, Outputs(tmp_path / "b.mp3", STEREO, master=tmp_path / "b.wav"))
    for path in (outputs.opus, outputs.master, tmp_path / "b.wav"):
        assert path is not None
        loudness = survey(path)[0]
        assert loudness.integrated_lufs == pytest.approx(-16.0, abs=0.3)
        assert loudness.seconds == pytest.approx(4.0, abs=1e-4)
    assert _format(tmp_path / "a.flac") == ("FLAC", "PCM_24", 2, SAMPLE_RATE)
    assert _format(tmp_path / "b.wav") == ("WAVEX", "PCM_24", 2, SAMPLE_RATE)
    assert np.array_equal(
        soundfile.read(tmp_path / "a.flac")[0], soundfile.read(tmp_path / "b.wav")[0]
    )
    mp3 = ffmpeg.decode(outputs.mp3, SAMPLE_RATE) / 32_768
    opus = ffmpeg.decode(tmp_path / "a.opus", SAMPLE_RATE) / 32_768
    rest = mp3 - opus[: len(mp3)]
    assert np.square(rest).mean() < np.square(mp3).mean() / 10
    with soundfile.SoundFile(tmp_path / "a.opus") as file:
        assert (file.channels, file.samplerate) == (1, 48_000)
    assert (tmp_path / "a.opus").stat().st_size < 4.0 * 32_000 / 8 * 1.3


def _format(path: Path) -> tuple[str, str, int, int]:
    info = soundfile.info(path)
    return info.format, info.subtype, info.channels, info.samplerate


def test_the_same_mix_gives_the_same_bytes(tmp_path: Path) -> None:
    """Every file of two runs is identical, whatever blocks the mix came in."""
    sound = noise(3, 0.05)
    runs = [
        Outputs(tmp_path / f"{run}.mp3", STEREO, tmp_path / f"{run}.opus", tmp_path / f"{run}.flac")
        for run in ("a", "b")
    ]
    mastered(sound, runs[0])
    encode(lambda: [sound.sound], sound.lufs, len(sound.sound), runs[1])
    for one, other in zip(*(run.paths for run in runs), strict=True):
        assert one.read_bytes() == other.read_bytes()


def test_a_sample_keeps_its_place_through_limiter_and_codec(out: Outputs) -> None:
    """A burst of full scale after a pause is found where it was put, within 1 ms."""
    sound = np.zeros((SAMPLE_RATE * 4, 2))
    sound[:SAMPLE_RATE] = noise(1, 0.02).sound
    time = np.arange(samples(0.5)) / SAMPLE_RATE
    start = samples(2.5)
    sound[start : start + len(time)] = np.sin(2 * np.pi * 997 * time)[:, np.newaxis]
    mastered(mix(sound), out)
    decoded = np.abs(ffmpeg.decode(out.mp3, SAMPLE_RATE, 1).astype(np.float64))
    smooth = np.convolve(decoded, np.full(88, 1 / 88), "same")
    onset = int(np.argmax(smooth[SAMPLE_RATE * 2 :] > smooth.max() / 2)) + SAMPLE_RATE * 2
    assert abs(onset - start) <= samples(0.001)


@pytest.mark.parametrize("amplitude", [0.0005, 0.05, 2.0])
def test_any_input_level_ends_at_the_target(out: Outputs, amplitude: float) -> None:
    """Very quiet and far too loud mixes come out the same, by one gain that is told."""
    sound = noise(4, amplitude)
    result = mastered(sound, out)
    assert result.loudness.integrated_lufs == pytest.approx(-16.0, abs=0.2)
    assert result.loudness.true_peak_dbtp <= -1.0
    assert result.gain_db == pytest.approx(-16.0 - sound.lufs, abs=1.0)


def test_a_mix_that_fits_is_not_limited(out: Outputs) -> None:
    """Where the peaks leave room, the master is the mix at another level and nothing else."""
    sound = speech(3.0)
    outputs = Outputs(out.mp3, STEREO, master=out.mp3.with_suffix(".flac"))
    result = mastered(sound, outputs)
    assert (result.limited_db, result.limited_seconds) == (0.0, 0.0)
    master_sound = soundfile.read(str(outputs.master))[0]
    assert master_sound == pytest.approx(sound.sound * 10 ** (result.gain_db / 20), abs=1e-4)


def with_clicks() -> Mix:
    sound = noise(5, 0.02).sound.copy()
    sound[::9_000] = 1.0
    return mix(sound)


def test_peaks_of_clicks_are_limited(out: Outputs) -> None:
    """Single samples far above the rest do not pass -1 dBTP, and what it took is told."""
    result = mastered(with_clicks(), out)
    assert result.loudness.integrated_lufs == pytest.approx(-16.0, abs=0.2)
    assert result.loudness.true_peak_dbtp <= -1.0
    assert result.limited_db > 10.0
    assert 0.5 < result.limited_seconds < 5.0


def test_a_first_try_that_misses_is_corrected(
    out: Outputs, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A ceiling far too high for the codec is lowered, a wrong forecast made good."""
    monkeypatch.setattr(master, "FIRST_CEILING", 0.0)
    sound = with_clicks()
    result = encode(sound.render, sound.lufs + 3.0, len(sound.sound), out)
    assert result.loudness.true_peak_dbtp <= -1.0
    assert result.loudness.integrated_lufs == pytest.approx(-16.0, abs=0.2)


def test_a_target_out_of_reach_is_an_error(out: Outputs) -> None:
    """One click in silence cannot be made -16 LUFS; the error says what was reached."""
    sound = np.zeros((SAMPLE_RATE * 3, 2), np.float32)
    sound[SAMPLE_RATE] = 1.0
    with pytest.raises(AudioError, match=r"LUFS and .* dBTP after 4 tries"):
        encode(lambda: [sound], -40.0, len(sound), out)
    assert list(out.mp3.parent.iterdir()) == []


@pytest.mark.parametrize("predicted", [-np.inf, -70.0, np.nan, -20.0])
def test_silence_is_an_error(out: Outputs, predicted: float) -> None:
    """A mix without sound gives no file, whatever was predicted."""
    silence = np.zeros((SAMPLE_RATE, 2), np.float32)
    with pytest.raises(AudioError, match="the mix is silent"):
        encode(lambda: [silence], predicted, len(silence), out)
    assert list(out.mp3.parent.iterdir()) == []


def test_a_mix_of_another_length_is_an_error(out: Outputs) -> None:
    """What is rendered must be as long as the timeline says, or every time in it would be wrong."""
    sound = speech(2.0)
    with pytest.raises(AudioError, match=r"2\.000 s came out .* the mix has 2\.500 s"):
        encode(sound.render, sound.lufs, samples(2.5), out)
    assert list(out.mp3.parent.iterdir()) == []


def test_a_mix_that_fails_leaves_nothing(out: Outputs) -> None:
    """An error in the middle of the mix comes through; no file and no child stays."""

    def failing() -> Iterable[Stereo]:
        yield from speech(2.0).render()
        raise AudioError("segment 7 cannot be read")

    outputs = Outputs(out.mp3, STEREO, out.mp3.with_suffix(".opus"), out.mp3.with_suffix(".wav"))
    before = threading.active_count()
    with pytest.raises(AudioError, match="segment 7 cannot be read"):
        encode(failing, -20.0, samples(2.0), outputs)
    assert list(out.mp3.parent.iterdir()) == []
    assert threading.active_count() == before


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device that is always full")
def test_a_full_disk_is_said(out: Outputs, tmp_path: Path) -> None:
    """The error names the folders and what to do, and no half file stays."""
    full = tmp_path / "masters" / "full.wav"
    full.parent.mkdir()
    full.symlink_to("/dev/full")
    with pytest.raises(AudioError) as caught:
        mastered(speech(4.0), Outputs(out.mp3, STEREO, master=full))
    message = f"{caught.value}"
    assert message.startswith(f"{out.mp3.parent}, {full.parent}: the recording cannot be written: ")
    assert message.endswith(
        "No space left on device; make room there and run the same command again"
    )
    full.unlink()
    full.parent.rmdir()
    assert list(out.mp3.parent.iterdir()) == []


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    """A missing folder and a path that is a folder give the reason, before any work."""
    with pytest.raises(AudioError, match=r"gone: cannot be written to \(No such file.*\); mend"):
        mastered(speech(1.0), Outputs(tmp_path / "gone" / "out.mp3", STEREO))
    with pytest.raises(AudioError, match=r"cannot be written to \(Is a directory"):
        mastered(speech(1.0), Outputs(tmp_path, STEREO))


def test_nothing_but_the_outputs_is_written(out: Outputs) -> None:
    """The mix goes down a pipe: the folder holds the MP3 and nothing else."""
    mastered(speech(1.0), out)
    assert list(out.mp3.parent.iterdir()) == [out.mp3]
