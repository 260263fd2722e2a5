"""A service's own words, looked through for the key before a person is told them.

A service, or what stands in front of it, may repeat what it was sent: the key itself, its last
letters, its letters apart, or the header in a code. Whoever wants to give the key away can always
find another form; that is why no word of a service is written into a file at all.
"""

from __future__ import annotations

import base64
import re
import unicodedata
from collections.abc import Iterator

TELLING = 4
"""So many letters of the key in a row, in either direction, are never told. OpenAI's own messages
end with the last four."""
_TELLING_CODE = 6
"""The same of the key in a code: 3 bytes in hexadecimal, 4 in base64."""
_CUT = 4
"""At each end of a base64 text, what depends on what stands around the key."""
_NO_LETTER = re.compile("[^0-9a-z]")


def repeats(said: str, key: str) -> bool:
    """Tell whether words hold a part of the key, whatever stands between its letters."""
    letters = _letters(said)
    return any(piece in letters for piece in _pieces(key)) if key else False


def _pieces(key: str) -> Iterator[str]:
    for text in (key, key[::-1]):
        yield from _runs(_letters(text), TELLING)
    for code in _codes(key.encode()):
        yield from _runs(_letters(code), _TELLING_CODE)


def _codes(key: bytes) -> Iterator[str]:
    """Yield the key in hexadecimal and in base64, which depends on the bytes before it."""
    yield key.hex()
    for before in range(3):
        yield base64.b64encode(bytes(before) + key).decode()[_CUT if before else 0 : -_CUT]


def _runs(text: str, size: int) -> Iterator[str]:
    """Yield what stands in a row anywhere in a text; a shorter text whole, an empty one never."""
    for at in range(max(1, len(text) - size + 1) if text else 0):
        yield text[at : at + size]


def _letters(text: str) -> str:
    return _NO_LETTER.sub("", unicodedata.normalize("NFKC", text).lower())
