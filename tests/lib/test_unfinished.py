"""Files that take long: whole or not at all, and a killed process leaves nothing for long."""

import subprocess
import sys
from pathlib import Path

import pytest

from podcast.lib.unfinished import taking_long

_KILLED = """
import os, sys
from pathlib import Path
from podcast.lib.unfinished import taking_long
with taking_long(Path(sys.argv[1])) as temporary:
    temporary.write_text("half")
    os._exit(9)
"""


def test_what_a_killed_process_left_goes_with_the_next(tmp_path: Path) -> None:
    """Only that: what an editor or a process that lives has beside it stays."""
    path = tmp_path / "a.mp4"
    (tmp_path / ".tmp-of-an-editor").write_text("mine")
    done = subprocess.run([sys.executable, "-c", _KILLED, str(path)], check=False, timeout=60)
    assert done.returncode == 9
    assert len(list(tmp_path.iterdir())) == 2
    with taking_long(tmp_path / "b.mp4") as other:
        other.write_text("at work")
        with taking_long(path) as temporary:
            temporary.write_text("whole")
        assert other.exists()
    assert {each.name for each in tmp_path.iterdir()} == {".tmp-of-an-editor", "a.mp4", "b.mp4"}
    assert path.read_text() == "whole"


def _fail_half_way(path: Path) -> None:
    with taking_long(path) as temporary:
        temporary.write_text("half")
        raise RuntimeError


def test_a_failure_leaves_the_old_file(tmp_path: Path) -> None:
    """As with every file."""
    path = tmp_path / "a.mp4"
    path.write_text("old")
    with pytest.raises(RuntimeError):
        _fail_half_way(path)
    assert path.read_text() == "old"
    assert [each.name for each in tmp_path.iterdir()] == ["a.mp4"]
