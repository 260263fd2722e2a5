"""Every rule has a feed that breaks it and one, close to it, that keeps it."""

from __future__ import annotations

import pairs_channel
import pairs_document
import pairs_items
import pytest
from valid_feed import VALID, Pair, edited, lint, rules

PAIRS = (*pairs_document.PAIRS, *pairs_channel.PAIRS, *pairs_items.PAIRS)
IN_OTHER_FILES = {"document-size"}


def test_the_valid_feed_has_no_finding() -> None:
    """The feed from which all pairs are made keeps every rule, advice included."""
    assert lint(VALID) == ()


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.rule)
def test_a_feed_breaks_the_rule(pair: Pair) -> None:
    """The edit breaks this rule, and no other but those that go with it."""
    assert rules(edited(pair.breaks)) == {pair.rule, *pair.also}


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.rule)
def test_a_feed_close_to_it_keeps_the_rule(pair: Pair) -> None:
    """What is right, though it looks alike, is no finding of any rule."""
    assert rules(edited(pair.keeps)) == set()
