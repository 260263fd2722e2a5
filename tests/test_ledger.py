"""Notes of files: believed while a file is as it was, and of a block that ended well."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from podcast.errors import FeedError
from podcast.ledger import open_ledger, stamp


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
        assert made.told(path) is None


def test_what_was_read_is_kept_apart(tmp_path: Path) -> None:
    """What a file was made of says nothing of what is in it."""
    path = tmp_path / "page.html"
    path.write_text("x", "utf-8")
    with open_ledger(tmp_path, "made") as made:
        made.note(path, "a")
    with open_ledger(tmp_path, "read") as read:
        assert read.told(path) is None
        read.note(path, "b")
    with open_ledger(tmp_path, "made") as made:
        assert made.told(path) == "a"


def test_a_file_that_changes_while_it_is_read_is_not_known(tmp_path: Path) -> None:
    """The note is of what it was before."""
    path = tmp_path / "page.html"
    path.write_text("x", "utf-8")
    seen = stamp(path)
    path.write_text("longer", "utf-8")
    with open_ledger(tmp_path, "read") as read:
        read.note(path, "a", seen)
        assert read.told(path) is None
