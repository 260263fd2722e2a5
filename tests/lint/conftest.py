"""A public folder with real files, and the feed that names them."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
pytest.register_assert_rewrite("valid_feed", "public_folder")

import public_folder  # noqa: E402 -- found by the line above


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a public folder in which everything that the valid feed names is right."""
    return public_folder.make(tmp_path_factory.mktemp("public"))


@pytest.fixture
def public(made: Path, tmp_path: Path) -> Path:
    """Return a copy of it, to be damaged."""
    return Path(shutil.copytree(made, tmp_path / "public"))
