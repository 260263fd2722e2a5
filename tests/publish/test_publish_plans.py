"""Plans of several machines that make, publish, die and restore: nothing of any is lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from publish_kinds import KINDS
from publish_plans import Checker

from podcast.commands import init
from podcast.show import config
from podcast.show.config import Show

_FEW = 4
_MANY = 500
_SEEDS = {"folder": _MANY, "s3": _MANY, "s3 that ignores conditions": 100, "sftp": _MANY,
          "git": _MANY}  # fmt: skip


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Show:
    """Return a show without an episode."""
    init.create(folder := tmp_path_factory.mktemp("plans") / "show")
    return config.load(folder)


def _play(seed: int, kind: str, template: Show, root: Path) -> None:
    checker = Checker(seed, kind, template, root / str(seed))
    (root / str(seed)).mkdir()
    try:
        checker.play()
    except BaseException as error:
        error.add_note(f"plan {seed} of {kind}:\n" + "\n".join(checker.log))
        raise


@pytest.mark.parametrize("kind", KINDS)
def test_a_few_plans(kind: str, template: Show, tmp_path: Path) -> None:
    """At every step the feed is whole, and in the end no episode of any machine is missing."""
    for seed in range(_FEW):
        _play(seed, kind, template, tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("part", range(5))
@pytest.mark.parametrize("kind", KINDS)
def test_many_plans(kind: str, part: int, template: Show, tmp_path: Path) -> None:
    """The same for hundreds."""
    for seed in range(1000 + part, 1000 + _SEEDS[kind], 5):
        _play(seed, kind, template, tmp_path)
