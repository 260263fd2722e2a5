"""Notes of files: believed while a file is as it was, and of a block that ended well."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from threading import Barrier

import pytest

from podcast.episode.ledger import open_ledger, settings, stamp, written_by
from podcast.errors import FeedError
from podcast.model import LexiconEntry
from podcast.show import config
from podcast.show.config import Show


def test_what_was_made_is_remembered(tmp_path: Path) -> None:
    """A file holds while it is untouched and its key the same."""
    path = tmp_path / "page.html"
    path.write_text("x", "utf-8")
    with open_ledger(tmp_path, "made") as made:
        assert not made.holds(path, "a")
        made.note(path, "a")
    with open_ledger(tmp_path, "made") as made:
        assert made.holds(path, "a")
        assert not made.holds(path, "b")
        path.write_text("longer", "utf-8")
        assert not made.holds(path, "a")
        path.unlink()
        assert not made.holds(path, "a")


def test_a_block_that_fails_remembers_nothing(tmp_path: Path) -> None:
    """What was noted before a failure may not be on the disk."""
    path = tmp_path / "page.html"
    path.write_text("x", "utf-8")

    def fail() -> None:
        with open_ledger(tmp_path, "made") as made:
            made.note(path, "a")
            raise FeedError("full")

    with pytest.raises(FeedError, match="full"):
        fail()
    with open_ledger(tmp_path, "made") as made:
        assert not made.holds(path, "a")


def test_a_file_of_the_same_time_and_size_is_another(tmp_path: Path) -> None:
    """As `cp -p`, `rsync -t` and unpackers leave it: its place on the disk is younger."""
    path, other = tmp_path / "page.html", tmp_path / "other"
    path.write_text("one", "utf-8")
    with open_ledger(tmp_path, "made") as made:
        made.note(path, "a")
    stat = path.stat()
    other.write_text("two", "utf-8")
    os.utime(other, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    other.replace(path)
    assert path.stat().st_mtime_ns == stat.st_mtime_ns
    with open_ledger(tmp_path, "made") as made:
        assert made.note_of(path) is None


def test_what_was_read_is_kept_apart(tmp_path: Path) -> None:
    """What a file was made of says nothing of what is in it."""
    path = tmp_path / "page.html"
    path.write_text("x", "utf-8")
    with open_ledger(tmp_path, "made") as made:
        made.note(path, "a")
    with open_ledger(tmp_path, "read") as read:
        assert read.note_of(path) is None
        read.note(path, "b")
    with open_ledger(tmp_path, "made") as made:
        assert made.note_of(path) == "a"


def test_a_file_that_changes_while_it_is_read_is_not_known(tmp_path: Path) -> None:
    """The note is of what it was before."""
    path = tmp_path / "page.html"
    path.write_text("x", "utf-8")
    seen = stamp(path)
    path.write_text("longer", "utf-8")
    with open_ledger(tmp_path, "read") as read:
        read.note(path, "a", seen)
        assert read.note_of(path) is None


def test_a_time_to_come_hides_no_change(tmp_path: Path) -> None:
    """A clock was ahead, or a copy keeps such a time."""
    path, later = tmp_path / "page.html", 4_000_000_000
    path.write_text("one", "utf-8")
    os.utime(path, (later, later))
    with open_ledger(tmp_path, "made") as made:
        made.note(path, "a")
    path.write_text("two", "utf-8")
    os.utime(path, (later, later))
    with open_ledger(tmp_path, "made") as made:
        assert made.note_of(path) is None


def _garbage(index: Path) -> None:
    index.write_bytes(b"hello")


def _half(index: Path) -> None:
    index.write_bytes(index.read_bytes()[:5000])


def _behind_the_first_page(index: Path) -> None:
    data = index.read_bytes()
    index.write_bytes(data[:4096] + b"\xff" * (len(data) - 4096))


def _no_table(index: Path) -> None:
    with closing(sqlite3.connect(index)) as opened, opened:
        opened.execute("DROP TABLE made")


@pytest.mark.parametrize("damage", [_garbage, _half, _behind_the_first_page, _no_table])
def test_a_damaged_index_is_begun_anew(tmp_path: Path, damage: Callable[[Path], None]) -> None:
    """Nothing in it is worth more than the files."""
    with open_ledger(tmp_path, "made") as made:
        for number in range(200):
            made.note(tmp_path / f"{number}.html", "a" * 100)
    damage(tmp_path / "catalogue.sqlite3")
    for _ in range(2):
        with open_ledger(tmp_path, "made") as made:
            made.note(tmp_path, "b")
    with open_ledger(tmp_path, "made") as made:
        assert made.note_of(tmp_path / "0.html") is None


def test_many_begin_one_index_at_once(tmp_path: Path) -> None:
    """Each waits for who makes the tables, and nobody throws away what another has noted."""
    rounds, writers = 10, 6
    for number in range(rounds):
        folder = tmp_path / str(number)
        ready = Barrier(writers)

        def begin(writer: int, folder: Path = folder, ready: Barrier = ready) -> None:
            path = tmp_path / f"{writer}.html"
            path.write_text("x", "utf-8")
            ready.wait(60)
            with open_ledger(folder, "made") as made:
                made.note(path, "a")

        with ThreadPoolExecutor(writers) as pool:
            list(pool.map(begin, range(writers)))
        with open_ledger(folder, "made") as made:
            assert all(made.holds(tmp_path / f"{each}.html", "a") for each in range(writers))


def test_a_plain_file_where_a_folder_should_be_is_not_there(tmp_path: Path) -> None:
    """What would stand below it cannot be known."""
    (tmp_path / "2026-02-06").write_text("x", "utf-8")
    assert stamp(tmp_path / "2026-02-06" / "episode.json") is None


def test_notes_go_with_a_show_that_moves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However its folder is named, by a whole path or from where one stands."""
    here, there = tmp_path / "here", tmp_path / "there"
    (here / "episodes").mkdir(parents=True)
    (here / "episodes" / "page.html").write_text("x", "utf-8")
    with open_ledger(here / ".cache", "made") as made:
        made.note(here / "episodes" / "page.html", "a")
    here.rename(there)
    for folder, stand in ((there, tmp_path), (Path("there"), tmp_path), (Path(), there)):
        monkeypatch.chdir(stand)
        with open_ledger(folder / ".cache", "made") as made:
            assert made.note_of(folder / "episodes" / "page.html") == "a"


