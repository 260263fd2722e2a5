"""Two meters measure 20 episodes of 1 to 60 minutes: all at -16 LUFS, none above -1 dBTP.

    python benchmarks/loudness.py [--longest MINUTES] [--bitrate KBPS] [--channels mono|joint]

The embedded voice speaks some sentences as both hosts; each episode repeats them until it is long
enough, with levels spoilt in one way: a host far quieter or louder than the other, single lines
loud or quiet, a slow rise. Each goes through the same stages as in a build. The decoded MP3 is
measured by ffmpeg's ebur128 and by an independent meter: pyloudnorm (integrated) and a fourfold
resampling (true peak). The exit status is 1 when one episode is outside the bounds.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import count, cycle
from pathlib import Path
from typing import Any

import numpy as np
import soundfile
from numpy.typing import NDArray

from podcast import speech
from podcast.audio import mix, timeline
from podcast.audio.balance import balance
from podcast.audio.clock import SAMPLE_RATE
from podcast.audio.master import Outputs, encode
from podcast.audio.takes import takes
from podcast.chinese import spoken
from podcast.commands import init
from podcast.lib import ffmpeg
from podcast.model import Line, Segment
from podcast.show import config
from podcast.show.parts import Audio

PAUSE = 0.3
"""The pause between two lines, in seconds."""
TARGET, TOLERANCE, HIGHEST = -16.0, 0.3, -1.0
MINUTES = (1, 1, 2, 2, 3, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 20, 25, 30, 45, 60)
TEXTS = (
    "大家好，今天是二月六日，星期五，欢迎收听每日资讯。",
    "星河科技发布了新一代模型，推理成本下降42.8%。",
    "第二条，重庆的银行也用上了人工智能，每天处理三百万笔业务。",
    "GPT-5.2在编程测试里拿到了第一名。",
    "以上就是今天的全部内容，我们明天见。",
    "研究人员说，这项工作还处在早期阶段。",
)
Spoil = Callable[[int, str], float]
"""Gives the change of a line in dB, by the line's number and host."""

SPOILT: dict[str, Spoil] = {
    "as spoken": lambda _, _host: 0.0,
    "one host 12 dB down": lambda _, host: -12.0 * (host == "云希"),
    "one host 8 dB up": lambda _, host: 8.0 * (host == "晓晓"),
    "every fifth line 10 dB down": lambda number, _: -10.0 * (number % 5 == 0),
    "every ninth line 6 dB up": lambda number, _: 6.0 * (number % 9 == 0),
    "all 30 dB down": lambda _, _host: -30.0,
    "slow rise of 12 dB": lambda number, _: min(12.0, number / 8) - 12.0,
}


def main() -> int:
    """Print a row for each episode; return 1 when an episode is outside the bounds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--longest", type=int, default=max(MINUTES), metavar="MINUTES")
    parser.add_argument("--bitrate", type=int, default=Audio().bitrate)
    parser.add_argument("--channels", choices=("mono", "joint"), default=Audio().channels)
    options = parser.parse_args()
    longest, encoding = options.longest, Audio(options.bitrate, options.channels).encoding
    ok = True
    print("| minutes | material | ebur128 | pyloudnorm | true peak | fourfold | limiter |")
    print("|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory(prefix="podcast-benchmark-") as folder:
        spoken_lines = _speak_all(Path(folder))
        for minutes, (name, spoil) in zip(MINUTES, cycle(SPOILT.items()), strict=False):
            if minutes > longest:
                continue
            segments = _segments(spoken_lines, minutes * 60.0, spoil, Path(folder))
            ok &= _is_good(minutes, name, segments, Outputs(Path(folder) / "episode.mp3", encoding))
    return 0 if ok else 1


def _is_good(minutes: int, name: str, segments: Sequence[Segment], outputs: Outputs) -> bool:
    """Make the episode, measure it with both meters, and print its row."""
    soundtrack = mix.load_soundtrack(_show().music)
    line = timeline.place(takes(segments), [(1, "新闻")], soundtrack.lengths)
    levels = balance(line, soundtrack, config.Ducking())
    mastered = encode(
        lambda: mix.render(line, soundtrack, levels),
        levels.lufs,
        line.length,
        outputs,
    )
    lufs, peak = mastered.loudness.integrated_lufs, mastered.loudness.true_peak_dbtp
    other_lufs, other_peak = _other_meter(outputs.mp3, outputs.encoding.channels)
    print(
        f"| {minutes} | {name} | {lufs:.2f} | {other_lufs:.2f} | {peak:.2f} | {other_peak:.2f} "
        f"| {mastered.limited_db:.1f} dB |",
        flush=True,
    )
    loud = all(abs(each - TARGET) <= TOLERANCE for each in (lufs, other_lufs))
    return loud and max(peak, other_peak) <= HIGHEST


def _other_meter(path: Path, channels: int) -> tuple[float, float]:
    """Return the LUFS of the MP3 by pyloudnorm, and its dBTP by fourfold resampling."""
    import pyloudnorm
    import soxr

    sound = ffmpeg.decode(path, SAMPLE_RATE, channels)
    if channels == 1:  # it is heard from both sides
        sound = np.repeat(sound[:, None], 2, axis=1)
    lufs = pyloudnorm.Meter(SAMPLE_RATE).integrated_loudness(sound / 32768)
    block = 60 * SAMPLE_RATE
    peaks = [
        np.abs(soxr.resample(sound[at : at + block] / 32768, SAMPLE_RATE, 4 * SAMPLE_RATE)).max()
        for at in range(0, len(sound), block)
    ]
    return float(lufs), float(20 * np.log10(max(peaks)))


def _show() -> config.Show:
    with tempfile.TemporaryDirectory() as folder:
        init.create(Path(folder) / "show")
        return config.load(Path(folder) / "show")


def _speak_all(folder: Path) -> list[tuple[Segment, NDArray[np.int16]]]:
    """Return every text by both hosts, as segments without a file, with their samples."""
    show, engine = _show(), speech.load("kokoro")
    result = []
    for index, host in enumerate(show.hosts):
        for text in TEXTS:
            reading = spoken(text, show.lexicon)
            clip = engine.speak(reading, speech.voice_for(host, index, "kokoro"))
            segment = Segment(
                Line(host.name, "item", 1, text), 0, "kokoro", "", reading.text, "", 1,
                folder, clip.sample_rate, clip.seconds, clip.words,
            )  # fmt: skip
            result.append((segment, clip.samples))
    return result


def _segments(
    lines: Sequence[tuple[Segment, NDArray[Any]]], seconds: float, spoil: Spoil, folder: Path
) -> list[Segment]:
    """Repeat the lines, each at its own level, until the episode is long enough."""
    segments: list[Segment] = []
    length = 0.0
    files: dict[tuple[str, str, float], Path] = {}
    for number, (segment, samples) in zip(count(1), cycle(lines), strict=False):
        gain = spoil(number, segment.line.host)
        key = (segment.line.host, segment.line.text, round(gain, 1))
        if key not in files:
            files[key] = folder / f"{len(list(folder.glob('*.flac')))}.flac"
            louder = np.clip(samples * 10 ** (gain / 20), -32768, 32767).astype(np.int16)
            soundfile.write(files[key], louder, segment.sample_rate)
        segments.append(replace(segment, number=number, audio=files[key]))
        length += segment.seconds + PAUSE
        if length >= seconds:
            break
    return segments


if __name__ == "__main__":
    sys.exit(main())
