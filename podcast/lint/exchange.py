"""One HTTP request of the linter: headers, time limits, and allowed hosts.

A feed of the open web must not make this machine send requests into its own network; a feed that is
itself in that network may. `podcast.lib.web` enforces this.
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
"""A limit of at least this many bytes is only set for recordings."""
_MOST_FAILURES = 3
"""A host that has failed this many times is not asked again."""
OK = frozenset({200, 206})
_HEADERS = {
    "User-Agent": f"digestcast/{__version__} (podcast check --feed)",
    "Origin": "https://player.example",  # as from a web player on another host, for CORS
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
    """The time limits in seconds, for an answer and for a whole recording."""

    seconds: float = 20.0
    recording: float = 300.0


@dataclass(frozen=True, slots=True)
class Session:
    """One run of the linter: time limits, allowed hosts, and the failures of each host."""

    patience: Patience = Patience()
    gate: Gate = field(default_factory=Gate)
    failures: Counter[str] = field(default_factory=Counter)

    def about(self, feed: str) -> Session:
        """Return this session for one feed.

        Requests into this machine's own network are allowed only if the feed itself is there.
        """
        return replace(self, gate=replace(self.gate, home=feed))


@dataclass(frozen=True, slots=True)
class Exchange:
    """An answer and its body, empty when no body was asked for."""

    answer: Answer
    body: bytes


async def exchange(
    session: Session, method: str, url: str, headers: dict[str, str], most: int
) -> Exchange:
    """Send a request and follow redirects, all within the time limit.

    The body may have at most `most` bytes; with 0 no body is read. Raises Refused when there is no
    answer or the body is larger.
    """
    host = _host(url)
    if session.failures[host] >= _MOST_FAILURES:
        raise Refused(f"{host} has not answered {_MOST_FAILURES} times, so it is not asked again")
    patience = session.patience
    seconds = patience.recording if most >= _LONG else patience.seconds
    request = Request(url, method, {**_HEADERS, **headers})
    try:
        answer = await ask(request, _MANNER, Limits(seconds, most / 1e6), session.gate)
    except NoAnswer:
        session.failures[host] += 1
        raise
    return Exchange(Answer(answer.status, answer.headers, answer.url, answer.moved), answer.body)


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or url
    except ValueError:
        return url
