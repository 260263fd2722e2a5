"""What a service has answered, kept by question, and the form of answers that it can give.

The files lie in the show's cache and may be deleted at any time: script.md itself has the words. A
damaged file is as good as none.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from podcast.lib.atomic import write_text

FOLDER = "answers"
"""The folder of the answers, below `Show.cache`."""


def key_of(*parts: object) -> str:
    """Return the hex SHA-256 of what an answer depends on."""
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Answers:
    """The texts that a service has answered; a folder that is made with the first of them."""

    folder: Path

    def get(self, key: str) -> str | None:
        """Return the text kept under a key, or None."""
        try:
            kept = json.loads(self._path(key).read_text("utf-8"))
            return kept["text"] if kept["sha256"] == _checksum(kept["text"]) else None
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            return None  # the service is asked again, and the entry replaced

    def put(self, key: str, text: str) -> None:
        """Keep a text. Nothing is lost when it cannot be written: the service is asked again."""
        try:
            entry = {"sha256": _checksum(text), "text": text}
            write_text(self._path(key), json.dumps(entry, ensure_ascii=False))
        except (OSError, UnicodeError):
            return

    def _path(self, key: str) -> Path:
        return self.folder / key[:2] / f"{key}.json"


def _checksum(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
