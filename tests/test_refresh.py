"""Refreshing pages and feed: quick when nothing has changed, and still correct."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from podcast import refresh
from podcast.episode import manifest
from podcast.errors import FeedError
from podcast.show import config
from podcast.show.config import Show

DAY = "2026-02-06"


@pytest.fixture
def show(spoken_folder: Path) -> Show:
    """Return a show with one finished episode, in order."""
    show = config.load(spoken_folder)
    refresh.write_public(show)
    return show


def _tree(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


@pytest.mark.parametrize("quick", [True, False])
def test_a_file_that_has_gone_is_missed(show: Show, quick: bool) -> None:
    """A change of the folder is noticed, also in a quick run, and the feed stays as it was."""
    feed = (show.episodes / "feed.xml").read_bytes()
    (show.folder(DAY) / "transcript.srt").unlink()
    with pytest.raises(FeedError, match=r"transcript\.srt: the feed would name this file"):
        refresh.write_public(show, quick=quick)
    assert (show.episodes / "feed.xml").read_bytes() == feed


@pytest.mark.parametrize("quick", [True, False])
def test_a_page_that_has_gone_comes_back(show: Show, quick: bool) -> None:
    """So does a page of an episode whose manifest has changed; old recordings are removed."""
    before = _tree(show.episodes)
    (show.folder(DAY) / "index.html").unlink()
    (show.folder(DAY) / f"{DAY}-00000000.mp3").write_bytes(b"old")
    refresh.write_public(show, quick=quick)
    assert _tree(show.episodes) == before


def test_a_changed_manifest_is_no_settled_one(show: Show) -> None:
    """A quick run writes the pages and the feed of a manifest that was replaced."""
    path = show.folder(DAY) / manifest.FILE_NAME
    manifest.save(path.parent, manifest.load(path).model_copy(update={"title": "新标题"}))
    refresh.write_public(show, quick=True)
    assert "新标题" in (show.folder(DAY) / "index.html").read_text("utf-8")
    assert "新标题" in (show.episodes / "feed.xml").read_text("utf-8")


def test_a_change_of_the_show_reaches_every_page(show: Show) -> None:
    """After a change of a fact that all pages show, all are written again."""
    path = show.root / "show.yaml"
    path.write_text(path.read_text("utf-8").replace("示例编辑部", "另一个编辑部"), "utf-8")
    refresh.write_public(config.load(show.root), quick=True)
    assert "另一个编辑部" in (show.folder(DAY) / "index.html").read_text("utf-8")


def test_a_file_that_goes_meanwhile_is_missed_the_next_time(
    show: Show, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder is recorded in its state before its files were checked."""
    write = refresh.feed.write

    def write_and_lose(*args: Any, **how: Any) -> Path:
        path = write(*args, **how)
        (show.folder(DAY) / "transcript.srt").unlink()
        return path

    with monkeypatch.context() as patched:
        patched.setattr(refresh.feed, "write", write_and_lose)
        refresh.write_public(show)
    with pytest.raises(FeedError, match=r"transcript\.srt: the feed would name this file"):
        refresh.write_public(show, quick=True)


def test_a_link_to_itself_stops_nothing(show: Show) -> None:
    """A symbolic link in a circle is ignored."""
    loop = show.folder(DAY) / "loop"
    loop.symlink_to(loop)
    refresh.write_public(show)


def test_however_the_show_is_named_its_pages_stay(
    show: Show, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By a whole path, from within or from above, or moved: nothing is written again."""
    before = {path: path.stat().st_ino for path in show.episodes.rglob("*.html")}
    moved = Path(show.root).rename(show.root.parent / "elsewhere")
    monkeypatch.chdir(moved)
    written: list[Path] = []
    monkeypatch.setattr("podcast.site.pages.write_text", lambda path, _: written.append(path))
    for root in (moved, Path(), Path("..") / "elsewhere"):
        refresh.write_public(config.load(root))
    assert before
    assert written == []
