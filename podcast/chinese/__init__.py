"""Reading Chinese aloud: what is written becomes what is said, token by token.

`spoken` decides how every token is read (numbers, versions, names) with light imports only;
`pronounce` turns the decision into pinyin and English phonemes and loads dictionaries for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from podcast.chinese.tokens import spoken

if TYPE_CHECKING:
    from podcast.chinese.pronunciation import Pronunciation
    from podcast.model import Spoken

__all__ = ["UNREADABLE", "guessed", "pronounce", "spoken"]

UNREADABLE = "unreadable"
"""The rule of a token in a script that no voice here reads (kana, Hangul, Cyrillic)."""


def pronounce(spoken: Spoken) -> tuple[Pronunciation, ...]:
    """Return the pronunciation of each token of `spoken`, in order."""
    from podcast.chinese import pronunciation

    return pronunciation.pronounce(spoken)


def guessed(spoken: Spoken) -> tuple[str, ...]:
    """Return the Latin words whose sound was guessed: neither lexicon nor dictionary has them."""
    from podcast.chinese.english import latin

    return tuple(
        token.text for token in spoken.tokens if token.guessed and not latin.known(token.text)
    )
