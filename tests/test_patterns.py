"""Regular expressions of the package: none that an early Python 3.11 matches wrongly."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

import podcast

_OPTIONAL = {"podcast.__main__"}
_REPEATS = {codes.MAX_REPEAT, codes.MIN_REPEAT}


def patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    """Yield each pattern that a module compiles when it is loaded, with its place."""
    for module in pkgutil.walk_packages(podcast.__path__, "podcast."):
        if module.name in _OPTIONAL:
            continue
        for name, value in vars(importlib.import_module(module.name)).items():
            if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
                yield f"{module.name}.{name}", value


def tries_again(parsed: Any) -> bool:
    """Tell whether a subpattern may match in several ways: it has alternatives or a repetition."""
    for code, argument in parsed:
        if code is codes.BRANCH:
            return True
        if code in _REPEATS and argument[0] != argument[1]:
            return True
        if any(map(tries_again, subpatterns(argument))):
            return True
    return False


def subpatterns(argument: Any) -> Iterator[Any]:
    """Yield the parsed patterns inside an operation's argument."""
    if isinstance(argument, parser.SubPattern):
        yield argument
    elif isinstance(argument, (tuple, list)):
        for each in argument:
            yield from subpatterns(each)


def possessive(parsed: Any) -> Iterator[Any]:
    """Yield the subpatterns that are repeated without giving anything back."""
    for code, argument in parsed:
        if code is codes.POSSESSIVE_REPEAT:
            yield argument[2]
        for inner in subpatterns(argument):
            yield from possessive(inner)


def test_no_possessive_repeat_of_what_tries_again() -> None:
    """Python 3.11.0 to 3.11.4 (Debian 12 has 3.11.2) match these wrongly (CPython, gh-106052)."""
    wrong = [
        place
        for place, pattern in patterns()
        if any(map(tries_again, possessive(parser.parse(pattern.pattern, pattern.flags))))
    ]
    assert not wrong


def test_the_search_finds_them() -> None:
    """Alternatives and repetitions below a possessive repeat are found, plain classes are not."""
    for pattern, wrong in (("(?:a|bc)*+", True), ("(?:ab?c)++", True), (r"(?:[ab]\d{3})++", False)):
        assert any(map(tries_again, possessive(parser.parse(pattern)))) is wrong
