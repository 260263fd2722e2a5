"""Dates are read as people, blogs and note-takers write them; what only looks like one is none."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from podcast.digest import date_in_name, parse, parse_day, read_date
from podcast.errors import DigestError

ZONE = ZoneInfo("Asia/Shanghai")
DAY = date(2026, 3, 5)
NAMED = date(2026, 1, 1)
EIGHT = datetime(2026, 3, 5, 8, tzinfo=ZONE)
BODY = "\n## 1、标题\n一段话。\n"


@pytest.mark.parametrize(
    "text",
    [
        "2026-3-5", "2026-03-05", "2026/3/5", "2026/03/05", "2026.3.5", "2026.03.05", "20260305",
        "2026年3月5日", "2026 年 3 月 5 日", "2026年03月05号", "2026年3月5日 星期四",
        "２０２６－３－５", "5 Mar 2026", "Mar 05 2026", "March 5, 2026", "Thu, 05 Mar 2026",
    ],
)  # fmt: skip
def test_a_day_is_read_however_it_is_written(text: str) -> None:
    """Without a time it is midnight in the show's zone."""
    assert read_date(text, ZONE) == datetime(2026, 3, 5, tzinfo=ZONE)


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-05 8:00", "2026/3/5 08:00", "2026.03.05 8:00:00", "20260305 08:00",
        "2026年3月5日8:00", "2026年3月5日 星期四 08：00", "2026-03-05 08:00:00 +0800",
        "2026-03-05 08:00:00 +08", "2026-03-05T08:00:00+08:00", "2026-03-05T00:00:00.123Z",
        "2026-03-05 00:00:00 UTC", "2026-03-05 08:00 Asia/Shanghai", "2026-03-04 19:00 -0500",
        "2026-03-05T08:00:00+08:00[Asia/Shanghai]", "Thu, 05 Mar 2026 08:00:00 +0800",
    ],
)  # fmt: skip
def test_a_time_and_its_zone_are_read(text: str) -> None:
    """A time without zone is the show's, one with a zone is brought into it."""
    found = read_date(text, ZONE)
    assert found is not None
    assert found.replace(microsecond=0) == EIGHT


@pytest.mark.parametrize(
    "text",
    [
        "", "morgen", "2026", "2026-03", "2026-13-05", "2026-02-30", "2026-03/05", "2026-03-05x",
        "2026-03-05 25:00", "2026-03-05 08:00 Here/There", "../../x", "0000-01-01", "3.0",
        "13800138000", "Foo 5 2026",
    ],
)  # fmt: skip
def test_what_is_no_date_is_none(text: str) -> None:
    """A word, a version, a day that no calendar has."""
    assert read_date(text, ZONE) is None


@pytest.mark.parametrize(
    "name",
    [
        "2026-03-05-x.md", "2026-3-5-x.md", "2026-3-5-10条新闻.md", "2026.03.05.md",
        "2026.3.5 x.md",
        "20260305.md", "20260305-x.md", "20260305AI日报.md", "2026_03_05_x.md",
        "AI日报20260305.md",
        "ai-daily-2026.03.05.md", "2026年3月5日.md", "AI日报（2026年03月05日）.md",
        "x-2026-03-05.md",
        "2026/03/05/x.md", "2026/3/5/x.md", "2026/03/05.md", "2026/03-05-x.md", "2026-03/05.md",
        "2026-03-05/x.md", "2026-03-05-title/index.md", "20260305-title/README.md",
    ],
)  # fmt: skip
def test_a_name_or_its_folders_hold_the_date(name: str) -> None:
    """In the forms that people give to files and folders."""
    assert date_in_name(Path("blog/posts", name)) == DAY


@pytest.mark.parametrize(
    "name",
    [
        "x.md", "13820260305.md", "010-20260305.md", "20260305-8888.md", "v2026.03.05.md",
        "home-assistant-2026.3.1.md", "2026.03.05.1.md", "1.20260305.md", "2026/03/10-best.md",
        "2026-13-05.md", "20261305.md", "99990305.md", "2026/13/05/x.md", "2026/notes/05/x.md",
        "2026-03-05/notes/x.md", "123-2026年13月5日.md",
    ],
)  # fmt: skip
def test_numbers_that_are_no_date_stay_numbers(name: str) -> None:
    """Telephones, versions, parts of longer numbers, days that no calendar has."""
    assert date_in_name(Path("blog/posts", name)) is None


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ("date: 2026-3-5\ncreated: 2020-01-01", DAY),
        ("publishDate: 2026/3/5", NAMED),
        ("created: 2026-03-05 08:00", NAMED),
        ("Date: 2026.03.05", DAY),
        ("updated: 2020-01-01\nlastmod: 2020-01-01", NAMED),
        ("created: some day in March", NAMED),
        ("date:\npubDate: bald", NAMED),
    ],
)
def test_a_date_in_the_name_gives_way_to_date_alone(head: str, day: date) -> None:
    """Another key says when a page is shown, or when a note was begun."""
    post = parse(f"---\ntitle: x\n{head}\n---\n{BODY}", Path("2026-01-01-x.md"), ZONE)
    assert post.date == day


