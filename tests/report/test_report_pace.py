"""How fast lines are spoken, and which are odd."""

from __future__ import annotations

import pytest

from podcast.episode.manifest import Episode, SegmentRecord
from podcast.report import pace


def _line(episode: Episode, spoken: str, seconds: float, host: str = "晓晓") -> SegmentRecord:
    update = {"spoken": spoken, "start": 1.0, "end": 1.0 + seconds, "host": host}
    return episode.segments[0].model_copy(update=update)


@pytest.mark.parametrize(
    ("spoken", "count"),
    [("今天，三月四日。", 6), ("发布了GPT五", 7), ("Hugging Face开源", 5), ("……", 0), ("", 0)],
)
def test_syllables_are_characters_and_the_vowels_of_words(spoken: str, count: int) -> None:
    """Pause marks are silent, capitals are letters."""
    assert pace.syllables(spoken) == count


def test_a_short_line_has_no_pace(episode: Episode) -> None:
    """Three syllables are mostly the breath around them; no time at all is no pace either."""
    assert pace.pace(_line(episode, "我是晓晓。", 1)) is None
    assert pace.pace(_line(episode, "今天的主要内容有三条", 0)) is None
    assert pace.pace(_line(episode, "今天的主要内容有三条", 2)) == pytest.approx(5)


def test_each_host_has_a_pace_of_their_own(episode: Episode) -> None:
    """A slow host does not make a quick one odd."""
    slow = [_line(episode, "一二三四五六七八九十", 2.5)] * 5
    quick = [_line(episode, "一二三四五六七八九十", 1.6, "云希")] * 5
    usual = pace.usual([*slow, *quick])
    assert usual == {"晓晓": pytest.approx(4), "云希": pytest.approx(6.25)}
    assert pace.aside(6.4, usual["云希"]) == 0
    assert pace.aside(6.4, usual["晓晓"]) == pytest.approx(0.6)
    assert pace.aside(2.0, usual["晓晓"]) == pytest.approx(-0.5)


def test_nothing_is_odd_where_nothing_is_usual(episode: Episode) -> None:
    """Four lines do not say how fast a host speaks."""
    assert pace.usual([_line(episode, "一二三四五六七八九十", 2)] * 4) == {}
    assert pace.aside(9.0, None) == 0
    assert pace.histogram([_line(episode, "一二三四五六七八九十", 2)] * 4) is None


def test_a_histogram_counts_every_line_once(episode: Episode) -> None:
    """Also a broken one that would be a hundred syllables a second."""
    lines = [_line(episode, "一二三四五六七八九十", seconds) for seconds in (2, 2, 2.5, 3, 0.1)]
    counted = pace.histogram(lines)
    assert counted is not None
    assert (counted.first, counted.last) == (3, 13)
    assert {host: sum(counts) for host, counts in counted.counts.items()} == {"晓晓": 5}
    assert counted.counts["晓晓"][20] == 2
