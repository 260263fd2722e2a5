"""One request of the linter: how it asks, how long it waits, and whom it leaves alone.

A feed of the open web must not make this machine ask its own network; a feed that is itself on
that network may. `podcast.lib.web` sees to it.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

from podcast import __version__
from podcast.lib.asking import Gate, Limits, Manner, NoAnswer, Refused, Request, Words
from podcast.lib.web import ask
from podcast.lint.model import Answer

_LONG = 50_000_000
"""Bytes; an answer that may have as many is a recording."""
_MOST_FAILURES = 3
"""After as many of a host's answers have failed, it is not asked again."""
OK = frozenset({200, 206})
_HEADERS = {
    "User-Agent": f"digestcast/{__version__} (podcast check --feed)",
    "Origin": "https://player.example",  # a web player of another host: CORS answers it
}
_MANNER = Manner(
    schemes=frozenset({"http", "https"}),
    redirects=5,
    unpacks=True,
    words=Words(
        scheme="{url} is no http(s) address",
        late="no answer within {seconds:g} s",
        large="more than {megabytes:g} MB",
        private="{host} is on a network that is not public",
    ),
)


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds for an answer and for a whole recording."""

    seconds: float = 20.0
    recording: float = 300.0


@dataclass(frozen=True, slots=True)
class Session:
    """One run of the linter: its patience, whom it may ask, and how often each host has failed."""

    patience: Patience = Patience()
    gate: Gate = field(default_factory=Gate)
    failures: Counter[str] = field(default_factory=Counter)

    def about(self, feed: str) -> Session:
        """Return the same run, in which the feed at this address decides about the own network."""
        return replace(self, gate=replace(self.gate, home=feed))


@dataclass(frozen=True, slots=True)
class Got:
    """An answer with as much of its body as was wanted."""

    answer: Answer
    body: bytes


async def exchange(
    session: Session, method: str, url: str, headers: dict[str, str], most: int
) -> Got:
    """Ask and follow redirects, all within the time that an answer may take.

    At most `most` bytes of the body are read; 0: none. Raises Refused.
    """
    host = _host(url)
    if session.failures[host] >= _MOST_FAILURES:
        raise Refused(f"{host} has not answered {_MOST_FAILURES} times, so it is not asked again")
    patience = session.patience
    seconds = patience.recording if most >= _LONG else patience.seconds
    request = Request(url, method, {**_HEADERS, **headers})
    try:
        found = await ask(request, _MANNER, Limits(seconds, most / 1e6), session.gate)
    except NoAnswer:
        session.failures[host] += 1
        raise
    return Got(Answer(found.status, found.headers, found.url, found.moved), found.body)


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or url
    except ValueError:
        return url
