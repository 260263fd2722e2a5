"""How much an MP3 loses at each bit rate, in mono and joint stereo, and how large it is.

    pip install visqol-python pesq
    python benchmarks/bitrates.py [--post FILE] [--engine NAME] [--seconds N]

An episode of the post is spoken by the embedded voice (`kokoro`) and mixed with the music that
ships, by `podcast build --keep-master flac` with each `audio:`. Each MP3 is decoded and compared
with the lossless file of the same build:

ViSQOL  MOS-LQO of the audio mode (48 kHz, the whole band), 1 to about 4.75: voices and music.
PESQ    wide-band PESQ (ITU-T P.862.2, 16 kHz) where somebody speaks, 1 to 4.64: voices alone.
LSD     log-spectral distance in dB up to 16 kHz, which needs no package: 0 is the same sound.

They compare one channel, the mean of both; what mono takes away is the width of the music, which
the last line tells. Without the packages only LSD, loudness and sizes are printed.
"""

from __future__ import annotations

import argparse
import importlib.util
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from statistics import mean

import numpy as np
from numpy.typing import NDArray

from podcast.build import Built, Options, build
from podcast.check import frames
from podcast.commands import init
from podcast.lib import ffmpeg
from podcast.lib.progress import Quiet
from podcast.recording.record import MASTERS
from podcast.show import config
from podcast.show.parts import Audio

Sound = NDArray[np.float64]
ROOT = Path(__file__).parents[1]
RATES = (64, 80, 96, 112, 128)
PIECE = 8.0
"""Seconds of sound that one score is of; scores are averaged."""
HIGHEST = 16_000
"""The highest frequency of the spectral distance in Hz."""
WINDOW = 2048
FLOOR_DB = -90.0
"""The level of a spectral line, in dB of full scale, below which nothing is heard or compared."""
_HAS = {name: importlib.util.find_spec(name) is not None for name in ("visqol", "pesq")}


def main() -> None:
    """Print the table, then the width of the stereo sound."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--post", type=Path, default=ROOT / "podcast/data/sample_post.md")
    parser.add_argument("--engine", default="kokoro")
    parser.add_argument("--seconds", type=float, default=64.0, help="how much is compared")
    options = parser.parse_args()
    print("| kbit/s | channels | MB a minute | ViSQOL | PESQ | LSD dB | LUFS | dBTP |")
    print("|--:|---|--:|--:|--:|--:|--:|--:|")
    with tempfile.TemporaryDirectory(prefix="podcast-benchmark-") as name:
        show = _show(Path(name), options.post)
        for rate in RATES:
            for channels in ("mono", "joint"):
                audio = Audio(rate, channels)
                how = Options(engine=options.engine, keep_master="flac")
                built = build(replace(show, audio=audio), None, how, Quiet())
                master = show.root / MASTERS / f"{built.episode.date}.flac"
                _row(audio, built, master, options.seconds)
        print(f"\nthe sides hold {_width(master):.1f} dB less than the middle")


def _show(folder: Path, post: Path) -> config.Show:
    init.create(folder)
    (folder / "posts" / init.SAMPLE_POST).unlink()
    shutil.copy(post, folder / "posts" / init.SAMPLE_POST)
    return config.load(folder)


def _row(audio: Audio, built: Built, master: Path, seconds: float) -> None:
    facts = built.episode.audio
    spoken = [(each.start, each.end) for each in built.episode.segments]
    everywhere = _pieces([(0.0, facts.seconds)], seconds)
    print(
        f"| {audio.bitrate} | {audio.channels} | {facts.bytes / facts.seconds * 60 / 1e6:.2f} "
        f"| {_visqol(master, built.audio, everywhere)} "
        f"| {_pesq(master, built.audio, _pieces(spoken, seconds))} "
        f"| {_distance(_heard(master, 44_100), _heard(built.audio, 44_100)):.2f} "
        f"| {facts.lufs:.2f} | {facts.true_peak_dbtp:.2f} |",
        flush=True,
    )


def _pieces(spans: Sequence[tuple[float, float]], seconds: float) -> list[tuple[float, float]]:
    """Return spans of at most `PIECE`, evenly taken from all, of about `seconds` together."""
    pieces = [piece for start, end in spans for piece in _cut(start, end)]
    length = sum(end - start for start, end in pieces)
    step = max(1, round(length / seconds))
    return pieces[::step]


def _cut(start: float, end: float) -> Iterator[tuple[float, float]]:
    while end - start >= 1:
        yield start, min(start + PIECE, end)
        start += PIECE


def _heard(path: Path, rate: int) -> Sound:
    """Return a file as one channel, the mean of both; ffmpeg's own mean is of another level."""
    return np.asarray(_both_sides(path, rate).mean(axis=1) / 32_768, np.float64)


