"""A resolver that hangs for minutes, like one whose servers do not answer."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

MINUTES = 300.0
"""The time that the resolver hangs, in seconds; no test waits for it."""


@dataclass
class Hanging:
    """Resolves `known` hosts at once; hangs for all others, and then returns loopback."""

    known: dict[str, list[str]] = field(default_factory=dict)
    hangs: list[str] = field(default_factory=list)
    """Hosts whose look-up has begun and not ended."""
    end: threading.Event = field(default_factory=threading.Event)

    def __call__(self, host: str, _port: int) -> list[str]:
        """Return the addresses of a host, at once or after hanging."""
        if host in self.known:
            return self.known[host]
        self.hangs.append(host)
        self.end.wait(MINUTES)
        self.hangs.remove(host)
        return ["127.0.0.1"]


@contextmanager
def hanging(**known: list[str]) -> Iterator[Hanging]:
    """Yield a resolver that hangs until the test is over."""
    resolver = Hanging(known)
    try:
        yield resolver
    finally:
        resolver.end.set()