def test_a_writer_that_is_missing_is_no_writer_passed_over() -> None:
    """A module that was moved, and a library that is not installed, are errors of the program."""
    assert written_by(("podcast.feed",), ()) != written_by(("podcast.lib.markup",), ())
    assert written_by(("podcast.feed",), ()) != written_by(("podcast.feed",), ("lxml",))
    for modules, libraries in ((("podcast.nowhere",), ()), ((), ("nothing-of-that-name",))):
        with pytest.raises(ModuleNotFoundError):
            written_by(modules, libraries)


def test_the_same_settings_are_known_again(show: Show, tmp_path: Path) -> None:
    """Wherever the show lies, whatever its files are called, however words are read."""
    known = settings(show)
    assert settings(config.load(show.root)) == known
    assert settings(replace(show, root=tmp_path, posts=tmp_path, cover=tmp_path / "x.png")) == known
    assert settings(replace(show, lexicon=(LexiconEntry("Qwen", alias="千问"),))) == known


@pytest.mark.parametrize(
    "text",
    [
        "title: 另一个",
        "category: [Technology]",
        "ai_label: {notes: false}",
        "ai_label: {producer: 某社}",
        "feed: {locked: false}",
        "feed: {owner: {name: 编辑部, email: a@example.com}}",
        "feed: {funding: [{url: https://example.com/a, text: 支持}]}",
        "feed: {frequency: {text: 工作日}}",
        "feed: {verify: {apple: a}}",
        "subscribe: {apple: https://podcasts.apple.com/x}",
        "publish: {hub: https://hub.example.com/}",
        "post_url: https://example.com/{slug}/",
    ],
)
def test_other_settings_are_told_apart(show: Show, text: str) -> None:
    """Also those that stand deep below a key: pages and feed may print each of them."""
    path = show.root / config.SHOW_FILE
    key = text.partition(":")[0]
    rows = [row for row in path.read_text("utf-8").splitlines() if row.partition(":")[0] != key]
    path.write_text("\n".join([*rows, text, ""]), "utf-8")
    assert settings(config.load(show.root)) != settings(show)


def test_no_setting_is_left_out_of_what_is_known(show: Show) -> None:
    """A field that `repr` does not show would change without a page being written again."""
    values = [getattr(show, each.name) for each in fields(show)]
    parts = [show, *filter(is_dataclass, values)]
    assert len(parts) > 8
    assert all(each.repr for part in parts for each in fields(part))
