"""How well Whisper understands the embedded voice: the Mandarin syllable error of whole posts.

    python benchmarks/listening.py POST... [--voice NAME]... [--cache FOLDER]

Every line of the posts' scripts is spoken by every voice (by default those of the two hosts),
transcribed by itself, and compared with its reading; podcast/listening/score.py defines the error
and gives the reasons. It needs the extra `verify`, and exits with 1 when a voice is at 3 % or more.
Sound stays in the cache folder, so that a second run only listens.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from podcast import digest, listening, speech
from podcast.chinese import spoken
from podcast.commands import init
from podcast.lib import ffmpeg
from podcast.listening.transcribe import SAMPLE_RATE, Ear
from podcast.model import Line, Segment, Voice
from podcast.script import rules
from podcast.show import config

PROMISED = 0.03
WORST = 10
ENGINE = "kokoro"
HOSTS = ("zf_xiaoxiao_heart", "zm_yunxi_michael")
"""The voices that `podcast init` writes."""


def main() -> int:
    """Speak the lines, transcribe them and print the table; return 1 when a bound is broken."""
    options = _options()
    lines = _lines(options.posts)
    ear = Ear()
    ok = True
    with tempfile.TemporaryDirectory(prefix="podcast-listening-") as folder:
        cache = speech.Cache(options.cache or Path(folder))
        for name in options.voice or HOSTS:
            started = time.perf_counter()
            segments = _speak(lines, Voice(ENGINE, name), cache)
            speaking = time.perf_counter() - started
            rows = list(listening.check(_takes(segments), ear))
            _print(name, rows, speaking, time.perf_counter() - started - speaking)
            ok &= listening.total(rows) < PROMISED
    print(f"promised: below {PROMISED:.0%} for each voice")
    return 0 if ok else 1


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("posts", nargs="+", type=Path)
    parser.add_argument("--voice", action="append", choices=speech.known_voices(ENGINE))
    parser.add_argument("--cache", type=Path)
    return parser.parse_args()


def _lines(posts: Sequence[Path]) -> tuple[Line, ...]:
    """Return the lines of the scripts of a new show, each text once."""
    with tempfile.TemporaryDirectory(prefix="podcast-listening-") as folder:
        root = Path(folder) / "show"
        init.create(root)
        show = config.load(root)
    scripts = (rules.write(digest.load(post, show.zone), show) for post in posts)
    return tuple({line.text: line for script in scripts for line in script.lines}.values())


def _speak(lines: Sequence[Line], voice: Voice, cache: speech.Cache) -> tuple[Segment, ...]:
    readings = [(line, spoken(line.text), voice) for line in lines]
    return speech.speak_lines(readings, speech.load(ENGINE), cache, lambda _: None)


def _takes(segments: Sequence[Segment]) -> Iterator[listening.Recorded]:
    for segment in segments:
        yield listening.Recorded(
            place=f"line {segment.number}",
            voice=segment.voice,
            reading=spoken(segment.line.text),
            samples=ffmpeg.decode(segment.audio, SAMPLE_RATE),
        )


def _print(name: str, rows: Sequence[listening.HeardLine], speaking: float, hearing: float) -> None:
    syllables = sum(row.score.syllables for row in rows)
    gaps = [gap for row in rows for gap in row.score.gaps]
    print(
        f"{name}: {len(rows)} lines, {syllables} syllables, error {listening.total(rows):.2%}, "
        f"Latin {sum(gap.recognised for gap in gaps)} of {len(gaps)} recognised, "
        f"{speaking:.0f} s to speak, {hearing:.0f} s to hear"
    )
    for row in listening.worst_first(rows)[:WORST]:
        if row.score.mistakes:
            print(f"  {len(row.score.mistakes)}/{row.score.syllables}  {row.text}")
            print(f"  {'heard':>6} {row.transcript}")
            print(f"  {'wrong':>6} {listening.mistakes_text(row.score)}")


if __name__ == "__main__":
    sys.exit(main())
