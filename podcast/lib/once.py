"""Make a value on the first call and keep it, also when several threads ask for it at once."""

from __future__ import annotations

from functools import lru_cache, wraps
from threading import RLock
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

Value = TypeVar("Value")


def once(make: Callable[[], Value]) -> Callable[[], Value]:
    """Return `make` as a function that runs it a single time and then returns what it returned.

    `functools.cache` runs it once for each thread that asks before the first answer is there, which
    for the dictionary of words is seconds of work a thread. An error is kept for nobody: the next
    call tries again.
    """
    kept = lru_cache(maxsize=1)(make)
    lock = RLock()

    @wraps(make)
    def asked() -> Value:
        with lock:
            return kept()

    return asked
