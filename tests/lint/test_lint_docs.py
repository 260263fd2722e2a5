"""docs/lint.md and the rules say the same; every rule has its pair."""

from __future__ import annotations

import re
import runpy
from pathlib import Path

import pairs_channel
import pairs_document
import pairs_items
import pytest
import test_lint_files
import test_lint_published
import test_lint_reach

from podcast.lint.model import Rule
from podcast.lint.rules import RULES

ROOT = Path(__file__).parents[2]
TABLES = (
    pairs_document.PAIRS,
    pairs_channel.PAIRS,
    pairs_items.PAIRS,
    test_lint_files.PAIRS,
    test_lint_published.PAIRS,
    test_lint_reach.PAIRS,
)
SIZE = "document-size"
"""Too large for a table; test_lint_hostile.py has its pair."""


def test_every_rule_has_a_pair() -> None:
    """No rule is without a feed that breaks it and one that keeps it; there are over 100."""
    names = {pair.rule for pairs in TABLES for pair in pairs} | {SIZE}
    assert names == {rule.name for rule in RULES}
    assert len(names) == len(RULES) > 100


def test_the_page_lists_every_rule() -> None:
    """docs/lint.md is what tools/list_rules.py writes; run it after a change of a rule."""
    page = (ROOT / "docs" / "lint.md").read_text("utf-8")
    write = runpy.run_path(str(ROOT / "tools" / "list_rules.py"))["page"]
    assert page == write(page)
    assert re.findall(r"^\| `([\w-]+)` \|", page, re.MULTILINE) == [rule.name for rule in RULES]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_rule_explains_itself(rule: Rule) -> None:
    """Name, statement, remedy and source are texts that fit one line of the page."""
    assert re.fullmatch(r"[a-z]+(-[a-z]+\d?)*", rule.name.replace("utf8", "utf"))
    for text in (rule.says, rule.remedy, rule.source):
        assert text == text.strip() != ""
        assert "\n" not in text
        assert not text.endswith(".")
