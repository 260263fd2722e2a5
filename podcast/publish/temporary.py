"""The names of files that are being written into a store, and which of them may be removed.

A name says of which show and of which process the file is. Another show may publish into the same
folder, or below it: its files are never touched. A file of this show is removed when its process
has died on this machine, or when it is much older than the turn that is held now.
"""

from __future__ import annotations

import re
import secrets

from podcast.lib.atomic import PREFIX
from podcast.lib.lock import has_died

BOUND_SECONDS = 3600.0
"""How much older than the turn a file must be; the clock is that of the store for both."""
_LETTERS = 8


class Temporary:
    """The names of one show's unfinished files, written by one process."""

    def __init__(self, guid: str) -> None:
        """Begin a process's names; `guid` is that of the show."""
        self._show = f"{PREFIX}{guid[:_LETTERS]}-"
        self._process = secrets.token_hex(16)
        self._any = re.compile(re.escape(self._show) + r"([0-9a-f]{32})-[0-9a-f]{8}(\.\w{1,8})?")
        self._dead: dict[str, bool] = {}

    def belongs_to(self, nonce: str) -> None:
        """Give the process the name by which others can tell whether it has died."""
        self._process = nonce

    def name(self, suffix: str = "") -> str:
        """Return a new name."""
        return f"{self._show}{self._process}-{secrets.token_hex(4)}{suffix}"

    def is_leftover(self, name: str, age: float) -> bool:
        """Tell whether an unfinished file may be removed; `age` is in seconds before the turn."""
        match = self._any.fullmatch(name)
        if match is None or match[1] == self._process:
            return False
        if match[1] not in self._dead:
            self._dead[match[1]] = has_died(match[1])
        return self._dead[match[1]] or age > BOUND_SECONDS
