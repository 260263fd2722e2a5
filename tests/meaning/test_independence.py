"""The meaning check knows nothing of the readers, and its two sides know nothing of each other."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "tools"))

import rooms

_ROOM = "podcast.meaning"


def _imported(importer: str) -> set[str]:
    return {each.imported for each in rooms.OWN if each.importer == importer}


def test_it_knows_no_reader() -> None:
    """No module of the check imports anything of `chinese`."""
    inside = [name for name in rooms.MODULES if name.startswith(_ROOM)]
    assert len(inside) > 5
    assert not {each for name in inside for each in _imported(name) if "chinese" in each}


_PARTS = ("written", "amounts", "moments", "prefixes", "suffixes", "place")
_WRITTEN = {f"{_ROOM}.{name}" for name in _PARTS}
_SPOKEN = f"{_ROOM}.voiced"


def test_its_sides_do_not_know_each_other() -> None:
    """What parses the written form and what parses the spoken one share tables and types alone."""
    assert {*_WRITTEN, _SPOKEN} <= set(rooms.MODULES)
    assert not {each for name in _WRITTEN for each in _imported(name)} & {_SPOKEN}
    assert not _imported(_SPOKEN) & _WRITTEN
