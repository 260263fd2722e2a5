"""What a show may say of its earlier episodes: the headlines of the last of them.

The headlines are those of manifests that exist: what was taken down is not remembered.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from podcast.episode import manifest
from podcast.show.config import Show

_WEEKDAYS = "一二三四五六日"
_WEEK = 7


@dataclass(frozen=True, slots=True)
class Remembered:
    """An earlier episode: its date, how a host names that day, and its headlines."""

    day: date
    spoken: str
    headlines: tuple[str, ...]


def remembered(show: Show, day: date) -> tuple[Remembered, ...]:
    """Return the last `memory` episodes before a day, the newest first.

    Raises FeedError when one of their manifests cannot be read.
    """
    if not show.writer.memory:
        return ()
    earlier = [path for path in manifest.paths(show.episodes) if path.parent.name < str(day)]
    episodes = map(manifest.load, reversed(earlier[-show.writer.memory :]))
    return tuple(
        Remembered(
            date.fromisoformat(each.date),
            _spoken(date.fromisoformat(each.date), day),
            tuple(item.headline for item in each.items),
        )
        for each in episodes
    )


def own_words(show: Show, day: date) -> tuple[str, ...]:
    """Return what a narration may say of the show: its names, and what it has told before."""
    told = (
        f"{each.spoken}我们说过，{headline}"
        for each in remembered(show, day)
        for headline in each.headlines
    )
    return (*show.own_words, *told)


def _spoken(day: date, today: date) -> str:
    """Return how a host names an earlier day: 昨天, 本周三, 上周三, 三月四日 as 3月4日."""
    ago = (today - day).days
    weekday = _WEEKDAYS[day.weekday()]
    if ago == 1:
        return "昨天"
    weeks = (today.toordinal() - today.weekday() - day.toordinal() + day.weekday()) // _WEEK
    named = {0: f"本周{weekday}", 1: f"上周{weekday}"}
    return named.get(weeks, f"{day.month}月{day.day}日")
