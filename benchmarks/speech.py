"""Seconds of work per minute of audio: the speech stage and a whole build against a plain loop.

    pip install kokoro-onnx
    python benchmarks/speech.py [POST] [--lines N] [--rounds N]

There are three measurements, each in a separate process, pinned to the same two cores:

loop   the package kokoro-onnx as its readme uses it: `Kokoro.create` for one line after the other.
stage  podcast.speech on the same lines with the same phonemes, from an empty cache.
build  `podcast build` of the same post from an empty cache: script, speech, mix, MP3, feed.

Loop and stage have the same model file, and no line is spoken twice. As machines are noisy, the
loop runs before and after the stage in every round, and the mean of its two times counts; the
result is the median of the rounds' ratios. The table also has the processor time, which other
programs disturb less.
With `--lines` only N lines are spoken, evenly spread over the post, and nothing is built.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import resource
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
NEWEST = max((ROOT / "posts").glob("*.md"))
MOST_STAGE = 0.95
MOST_BUILD = 1.15
MOST_MEGABYTES = 1000
CORES = 2

Result = dict[str, float]


def main() -> int:
    """Run the three and print a table; exit 1 when a promise is broken."""
    options = _options()
    with tempfile.TemporaryDirectory(prefix="podcast-benchmark-") as folder:
        show = _show(Path(folder), options.post)
        loops, stages, ratios = _rounds(show, options.lines, options.rounds)
        results = {"loop": _middle(loops), "stage": _middle(stages)}
        if not options.lines:
            results["build"] = _measured(_build, show, 0)
    _print(results, ratios)
    return 0 if _is_fast_enough(results, statistics.median(ratios)) else 1


def _rounds(show: Path, lines: int, rounds: int) -> tuple[list[Result], list[Result], list[float]]:
    loops, stages, ratios = [_measured(_loop, show, lines)], [], []
    for _ in range(rounds):
        stages.append(_measured(_stage, show, lines))
        loops.append(_measured(_loop, show, lines))
        beside = (loops[-2]["work"] + loops[-1]["work"]) / 2
        ratios.append(stages[-1]["work"] / beside)
    return loops, stages, ratios


def _middle(results: list[Result]) -> Result:
    return {key: statistics.median(each[key] for each in results) for key in results[0]}


def _is_fast_enough(results: dict[str, Result], ratio: float) -> bool:
    build = results.get("build")
    return (
        ratio <= MOST_STAGE
        and results["stage"]["megabytes"] <= MOST_MEGABYTES
        and (build is None or build["work"] <= MOST_BUILD * results["loop"]["work"])
        and (build is None or build["megabytes"] <= MOST_MEGABYTES)
    )


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("post", nargs="?", type=Path, default=NEWEST)
    parser.add_argument("--lines", type=int, default=0)
    parser.add_argument("--rounds", type=int, default=1)
    return parser.parse_args()


def _show(folder: Path, post: Path) -> Path:
    from podcast.commands import init

    init.create(folder / "show")
    for sample in (folder / "show" / "posts").iterdir():
        sample.unlink()
    shutil.copy(post, folder / "show" / "posts")
    return folder / "show"


def _measured(work: Callable[[Path, int], Result], show: Path, lines: int) -> Result:
    """Run in a fresh process, so that its peak memory is its own."""
    context = multiprocessing.get_context("spawn")
    with context.Pool(1) as pool:
        return pool.apply(_on_two_cores, (work, show, lines))


def _on_two_cores(work: Callable[[Path, int], Result], show: Path, lines: int) -> Result:
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:CORES])
    result = work(show, lines)
    kilobytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {**result, "megabytes": kilobytes / 1024}


class _Stopwatch:
    """Measures wall-clock and processor time since its creation."""

    def __init__(self) -> None:
        self._wall, self._processor = time.perf_counter(), time.process_time()

    def read(self) -> Result:
        return {
            "work": time.perf_counter() - self._wall,
            "processor": time.process_time() - self._processor,
        }


def _lines(show: Path, most: int) -> list[Any]:
    from podcast import digest
    from podcast.chinese import spoken
    from podcast.digest import posts
    from podcast.script import rules
    from podcast.show import config
    from podcast.speech.voicing import Narration

    settings = config.load(show)
    script = rules.write(
        digest.load(posts.find(settings.posts, None, settings.zone), settings.zone), settings
    )
    readings = tuple(spoken(line.text, settings.lexicon) for line in script.lines)
    lines = Narration(settings, script, readings).lines("kokoro")
    once = list({(reading.text, voice.name): (line, reading, voice)
                 for line, reading, voice in lines}.values())  # fmt: skip
    return [once[place * len(once) // most] for place in range(most)] if most else once


def _loop(show: Path, most: int) -> Result:
    """Speak one line after the other with kokoro-onnx."""
    from podcast.speech.kokoro import phonemes

    package: Any = import_module("kokoro_onnx")  # installed for this benchmark alone, untyped
    lines = _lines(show, most)
    texts = ["".join(sound.phonemes for sound in phonemes.sounds(reading))
             for _, reading, _ in lines]  # fmt: skip
    samples = 0
    with tempfile.TemporaryDirectory(dir=show) as folder:
        model, voices = _files(Path(folder))
        watch = _Stopwatch()
        kokoro = package.Kokoro(str(model), str(voices))
        for text, (_, _, voice) in zip(texts, lines, strict=True):
            audio, rate = kokoro.create(text, voice.name, voice.speed, is_phonemes=True)
            samples += len(audio)
        spent = watch.read()
    return {**spent, "audio": samples / rate, "calls": len(lines)}


def _files(folder: Path) -> tuple[Path, Path]:
    """Write the model and the voices as kokoro-onnx reads them."""
    import numpy as np

    from podcast.speech.kokoro import model as kokoro_model

    model, voices = folder / "model.onnx", folder / "voices.npz"
    model.write_bytes(kokoro_model.model_bytes())
    with np.load(ROOT / "podcast" / "data" / "kokoro" / "kokoro_zh_voices.npz") as ours:
        shaped = {name: ours[name][:, None].astype(np.float32) for name in ours.files}
    np.savez(voices, **shaped)
    return model, voices


def _stage(show: Path, most: int) -> Result:
    from podcast import speech

    lines = _lines(show, most)
    with tempfile.TemporaryDirectory(dir=show) as folder:
        watch = _Stopwatch()
        engine = speech.load("kokoro")
        segments = speech.speak_lines(lines, engine, speech.Cache(Path(folder)), lambda _: None)
        spent = watch.read()
    return {**spent, "audio": sum(each.seconds for each in segments), "calls": len(lines)}


def _build(show: Path, _: int) -> Result:
    from podcast.build import Options, build
    from podcast.lib.progress import Quiet
    from podcast.show import config

    watch = _Stopwatch()
    result = build(config.load(show), None, Options(engine="kokoro"), Quiet())
    return {**watch.read(), "audio": result.episode.audio.seconds, "calls": result.calls}


def _print(results: dict[str, Result], ratios: list[float]) -> None:
    print(f"{date.today()}  python {sys.version.split()[0]}")  # noqa: DTZ011 -- a heading
    print("| | lines | work s | processor s | sound s | work s per minute of sound | of the loop | "
          "processor, of the loop | peak MB |")  # fmt: skip
    print("|---|---|---|---|---|---|---|---|---|")
    loop = results["loop"]
    for name, result in results.items():
        ratio = statistics.median(ratios) if name == "stage" else result["work"] / loop["work"]
        print(
            f"| {name} | {result['calls']:.0f} | {result['work']:.1f} | {result['processor']:.1f} "
            f"| {result['audio']:.1f} | {result['work'] / result['audio'] * 60:.1f} "
            f"| {ratio:.2f} | {result['processor'] / loop['processor']:.2f} "
            f"| {result['megabytes']:.0f} |"
        )
    rounds = ", ".join(f"{ratio:.2f}" for ratio in ratios)
    print(f"stage, of the loop, in each round: {rounds}")
    print(f"promised: stage <= {MOST_STAGE}, build <= {MOST_BUILD}, peak <= {MOST_MEGABYTES} MB")
    print(json.dumps(results))


if __name__ == "__main__":
    sys.exit(main())
