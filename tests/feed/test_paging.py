"""Which episodes stand on which page, and that an archive page stays as it is."""

from __future__ import annotations

from copy import copy
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from podcast import feed
from podcast.episode import catalogue, manifest
from podcast.episode.ledger import open_ledger
from podcast.episode.manifest import Episode
from podcast.feed.paging import archive_name, divide
from podcast.show.config import Show

_DAYS = st.sets(st.dates(date(2020, 1, 1), date(2024, 12, 31)), min_size=1, max_size=600)
ATOM = "{http://www.w3.org/2005/Atom}link"


def _days(first: str, count: int, step: int = 1) -> list[str]:
    start = date.fromisoformat(first)
    return [str(start + timedelta(days=n * step)) for n in range(count)]


@settings(max_examples=60, deadline=None)
@given(_DAYS, st.integers(100, 400))
def test_every_episode_stands_somewhere(days: set[date], items: int) -> None:
    """The first page has the newest ones; each older one stands on one archive page."""
    dates = sorted(map(str, days))
    *archives, first = divide(dates, items)
    assert first.name == "feed.xml"
    assert list(first.dates) == sorted(dates, reverse=True)[:items]
    archived = [day for page in archives for day in page.dates]
    assert len(archived) == len(set(archived))
    assert set(archived) | set(first.dates) == set(dates)
    for before, page in zip([None, *archives], [*archives, first], strict=True):
        assert page.older == (before.name if before else None)


@settings(max_examples=60, deadline=None)
@given(_DAYS, st.integers(100, 400), st.integers(1, 500))
def test_an_archive_page_never_changes(days: set[date], items: int, more: int) -> None:
    """Episodes that come later add pages and move none: name, dates and link stay."""
    dates = sorted(map(str, days))
    later = _days(str(max(days) + timedelta(days=1)), more)
    archives = divide(dates, items)[:-1]
    assert divide([*dates, *later], items)[: len(archives)] == archives


def test_a_page_is_a_quarter() -> None:
    """Its name tells the year and the quarter."""
    names = [archive_name(f"2026-{month:02}-15") for month in range(1, 13)]
    assert names == [f"feed-2026-q{1 + n // 3}.xml" for n in range(12)]


def _filled(show: Show, episode: Episode, days: list[str]) -> list[Episode]:
    """Return an episode of each day, its files in place."""
    made = []
    for day in days:
        folder = show.folder(day)
        folder.mkdir(exist_ok=True)
        for name in ("1a2b3c4d.mp3", "transcript.vtt", "transcript.srt", "transcript.json",
                     "chapters.json"):  # fmt: skip
            present = folder / name.replace("1a2b", f"{episode.date}-1a2b")
            if not present.exists():
                present.hardlink_to(show.folder(episode.date) / present.name)
        changed = {"date": day, "guid": f"guid-{day}", "published": f"{day}T08:00:00+08:00"}
        made.append(episode.model_copy(update=changed))
    return made


def _save(show: Show, episodes: list[Episode]) -> None:
    for each in episodes:
        manifest.save(show.folder(each.date), each)


@pytest.fixture
def paged(show: Show) -> Show:
    """Return a show whose first page holds ten episodes, one in ten days: more than a quarter.

    show.yaml asks for a hundred at least, which would take the tests long.
    """
    small = copy(show.feed)
    object.__setattr__(small, "items", 10)
    return replace(show, feed=small)


def _links(path: Path) -> dict[str, str]:
    channel = etree.fromstring(path.read_bytes()).find("channel")
    return {each.get("rel"): each.get("href").rpartition("/")[2] for each in channel.iter(ATOM)}


def _write(show: Show) -> Path:
    with open_ledger(show.cache, "made") as made:
        return feed.write(show, catalogue.read(show.episodes, show.cache), made)


def test_pages_lead_to_each_other(paged: Show, episode: Episode) -> None:
    """The first page names the newest archive, that one the one before; RFC 5005's mark is there.

    The archives of a year are its first three quarters.
    """
    _save(paged, _filled(paged, episode, _days("2025-01-01", 36, 10)))
    path = _write(paged)
    assert _links(path) == {
        "self": "feed.xml", "prev-archive": "feed-2025-q3.xml", "next": "feed-2025-q3.xml",
    }  # fmt: skip
    assert _links(path.with_name("feed-2025-q3.xml")) == {
        "self": "feed-2025-q3.xml", "current": "feed.xml",
        "prev-archive": "feed-2025-q2.xml", "next": "feed-2025-q2.xml",
    }  # fmt: skip
    assert _links(path.with_name("feed-2025-q1.xml")).keys() == {"self", "current"}
    archive = etree.fromstring(path.with_name("feed-2025-q1.xml").read_bytes())
    assert archive.find("channel/{http://purl.org/syndication/history/1.0}archive") is not None
    assert len(archive.findall("channel/item")) == 9


def test_a_new_episode_leaves_archives_alone(paged: Show, episode: Episode) -> None:
    """Their bytes and their files stay; an episode made anew changes its own page only."""
    _save(paged, _filled(paged, episode, _days("2025-01-01", 25, 10)))
    _write(paged)
    archives = sorted(paged.episodes.glob(feed.ARCHIVES))
    before = [(path.stat().st_ino, path.read_bytes()) for path in archives]
    assert len(before) == 2
    _save(paged, _filled(paged, episode, ["2025-09-09"]))
    _write(paged)
    assert [(path.stat().st_ino, path.read_bytes()) for path in archives] == before
    (anew,) = _filled(paged, episode, ["2025-01-31"])
    _save(paged, [anew.model_copy(update={"title": "又一次"})])
    _write(paged)
    assert archives[1].read_bytes() == before[1][1]
    assert "又一次" in archives[0].read_text("utf-8")


def test_pages_that_nothing_points_to_go(paged: Show, episode: Episode) -> None:
    """With more items on the first page, archives that are not needed are deleted after it."""
    _save(paged, _filled(paged, episode, _days("2025-01-01", 15, 10)))
    _write(paged)
    assert list(paged.episodes.glob(feed.ARCHIVES))
    _write(replace(paged, feed=replace(paged.feed, items=300)))
    assert not list(paged.episodes.glob(feed.ARCHIVES))
