"""What the tests of kept facts share: a show that has no episode yet."""

from __future__ import annotations

from pathlib import Path

import pytest

from podcast.show import config
from podcast.show.config import Show


@pytest.fixture
def show(show_folder: Path) -> Show:
    """Return a new show."""
    return config.load(show_folder)