def _both_sides(path: Path, rate: int) -> Sound:
    """Return what is heard on both sides; of a mono MP3 the same, at its own level."""
    if path.suffix == ".mp3" and next(iter(frames.walk(path.read_bytes()).formats)).channels == 1:
        return np.repeat(ffmpeg.decode(path, rate, 1)[:, None], 2, axis=1).astype(np.float64)
    return ffmpeg.decode(path, rate, 2).astype(np.float64)


def _both(
    master: Path, mp3: Path, rate: int, pieces: Sequence[tuple[float, float]]
) -> Iterator[tuple[Sound, Sound]]:
    one, other = _heard(master, rate), _heard(mp3, rate)
    for start, end in pieces:
        here = slice(round(start * rate), round(end * rate))
        yield one[here], other[here]


def _visqol(master: Path, mp3: Path, pieces: Sequence[tuple[float, float]]) -> str:
    if not _HAS["visqol"]:
        return "-"
    from visqol import VisqolApi  # type: ignore[import-not-found, unused-ignore]

    judge = VisqolApi()
    judge.create(mode="audio")
    pairs = _both(master, mp3, 48_000, pieces)
    return f"{mean(judge.measure_from_arrays(*pair, 48_000).moslqo for pair in pairs):.2f}"


def _pesq(master: Path, mp3: Path, pieces: Sequence[tuple[float, float]]) -> str:
    if not _HAS["pesq"]:
        return "-"
    from pesq import pesq  # type: ignore[import-not-found, unused-ignore]

    scores = [pesq(16_000, *pair, "wb") for pair in _both(master, mp3, 16_000, pieces)]
    return f"{mean(scores):.2f}"


def _distance(one: Sound, other: Sound) -> float:
    """Return the mean over time of the root mean square difference of two spectra, in dB."""
    length = min(len(one), len(other))
    top = WINDOW * HIGHEST // 44_100
    spectra = [_spectrum(sound[:length])[:, :top] for sound in (one, other)]
    loud = np.maximum(*spectra) > FLOOR_DB
    squares = np.where(loud, (spectra[0] - spectra[1]) ** 2, 0.0)
    counted = loud.sum(axis=1)
    sounding = counted > 0
    return float(np.sqrt(squares.sum(axis=1)[sounding] / counted[sounding]).mean())


def _spectrum(sound: Sound) -> Sound:
    frames = np.lib.stride_tricks.sliding_window_view(sound, WINDOW)[:: WINDOW // 2]
    power = np.abs(np.fft.rfft(frames * np.hanning(WINDOW)) / (WINDOW / 4)) ** 2
    return np.asarray(np.maximum(10 * np.log10(power + 1e-12), FLOOR_DB), np.float64)


def _width(master: Path) -> float:
    """Return how many dB the difference of the channels lies below their sum."""
    sound = _both_sides(master, 44_100)
    middle, side = sound.sum(axis=1), sound[:, 0] - sound[:, 1]
    return float(10 * np.log10((middle**2).mean() / max((side**2).mean(), 1e-9)))


if __name__ == "__main__":
    main()
