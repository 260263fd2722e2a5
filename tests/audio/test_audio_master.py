"""The MP3: level, peaks, length and bytes, measured on what a decoder gives."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pyloudnorm
import pytest
import soundfile

from podcast import ffmpeg
from podcast.audio import master, mix
from podcast.audio.clock import SAMPLE_RATE, samples
from podcast.audio.measure import measure
from podcast.audio.timeline import Timeline, place
from podcast.config import Music
from podcast.errors import AudioError
from podcast.model import Loudness, Segment

from .conftest import MakeSegment

HEADLINES = ((1, "甲"), (2, "乙"))


class Recording(NamedTuple):
    """An episode in an MP3: when everything is heard, and what its sound measured."""

    timeline: Timeline
    loudness: Loudness


def produce(segments: Sequence[Segment], music: Music, path: Path) -> Recording:
    """Place, mix and master as a build does."""
    soundtrack = mix.load_soundtrack(music.intro, music.sting, music.outro)
    timeline = place(segments, HEADLINES, soundtrack.lengths)
    return Recording(timeline, master.encode(mix.render(timeline, soundtrack), path))


@pytest.fixture
def episode(make_segment: MakeSegment, music: Music, tmp_path: Path) -> tuple[Recording, Path]:
    """Return a short episode with everything in it, and its MP3."""
    segments = [
        make_segment("opening", seconds=4.0),
        make_segment("rundown", seconds=2.0),
        make_segment("item", 1, 5.0),
        make_segment("item", 2, 5.0, amplitude=0.05),
        make_segment("closing", seconds=3.3),
    ]
    path = tmp_path / "episode.mp3"
    return produce(segments, music, path), path


def noise(seconds: float, amplitude: float, seed: int = 1) -> Iterator[np.ndarray]:
    """Yield stereo noise in blocks of a second."""
    rng = np.random.default_rng(seed)
    for _ in range(round(seconds)):
        mono = rng.normal(0, amplitude, (SAMPLE_RATE, 1))
        yield np.repeat(mono, 2, axis=1).astype(np.float32)


def test_an_episode_is_at_the_level_of_podcasts(episode: tuple[Recording, Path]) -> None:
    """-16 LUFS and at most -1 dBTP by ffmpeg; within 0.3 LU by an independent meter."""
    recording, path = episode
    assert measure(path) == recording.loudness
    assert recording.loudness.integrated_lufs == pytest.approx(-16.0, abs=0.2)
    assert recording.loudness.true_peak_dbtp <= -1.0
    decoded = ffmpeg.decode(path, SAMPLE_RATE, 2) / 32_768
    second = pyloudnorm.Meter(SAMPLE_RATE).integrated_loudness(decoded)
    assert second == pytest.approx(recording.loudness.integrated_lufs, abs=0.3)


def test_the_mp3_is_exactly_as_long_as_its_timeline(episode: tuple[Recording, Path]) -> None:
    """The decoder takes the encoder's delay away, so no sample is added, lost or late."""
    recording, path = episode
    timeline = recording.timeline
    decoded = ffmpeg.decode(path, SAMPLE_RATE, 1)
    assert len(decoded) == timeline.length
    assert recording.loudness.seconds == pytest.approx(timeline.seconds, abs=1e-9)
    pause = timeline.placements[2].end + samples(0.02)
    assert np.abs(decoded[pause : pause + samples(0.1)]).max() < 1_000
    assert np.abs(decoded[timeline.placements[2].start :][: samples(0.2)]).max() > 3_000


def test_the_format_is_what_apps_expect(episode: tuple[Recording, Path]) -> None:
    """CBR 128 kbit/s joint stereo at 44.1 kHz, an Info header, no tag and no date."""
    data = episode[1].read_bytes()
    assert data[:2] == b"\xff\xfb"  # MPEG 1 layer III from the first byte: no ID3
    assert data[417:419] == b"\xff\xfb"  # a frame of 128 kbit/s at 44.1 kHz is 417 bytes
    assert data[417 + 3] >> 6 == 1  # joint stereo
    assert b"Info" in data[:64]
    seconds = episode[0].loudness.seconds
    assert len(data) == pytest.approx(seconds * 16_000, abs=2_000)


def test_the_same_mix_gives_the_same_bytes(tmp_path: Path) -> None:
    """Two encodes of one mix are identical."""
    paths = (tmp_path / "a.mp3", tmp_path / "b.mp3")
    for path in paths:
        master.encode(noise(3, 0.05), path)
    assert paths[0].read_bytes() == paths[1].read_bytes()


def test_a_sample_keeps_its_place_through_limiter_and_codec(tmp_path: Path) -> None:
    """A burst of full scale after a pause is found where it was put, within 1 ms."""
    sound = np.zeros((SAMPLE_RATE * 4, 2), np.float32)
    quiet = np.concatenate(list(noise(1, 0.02)))
    sound[:SAMPLE_RATE] = quiet
    time = np.arange(samples(0.5)) / SAMPLE_RATE
    start = samples(2.5)
    sound[start : start + len(time)] = np.sin(2 * np.pi * 997 * time)[:, np.newaxis]
    path = tmp_path / "burst.mp3"
    master.encode([sound], path)
    decoded = np.abs(ffmpeg.decode(path, SAMPLE_RATE, 1).astype(np.float64))
    smooth = np.convolve(decoded, np.full(88, 1 / 88), "same")
    onset = int(np.argmax(smooth[SAMPLE_RATE * 2 :] > smooth.max() / 2)) + SAMPLE_RATE * 2
    assert abs(onset - start) <= samples(0.001)


