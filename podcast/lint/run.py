"""Apply rules to a feed; each finding says in one line what is wrong, and where."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from podcast.lint.model import Feed, Rule
from podcast.lint.names import written
from podcast.lint.rules import OF_DOCUMENTS, OF_PAGES, RULES
from podcast.model import Finding

_QUOTED = 300
"""The most characters of a message or place; a feed may hold any text."""
_SHOWN = 5
"""The most findings of one rule that are shown to a person."""


def findings(feed: Feed) -> tuple[Finding, ...]:
    """Return the findings for a feed and its further pages."""
    result = list(_apply(feed, RULES))
    for page in feed.pages:
        if page.feed:
            result.extend(_apply(page.feed, OF_PAGES))
    return tuple(result)


def _apply(feed: Feed, rules: Sequence[Rule]) -> Iterator[Finding]:
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
    """Return a stranger's text on one line, without control characters."""
    plain = "".join(char if char.isprintable() else ascii(char)[1:-1] for char in text)
    return plain if len(plain) <= _QUOTED else plain[: _QUOTED - 1] + "…"


def shortened(all_findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the first findings of each rule, for a person, and how many others there are."""
    all_findings = tuple(all_findings)
    count = Counter(each.rule for each in all_findings)
    numbers: Counter[str] = Counter()
    rows: list[Finding] = []
    for each in all_findings:
        numbers[each.rule] += 1
        if numbers[each.rule] <= _SHOWN:
            rows.append(each)
        elif numbers[each.rule] == count[each.rule]:
            message = f"the same {count[each.rule] - _SHOWN} times more"
            rows.append(Finding(each.rule, each.severity, each.place, message, "--json lists all"))
    return tuple(rows)
