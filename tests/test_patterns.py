"""No regular expression of the program takes time that grows without bound with its text."""

from __future__ import annotations

import importlib
import pkgutil
import re
import time
from collections.abc import Iterator
from itertools import product

import pytest

import podcast

_UNITS = (
    "a", "A ", "Ab1 ", "1", "1.", "1,", "中", "中，", "的", "一", "“", "[", "(", "（", "<", "*",
    "_", "-", "a-", "a.", "。", " ", "\n", "- ", "年", "万", "%", "a/", "《", "\\", "=",
)  # fmt: skip
_HEADS, _ENDS = ("", "A", "“", "[", "<a "), ("", "!", "中")
_LENGTHS = (8, 10, 12, 14, 16, 20, 24, 32)
"""Where time doubles with each unit more, the longest would take days; so the shortest that is too
slow ends the test."""
_MOST_SECONDS = 0.2


def _patterns(value: object, depth: int = 0) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern):
        if isinstance(value.pattern, str):
            yield value
    elif isinstance(value, (tuple, list, set, frozenset, dict)) and depth < 4:
        for each in value.values() if isinstance(value, dict) else value:
            yield from _patterns(each, depth + 1)


def _modules() -> list[str]:
    found = pkgutil.walk_packages(podcast.__path__, "podcast.")
    return [each.name for each in found if not each.name.endswith("__main__")]


@pytest.mark.slow
def test_no_pattern_is_slow_on_what_repeats() -> None:
    """A post of a stranger may hold anything many times; an English headline was enough once."""
    patterns = {
        (found.pattern, found.flags): (found, f"{name}.{key}")
        for name in _modules()
        for key, value in vars(importlib.import_module(name)).items()
        for found in _patterns(value)
    }
    assert len(patterns) > 1_000
    texts = [
        head + unit * count + end
        for count in _LENGTHS
        for head, unit, end in product(_HEADS, _UNITS, _ENDS)
    ]
    for pattern, where in patterns.values():
        for text in texts:
            started = time.process_time()
            pattern.search(text)
            assert time.process_time() - started < _MOST_SECONDS, (where, text)
