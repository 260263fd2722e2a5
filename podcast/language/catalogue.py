"""Read a gettext catalogue: messages and their translations, from the text that people edit.

The `.po` file itself is read, so that there is nothing to build before the program can be used.
Only what such a file holds here is understood: entries with one form of the plural (Chinese has no
other), contexts, comments. tests/language/ compares what is read with what Babel reads.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

CHINESE = Path(__file__).parents[1] / "data" / "language" / "zh.po"

_KEYWORD = re.compile(r'(msgctxt|msgid_plural|msgid|msgstr(?:\[0\])?) "(.*)"')
_ESCAPE = re.compile(r"\\(.)")
_CHARACTERS = {"n": "\n", "t": "\t", "r": "\r"}


@dataclass(frozen=True, slots=True)
class Entry:
    """A message with its translation; `plural` is empty unless the message counts something."""

    message: str
    plural: str
    translation: str
    context: str = ""


@cache
def entries(path: Path = CHINESE) -> tuple[Entry, ...]:
    """Return the translated entries of a catalogue, in its order, without the header."""
    found = []
    for paragraph in path.read_text("utf-8").split("\n\n"):
        texts: dict[str, list[str]] = {}
        current: list[str] = []
        for line in paragraph.splitlines():
            keyword = _KEYWORD.fullmatch(line)
            if keyword:
                current = texts.setdefault(keyword[1].removesuffix("[0]"), [])
                current.append(keyword[2])
            elif line.startswith('"'):
                current.append(line[1:-1])
        whole = {name: _unescaped("".join(parts)) for name, parts in texts.items()}
        if whole.get("msgid") and whole.get("msgstr"):
            plural, context = whole.get("msgid_plural", ""), whole.get("msgctxt", "")
            found.append(Entry(whole["msgid"], plural, whole["msgstr"], context))
    return tuple(found)


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(lambda match: _CHARACTERS.get(match[1], match[1]), text)
