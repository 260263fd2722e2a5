"""The length of a programme."""

from collections import Counter
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from podcast import digest
from podcast.model import Script
from podcast.script import edits, pace, rules
from podcast.show import config
from podcast.show.config import Show
from podcast.show.feed import FeedSettings, Frequency

ROOT = Path(__file__).parents[2]
WEEKLY = ROOT / "tests" / "data" / "narration" / "posts" / "2026-03-09-weekly.md"
POST = ROOT / "posts" / "2026-03-04-ai-daily.md"
_ZONE = ZoneInfo("Asia/Shanghai")
_MUSIC_AND_PAUSES = 14.5 + 8 * 0.4


@pytest.fixture
def show(show_folder: Path) -> Show:
    """Return a show with two hosts."""
    return config.load(show_folder)


def _minutes(script: Script) -> float:
    return (pace.seconds(line.text for line in script.lines) + _MUSIC_AND_PAUSES) / 60


@pytest.mark.parametrize("wanted", [2, 3, 4, 5, 5.5])
def test_a_programme_has_the_length_that_is_wanted(wanted: float, show: Show) -> None:
    """Within a tenth, where the post has the material; each item keeps a line."""
    found = digest.load(POST, _ZONE)
    script = rules.write(found, show, wanted)
    assert _minutes(script) == pytest.approx(wanted, rel=0.1)
    assert {line.item for line in script.lines} >= {item.number for item in found.items}


def test_nothing_is_shortened_below_the_limit(show: Show) -> None:
    """A show's own limit holds without the option, and the option comes before it."""
    found = digest.load(POST, _ZONE)
    whole = rules.write(found, show)
    assert rules.write(found, show, 60).lines == whole.lines
    brief = replace(show, minutes=4.0)
    assert _minutes(rules.write(found, brief)) == pytest.approx(4, rel=0.1)
    assert rules.write(found, brief).writer == whole.writer == rules.WRITER
    assert rules.write(found, brief, 60).lines == whole.lines


def test_a_weekly_show_may_be_longer(show: Show) -> None:
    """Twelve minutes a day, twenty-five for at most two days a week."""
    assert rules.limit_of(show) == 12
    for rule, minutes in (
        ("FREQ=WEEKLY", 25),
        ("FREQ=WEEKLY;BYDAY=TU,FR", 25),
        ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", 12),
        ("FREQ=MONTHLY", 25),
    ):
        feed = replace(FeedSettings(), frequency=Frequency(rrule=rule))
        assert rules.limit_of(replace(show, feed=feed)) == minutes


def test_minor_items_lose_more_than_the_lead(show: Show) -> None:
    """The heaviest item stays nearly whole when the lightest is a sentence."""
    found = digest.load(POST, _ZONE)
    whole, short = (
        Counter(line.item for line in rules.write(found, show, minutes).lines)
        for minutes in (60, 4)
    )
    assert short[1] / whole[1] > short[8] / whole[8]


def test_what_is_shortened_is_told(show: Show) -> None:
    """One line names the items and the ways to another length."""
    found = digest.load(POST, _ZONE)
    assert not edits.prepare(show, found).notes
    (note,) = edits.prepare(show, found, minutes=4).notes
    assert note.startswith("shortened to 4 minutes, items ")
    assert "`--minutes N`" in note


def test_where_a_sentence_each_is_too_much_minor_items_are_told_in_brief(show: Show) -> None:
    """A row of them has one phrase before it; each keeps its section, in the order of the post."""
    found = digest.load(WEEKLY, _ZONE)
    written = rules.written(found, show, 2)
    lines = [line for line in written.script.lines if line.part == "item"]
    assert _minutes(written.script) == pytest.approx(2, rel=0.1)
    numbers = [item.number for item in found.items]
    assert list(dict.fromkeys(line.item for line in lines)) == numbers
    assert sum("还有几条快讯" in line.text for line in lines) == 1
    heaviest = max(found.items, key=lambda item: item.weight)
    assert not any("还有几条快讯" in line.text for line in lines if line.item == heaviest.number)
    assert set(written.shortened) < set(numbers)
    assert written.shortened


def test_what_is_shortened_is_whole_in_the_manifest_and_no_warning(show_folder: Path) -> None:
    """A headline's figure may be missing in a programme of two minutes; the page has it."""
    (post,) = (show_folder / "posts").glob("*.md")
    post.write_text(WEEKLY.read_text("utf-8"), "utf-8")
    show = config.load(show_folder)
    prepared = edits.prepare(show, digest.load(post, _ZONE), minutes=2)
    assert prepared.shortened
    assert not prepared.warnings
    whole = edits.prepare(show, digest.load(post, _ZONE))
    assert not whole.shortened
