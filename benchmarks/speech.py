"""Seconds of work per minute of audio: our speech stage and whole build beside a plain loop.

    python benchmarks/speech.py [POST]

Three measurements in one run, each in a process of its own on the same cores:

loop   the plain way of calling the model, as kokoro-onnx does it: one session with its default
       options, one line after the other, at most 510 phonemes a call, trimmed, no cache.
stage  podcast.speech on the same lines with the same phonemes, from an empty cache.
build  `podcast build` of the same post from an empty cache: script, speech, mix, MP3, feed.

Machines are noisy: the loop runs before and after the other two, and its mean counts.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
NEWEST = max((ROOT / "posts").glob("*.md"))
MOST_STAGE = 1.0
MOST_BUILD = 1.15
MOST_MEGABYTES = 1000
MOST_TOKENS = 510

Result = dict[str, float]


def main() -> int:
    """Run the three and print a table; exit 1 when a promise is broken."""
    options = _options()
    with tempfile.TemporaryDirectory(prefix="podcast-benchmark-") as folder:
        show = _show(Path(folder), options.post)
        loop = _measured(_loop, show)
        stage = _measured(_stage, show)
        build = _measured(_build, show)
        again = _measured(_loop, show)
    loop["work"] = (loop["work"] + again["work"]) / 2
    _print(loop, stage, build)
    kept = (
        stage["work"] <= MOST_STAGE * loop["work"]
        and build["work"] <= MOST_BUILD * loop["work"]
        and build["megabytes"] <= MOST_MEGABYTES
    )
    return 0 if kept else 1


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("post", nargs="?", type=Path, default=NEWEST)
    return parser.parse_args()


def _show(folder: Path, post: Path) -> Path:
    from podcast import starter

    starter.create(folder / "show")
    for sample in (folder / "show" / "posts").iterdir():
        sample.unlink()
    shutil.copy(post, folder / "show" / "posts")
    return folder / "show"


def _measured(work: Callable[[Path], Result], show: Path) -> Result:
    """Run in a fresh process, so that its peak memory is its own."""
    context = multiprocessing.get_context("spawn")
    with context.Pool(1) as pool:
        return pool.apply(_with_memory, (work, show))


def _with_memory(work: Callable[[Path], Result], show: Path) -> Result:
    result = work(show)
    kilobytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {**result, "megabytes": kilobytes / 1024}


def _lines(show: Path) -> list[Any]:
    from podcast import config, digest, posts
    from podcast.chinese import spoken
    from podcast.script import rules
    from podcast.voicing import Narration

    read = config.load(show)
    script = rules.write(digest.load(posts.find(read.posts, None, read.zone), read.zone), read)
    readings = tuple(spoken(line.text, read.lexicon) for line in script.lines)
    lines = Narration(read, script, readings).lines("kokoro")
    return list({(reading.text, voice.name): (line, reading, voice)
                 for line, reading, voice in lines}.values())  # fmt: skip


def _loop(show: Path) -> Result:
    """Call the model as kokoro-onnx does: default options, one line after the other."""
    import numpy as np
    import onnxruntime

    from podcast.speech import kokoro_model, kokoro_phonemes

    lines = _lines(show)
    texts = [kokoro_phonemes.sounds(reading) for _, reading, _ in lines]  # the same phonemes
    started = time.perf_counter()
    session = onnxruntime.InferenceSession(
        bytes(kokoro_model.model_bytes()), providers=["CPUExecutionProvider"]
    )
    styles = np.load(ROOT / "podcast" / "data" / "kokoro" / "kokoro_zh_voices.npz")
    seconds = 0.0
    for sounds, (_, _, voice) in zip(texts, lines, strict=True):
        for part in _batches(kokoro_phonemes.encode(sounds)):
            style = styles[voice.name][[min(len(part), 509)]].astype(np.float32)
            feeds = {
                "tokens": np.array([[0, *part, 0]], np.int64),
                "style": style,
                "speed": np.array([voice.speed], np.float32),
            }
            (audio,) = session.run(None, feeds)
            loud = np.flatnonzero(np.abs(audio) > 0.005)  # noqa: PLR2004 -- trims as it does
            seconds += (loud[-1] - loud[0]) / 24_000
    return {"work": time.perf_counter() - started, "audio": seconds, "calls": len(lines)}


def _batches(tokens: list[int]) -> list[list[int]]:
    """Cut as kokoro-onnx does: whole lines, and 510 phonemes where a line is longer."""
    return [tokens[at : at + MOST_TOKENS] for at in range(0, len(tokens), MOST_TOKENS)]


def _stage(show: Path) -> Result:
    from podcast import speech

    lines = _lines(show)
    with tempfile.TemporaryDirectory(dir=show) as folder:
        started = time.perf_counter()
        engine = speech.load("kokoro")
        segments = speech.speak_lines(lines, engine, speech.Cache(Path(folder)), lambda _: None)
        work = time.perf_counter() - started
    return {"work": work, "audio": sum(each.seconds for each in segments), "calls": len(lines)}


def _build(show: Path) -> Result:
    from podcast import config
    from podcast.build import Options, build
    from podcast.progress import Quiet

    started = time.perf_counter()
    built = build(config.load(show), None, Options(engine="kokoro"), Quiet())
    work = time.perf_counter() - started
    return {"work": work, "audio": built.episode.audio.seconds, "calls": built.calls}


def _print(loop: Result, stage: Result, build: Result) -> None:
    print(f"{date.today()}  python {sys.version.split()[0]}")  # noqa: DTZ011 -- a heading
    print(f"{'':8}{'work s':>8}{'audio s':>9}{'s per min':>11}{'of loop':>9}{'peak MB':>9}")
    for name, result in (("loop", loop), ("stage", stage), ("build", build)):
        per_minute = result["work"] / result["audio"] * 60
        print(
            f"{name:8}{result['work']:8.1f}{result['audio']:9.1f}{per_minute:11.1f}"
            f"{result['work'] / loop['work']:9.2f}{result['megabytes']:9.0f}"
        )
    print(f"promised: stage <= {MOST_STAGE}, build <= {MOST_BUILD}, peak <= {MOST_MEGABYTES} MB")
    print(json.dumps({"loop": loop, "stage": stage, "build": build}))


if __name__ == "__main__":
    sys.exit(main())
