"""A public folder with real files, and the feed that names them."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
pytest.register_assert_rewrite("valid_feed", "public_folder")

import feed_host  # noqa: E402 -- found by the line above
import public_folder  # noqa: E402


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a public folder in which everything that the valid feed names is right."""
    return public_folder.make(tmp_path_factory.mktemp("public"))


@pytest.fixture
def public(made: Path, tmp_path: Path) -> Path:
    """Return a copy of it, to be damaged."""
    return Path(shutil.copytree(made, tmp_path / "public"))


@pytest.fixture(scope="session")
def running(made: Path) -> Iterator[feed_host.FeedHost]:
    """Serve the valid feed and its files."""
    with feed_host.FeedHost(made) as host:
        yield host


@pytest.fixture
def host(running: feed_host.FeedHost) -> feed_host.FeedHost:
    """Return the host with everything as it should be, to be damaged."""
    running.mend()
    return running
