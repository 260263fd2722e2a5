"""Rules against the feed that was published last, and what a publish would change."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest
import valid_feed
from valid_feed import VALID, Edits, edited

from podcast.lint.run import findings
from podcast.model import Finding

_MP3 = "2026-02-06/2026-02-06.mp3"
_TITLE = "<title>星河科技发布新模型，重庆启用客服系统</title>"
_DATE = "<pubDate>Fri, 06 Feb 2026 08:00:00 +0800</pubDate>"
_NEWEST = VALID[VALID.index("    <item>") : VALID.index("</item>") + len("</item>\n")]


@dataclass(frozen=True, slots=True)
class Pair:
    """Edits of the published feed that break a rule, and others that keep it."""

    rule: str
    breaks: Edits
    keeps: Edits = ()
    also: tuple[str, ...] = ()


PAIRS = (
    Pair("published-guid", (("5b1f2d4e", "8b1f2d4e"),)),
    Pair(
        "published-guid",
        (("5b1f2d4e", "8b1f2d4e"), (_MP3, "2026-02-06/b.mp3")),
    ),
    Pair("published-show-guid", (("9b024349", "8b024349"),), (("9b024349", "9B024349"),)),
    Pair("published-gone", ((_NEWEST, ""),)),
    Pair("published-overwritten", (('length="960000"', 'length="960001"'),)),
    Pair(
        "published-date",
        ((_DATE, _DATE.replace("08:00:00", "09:00:00")),),
        ((_DATE, "<pubDate>Fri, 06 Feb 2026 00:00:00 GMT</pubDate>"),),
    ),
    Pair("published-recording", ((_MP3, "2026-02-06/b.mp3"),)),
    Pair(
        "published-new",
        (
            (
                _NEWEST,
                _NEWEST
                + _NEWEST.replace("2026-02-06", "2026-02-05-b")
                .replace("5b1f", "1a1f")
                .replace("星河", "银河"),
            ),
        ),
    ),
    Pair("published-changed", ((_TITLE, "<title>星河科技</title>"),)),
    Pair("published-channel", (("每天早上几分钟", "每天早上八分钟"),), (("每周两次", "周一周五"),)),
)


def _against(edits: Edits, before: str = VALID) -> tuple[Finding, ...]:
    feed = replace(valid_feed.feed(edited(edits)), before=valid_feed.feed(before))
    return findings(feed)


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.rule)
def test_a_change_is_found(pair: Pair) -> None:
    """Each change of a published feed is told once, under its own rule."""
    assert [each.rule for each in _against(pair.breaks)] == [pair.rule, *pair.also]


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.rule)
def test_what_is_the_same_is_no_finding(pair: Pair) -> None:
    """The same feed again, or the same fact written in another way, changes nothing."""
    assert _against(pair.keeps) == ()


def test_a_change_says_what_becomes_of_what() -> None:
    """A person reads the old and the new value."""
    (found,) = _against(((_TITLE, "<title>星河科技</title>"),))
    assert found.message == (
        'changes: title "星河科技发布新模型，重庆启用客服系统" becomes "星河科技"'
    )
    assert found.severity == "info"
    assert found.place.startswith(f"{valid_feed.NAME}:")


def test_new_guids_for_all_of_a_long_feed_are_found_at_once() -> None:
    """The comparison grows with the feed, not with its square: 1500 episodes in seconds."""
    items = [_NEWEST.replace("2026-02-06", f"e{number}") for number in range(1500)]
    before, after = (
        edited(
            ((_NEWEST, "".join(item.replace("5b1f", f"{tag}{n}") for n, item in enumerate(items))),)
        )
        for tag in "ab"
    )
    feed = replace(valid_feed.feed(after), before=valid_feed.feed(before))
    found = [each.rule for each in findings(feed)]
    assert found.count("published-guid") == 1500
    assert found.count("published-new") == 0
