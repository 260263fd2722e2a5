"""The programs that a test finds on its PATH: those that it names, else those of every system.

`@pytest.mark.tools("git")` says that a test needs git, which is not in the package index. Where git
is missing the test is skipped with that reason; in CI (`PODCAST_TOOLS=required`) it fails. A test
that names no program only finds those of `EVERYWHERE`, on every machine, so a test that needs more
fails at once, and not only on a machine that lacks the program.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import NoReturn

import pytest

EVERYWHERE = """
    [ awk basename cat chmod cmp cp cut date dd df diff dirname du echo env expr false find grep
    head id kill ln ls mkdir mkfifo mktemp mv nice nohup od printf pwd readlink rm rmdir sed sh
    sleep sort stty tail tee test touch tr true tty uname uniq wc xargs
"""
"""Programs that POSIX requires and the smallest Debian has."""

_FULL_PATH = os.environ.get("PATH", os.defpath)


def fill(folder: Path) -> None:
    """Make a folder that has the programs of `EVERYWHERE`, for a PATH of its own."""
    for name in EVERYWHERE.split():
        path = shutil.which(name, path=_FULL_PATH)
        if path:
            (folder / name).symlink_to(path)


def prepare(item: pytest.Item, everywhere: Path) -> None:
    """Give a test a PATH with the programs that it names; skip it when one is missing."""
    names = wanted(item)
    for name in names:
        if find(name) is None:
            go_without(f"{name} is not installed; .ci/run installs it")
    # a program from outside may call others, as chromium's script does
    os.environ["PATH"] = _FULL_PATH if names else str(everywhere)


def wanted(item: pytest.Item) -> list[str]:
    """Return the programs that a test names."""
    return [name for marker in item.iter_markers("tools") for name in _names(item, marker.args)]


def _names(item: pytest.Item, names: Iterable[str]) -> Iterable[str]:
    if not names:
        raise pytest.UsageError(f"{item.nodeid}: `tools` must name the programs")
    return names


def find(name: str) -> str | None:
    """Return the path of a program of this machine."""
    return shutil.which(name, path=_FULL_PATH)


def go_without(reason: str) -> NoReturn:
    """Skip a test for which this machine lacks something; in CI, let it fail."""
    if os.environ.get("PODCAST_TOOLS") == "required":
        pytest.fail(reason)
    pytest.skip(reason)
