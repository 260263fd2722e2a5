"""Files that take long: whole or not at all, and a killed process leaves nothing for long."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from podcast.lib.unfinished import scratch_folder, taking_long

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


_KILLED_IN_SCRATCH = """
import os
from podcast.lib.unfinished import scratch_folder
with scratch_folder() as folder:
    (folder / "x").write_text("half")
    os._exit(9)
"""


def test_a_scratch_folder_ends_with_its_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Those of killed processes go with the next one; one that is used stays."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with scratch_folder() as mine:
        subprocess.run(
            [sys.executable, "-c", _KILLED_IN_SCRATCH], check=False, timeout=60,
            env={**os.environ, "TMPDIR": str(tmp_path)},
        )  # fmt: skip
        assert len([path for path in tmp_path.iterdir() if path.is_dir()]) == 2
        with scratch_folder() as other:
            assert {path for path in tmp_path.iterdir() if path.is_dir()} == {mine, other}
    assert not list(tmp_path.iterdir())
