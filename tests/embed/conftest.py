"""A show with a finished episode and its post, for the blog."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from podcast.episode import manifest
from podcast.episode.manifest import Episode
from podcast.show import config
from podcast.show.config import Show


@pytest.fixture
def show(show_folder: Path) -> Show:
    """Return a show served below example.com."""
    return replace(config.load(show_folder), base_url="https://example.com/episodes/")


@pytest.fixture
def episode() -> Episode:
    """Return an episode of three items; one of their links is `javascript:`."""
    return manifest.load(Path(__file__).parents[1] / "data" / "episode.json")