@pytest.mark.parametrize("amplitude", [0.0005, 0.05, 2.0])
def test_any_input_level_ends_at_the_target(tmp_path: Path, amplitude: float) -> None:
    """Very quiet and far too loud mixes come out the same."""
    result = master.encode(noise(4, amplitude), tmp_path / "out.mp3")
    assert result.integrated_lufs == pytest.approx(-16.0, abs=0.2)
    assert result.true_peak_dbtp <= -1.0


def test_peaks_of_clicks_are_limited(tmp_path: Path) -> None:
    """Single samples far above the rest do not pass -1 dBTP."""
    blocks = list(noise(5, 0.02))
    for block in blocks:
        block[::9_000] = 1.0
    result = master.encode(blocks, tmp_path / "out.mp3")
    assert result.integrated_lufs == pytest.approx(-16.0, abs=0.2)
    assert result.true_peak_dbtp <= -1.0


def test_a_first_try_that_misses_is_corrected(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A ceiling far too high for the codec is lowered until the decoded peaks fit."""
    monkeypatch.setattr(master, "FIRST_CEILING", 0.0)
    blocks = list(noise(5, 0.02))
    for block in blocks:
        block[::9_000] = 1.0
    assert master.encode(blocks, tmp_path / "out.mp3").true_peak_dbtp <= -1.0


def test_a_target_out_of_reach_is_an_error(tmp_path: Path) -> None:
    """One click in silence cannot be made -16 LUFS; the error says what was reached."""
    sound = np.zeros((SAMPLE_RATE * 3, 2), np.float32)
    sound[SAMPLE_RATE] = 1.0
    with pytest.raises(AudioError, match=r"LUFS and .* dBTP after 4 tries"):
        master.encode([sound], tmp_path / "out.mp3")


@pytest.mark.parametrize("blocks", [[], [np.zeros((SAMPLE_RATE, 2), np.float32)]])
def test_silence_is_an_error(tmp_path: Path, blocks: list[np.ndarray]) -> None:
    """A mix without sound is never encoded."""
    with pytest.raises(AudioError, match="the mix is silent"):
        master.encode(blocks, tmp_path / "out.mp3")
    assert not (tmp_path / "out.mp3").exists()


def test_a_full_disk_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the mix cannot be spooled, the error names the folder."""

    class Full(io.BytesIO):
        def write(self, data: object) -> int:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(master.tempfile, "TemporaryFile", lambda **_: Full())
    with pytest.raises(AudioError, match="No space left on device"):
        master.encode(noise(1, 0.1), tmp_path / "out.mp3")


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    """A missing folder and a path that is a folder give the reason."""
    with pytest.raises(AudioError, match=r"gone: cannot be written to \(No such file"):
        master.encode(noise(1, 0.1), tmp_path / "gone" / "out.mp3")
    with pytest.raises(AudioError, match=r"ffmpeg failed: .*directory"):
        master.encode(noise(1, 0.1), tmp_path)


def test_nothing_is_left_beside_the_mp3(tmp_path: Path) -> None:
    """The spooled mix has no name of its own in the folder."""
    master.encode(noise(1, 0.1), tmp_path / "out.mp3")
    assert [path.name for path in tmp_path.iterdir()] == ["out.mp3"]


def test_measures_agree_with_a_known_tone(tmp_path: Path) -> None:
    """A stereo sine of 997 Hz at -23 dBFS measures -23 LUFS and -23 dBTP (EBU Tech 3341)."""
    time = np.arange(20 * SAMPLE_RATE) / SAMPLE_RATE
    wave = np.sin(2 * np.pi * 997 * time) * 10 ** (-23 / 20)
    path = tmp_path / "tone.wav"
    soundfile.write(path, np.stack([wave, wave], axis=1), SAMPLE_RATE, subtype="PCM_24")
    result = measure(path)
    assert result.integrated_lufs == pytest.approx(-23.0, abs=0.1)
    assert result.true_peak_dbtp == pytest.approx(-23.0, abs=0.1)
    assert result.seconds == 20.0


def test_silence_measures_as_silence(tmp_path: Path) -> None:
    """Digital silence has the floor of the meter, not an infinite number."""
    path = tmp_path / "silence.wav"
    soundfile.write(path, np.zeros((30_001, 2)), SAMPLE_RATE)
    assert measure(path) == Loudness(-70.0, -120.0, 30_001 / SAMPLE_RATE)


def test_a_peak_in_the_last_samples_counts(tmp_path: Path) -> None:
    """The meter sees the end of the file, also when it is no whole tenth of a second."""
    sound = np.zeros((samples(1.05), 2))
    sound[-samples(0.02) :] = 0.5
    path = tmp_path / "end.wav"
    soundfile.write(path, sound, SAMPLE_RATE)
    assert measure(path).true_peak_dbtp > -7.0


def test_what_cannot_be_measured_is_named(tmp_path: Path) -> None:
    """A missing file and one that is no sound are errors with their path."""
    path = tmp_path / "no.mp3"
    with pytest.raises(AudioError, match=r"no\.mp3: no such file"):
        measure(path)
    path.write_bytes(b"text")
    with pytest.raises(AudioError, match=r"no\.mp3: cannot be measured"):
        measure(path)
