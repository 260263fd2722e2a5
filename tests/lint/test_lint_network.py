"""Whom the linter asks: resolvers that hang or change their minds, names that lead inside."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from feed_host import FeedHost, Served
from valid_feed import NOW

from podcast import lint
from podcast.errors import FeedError
from podcast.lib.addresses import is_public
from podcast.lib.asking import Gate
from podcast.lint.exchange import Patience, Session
from podcast.model import Finding

sys.path.insert(0, str(Path(__file__).parents[1]))

from hanging_resolver import MINUTES, hanging

QUICK = Patience(seconds=1, recording=2)
"""For a host that is never reached: the whole second is waited."""
SERVED = Patience(seconds=8, recording=16)
"""For a host that answers, also when the machine is busy."""
LOOPBACK, OWN = "127.0.0.1", "127.0.0.2"
_TRANSCRIPT = "https://example.com/pod/2026-02-06/t.vtt"


def _refused(url: str, gate: Gate) -> str:
    with pytest.raises(FeedError) as error:
        lint.lint(url, now=NOW, session=Session(QUICK, gate))
    return str(error.value)


def test_a_resolver_that_hangs_ends_the_run_in_time() -> None:
    """The feed cannot be fetched, long before the resolver has an answer."""
    with hanging() as resolve:
        begin = time.monotonic()
        said = _refused("http://feed.example/feed.xml", Gate(resolve=resolve))
        assert "no answer within 1 s" in said
        assert time.monotonic() - begin < 5 * QUICK.seconds
        assert resolve.hangs == ["feed.example"]


def test_a_file_whose_host_is_not_found_in_time_is_a_finding(host: FeedHost) -> None:
    """The rest of the feed is looked at, and the run ends while the resolver still hangs."""
    host.edit(((_TRANSCRIPT, "http://slow.example/t.vtt"),))
    with hanging(**{LOOPBACK: [LOOPBACK]}) as resolve:
        begin = time.monotonic()
        found = lint.lint(host.feed, now=NOW, session=Session(SERVED, Gate(resolve=resolve)))
        assert time.monotonic() - begin < 20 * SERVED.seconds < MINUTES
        assert resolve.hangs == ["slow.example"]
    assert "no answer within 8 s" in _message(found, "transcript-reachable")


def test_the_program_does_not_wait_for_the_resolver() -> None:
    """Neither does the end of the process, with the system's resolver."""
    script = f"""
import socket, time
socket.getaddrinfo = lambda *_, **__: time.sleep({MINUTES})
from podcast import lint
from podcast.lint.exchange import Patience, Session
from podcast.model import Finding
lint.lint("http://feed.example/feed.xml", session=Session(Patience(0.5, 0.5)))
"""
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False,
        timeout=MINUTES / 3,
    )  # fmt: skip
    assert "no answer within 0.5 s" in done.stderr


def test_a_feed_that_is_here_and_there_is_nowhere(host: FeedHost) -> None:
    """A host with a public and a private address is refused, and loopback is not asked."""
    gate = Gate(resolve=lambda *_: ["93.184.216.34", LOOPBACK])
    said = _refused(host.feed.replace(LOOPBACK, "feed.example"), gate)
    assert "feed.example is on a network that is not public" in said
    assert host.asked == []


@pytest.fixture
def public_host(host: FeedHost, monkeypatch: pytest.MonkeyPatch) -> FeedHost:
    """Serve the feed at a name, whose address stands for a public one in these tests."""
    monkeypatch.setattr(host, "base", host.base.replace(LOOPBACK, "feed.example"))
    host.mend()
    return host


@pytest.fixture
def inside(running: FeedHost) -> Iterator[socket.socket]:
    """Listen at an address of this machine that nobody may ask, at the port of the feed's host."""
    with socket.create_server((OWN, int(running.base.rsplit(":", 1)[1].strip("/")))) as listener:
        listener.setblocking(False)
        yield listener


class _Rebinding:
    """A resolver that leads the feed's host to a public address first, then to this machine."""

    def __init__(self) -> None:
        self.asked: Counter[str] = Counter()

    def __call__(self, name: str, _port: int) -> list[str]:
        self.asked[name] += 1
        return [LOOPBACK if name == "feed.example" and self.asked[name] == 1 else OWN]

    def session(self) -> Session:
        """Return a run in which LOOPBACK is public."""
        gate = Gate(lambda address: address == LOOPBACK or is_public(address), self)
        return Session(SERVED, gate)


def test_a_feed_gains_nothing_by_a_new_address(
    public_host: FeedHost, inside: socket.socket
) -> None:
    """Its host is looked up once for the whole run, which decides about the own network."""
    port = inside.getsockname()[1]
    public_host.edit(((_TRANSCRIPT, f"http://inside.example:{port}/t.vtt"),))
    resolve = _Rebinding()
    feed = public_host.feed
    found = lint.lint(feed, against=feed, now=NOW, session=resolve.session())
    problem = _message(found, "transcript-reachable")
    assert "inside.example is on a network that is not public" in problem
    assert resolve.asked == {"feed.example": 1, "inside.example": 1}
    assert [each.rule for each in found if each.rule.endswith("-reachable")] == [
        "transcript-reachable"
    ]
    with pytest.raises(BlockingIOError):
        inside.accept()


@pytest.mark.parametrize("target", ["http://inside.example:{}/", f"http://{OWN}:{{}}/", "//[::1]/"])
def test_a_redirect_does_not_lead_inside(
    public_host: FeedHost, inside: socket.socket, target: str
) -> None:
    """Nor does a page of older episodes; the host that names it may be asked."""
    where = target.format(inside.getsockname()[1])
    public_host.pages["moved.xml"] = Served(b"", {"location": where}, 301)
    with pytest.raises(FeedError, match="is on a network that is not public"):
        lint.lint(f"{public_host.base}moved.xml", now=NOW, session=_Rebinding().session())
    with pytest.raises(BlockingIOError):
        inside.accept()


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("https://xn--/t.vtt", "it is no address"),
        ("http://127.0.0.1:0/t.vtt", "the port 0, which there is not"),
        ("http://127.0.0.1:65536/t.vtt", "the port 65536, which there is not"),
        ("http://me:secret@127.0.0.1/t.vtt", "it holds a user's name or password"),
    ],
)
def test_an_address_that_no_library_likes_is_a_finding(
    host: FeedHost, address: str, why: str
) -> None:
    """A host in Punycode that stands for nothing, ports that there are not, a password."""
    host.pages["moved.vtt"] = Served(b"", {"location": address}, 302)
    host.edit(((_TRANSCRIPT, "https://example.com/pod/moved.vtt"),))
    found = lint.lint(host.feed, now=NOW, session=Session(SERVED))
    assert why in _message(found, "transcript-reachable")
    host.mend()
    host.edit(((_TRANSCRIPT, address),))
    lint.lint(host.feed, now=NOW, session=Session(SERVED))


def _message(found: tuple[Finding, ...], rule: str) -> str:
    (message,) = (each.message for each in found if each.rule == rule)
    return message