@pytest.mark.parametrize(
    "head",
    [
        "publishDate: 2026/3/5",
        "pubDatetime: 2026-03-05T08:00:00Z\ncreated: 2020-01-01",
        "pubDate: 'Mar 05 2026'",
        "date:\npublishDate: 2026-03-05",
    ],
)
def test_without_one_the_first_key_that_holds_a_date_counts(head: str) -> None:
    """Hugo's and Astro's, before that of a program for notes."""
    assert parse(f"---\ntitle: x\n{head}\n---\n{BODY}", Path("x.md"), ZONE).date == DAY


def test_a_note_without_another_date_is_of_the_day_it_was_made() -> None:
    """Its name and the other keys win: it may have been begun days before."""
    text = f"---\ntitle: x\ncreated: 2026-03-05 08:00\n---\n{BODY}"
    assert parse(text, Path("note.md"), ZONE).published == EIGHT
    with pytest.raises(DigestError, match=r"x\.md:1: no date; add"):
        parse(f"---\ncreated: some day in March\n---\n{BODY}", Path("x.md"), ZONE)


def test_a_key_that_holds_no_date_is_told_by_its_name() -> None:
    """The message names the key that the post has."""
    with pytest.raises(DigestError, match=r"x\.md:2: `soon` is not a date; .*`publishDate: 20"):
        parse(f"---\npublishDate: soon\n---\n{BODY}", Path("x.md"), ZONE)


@pytest.mark.parametrize(
    "typed",
    ["2026-03-05", "2026-3-5", "2026/03/05", "2026.03.05", "20260305", "2026年3月5日"],
)
def test_a_date_is_typed_as_it_is_written(typed: str) -> None:
    """On the command line as in a post."""
    assert parse_day(typed).on(date(2020, 1, 1)) == DAY


def test_today_and_yesterday_are_days_before_a_day() -> None:
    """Which one they are is known where the show's zone is."""
    assert [parse_day(word).on(DAY) for word in ("today", "yesterday", "今天", "Yesterday")] == [
        DAY, date(2026, 3, 4), DAY, date(2026, 3, 4),
    ]  # fmt: skip


@given(
    st.datetimes(datetime(1900, 1, 2), datetime(2099, 12, 30)),  # noqa: DTZ001 -- zones are added
    st.sampled_from(["-", "/", "."]),
    st.booleans(),
    st.integers(-12, 14),
)
def test_every_moment_survives_being_written(
    moment: datetime, mark: str, padded: bool, offset: int
) -> None:
    """Whatever the marks, the digits and the zone."""
    numbers = (moment.month, moment.day)
    parts = (f"{moment.year}", *(f"{each:02}" if padded else f"{each}" for each in numbers))
    text = f"{mark.join(parts)} {moment.hour}:{moment:%M:%S} {offset:+03}00"
    found = read_date(text, ZONE)
    assert found is not None
    there = found.astimezone(UTC) + timedelta(hours=offset)
    assert there.replace(tzinfo=None) == moment.replace(microsecond=0)


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)), st.text(max_size=8))
def test_every_day_is_found_in_its_name(day: date, rest: str) -> None:
    """Behind an ISO date a name may hold anything that goes on with a letter."""
    name = "".join(char for char in rest if char.isalpha())
    short = f"{day.year}-{day.month}-{day.day}"
    for written in (f"{day}", f"{day:%Y%m%d}", f"{day:%Y/%m/%d}/x", short):
        assert date_in_name(Path("posts", f"{written}-{name}.md")) == day


@given(st.text(max_size=30))
def test_no_text_is_more_than_a_date_or_none(text: str) -> None:
    """Whatever stands there, reading it ends and never raises."""
    found = read_date(text, ZONE)
    assert found is None or found.tzinfo is ZONE
    date_in_name(Path("posts", text.replace("/", "").replace("\0", "") or "x"))
