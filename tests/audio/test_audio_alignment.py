"""Word times against the sound: bursts in the place of words, found again in the decoded MP3."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import numpy as np
import pytest
import soundfile
from numpy.typing import NDArray

from podcast.audio import transcript
from podcast.audio.balance import balance
from podcast.audio.captions import captions
from podcast.audio.master import Outputs, encode
from podcast.audio.mix import load_soundtrack, render
from podcast.audio.takes import takes
from podcast.audio.timeline import Timeline, place
from podcast.lib import ffmpeg
from podcast.model import Line, Part, Segment, Word
from podcast.show.config import Ducking, Music

from .conftest import STEREO

TOLERANCE = 0.015
"""Seconds between a word's time and its burst."""

HERTZ = 2000.0
BURST = 0.14
"""Seconds of a burst of HERTZ; the music of these tests has nothing near that."""
RISE = 0.002
SHORTEST_GAP = 0.1
"""Seconds between two bursts, at least."""
WINDOW = 0.004
"""Seconds over which the envelope is averaged."""
RATE = 44_100
LINE = "一二，三四五六，七八九十，百千万亿。"
"""Words of two characters; what a line of the script says."""


@dataclass(frozen=True, slots=True)
class Episode:
    """What a listener has: the recording and the captions."""

    mp3: Path
    vtt: str


def _words(seed: int, repeats: int) -> tuple[str, tuple[Word, ...]]:
    """Return a text and its words at odd times; the first after 0.3 s of silence."""
    rng = np.random.default_rng(seed)
    text = LINE * repeats
    words: list[Word] = []
    at = 0.3 + rng.uniform(0, 0.1)
    for match in re.finditer(r"\w\w", text):
        words.append(Word(match.start(), match.end(), at, at + BURST))
        at += BURST + SHORTEST_GAP + rng.uniform(0, 0.15)
    return text, tuple(words)


def _segment(
    folder: Path, number: int, part: Part, rate: int, *, repeats: int, amplitude: float
) -> Segment:
    """Write a line of bursts as a voice would have spoken it."""
    text, words = _words(number, repeats)
    sound = np.zeros(round((words[-1].ends_at + 0.4) * rate))
    for word in words:
        start = round(word.starts_at * rate)
        time = np.arange(round(BURST * rate)) / rate
        edges = np.minimum(1.0, np.minimum(time, time[-1] - time) / RISE)
        sound[start : start + len(time)] = np.sin(2 * np.pi * HERTZ * time) * edges * amplitude
    path = folder / f"{number}.flac"
    soundfile.write(path, np.asarray(sound * 32767, np.int16), rate, subtype="PCM_16")
    host = ("晓晓", "云希")[number % 2]
    line = Line(host, part, number if part == "item" else None, text)
    return Segment(
        line, number, "tone", "tone", text, f"{number:064x}", 0, path, rate, len(sound) / rate,
        words,
    )  # fmt: skip


def _episode(segments: list[Segment], music: Music, folder: Path) -> Episode:
    """Make the recording and its captions the way a build does."""
    soundtrack = load_soundtrack(music)
    headlines = [(each.line.item, "标题") for each in segments if each.line.item is not None]
    timeline = place(takes(segments), headlines, soundtrack.lengths)
    planned = balance(timeline, soundtrack, Ducking())
    path = folder / "episode.mp3"
    encode(
        lambda: render(timeline, soundtrack, planned),
        planned.lufs,
        timeline.length,
        Outputs(path, STEREO),
    )
    return Episode(path, _vtt(timeline))


def _vtt(timeline: Timeline) -> str:
    return transcript.vtt(captions(timeline.placed, timeline.seconds))


def _word_times(vtt: str) -> NDArray[np.float64]:
    """Return when each word is said to begin: at its tag, a caption's first with the caption."""
    stamps = re.findall(r"(\d\d):(\d\d):(\d\d\.\d{3})(?: -->|>)", vtt)
    return np.array([int(h) * 3600 + int(m) * 60 + float(s) for h, m, s in stamps])


def _decoded(mp3: Path) -> NDArray[np.int16]:
    """Return the whole recording as a listener's player decodes it, without taking memory."""
    raw = mp3.with_suffix(".raw")
    wanted = ("-ar", str(RATE), "-ac", "1", "-f", "s16le", "-y", str(raw))
    ffmpeg.run(("-i", str(mp3), "-map", "0:a:0", *wanted))
    return cast("NDArray[np.int16]", np.memmap(raw, "<i2", mode="r"))


def _onsets(sound: NDArray[np.int16]) -> NDArray[np.float64]:
    """Return when bursts begin: where the envelope at HERTZ passes half of what follows."""
    carrier = np.exp(-2j * np.pi * HERTZ * np.arange(len(sound)) / RATE)
    window = np.ones(round(WINDOW * RATE)) / round(WINDOW * RATE)
    envelope = np.abs(np.convolve(sound * carrier, window, mode="same"))
    loud = np.flatnonzero(envelope > np.quantile(envelope, 0.95) / 2)
    apart = np.diff(loud, prepend=-RATE) > SHORTEST_GAP / 2 * RATE
    return loud[apart] / RATE


def _assert_aligned(episode: Episode, sound: NDArray[np.int16], start: float, stop: float) -> None:
    """Compare every word that is said to begin in this stretch with what sounds there."""
    said = _word_times(episode.vtt)
    said = said[(said >= start) & (said < stop)]
    lead = max(0.0, start - 0.05)
    heard = lead + _onsets(sound[round(lead * RATE) : round((stop + 0.05) * RATE)])
    nearest = heard[np.abs(heard[:, np.newaxis] - said).argmin(axis=0)]
    assert len(said) > 10
    assert np.abs(nearest - said).max() <= TOLERANCE
    # and no burst without its word: the times are not just dense
    inside = heard[(heard >= start + TOLERANCE) & (heard < stop - TOLERANCE)]
    assert len(inside) <= len(said) == len(set(nearest))


@pytest.mark.parametrize("rate", [24_000, 22_050])
def test_words_are_where_the_captions_say(tmp_path: Path, music: Music, rate: int) -> None:
    """After trimming, resampling, music and the encoder's delay, each within 15 ms."""
    parts: tuple[Part, ...] = ("opening", "opening", "rundown", "item", "item", "closing")
    segments = [
        # one host speaks louder than the other, which the mix makes alike
        _segment(tmp_path, number, part, rate, repeats=2, amplitude=(0.1, 0.3)[number % 2])
        for number, part in enumerate(parts, 1)
    ]
    episode = _episode(segments, music, tmp_path)
    words = sum(len(segment.words) for segment in segments)
    assert len(_word_times(episode.vtt)) == words
    sound = _decoded(episode.mp3)
    _assert_aligned(episode, sound, 0.0, len(sound) / RATE)


@pytest.mark.slow
def test_words_are_there_at_minute_60_too(tmp_path: Path, music: Music) -> None:
    """Nothing adds up over an hour: the first and the last minute of it are equally exact."""
    spoken = [
        _segment(tmp_path, number, "item", (24_000, 22_050)[number % 2], repeats=12, amplitude=0.2)
        for number in range(1, 5)
    ]
    seconds = sum(segment.seconds + 1.0 for segment in spoken)
    segments = spoken * round(3600 / seconds + 1)
    episode = _episode(segments, music, tmp_path)
    sound = _decoded(episode.mp3)
    assert len(sound) / RATE > 3600
    _assert_aligned(episode, sound, 0.0, 60.0)
    _assert_aligned(episode, sound, 3540.0, 3600.0)
