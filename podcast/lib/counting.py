"""Numbers with their nouns in English: `1 line`, `2 lines`."""

from __future__ import annotations


def counted(number: int, noun: str) -> str:
    """Return a number with its noun, in the plural unless it is one; the plural ends in `s`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
