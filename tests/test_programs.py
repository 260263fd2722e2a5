"""A test finds the programs that it names, and without a name only those of every system."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
SAMPLE = """
import shutil
import pytest

def test_plain():
    assert shutil.which("sh")
    assert not shutil.which("git")

@pytest.mark.tools("{program}")
def test_marked(program):
    assert shutil.which("{program}") == program("{program}")

@pytest.mark.tools("sh")
def test_unnamed(program):
    program("env")
"""


def test_a_test_that_names_no_program_finds_none() -> None:
    """It finds neither other programs of this machine, nor those of a larger Debian."""
    assert shutil.which("sh")
    found = {
        name: shutil.which(name) for name in ("git", "ffmpeg", "ffprobe", "node", "bash", "python3")
    }
    assert found == dict.fromkeys(found)


@pytest.mark.tools("bash")
def test_one_that_names_a_program_finds_it(program: Callable[[str], str]) -> None:
    """By its name as by its path."""
    assert shutil.which("bash") == program("bash")


@pytest.mark.parametrize(
    ("name", "required", "outcomes"),
    [
        ("env", "", {"passed": 2, "failed": 1}),
        ("no-such-program", "", {"passed": 1, "skipped": 1, "failed": 1}),
        ("no-such-program", "required", {"passed": 1, "failed": 1, "error": 1}),
    ],
)
def test_what_is_missing_is_said(
    tmp_path: Path, name: str, required: str, outcomes: dict[str, int]
) -> None:
    """A skipped test names the reason; in CI it fails instead."""
    (tmp_path / "test_sample.py").write_text(SAMPLE.format(program=name), "utf-8")
    done = subprocess.run(
        [
            sys.executable, "-m", "pytest", "-c", str(TESTS.parent / "pyproject.toml"),
            "--rootdir", str(tmp_path), "-p", "conftest", "-p", "no:cacheprovider",
            "-p", "no:xdist", "test_sample.py",
        ],
        cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False,
        env={
            **os.environ, "PODCAST_TOOLS": required,
            "PYTHONPATH": os.pathsep.join((str(TESTS.parent), str(TESTS))),
        },
    )  # fmt: skip
    *_, last = done.stdout.splitlines()
    for outcome in ("passed", "skipped", "failed", "error"):
        assert (f"{outcomes.get(outcome)} {outcome}" in last) == (outcome in outcomes), done.stdout
    assert ("no-such-program is not installed" in done.stdout) == (name == "no-such-program")
    assert 'not named: @pytest.mark.tools("env")' in done.stdout
