"""Hub and podping over real HTTP on loopback: what is told, and that a failure is a warning."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest
from publish_places import folder_place, revise

from podcast.lib.progress import Console
from podcast.publish import notify, publish
from podcast.show.config import Show

_TOKEN = "planted-token-of-podping"  # noqa: S105 -- to be looked for
_TODAY = date(2026, 3, 1)


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
        self.send_response(self.server.status)
        self.end_headers()

    do_GET = do_POST = answer  # noqa: N815 -- names of http.server

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Iterator[_Listener]:
    """Listen in the place of hub and podping."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
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


@pytest.mark.parametrize(("status", "reason"), [(500, "answered 500"), (0, "timed out")])
def test_who_does_not_listen_is_a_warning(
    show: Show, hub: _Listener, capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch, status: int, reason: str,
) -> None:  # fmt: skip
    """The episode is out; the publish has not failed."""
    monkeypatch.setattr(notify, "SECONDS", 0.5)
    hub.status = status
    rows = _published(show, hub, capsys).splitlines()[-2:]
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
