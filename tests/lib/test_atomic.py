"""Files that appear whole or not at all."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from podcast.lib import atomic


def test_a_file_appears_with_its_content(tmp_path: Path) -> None:
    """What is written is there, readable by a web server, and nothing else is left."""
    path = tmp_path / "new" / "a.txt"
    atomic.write_text(path, "你好\r\n")
    assert path.read_bytes() == "你好\r\n".encode()
    assert stat.S_IMODE(path.stat().st_mode) == 0o644
    assert [each.name for each in path.parent.iterdir()] == ["a.txt"]


def _fail_half_way(path: Path) -> None:
    with atomic.replacing(path) as temporary:
        temporary.write_text("half")
        raise RuntimeError


def test_a_failure_leaves_the_old_file(tmp_path: Path) -> None:
    """An exception inside the block changes nothing."""
    path = tmp_path / "a.txt"
    path.write_text("old")
    with pytest.raises(RuntimeError):
        _fail_half_way(path)
    assert path.read_text() == "old"
    assert [each.name for each in tmp_path.iterdir()] == ["a.txt"]


def test_equal_bytes_are_not_written_again(tmp_path: Path) -> None:
    """An unchanged file keeps its time, so that HTTP caches stay valid."""
    path = tmp_path / "a.txt"
    atomic.write_text(path, "same")
    os.utime(path, (1, 1))
    atomic.write_text(path, "same")
    assert path.stat().st_mtime == 1


def test_leftovers_of_a_killed_process_are_removed(tmp_path: Path) -> None:
    """Only temporary siblings go."""
    (tmp_path / f"{atomic.PREFIX}x.mp3").write_text("half")
    (tmp_path / "keep.mp3").write_text("whole")
    atomic.remove_leftovers(tmp_path)
    assert [each.name for each in tmp_path.iterdir()] == ["keep.mp3"]


def test_a_folder_that_can_be_written_stays_as_it_is(tmp_path: Path) -> None:
    """Also one that is not there yet."""
    for folder in (tmp_path, tmp_path / "a" / "b"):
        atomic.check_writable(folder, 1000)
    assert not list(tmp_path.iterdir())


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    """Here a file stands in its place."""
    (tmp_path / "a").write_text("x")
    with pytest.raises(OSError, match="a/b") as caught:
        atomic.check_writable(tmp_path / "a" / "b", 1000)
    assert caught.value.filename == str(tmp_path / "a" / "b")


def test_what_another_process_writes_is_no_leftover(tmp_path: Path) -> None:
    """It stays while that process lives; then, and in a folder that is left alone, it is one."""
    other = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    written, left = (tmp_path / f"{atomic.PREFIX}p{pid}-x.mp3" for pid in (other.pid, os.getpid()))
    apart = tmp_path / "apart" / left.name
    apart.parent.mkdir()
    for path in (written, left, apart):
        path.write_text("half")
    atomic.remove_leftovers(tmp_path, apart.parent)
    assert (written.exists(), left.exists(), apart.exists()) == (True, False, True)
    other.communicate()
    atomic.remove_leftovers(tmp_path)
    assert not written.exists()
    assert not apart.exists()
