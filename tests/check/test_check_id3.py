"""The rules about the ID3 tag, each broken in a copy."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import mutagen.id3
import pytest
from damage import (
    Damage,
    assert_found,
    change,
    late_tag,
    parts,
    renew_feed,
    replace_recording,
    retagged,
    retitled,
)

from podcast import check
from podcast.show.config import Show

_id3: Any = mutagen.id3
_UTF16 = _id3.Encoding.UTF16


def _without_tags(show: Show) -> None:
    replace_recording(show, parts(show)[1])


def _without(frame: str) -> Damage:
    return retagged(lambda id3: id3.delall(frame))


def _chapters(**fields: object) -> Damage:
    """Return a damage of all chapters."""

    def change(id3: Any) -> None:
        for frame in id3.getall("CHAP"):
            for name, value in fields.items():
                setattr(frame, name, value)

    return retagged(change)


def _contents(change: Callable[[Any], None]) -> Damage:
    return retagged(lambda id3: change(id3.getall("CTOC")[0]))


def _unordered(contents: Any) -> None:
    contents.flags = _id3.CTOCFlags.TOP_LEVEL


def _linked(id3: Any) -> None:
    id3["CHAP:chp1"].sub_frames.getall("WXXX")[0].url = "javascript:alert(1)"


def _named_alike(id3: Any) -> None:
    """Give two chapters one name; mutagen would keep one of them, had it to do it by itself."""
    id3["CHAP:chp1"].element_id = "chp2"


def _frame(name: str, **fields: object) -> Damage:
    """Return a damage of one frame."""

    def change(id3: Any) -> None:
        for field, value in fields.items():
            setattr(id3.getall(name)[0], field, value)

    return retagged(change)


def _text(name: str, text: str) -> Damage:
    return _frame(name, text=[text])


def _other(frame: Any) -> Damage:
    return retagged(lambda id3: id3.add(frame))


DAMAGES: list[tuple[str, Damage, set[str]]] = [
    ("another title", lambda show: change(show, title="另一个标题"), {"id3"}),
    ("no tags", _without_tags, {"id3"}),
    ("ID3v2.4", retagged(version=4), {"id3"}),
    ("no author", _without("TPE1"), {"id3"}),
    ("no year", _without("TYER"), {"id3"}),
    ("no language", _without("TLAN"), {"id3"}),
    ("no description", _without("COMM"), {"id3"}),
    ("no address", _without("WOAF"), {"id3"}),
    ("no cover", _without("APIC"), {"id3"}),
    ("a cover that is no picture", _frame("APIC", data=b"x"), {"id3"}),
    ("another show", _text("TALB", "别的播客"), {"id3"}),
    ("another year", _text("TYER", "1999"), {"id3"}),
    ("another narration", _frame("USLT", text="晓晓：别的"), {"id3"}),
    ("another genre", _text("TCON", "Rock"), {"id3"}),
    ("a length of its own", _other(_id3.TLEN(encoding=_UTF16, text="5")), {"id3"}),
    ("a late chapter", lambda show: late_tag(show, 1), {"id3-chapters"}),
    ("chapters that end at once", _chapters(end_time=0), {"id3-chapters"}),
    ("chapters that never end", _chapters(end_time=99_999_999), {"id3-chapters"}),
    ("chapters at places", _chapters(start_offset=0), {"id3-chapters"}),
    ("a link that is a script", retagged(_linked), {"id3-chapters"}),
    ("a link fewer", retagged(lambda id3: id3["CHAP:chp1"].sub_frames.delall("WXXX")),
     {"id3-chapters"}),
    ("two chapters of one name", retagged(_named_alike), {"id3-chapters"}),
    ("no contents", _without("CTOC"), {"id3-chapters"}),
    ("empty contents", _contents(lambda toc: toc.child_element_ids.clear()), {"id3-chapters"}),
    ("contents backwards", _contents(lambda toc: toc.child_element_ids.reverse()),
     {"id3-chapters"}),
    ("contents in no order", _contents(_unordered), {"id3-chapters"}),
    ("no label", retitled("AIGC", "AIGX"), {"ai-label"}),
    ("a label that does not say so", retitled('"Label"', '"Lebel"'), {"ai-label"}),
    ("a label that says no", retitled('"Label": "1"', '"Label": "0"'), {"ai-label"}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("damage", "expected"), [each[1:] for each in DAMAGES], ids=[each[0] for each in DAMAGES]
)
def test_each_rule_finds_its_damage(show: Show, damage: Damage, expected: set[str]) -> None:
    """A copy that breaks one rule gets that finding and no other."""
    assert_found(show, damage, expected, set())


@pytest.mark.parametrize(
    ("damage", "frame"),
    [
        (_text("TPE1", "别人"), "TPE1"),
        (_text("TLAN", "eng"), "TLAN"),
        (_text("COMM", "别的"), "COMM"),
        (_frame("WOAF", url="https://x.com/"), "WOAF"),
    ],
    ids=["author", "language", "description", "address"],
)
def test_what_the_show_says_is_compared_too(show: Show, damage: Damage, frame: str) -> None:
    """In a warning: show.yaml may have changed since, and the file is none the worse for it."""
    damage(show)
    (finding,) = check.check(show)
    assert (finding.rule, finding.severity) == ("id3", "warn")
    assert finding.message.startswith(frame)


def test_an_author_who_is_renamed_breaks_no_old_episode(show: Show) -> None:
    """`podcast check` still ends with 0."""
    renamed = replace(show, author="新的编辑部")
    renew_feed(renamed)
    findings = check.check(renamed)
    assert [finding.rule for finding in findings] == ["id3"]
    assert not check.failed(findings)
