"""An episode with everything that a report draws, and curves of any length."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from podcast.episode import manifest
from podcast.episode.manifest import ChapterRecord, Episode, SegmentRecord
from podcast.model import Curves
from podcast.show import config
from podcast.show.config import Show


@pytest.fixture
def show(show_folder: Path) -> Show:
    """Return a show with a title that no other text contains."""
    return replace(config.load(show_folder), title="早间播客")


@pytest.fixture
def episode() -> Episode:
    """Return an episode of twelve lines, five chapters and two hosts."""
    return manifest.load(Path(__file__).parents[1] / "data" / "episode.json")


@pytest.fixture
def curves(episode: Episode) -> Curves:
    """Return curves of an episode that is at -16 LUFS from end to end."""
    return even(episode.audio.seconds)


def even(seconds: float, level: float = -16.0) -> Curves:
    """Return curves that stay at a level, the samples reaching half of full scale."""
    cells = round(seconds * 10)
    return Curves((level,) * cells, (level,) * cells, (0.5,) * cells)


@pytest.fixture
def longer(episode: Episode) -> Callable[[int, int], tuple[Episode, Curves]]:
    """Return a maker of episodes of so many minutes and chapters, a line of 5 seconds each 5.3."""

    def make(minutes: int, chapters: int) -> tuple[Episode, Curves]:
        seconds = 60.0 * minutes
        lines = tuple(_line(episode, place) for place in range(int(seconds / 5.3)))
        marks = tuple(
            ChapterRecord(
                title=f"第{place}条新闻的标题", start=seconds / chapters * place, item=place
            )
            for place in range(chapters)
        )
        audio = episode.audio.model_copy(update={"seconds": seconds})
        update = {"segments": lines, "chapters": marks, "audio": audio}
        return episode.model_copy(update=update), _uneven(seconds)

    return make


def _line(episode: Episode, place: int) -> SegmentRecord:
    segment = episode.segments[place % len(episode.segments)]
    start = round(place * 5.3, 3)
    update = {"line": place + 1, "start": start, "end": start + 5.0, "spoken": segment.text + "啊"}
    return segment.model_copy(update=update)


def _uneven(seconds: float) -> Curves:
    """Return curves no two values of which are the same, as paths would not be shorter."""
    cells = range(round(seconds * 10))
    levels = tuple(-16 - 7 * ((cell * 7919) % 997) / 997 for cell in cells)
    return Curves(levels, levels, tuple(((cell * 7919) % 991) / 991 for cell in cells))
