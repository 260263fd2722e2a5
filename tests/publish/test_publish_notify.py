"""Hub and podping over real HTTP on loopback: what is told, and that a failure is a warning."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from publish_places import folder_place, revise

from podcast.lib.addresses import Resolver
from podcast.lib.progress import Console, Quiet
from podcast.publish import notify, publish
from podcast.show.config import Show

sys.path.insert(0, str(Path(__file__).parents[1]))

from hanging_resolver import hanging

_TOKEN = "planted-token-of-podping"  # noqa: S105 -- to be looked for
_TODAY = date(2026, 3, 1)
_DRIPS = 1
"""As a status: headers come byte by byte and never end."""


class _Listener(ThreadingHTTPServer):
    """A server that remembers what it was asked."""

    daemon_threads = True

    def __init__(self) -> None:
        self.asked: list[tuple[str, str, str, str]] = []
        self.status = 204
        self.ends = threading.Event()
        super().__init__(("127.0.0.1", 0), _Handler)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/"


class _Handler(BaseHTTPRequestHandler):
    server: _Listener

    def answer(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
        token = self.headers.get("Authorization", "")
        self.server.asked.append((self.command, self.path, body, token))
        if not self.server.status:
            self.server.ends.wait(60)
            return
        if self.server.status == _DRIPS:
            with suppress(OSError):
                self.wfile.write(b"HTTP/1.0 200 OK\r\nX-Long: ")
                while not self.server.ends.wait(0.1):
                    self.wfile.write(b"x")
            return
        self.send_response(self.server.status)
        self.end_headers()

    do_GET = do_POST = answer  # noqa: N815 -- names of http.server

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Iterator[_Listener]:
    """Listen in the place of hub and podping."""
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setenv("PODPING_TOKEN", _TOKEN)
    with _Listener() as server:
        monkeypatch.setattr(notify, "PODPING", f"{server.address}podping")
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        yield server
        server.ends.set()
        server.shutdown()
        thread.join()


def _published(show: Show, hub: _Listener, capsys: pytest.CaptureFixture[str]) -> str:
    place = folder_place(show.root.with_name("www"))
    show = place.use(show, hub=hub.address + "hub", podping="true")
    with Console() as console:
        publish(show, console, today=_TODAY)
    said = capsys.readouterr()
    assert _TOKEN not in said.out + said.err
    return said.err


def test_a_new_feed_is_told(show: Show, hub: _Listener, capsys: pytest.CaptureFixture[str]) -> None:
    """Both hear its address once; a publish without news tells nobody."""
    said = _published(show, hub, capsys)
    assert "the hub was told" in said
    assert "podping was told" in said
    (method, path, body, _), (verb, query, _, token) = hub.asked
    assert (method, path) == ("POST", "/hub")
    form = parse_qs(body)
    assert (form["hub.mode"], form["hub.url"]) == (["publish"], [show.url("feed.xml")])
    assert (verb, token) == ("GET", _TOKEN)
    assert parse_qs(urlsplit(query).query) == {"url": [show.url("feed.xml")]}
    _published(show, hub, capsys)
    assert len(hub.asked) == 2
    revise(show, 1)
    _published(show, hub, capsys)
    assert len(hub.asked) == 4


@pytest.mark.parametrize(
    ("status", "reason"),
    [(500, "answered 500"), (302, "answered 302"), (0, "timed out"), (_DRIPS, "timed out")],
)
def test_who_does_not_listen_is_a_warning(
    show: Show, hub: _Listener, capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch, status: int, reason: str,
) -> None:  # fmt: skip
    """The episode is out; the publish has not failed."""
    monkeypatch.setattr(notify, "SECONDS", 0.5)
    hub.status = status
    rows = _published(show, hub, capsys).splitlines()[-2:]
    assert len(hub.asked) == 2
    assert all(reason in row for row in rows)
    assert rows[0].startswith("warning: the hub was not told: ")
    assert rows[1].startswith("warning: podping was not told: ")


def test_without_a_token_podping_is_not_asked(
    show: Show, hub: _Listener, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The variable is named."""
    monkeypatch.delenv("PODPING_TOKEN")
    assert "podping was not told: PODPING_TOKEN is not set" in _published(show, hub, capsys)
    assert len(hub.asked) == 1


# --- Whom they reach ------------------------------------------------------------------------------


@dataclass
class _Heard(Quiet):
    """Keeps what it is told and warned of."""

    heard: list[str] = field(default_factory=list)

    def say(self, text: str) -> None:
        self.heard.append(text)

    def warn(self, text: str) -> None:
        self.heard.append(text)


def _told(show: Show, address: str, resolve: Resolver | None = None) -> list[str]:
    """Tell a hub and podping, and return what a person reads of it."""
    report = _Heard()
    publish = replace(show.publish, hub=address, podping=True)
    notify.tell(replace(show, publish=publish), report, resolve)
    return report.heard


def test_a_resolver_that_hangs_holds_up_nobody(
    show: Show, hub: _Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both are given up in time, long before they are found."""
    monkeypatch.setattr(notify, "SECONDS", 0.3)
    monkeypatch.setattr(notify, "PODPING", "http://podping.example/")
    with hanging() as resolve:
        begin = time.monotonic()
        assert _told(show, "http://hub.example/", resolve) == [
            "the hub was not told: timed out after 0.3 s",
            "podping was not told: timed out after 0.3 s",
        ]
        assert time.monotonic() - begin < 5
        assert resolve.hangs == ["hub.example", "podping.example"]


def test_a_hub_is_where_it_was_found_first(show: Show, hub: _Listener) -> None:
    """The host is looked up once; the show names it, so that it may be on the own network."""
    answers = [["127.0.0.1"], ["127.0.0.2"]]
    address = f"http://hub.example:{hub.server_port}/hub"
    assert _told(show, address, lambda host, _: answers.pop(0) if host == "hub.example" else [host])
    assert hub.asked[0][:2] == ("POST", "/hub")
    assert answers == [["127.0.0.2"]]


def test_the_environment_names_a_proxy(
    show: Show, hub: _Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both are told by way of it, and their names are looked up there."""
    monkeypatch.setenv("HTTP_PROXY", hub.address)
    monkeypatch.setattr(notify, "PODPING", "http://podping.example/")
    found = _told(show, "http://hub.example/hub", lambda host, _: {"127.0.0.1": [host]}[host])
    assert found == ["the hub was told of the feed", "podping was told of the feed"]
    (method, path, body, _), (_, query, _, token) = hub.asked
    assert (method, path) == ("POST", "http://hub.example/hub")
    assert parse_qs(body)["hub.url"] == [show.url("feed.xml")]
    assert query.startswith("http://podping.example/?url=")
    assert token == _TOKEN


def test_what_cannot_be_sent_is_not_shown(
    show: Show, hub: _Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A password in the hub's address, which the feed makes public, and a token with a line end."""
    monkeypatch.setenv("PODPING_TOKEN", "planted\nsecret")
    assert _told(show, "http://me:secret@127.0.0.1/") == [
        "the hub was not told: it holds a user's name or password",
        "podping was not told: PODPING_TOKEN holds more than ASCII characters",
    ]
    assert not hub.asked
