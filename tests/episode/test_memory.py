"""What a show remembers: the headlines of the last episodes, and how their day is named."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from podcast.episode import memory
from podcast.show import config


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 2, 7), "昨天"),
        (date(2026, 2, 8), "本周五"),
        (date(2026, 2, 9), "上周五"),
        (date(2026, 2, 15), "上周五"),
        (date(2026, 2, 16), "2月6日"),
    ],
)
def test_an_earlier_day_has_a_name(spoken_folder: Path, day: date, said: str) -> None:
    """As a host would say it on that day."""
    show = config.load(spoken_folder)
    show = replace(show, writer=replace(show.writer, memory=3))
    (only,) = memory.remembered(show, day)
    assert only.spoken == said
    assert f"{said}我们说过，{only.headlines[0]}" in memory.own_words(show, day)


def test_only_earlier_episodes_that_exist_are_remembered(spoken_folder: Path) -> None:
    """Not the day's own, none that is gone, and none at all without `memory`."""
    show = config.load(spoken_folder)
    assert memory.own_words(show, date(2026, 2, 7)) == show.own_words
    show = replace(show, writer=replace(show.writer, memory=3))
    assert not memory.remembered(show, date(2026, 2, 6))
    shutil.rmtree(spoken_folder / "episodes" / "2026-02-06")
    assert not memory.remembered(show, date(2026, 2, 7))
