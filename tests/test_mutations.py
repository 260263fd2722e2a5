"""Files that people or strangers write, with bytes changed by chance: used, or one line."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest
from mutations import FILES, survive

_FEW, _MANY = 60, 6_000
_MANY_ARE_USED = {"episode.json": 0.2, "the record": 0.2}
"""The share of accepted files that are used in the proof; of the others it is a hundredth."""


@pytest.fixture
def folder(spoken_folder: Path) -> Path:
    """Return a show whose files a test may change, without the files that take room."""
    shutil.rmtree(spoken_folder / ".cache", ignore_errors=True)
    return spoken_folder


@pytest.mark.parametrize("name", FILES)
def test_a_few_changes(name: str, folder: Path) -> None:
    """No traceback, no hang, and nothing is written outside the show."""
    chance = random.Random(name)  # noqa: S311 -- no secret
    tally = survive(name, folder, chance, _FEW, share=0.0)
    assert tally.refused or name == "the record"


@pytest.mark.slow
@pytest.mark.parametrize("name", FILES)
def test_many_changes(name: str, folder: Path) -> None:
    """The same for thousands, some of which are built, restored, embedded and published."""
    chance = random.Random(f"{name} 1")  # noqa: S311 -- no secret
    tally = survive(name, folder, chance, _MANY, share=_MANY_ARE_USED.get(name, 0.01))
    assert tally.used
