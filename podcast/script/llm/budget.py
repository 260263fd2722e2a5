"""The tokens that an episode may use, counted before each request.

How many tokens a text has depends on the model. The estimate is a high one for Chinese: a token for
each character that is not ASCII, and one for three that are.
"""

from __future__ import annotations

import math
import threading

_ASCII_A_TOKEN = 3


def tokens(text: str) -> int:
    """Return how many tokens a text has at most, by its characters."""
    plain = sum(char.isascii() for char in text)
    return len(text) - plain + math.ceil(plain / _ASCII_A_TOKEN)


class Spent(Exception):  # noqa: N818 -- named for the outcome
    """Raised in place of a request for which too few tokens are left."""


class Budget:
    """Counts tokens for several threads at once."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._used = 0
        self._lock = threading.Lock()

    @property
    def used(self) -> int:
        """The tokens that are used or reserved."""
        return self._used

    def reserve(self, question: int, answer: int) -> int:
        """Reserve the tokens of a question and the bound of its answer, and return their sum.

        Raises Spent when fewer are left.
        """
        wanted = question + answer
        with self._lock:
            if self._used + wanted > self.most:
                raise Spent
            self._used += wanted
        return wanted

    def settle(self, reserved: int, used: int) -> None:
        """Put what a request really used in the place of what was reserved for it."""
        with self._lock:
            self._used += used - reserved
