"""The rules about chapters: one list in five carriers."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from damage import (
    DATE,
    Damage,
    altered,
    assert_found,
    change_part,
    edited,
    episode,
    late_mark,
    late_tag,
    overwritten,
    renew_feed,
    retagged,
    retitled,
    rules,
)
from lxml import etree

from podcast import feed
from podcast.check.chapters import faults_in_feed
from podcast.episode.manifest import ChapterRecord
from podcast.show.config import Show

PSC = "{http://podlove.org/simple-chapters}"


def _shifted_start(show: Show) -> None:
    """Move the first chapter away from zero in every carrier."""
    late_tag(show, 0)
    late_mark(show, 0)
    change_part(show, "chapters", 0, start=0.5)


def _renamed_closing(show: Show) -> None:
    """Give a chapter without item a title of its own in every carrier."""
    retitled("结语", "尾声")(show)
    edited("chapters.json", "结语", "尾声")(show)
    change_part(show, "chapters", -1, title="尾声")


def _out_of_order(show: Show) -> None:
    """Swap the times of two chapters in the manifest."""
    first, second = episode(show).chapters[1:3]
    change_part(show, "chapters", 1, start=second.start)
    change_part(show, "chapters", 2, start=first.start)


def _feed_edited(old: str, new: str) -> Damage:
    """Return a damage of the feed, which then is not what the manifests give either."""

    def damage(show: Show) -> None:
        path = show.episodes / feed.FEED_FILE
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new), "utf-8")

    return damage


def _first(**fields: object) -> Callable[[Any], object]:
    """Return a change of the first item's chapter in chapters.json."""
    return lambda data: data["chapters"][1].update(fields)


def _link_of_a_script(show: Show) -> None:
    """Give a chapter, wherever it stands, a link that a browser would execute."""
    link = "javascript:alert(1)"
    change_part(show, "chapters", 1, url=link)
    altered("chapters.json", lambda data: data["chapters"][1].pop("url"))(show)

    def change(id3: Any) -> None:
        id3["CHAP:chp1"].sub_frames.getall("WXXX")[0].url = link

    retagged(change)(show)


DAMAGES: list[tuple[str, Damage, set[str]]] = [
    ("a late chapter", lambda show: late_mark(show, 1), {"chapters"}),
    ("another link", altered("chapters.json", _first(url="javascript:alert(1)")), {"chapters"}),
    ("another picture", altered("chapters.json", _first(img="https://x.com/y.png")), {"chapters"}),
    ("a chapter hidden", altered("chapters.json", _first(toc=False)), {"chapters"}),
    ("an end of its own", altered("chapters.json", _first(endTime=1)), {"chapters"}),
    ("a time as text", altered("chapters.json", _first(startTime="0.0")), {"chapters"}),
    ("no time", altered("chapters.json", _first(startTime=math.nan)), {"chapters"}),
    ("no version", altered("chapters.json", lambda data: data.pop("version")), {"chapters"}),
    ("version 9", altered("chapters.json", lambda data: data.update(version="9")), {"chapters"}),
    (
        "a chapter fewer",
        altered("chapters.json", lambda data: data["chapters"].pop()),
        {"chapters"},
    ),
    ("a list", overwritten("chapters.json", "[]"), {"chapters"}),
    ("a link that is none", _link_of_a_script, {"chapters"}),
    ("no chapters", overwritten("chapters.json", '{"chapters": 3}'), {"chapters"}),
    ("no chapter at zero", _shifted_start, {"chapters"}),
    ("an unknown chapter", _renamed_closing, {"chapters"}),
    ("chapters out of order", _out_of_order, {"chapters", "id3-chapters"}),
    ("an unspoken item", lambda show: change_part(show, "chapters", 1, item=7), {"chapters"}),
    (
        "a chapter of psc late",
        _feed_edited('psc:chapter start="00:00:00.000"', 'psc:chapter start="00:00:00.250"'),
        {"psc-chapters", "feed-stale"},
    ),
    (
        "a time of psc that is none",
        _feed_edited('psc:chapter start="00:00:00.000"', 'psc:chapter start="soon"'),
        {"psc-chapters", "feed-stale"},
    ),
    (
        "a chapter of the notes late",
        _feed_edited("00:00:00 开场", "00:00:01 开场"),
        {"notes-chapters", "feed-stale"},
    ),
    (
        "a chapter of the notes with another title",
        _feed_edited(" 结语<", " 尾声<"),
        {"notes-chapters", "feed-stale"},
    ),
    (
        "a chapter fewer in the notes",
        _feed_edited("00:00:00 开场", "开场"),
        {"notes-chapters", "feed-stale"},
    ),
]


@pytest.mark.parametrize(
    ("damage", "expected"), [each[1:] for each in DAMAGES], ids=[each[0] for each in DAMAGES]
)
def test_each_rule_finds_its_damage(show: Show, damage: Damage, expected: set[str]) -> None:
    """A copy that breaks one rule gets that finding and no other."""
    assert_found(show, damage, expected, set())


def test_a_show_without_the_label_needs_none(show: Show) -> None:
    """`ai_label: false` is the person's own decision."""
    retitled("AIGC", "AIGX")(show)
    without = replace(show, ai_label=replace(show.ai_label, file=False))
    renew_feed(without)
    assert rules(without) == set()


def test_notes_without_room_may_leave_chapters_out(show: Show) -> None:
    """A show of 60 items fills the notes; titles are cut there and the last lines are missing."""
    titles = [f"第{number}条新闻的标题长得放不下：这里&那里<都>有" for number in range(70)]
    chapters = tuple(
        ChapterRecord(title=title, start=round(number * 30.5, 3), item=number)
        for number, title in enumerate(titles)
    )
    long = episode(show).model_copy(update={"chapters": chapters})
    item = etree.fromstring(feed.render(show, (long,))).find("channel/item")
    assert list(faults_in_feed(item, long)) == []


def test_times_of_simple_chapters_are_normal_play_time(show: Show) -> None:
    """Hours and minutes may be left out (Podlove Simple Chapters 1.2)."""
    made = episode(show)
    chapters = tuple(
        ChapterRecord(title="甲", start=start, item=None) for start in (0.0, 61.5, 3661.25)
    )
    item = etree.Element("item")
    group = etree.SubElement(item, f"{PSC}chapters")
    for start in ("0", "1:01.5", "1:01:01.250"):
        etree.SubElement(group, f"{PSC}chapter", start=start, title="甲")
    made = made.model_copy(update={"chapters": chapters})
    assert [rule for rule, _ in faults_in_feed(item, made)] == ["notes-chapters"]


def test_the_feed_of_the_show_has_simple_chapters(show: Show) -> None:
    """Otherwise nothing of them would have been compared above."""
    root = etree.fromstring((show.episodes / feed.FEED_FILE).read_bytes())
    starts = [each.get("start") for each in root.iter(f"{PSC}chapter")]
    assert len(starts) == len(episode(show).chapters), DATE
