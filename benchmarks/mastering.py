"""Seconds from segments to the MP3: this program, plain pydub, and the encoder alone.

    python benchmarks/mastering.py [--minutes N] [--long N] [--rounds N]

Three ways in one run over the same material, each in a process of its own on the same two cores:

bare   `ffmpeg` encodes the finished PCM (16 bit) and does nothing else: the time of LAME.
ours   takes, timeline, balance, mix, one gain, limiter, MP3, and the decoded MP3 measured.
pydub  segments joined by `+=`, the music overlaid, `normalize`, `export`, as in its readme.
       Nothing is levelled, limited or measured. It gets the segments already decoded.

The program makes the material: an hour has 371 speech-like segments (24 kHz FLAC), which repeat 40
different ones. In every round the encoder runs before and after ours, and the mean of its two times
counts; the result is the median of the rounds' ratios. `--long` (minutes; 0: not at all) runs ours
alone, for its memory.
Memory is that of the Python process; encoder and meter have the same size at any length.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from podcast.model import Encoding, Line, Part, Segment
from podcast.show.config import Ducking, Music

ROOT = Path(__file__).parents[1]
MUSIC = Music(
    *(ROOT / "podcast/data/music" / f"{name}.flac" for name in ("intro", "sting", "outro"))
)
MOST_OF_BARE = 1.4
MOST_OF_PYDUB = 0.4
MOST_MEGABYTES = 200
CORES = 2

RATE = 24_000
SECONDS = 9.4
"""The mean length of a segment, in seconds."""
AN_HOUR = 371
DIFFERENT = 40
ITEMS = 20

Result = dict[str, float]
Work = Callable[[Path, int], Result]


def main() -> int:
    """Run the three and print a table; exit 1 when a promise is broken."""
    options = _options()
    with tempfile.TemporaryDirectory(prefix="podcast-benchmark-", dir=options.folder) as name:
        folder = Path(name)
        _make_segments(folder)
        print(f"{date.today()}  python {sys.version.split()[0]}, {CORES} cores")  # noqa: DTZ011 -- a heading
        print("| | minutes | seconds | processor s | of bare | of pydub | peak MB |")
        print("|---|---|---|---|---|---|---|")
        ok = _compared(folder, options.minutes, options.rounds)
        if options.long:
            long = _measured(_ours, folder, options.long)
            _row("ours", long)
            ok &= long["megabytes"] <= MOST_MEGABYTES
    print(
        f"promised: ours <= {MOST_OF_BARE} of bare, <= {MOST_OF_PYDUB} of pydub, "
        f"<= {MOST_MEGABYTES} MB: {'kept' if ok else 'BROKEN'}"
    )
    return 0 if ok else 1


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=int, default=60)
    parser.add_argument("--long", type=int, default=180)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--folder", help="where the material goes: 12 MB a minute")
    return parser.parse_args()


def _compared(folder: Path, minutes: int, rounds: int) -> bool:
    _measured(_render, folder, minutes)
    bares = [_measured(_bare, folder, minutes)]
    ours, pydubs = [], []
    for _ in range(rounds):
        ours.append(_measured(_ours, folder, minutes))
        bares.append(_measured(_bare, folder, minutes))
        pydubs.append(_measured(_pydub, folder, minutes))
    besides = [(one["wall"] + other["wall"]) / 2 for one, other in zip(bares, bares[1:])]  # noqa: B905, RUF007 -- neighbours
    of_bare = statistics.median(our["wall"] / bare for our, bare in zip(ours, besides, strict=True))
    of_pydub = statistics.median(
        our["wall"] / pydub["wall"] for our, pydub in zip(ours, pydubs, strict=True)
    )
    _row("bare", _middle(bares))
    _row("ours", _middle(ours), f"{of_bare:.2f}", f"{of_pydub:.2f}")
    _row("pydub", _middle(pydubs))
    most = max(each["megabytes"] for each in ours)
    return of_bare <= MOST_OF_BARE and of_pydub <= MOST_OF_PYDUB and most <= MOST_MEGABYTES


def _middle(results: list[Result]) -> Result:
    return {key: statistics.median(each[key] for each in results) for key in results[0]}


def _row(name: str, result: Result, of_bare: str = "", of_pydub: str = "") -> None:
    print(
        f"| {name} | {result['sound'] / 60:.1f} | {result['wall']:.1f} | {result['processor']:.1f} "
        f"| {of_bare} | {of_pydub} | {result['megabytes']:.0f} |",
        flush=True,
    )


def _measured(work: Work, folder: Path, minutes: int) -> Result:
    """Run in a fresh process, so that its peak memory is its own."""
    context = multiprocessing.get_context("spawn")
    with context.Pool(1) as pool:
        return pool.apply(_on_two_cores, (work, folder, minutes))


def _on_two_cores(work: Work, folder: Path, minutes: int) -> Result:
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:CORES])
    began = time.perf_counter()
    result = work(folder, minutes)
    wall = time.perf_counter() - began
    own, children = (
        resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    processor = own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime
    return {**result, "wall": wall, "processor": processor, "megabytes": own.ru_maxrss / 1024}


# --- The material -----------------------------------------------------------------------------


def _make_segments(folder: Path) -> None:
    import soundfile

    for number in range(DIFFERENT):
        rng = np.random.default_rng(number)
        sound = _syllables(SECONDS * rng.uniform(0.4, 1.6), rng)
        soundfile.write(folder / f"{number}.flac", sound, RATE, subtype="PCM_16")


def _syllables(seconds: float, rng: np.random.Generator) -> NDArray[np.float64]:
    """Return five syllables a second: hiss and a voice whose pitch falls, sometimes a pause."""
    length = RATE // 5
    time_axis = np.arange(length) / RATE
    parts = [np.zeros(RATE // 10)]
    for _ in range(round(seconds * 5)):
        pitch = rng.uniform(180, 260) * (1 - 0.3 * time_axis / 0.2)
        phase = 2 * np.pi * np.cumsum(pitch) / RATE
        voiced = np.sum([np.sin(phase * k) / k**1.1 for k in range(1, 30)], axis=0)
        hiss = np.diff(rng.normal(0, 0.5, length + 1)) * np.exp(-time_axis * 40)
        loud = rng.choice([0.0, *[rng.uniform(0.05, 0.15)] * 9])
        parts.append((voiced * np.hanning(length) ** 0.5 + hiss) * loud)
    return np.asarray(np.clip(np.concatenate([*parts, np.zeros(RATE // 5)]), -1, 1))


def _segments(folder: Path, minutes: int) -> list[Segment]:
    """Return the lines of an episode: a greeting, a rundown, items, a farewell; two hosts."""
    import soundfile

    count = round(AN_HOUR * minutes / 60)
    lengths = [soundfile.info(folder / f"{n}.flac").frames for n in range(DIFFERENT)]
    segments = []
    for number in range(1, count + 1):
        file = number % DIFFERENT
        segments.append(
            Segment(
                line=Line("甲" if number % 2 else "乙", *_place(number, count), "新闻。"),
                number=number,
                engine="tone",
                voice="tone",
                spoken="新闻。",
                key=f"{file:064x}",
                tries=0,
                audio=folder / f"{file}.flac",
                sample_rate=RATE,
                seconds=lengths[file] / RATE,
                words=(),
            )
        )
    return segments


def _place(number: int, count: int) -> tuple[Part, int | None]:
    if number == 1:
        return "opening", None
    if number == count:
        return "closing", None
    share = (number - 2) * (ITEMS + 1) // max(count - 2, 1)
    return ("item", share) if share else ("rundown", None)


# --- The three ways ---------------------------------------------------------------------------


def _planned(folder: Path, minutes: int) -> tuple[Any, Any, Any]:
    from podcast.audio import mix, timeline
    from podcast.audio.balance import balance
    from podcast.audio.takes import takes

    soundtrack = mix.load_soundtrack(MUSIC)
    titles = [(item, f"新闻{item}") for item in range(1, ITEMS + 1)]
    line = timeline.place(takes(_segments(folder, minutes)), titles, soundtrack.lengths)
    return line, soundtrack, balance(line, soundtrack, Ducking())


def _ours(folder: Path, minutes: int) -> Result:
    from podcast.audio import mix
    from podcast.audio.master import Outputs, encode

    line, soundtrack, levels = _planned(folder, minutes)
    render = lambda: mix.render(line, soundtrack, levels)  # noqa: E731 -- read once
    encode(
        render, levels.lufs, line.length, Outputs(folder / "ours.mp3", Encoding(128, mono=False))
    )
    return {"sound": line.seconds}


def _render(folder: Path, minutes: int) -> Result:
    """Write the finished PCM for the encoder alone."""
    from podcast.audio import mix
    from podcast.audio.limiter import limit
    from podcast.audio.master import FIRST_CEILING
    from podcast.model import TARGET_LUFS

    line, soundtrack, levels = _planned(folder, minutes)
    gain = np.float32(10 ** ((TARGET_LUFS - levels.lufs) / 20))
    blocks: Iterator[Any] = (block * gain for block in mix.render(line, soundtrack, levels))
    with (folder / "finished.pcm").open("wb") as file:
        for limited in limit(blocks, FIRST_CEILING):
            file.write((limited.sound * 32767).astype("<i2").tobytes())
    return {"sound": line.seconds}


def _bare(folder: Path, minutes: int) -> Result:
    from podcast.lib import ffmpeg

    pcm = folder / "finished.pcm"
    source = ("-f", "s16le", "-ar", "44100", "-ac", "2", "-i", ffmpeg.file_url(pcm))
    codec = ("-c:a", "libmp3lame", "-b:a", "128k", "-joint_stereo", "1")
    ffmpeg.run((*source, *codec, "-y", ffmpeg.file_url(folder / "bare.mp3")))
    return {"sound": pcm.stat().st_size / 4 / 44_100}


def _pydub(folder: Path, minutes: int) -> Result:
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # no ffmpeg on PATH, and it needs none before the export
        from pydub import AudioSegment
        from pydub.effects import normalize

    from podcast.lib import ffmpeg

    def sound(path: Path) -> Any:
        import soundfile

        samples, rate = soundfile.read(path, dtype="int16", always_2d=True)
        return AudioSegment(samples.tobytes(), sample_width=2, frame_rate=rate,
                            channels=samples.shape[1])  # fmt: skip

    AudioSegment.converter = ffmpeg.exe()
    gap = AudioSegment.silent(300, 44_100)
    intro, sting, outro = (sound(path) - 8 for path in (MUSIC.intro, MUSIC.sting, MUSIC.outro))
    show, before = AudioSegment.silent(len(intro) - 2_000, 44_100).set_channels(2), None
    for segment in _segments(folder, minutes):
        if segment.line.item != before:
            show, before = show + sting, segment.line.item
        show += sound(segment.audio).set_frame_rate(44_100).set_channels(2) + gap
    show += AudioSegment.silent(len(outro), 44_100)
    show = show.overlay(intro.fade_out(2_000)).overlay(outro, position=len(show) - len(outro))
    normalize(show).export(folder / "pydub.mp3", format="mp3", bitrate="128k")
    return {"sound": show.duration_seconds}


if __name__ == "__main__":
    sys.exit(main())
