"""Many downloads at once from a real server process."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.slow
@pytest.mark.tools("wrk")
def test_two_hundred_downloads_at_once() -> None:
    """Five seconds of random ranges: no error, no wrong byte, memory flat."""
    done = subprocess.run(
        [sys.executable, "benchmarks/serve.py", "--seconds", "5", "--connections", "200"],
        cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True,
        timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert "no error, no wrong byte, memory flat" in done.stdout
