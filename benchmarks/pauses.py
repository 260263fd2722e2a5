"""Pauses, pace and melody in finished episodes, measured in the MP3.

    python benchmarks/pauses.py EPISODE...

EPISODE is the folder of a built episode (episodes/2026-02-06), spoken by an engine with exact word
times. The program measures:

* the median pause after each mark, inside lines and between lines, from the last sound of a word to
  the first sound of the next; before an item, where a sting plays, by the times of the words;
* the syllables a minute of each host in items, pauses included;
* the pitch reset at commas, inside lines and between lines: the difference in semitones between the
  median pitch of the half second after a comma and of the half second before it, by Praat.

It needs praat-parselmouth. It exits with 1 when a median is more than 30 % off its target, when the
paces of the hosts differ by more than 5 % or are not between 240 and 270 syllables a minute, or
when the reset inside lines is over 3 semitones.
"""

from __future__ import annotations

import json
import statistics
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any

import numpy as np
import parselmouth
from numpy.typing import NDArray

from podcast.audio import pauses
from podcast.audio.clock import seconds
from podcast.chinese import spoken
from podcast.lib import ffmpeg

RATE = 24_000
CELL = RATE // 100
FLOOR = -38.0
"""The level below which a cell of 10 ms is quiet, in dB relative to the peak around a pause."""
TOLERANCE = 0.3
PACE = (240.0, 270.0)
APART = 0.05
RESET = 3.0
BEFORE_ITEM = "item"
WINDOW = 50
"""How many hundredths of a second at either side of a comma are compared."""
MARKS = "、，。"


def main(folders: list[Path]) -> int:
    """Measure, print, and return 1 when a bound is broken."""
    gaps: dict[str, list[float]] = defaultdict(list)
    resets: dict[str, list[float]] = defaultdict(list)
    spans: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for folder in folders:
        episode = json.loads((folder / "episode.json").read_text("utf-8"))
        sound = ffmpeg.decode(folder / episode["audio"]["file"], RATE)
        pitch = _pitch(sound)
        for place, mark, before, after in _neighbours(episode["segments"]):
            is_item = mark == BEFORE_ITEM
            quiet = after[2] - before[3] if is_item else _quiet(sound, before, after)
            gaps[f"{mark} {place}"].append(quiet)
            if mark == "，":
                resets[place] += _reset(pitch, before, after)
        for host, count, length in _pace(episode["segments"]):
            spans[host].append((count, length))
    return _report(gaps, spans, resets)


def _neighbours(
    segments: list[dict[str, Any]],
) -> Iterator[tuple[str, str, list[Any], list[Any]]]:
    """Yield for neighbouring words: `inside` or `between` lines, the mark, and the two words."""
    for segment in segments:
        for before, after in pairwise(segment["words"]):
            mark = segment["text"][before[1] : after[0]]
            if mark in MARKS and mark:
                yield "inside", mark, before, after
    for one, other in pairwise(segments):
        if not (one["words"] and other["words"]):
            continue
        mark = one["text"].rstrip("”’」』）)》 ")[-1]
        if other["part"] == "item" and (one["part"], one["item"]) != ("item", other["item"]):
            mark = BEFORE_ITEM
        elif (one["part"], one["item"]) != (other["part"], other["item"]) or mark not in MARKS:
            continue
        yield "between", mark, one["words"][-1], other["words"][0]


def _quiet(sound: NDArray[np.int16], before: list[Any], after: list[Any]) -> float:
    """Return the longest quiet between the middles of two words, in seconds."""
    first, last = round((before[2] + before[3]) / 2 * RATE), round((after[2] + after[3]) / 2 * RATE)
    part = np.abs(sound[first:last].astype(np.float64))
    peaks = part[: len(part) // CELL * CELL].reshape(-1, CELL).max(axis=1)
    loud = np.flatnonzero(peaks >= part.max() * 10 ** (FLOOR / 20))
    return float(max(np.diff(loud), default=1) - 1) / 100


def _pitch(sound: NDArray[np.int16]) -> NDArray[np.float64]:
    """Return the pitch in each 10 ms, in semitones above 100 Hz, NaN where there is no voice."""
    track = parselmouth.Sound(sound / 32768, RATE).to_pitch(0.01, 75, 500)
    hertz = np.array([track.get_value_at_time(at) for at in np.arange(0, len(sound) / RATE, 0.01)])
    return np.asarray(12 * np.log2(hertz / 100))


def _reset(pitch: NDArray[np.float64], before: list[Any], after: list[Any]) -> Iterator[float]:
    end, start = round(before[3] * 100), round(after[2] * 100)
    sides = pitch[max(0, end - WINDOW) : end], pitch[start : start + WINDOW]
    voiced = [side[~np.isnan(side)] for side in sides]
    if all(len(side) >= 5 for side in voiced):  # noqa: PLR2004 -- fewer are chance
        yield float(np.median(voiced[1]) - np.median(voiced[0]))


def _pace(segments: list[dict[str, Any]]) -> Iterator[tuple[str, int, float]]:
    """Yield host, number of syllables and seconds of each turn in an item.

    A turn is a host's lines in a row; its last line is left out.
    """
    for (host, part, _), turn in groupby(
        segments, lambda each: (each["host"], each["part"], each["item"])
    ):
        lines = list(turn)
        if part == "item" and len(lines) > 1:
            said = sum(_syllables(each["text"]) for each in lines[:-1])
            yield host, said, lines[-1]["start"] - lines[0]["start"]


def _syllables(text: str) -> int:
    """Return the number of syllables of a text, Latin words included."""
    from podcast.listening.sounds import sounds

    return sum(sound.length for sound in sounds(spoken(text)))


def _report(
    gaps: Mapping[str, list[float]],
    spans: Mapping[str, list[tuple[int, float]]],
    resets: Mapping[str, list[float]],
) -> int:
    targets = {mark: seconds(pauses.pause(mark)) for mark in MARKS} | {BEFORE_ITEM: 1.0}
    kept = True
    for name in sorted(gaps):
        target, median = targets[name.split()[0]], statistics.median(gaps[name])
        kept &= abs(median - target) <= TOLERANCE * target
        print(f"{name:14} {median:.2f} s (target {target:.2f}), {len(gaps[name])} pauses")
    rates = {host: 60 * sum(n for n, _ in s) / sum(t for _, t in s) for host, s in spans.items()}
    for host, rate in rates.items():
        kept &= PACE[0] <= rate <= PACE[1]
        print(f"{host}: {rate:.0f} syllables a minute")
    kept &= max(rates.values()) <= (1 + APART) * min(rates.values())
    for place, found in resets.items():
        reset = statistics.median(found)
        kept &= place != "inside" or reset <= RESET
        print(f"pitch reset at commas {place}: {reset:.1f} semitones, {len(found)} commas")
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main([Path(folder) for folder in sys.argv[1:]]))
