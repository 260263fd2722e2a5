"""Reading Chinese aloud: turn written text into its spoken form, token by token.

`spoken` decides how every token is read (numbers, versions, names); its imports are light.
`pronounce` turns the result into pinyin and English phonemes, for which it loads dictionaries.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from podcast.chinese.tokens import spoken

if TYPE_CHECKING:
    from podcast.chinese.pronunciation import Pronunciation
    from podcast.model import Spoken

__all__ = ["UNREADABLE", "guessed", "pronounce", "spoken"]

UNREADABLE = "unreadable"
"""The name of the rule for letters of scripts that no rule reads or names (Armenian, Georgian)."""


def pronounce(spoken: Spoken) -> tuple[Pronunciation, ...]:
    """Return the pronunciation of each token, in order. Raises ReadingError if one is unknown."""
    from podcast.chinese import pronunciation

    return pronunciation.pronounce(spoken)


def guessed(spoken: Spoken) -> tuple[str, ...]:
    """Return the Latin words whose sound is a guess: neither lexicon nor dictionary has them."""
    from podcast.chinese.english import latin

    return tuple(
        token.text for token in spoken.tokens if token.guessed and not latin.is_known(token.text)
    )
