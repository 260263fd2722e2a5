"""A resolver that hangs for minutes, as one does whose servers are gone."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

MINUTES = 300.0
"""As seconds; no test waits for them."""


@dataclass
class Hanging:
    """Looks up `known` hosts at once; hangs for all others, and then finds loopback."""

    known: dict[str, list[str]] = field(default_factory=dict)
    hangs: list[str] = field(default_factory=list)
    """Hosts whose look-up has begun; it is taken away when it ends."""
    end: threading.Event = field(default_factory=threading.Event)

    def __call__(self, host: str, _port: int) -> list[str]:
        """Return the addresses of a host, some time."""
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
