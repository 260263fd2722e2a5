"""A show on disk with one finished episode, for the feed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from podcast import feed
from podcast.episode import catalogue, manifest
from podcast.episode.ledger import open_ledger
from podcast.episode.manifest import Episode
from podcast.show import config
from podcast.show.config import Show

Write = Callable[..., Path]
EPISODE = Path(__file__).parents[1] / "data" / "episode.json"


@pytest.fixture
def show(show_folder: Path) -> Show:
    """Return a show served below example.com with a guid that does not change."""
    return replace(
        config.load(show_folder),
        base_url="https://example.com/episodes/",
        guid="9b024349-ccf0-5f69-a609-6b82873eab3c",
    )


@pytest.fixture
def episode(show: Show) -> Episode:
    """Return an episode of three items whose files all lie in their folder."""
    episode = manifest.load(EPISODE)
    folder = show.folder(episode.date)
    folder.mkdir()
    (folder / episode.audio.file).write_bytes(bytes(episode.audio.bytes))
    for name in episode.files.model_dump().values():
        (folder / name).write_text("x", "utf-8")
    return episode


@pytest.fixture
def write(show: Show) -> Write:
    """Return a function that saves manifests and writes the feed from all that are there."""

    def save_and_write(*episodes: Episode) -> Path:
        for each in episodes:
            manifest.save(show.folder(each.date), each)
        with open_ledger(show.cache, "made") as made:
            return feed.write(show, catalogue.read(show.episodes, show.cache), made)

    return save_and_write
