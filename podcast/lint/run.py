"""Rules over a feed -> findings, each in one line with a place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from podcast.lint.model import Feed, Rule
from podcast.lint.names import written
from podcast.lint.rules import OF_DOCUMENTS, OF_PAGES, RULES
from podcast.model import Finding

_QUOTED = 300
"""Characters of a message or place that are shown; a feed may hold any text."""
_SHOWN = 5
"""Findings of one rule that a person is shown."""


def findings(feed: Feed) -> tuple[Finding, ...]:
    """Return what does not hold of a feed and of its further pages."""
    found = list(_found(feed, RULES))
    for page in feed.pages:
        if page.feed:
            found.extend(_found(page.feed, OF_PAGES))
    return tuple(found)


def _found(feed: Feed, rules: Sequence[Rule]) -> Iterator[Finding]:
    numbers = {item.element: item.number for item in feed.items}
    for rule in rules if feed.channel is not None else OF_DOCUMENTS:
        for fault in rule.check(feed):
            place, message = _place(feed.name, fault.at, numbers), _line(fault.message)
            yield Finding(rule.name, rule.severity, place, message, rule.remedy)


def _place(name: str, at: Any, numbers: Mapping[Any, int]) -> str:
    """Return `feed.xml:12 channel/item[3]/enclosure (title)`; `at` is an element or a line."""
    if at is None:
        return _line(name)
    if isinstance(at, int):
        return _line(f"{name}:{at}")
    steps = [at, *at.iterancestors()]
    item = next((each for each in steps if each in numbers), None)
    title = "" if item is None else f" ({_title(item)})"
    path = "/".join(_step(each, numbers) for each in reversed(steps[:-1] or steps))
    return _line(f"{name}:{at.sourceline} {path}{title}")


def _step(element: Any, numbers: Mapping[Any, int]) -> str:
    name = written(element.tag)
    return f"{name}[{numbers[element]}]" if element in numbers else name


def _title(item: Any) -> str:
    title: str = item.findtext("title") or item.findtext("guid") or "no title"
    return title.strip()[:40]


def _line(text: str) -> str:
    """Return a text of strangers on one line, without controls of the terminal."""
    plain = "".join(char if char.isprintable() else ascii(char)[1:-1] for char in text)
    return plain if len(plain) <= _QUOTED else plain[: _QUOTED - 1] + "…"


def shortened(found: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return findings for a person: of each rule the first ones, and how many are left out."""
    found = tuple(found)
    count = Counter(each.rule for each in found)
    seen: Counter[str] = Counter()
    kept: list[Finding] = []
    for each in found:
        seen[each.rule] += 1
        if seen[each.rule] <= _SHOWN:
            kept.append(each)
        elif seen[each.rule] == count[each.rule]:
            message = f"the same {count[each.rule] - _SHOWN} times more"
            kept.append(Finding(each.rule, each.severity, each.place, message, "--json lists all"))
    return tuple(kept)
