"""All rules, in the order of their findings."""

from __future__ import annotations

from podcast.lint import (
    addresses,
    artwork,
    categories,
    channel,
    chapters,
    dates,
    directories,
    document,
    elements,
    enclosure,
    items,
    notes,
    numbers,
    paging,
    podcasting,
    published,
    reach,
    transcripts,
)
from podcast.lint.model import Rule

GROUPS: dict[str, tuple[Rule, ...]] = {
    "The document": document.RULES,
    "Elements and texts": elements.RULES,
    "Addresses": addresses.RULES,
    "The channel": channel.RULES,
    "Directories": directories.RULES,
    "Categories": categories.RULES,
    "The podcast namespace": podcasting.RULES,
    "Dates": dates.RULES,
    "Items": items.RULES,
    "Numbers and durations": numbers.RULES,
    "Show notes": notes.RULES,
    "Enclosures": enclosure.RULES,
    "Artwork": artwork.RULES,
    "Transcripts": transcripts.RULES,
    "Chapters": chapters.RULES,
    "Pages": paging.RULES,
    "On disk and over HTTP": reach.RULES,
    "Against the published feed": published.RULES,
}

RULES = tuple(rule for rules in GROUPS.values() for rule in rules)

OF_DOCUMENTS = document.RULES
"""The rules for any document; all other rules need a channel."""

_NOT_OF_PAGES = (channel, directories, categories, podcasting, paging, published)
_LEFT_OUT = {rule.name for module in _NOT_OF_PAGES for rule in module.RULES}

OF_PAGES = tuple(rule for rule in RULES if rule.name not in _LEFT_OUT)
"""The rules for a further page: they check episodes only, as the first page describes the show."""
