"""Fixtures of the tests of backfill."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from inprocess import DAY


@pytest.fixture
def edited(spoken_folder: Path) -> Path:
    """Return a show whose episode is made, and whose post has changed since."""
    path = spoken_folder / "posts" / f"{DAY}-ai-daily.md"
    path.write_text(path.read_text("utf-8").replace("13种", "14种"), "utf-8")
    return spoken_folder
