"""What services, containers and scripts leave out: a run ends well, or in one line."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

_ROOT = Path(__file__).parents[1]


def _podcast(show: Path, *words: str, limit: str = "", **environment: str) -> tuple[int, str, str]:
    command = " ".join([limit, f'exec "{sys.executable}" -m podcast', *words])
    done = subprocess.run(
        ["sh", "-c", command], cwd=show, env={"PYTHONPATH": str(_ROOT), **environment},
        capture_output=True, text=True, timeout=200, check=False,
    )  # fmt: skip
    return done.returncode, done.stdout, done.stderr


@pytest.mark.parametrize(
    "environment",
    [{}, {"PATH": os.defpath, "PYTHONWARNINGS": "error"}],
    ids=["an empty environment", "warnings as errors"],
)
def test_a_run_needs_nothing_of_its_environment(
    spoken_folder: Path, environment: dict[str, str]
) -> None:
    """Neither PATH nor HOME, and no library that is free of warnings."""
    code, out, said = _podcast(spoken_folder, "build --engine tone --force", **environment)
    assert code == 0, said
    assert ".mp3" in out


@pytest.mark.parametrize("closed", ["2>&-", "2>&- >&-", "2>&- <&-"])
def test_closed_streams_change_nothing(spoken_folder: Path, closed: str) -> None:
    """No file gets the messages of ffmpeg, and the exit code is the same."""
    code, _, _ = _podcast(spoken_folder, f"build --engine tone --force {closed}")
    assert code == 0
    code, _, _ = _podcast(spoken_folder, f"check {closed}")
    assert code == 0
    code, _, _ = _podcast(spoken_folder, f"build 2020-01-01 {closed}")
    assert code == 1


def test_too_little_memory_is_one_line(spoken_folder: Path) -> None:
    """A container of 250 MB."""
    code, _, said = _podcast(
        spoken_folder, "build --engine tone --force", limit="ulimit -v 256000;"
    )
    assert code in {0, 1}
    assert "Traceback" not in said
    assert code == 0 or said.splitlines()[-1].startswith("error: ")
