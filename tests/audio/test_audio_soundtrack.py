"""The music: decoded, with soft edges, and a bed without an end."""

from __future__ import annotations

import tracemalloc
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import soundfile

from podcast.audio import soundtrack as tracks
from podcast.audio.clock import SAMPLE_RATE, samples
from podcast.audio.cues import MusicLengths
from podcast.audio.soundtrack import LONGEST, Soundtrack, load_soundtrack
from podcast.errors import AudioError
from podcast.lib import ffmpeg
from podcast.show.config import Music


def bed_of(piece: np.ndarray) -> Soundtrack:
    """Return a soundtrack of nothing but a bed."""
    nothing = np.zeros((0, 2), np.int16)
    return Soundtrack(nothing, nothing, nothing, piece)


def test_pieces_keep_their_length(soundtrack: Soundtrack) -> None:
    """Every sample of a piece is there, and a show without a bed has none."""
    assert soundtrack.lengths == MusicLengths(samples(7.0), samples(2.0), samples(6.0), 0)


def test_a_bed_is_loaded(music: Music) -> None:
    """The bed of show.yaml is decoded like the others."""
    loaded = load_soundtrack(replace(music, bed=music.outro))
    assert np.array_equal(loaded.bed, loaded.outro)


def test_edges_are_soft(music: Music, tmp_path: Path) -> None:
    """Music that is cut out of the middle of something neither begins nor ends with a click."""
    path = tmp_path / "cut.wav"
    soundfile.write(path, np.full((SAMPLE_RATE, 2), 0.5), SAMPLE_RATE, subtype="PCM_16")
    piece = load_soundtrack(replace(music, intro=path)).intro
    assert len(piece) == SAMPLE_RATE
    assert np.abs(np.diff(np.pad(piece[:, 0].astype(int), 1))).max() < 400
    assert piece[samples(0.011)] == pytest.approx(16_384, abs=2)


def test_a_whole_song_is_cut(music: Music, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is never played takes no memory."""
    monkeypatch.setattr(tracks, "LONGEST", samples(1.5))
    own = tmp_path / "song.flac"
    own.write_bytes(music.intro.read_bytes())
    assert load_soundtrack(replace(music, intro=own)).lengths.intro == samples(1.5)


def test_of_a_long_file_no_more_is_decoded_than_is_played(music: Music, tmp_path: Path) -> None:
    """Music of half an hour costs the memory of two minutes, on the way, too."""
    path = tmp_path / "long.flac"
    ffmpeg.run(("-f", "lavfi", "-i", "anullsrc=cl=stereo:r=44100", "-t", "1800", str(path)))
    tracemalloc.start()
    try:
        loaded = load_soundtrack(replace(music, bed=path))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert loaded.lengths.bed == LONGEST
    assert peak < 6 * loaded.bed.nbytes


def test_a_piece_is_decoded_once_until_it_changes(
    music: Music, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The check before the speech and the mix after it share one decoding."""
    decoded: list[Path] = []

    def decode(path: Path, *args: int, **more: float) -> np.ndarray:
        decoded.append(path)
        return whole(path, *args, **more)

    whole = ffmpeg.decode
    monkeypatch.setattr(ffmpeg, "decode", decode)
    path = tmp_path / "own.wav"
    soundfile.write(path, np.full((SAMPLE_RATE, 2), 0.5), SAMPLE_RATE, subtype="PCM_16")
    first = load_soundtrack(replace(music, bed=path))
    assert load_soundtrack(replace(music, bed=path)).bed is first.bed
    assert decoded.count(path) == 1
    soundfile.write(path, np.full((2 * SAMPLE_RATE, 2), 0.5), SAMPLE_RATE, subtype="PCM_16")
    assert load_soundtrack(replace(music, bed=path)).lengths.bed == 2 * SAMPLE_RATE
    assert decoded.count(path) == 2


def test_music_that_cannot_be_used_says_what_to_do(music: Music, tmp_path: Path) -> None:
    """The error names the file and the remedy, also when the file is not there."""
    path = tmp_path / "corrupt.mp3"
    with pytest.raises(AudioError, match=r"corrupt\.mp3: no such file; "):
        load_soundtrack(replace(music, intro=path))
    path.write_bytes(b"not music" * 1_000)
    with pytest.raises(AudioError, match=r"corrupt\.mp3: .*; replace it by an audio file"):
        load_soundtrack(replace(music, intro=path))


def test_a_bed_has_no_end() -> None:
    """Past its end it goes on, at even power through every joint, without a click."""
    rng = np.random.default_rng(0)
    piece = np.asarray(rng.normal(0, 3_000, (samples(4.0), 2)), np.int16)
    looping = bed_of(piece)
    sound = looping.excerpt("bed", 0, samples(20.0))
    assert sound.shape == (samples(20.0), 2)
    assert np.array_equal(sound[: samples(2.9)] * 32_768, piece[: samples(2.9)])
    windows = np.square(sound.astype(float)).reshape(40, -1).mean(axis=1)
    assert 10 * np.log10(windows.max() / windows.min()) < 0.3


def test_a_joint_is_smooth() -> None:
    """A tone that ends anywhere in its swing goes on without a step."""
    time = np.arange(samples(3.3)) / SAMPLE_RATE
    wave = np.asarray(10_000 * np.sin(2 * np.pi * 101.3 * time), np.int16)
    looping = bed_of(np.stack([wave, wave], axis=1))
    sound = looping.excerpt("bed", 0, samples(12.0))[:, 0] * 32_768
    assert np.abs(np.diff(sound)).max() < 1.6 * np.abs(np.diff(wave.astype(float))).max()


@pytest.mark.parametrize("length", [100, 441, 661, 44_100, 90_000])
def test_any_bed_loops(length: int) -> None:
    """A stretch cut anywhere out of the loop is that of the whole, whatever the bed's length."""
    piece = np.arange(2 * length, dtype=np.int16).reshape(length, 2)
    looping = bed_of(piece)
    whole = looping.excerpt("bed", 0, 5 * length)
    assert np.array_equal(
        whole[length - 50 : 3 * length], looping.excerpt("bed", length - 50, 3 * length)
    )
    assert len(whole) == 5 * length


def test_music_that_cannot_be_decoded_is_named(music: Music, tmp_path: Path) -> None:
    """The error names the file of show.yaml that is broken."""
    broken = tmp_path / "jingle.mp3"
    broken.write_bytes(b"nothing")
    with pytest.raises(AudioError, match=r"jingle\.mp3"):
        load_soundtrack(replace(music, bed=broken))
