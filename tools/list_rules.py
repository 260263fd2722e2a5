"""Write the rules of the feed linter into docs/lint.md, below its text.

Usage: ``python tools/list_rules.py``

The text above the first table stays. tests/lint/test_lint_docs.py compares the page with the rules.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from podcast.lint.rules import GROUPS

PAGE = Path(__file__).resolve().parent.parent / "docs" / "lint.md"
MARK = "## The rules\n"


def tables() -> str:
    """Return a heading and a table for each group of rules."""
    return "\n".join(row for title in GROUPS for row in _table(title))


def _table(title: str) -> Iterator[str]:
    yield f"\n### {title}\n"
    yield "| rule | severity | what holds | what to do | source |"
    yield "|---|---|---|---|---|"
    for rule in GROUPS[title]:
        cells = (f"`{rule.name}`", rule.severity, rule.says, rule.remedy, rule.source)
        yield "| " + " | ".join(map(_cell, cells)) + " |"


def _cell(text: str) -> str:
    if text.startswith("`"):
        return text
    return text.replace("|", "\\|").replace("<", "&lt;").replace(">", "&gt;")


def page(text: str) -> str:
    """Return the page with new tables."""
    return f"{text.partition(MARK)[0]}{MARK}{tables()}\n"


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text("utf-8")), "utf-8")
    print(PAGE)
