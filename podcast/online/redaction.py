"""Search the messages of a service for the key before a person sees them.

A service, or a proxy in front of it, may repeat the key: whole, only the last letters, with other
characters between the letters, or as part of the header in hexadecimal or base64. A malicious
service can always find another form; that is why no text of a service is written into a file.
"""

from __future__ import annotations

import base64
import re
import unicodedata
from collections.abc import Iterator

TELLING = 4
"""So many letters of the key in a row, in either direction, are never shown. OpenAI's own messages
end with the last four."""
_TELLING_CODE = 6
"""So many characters of the encoded key are never shown; they are 3 bytes in hex, 4 in base64."""
_CUT = 4
"""How many characters at each end of a base64 text depend on the bytes around the key."""
_NO_LETTER = re.compile("[^0-9a-z]")


def repeats(text: str, key: str, letters: int = TELLING) -> bool:
    """Tell whether a text holds so many letters of the key in a row, also with marks between them.

    In a long text, such as an answer, a few `letters` prove nothing: words have them as well.
    """
    said = _letters(text)
    return any(piece in said for piece in _pieces(key, letters)) if key else False


def _pieces(key: str, letters: int) -> Iterator[str]:
    for text in (key, key[::-1]):
        yield from _runs(_letters(text), letters)
    for code in _codes(key.encode()):
        yield from _runs(_letters(code), letters + _TELLING_CODE - TELLING)


def _codes(key: bytes) -> Iterator[str]:
    """Yield the key in hexadecimal, and in base64 for each number of bytes before the key."""
    yield key.hex()
    for before in range(3):
        yield base64.b64encode(bytes(before) + key).decode()[_CUT if before else 0 : -_CUT]


def _runs(text: str, size: int) -> Iterator[str]:
    """Yield all runs of `size` letters in a text; a shorter text that is not empty is one run."""
    for at in range(max(1, len(text) - size + 1) if text else 0):
        yield text[at : at + size]


def _letters(text: str) -> str:
    return _NO_LETTER.sub("", unicodedata.normalize("NFKC", text).lower())
