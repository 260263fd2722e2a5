"""Clients that are slow, on purpose or not: each wait for one of them has an end."""

from __future__ import annotations

import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass

import httpx
import pytest

from podcast import serve
from podcast.serve import LocalServer, patience
from podcast.show.config import Show

LONG = 64_000_000
"""Bytes; more than all buffers between server and client hold."""
PATIENCE = 2
"""Seconds; enough for an honest client on a machine with other things to do."""
FEED = b"GET /feed.xml HTTP/1.1\r\nHost: x\r\n\r\n"
LONG_FEED = FEED.replace(b"x", b"x" * 400)
"""A request that takes twenty seconds, a byte every twentieth of one."""


@pytest.fixture
def server(show: Show, monkeypatch: pytest.MonkeyPatch) -> Iterator[LocalServer]:
    """Serve a show by a server of little patience, and small buffers towards its clients."""
    monkeypatch.setattr(patience, "REQUEST_SECONDS", PATIENCE)
    monkeypatch.setattr(patience, "STALL_SECONDS", PATIENCE)
    with (show.episodes / "long.mp3").open("wb") as long:
        long.truncate(LONG)
    (show.episodes / "short.mp3").write_bytes(b"x" * 70_000)
    server = serve.open_server(show, port=0)
    server.listener.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4096)
    thread = threading.Thread(target=server.run)
    thread.start()
    yield server
    server.stop()
    thread.join(60)
    assert not thread.is_alive()


@pytest.fixture
def client(server: LocalServer) -> Iterator[socket.socket]:
    """Connect to the server with a small buffer."""
    with socket.socket() as client:
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        client.settimeout(60)
        client.connect(server.listener.getsockname())
        yield client


def _until(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.01)


def _connections(server: LocalServer) -> int:
    return len(server.server.server_state.connections)


def _is_closed(client: socket.socket) -> bool:
    """Read to the end; a connection that the server tore down has one too."""
    with suppress(ConnectionError):
        while client.recv(65536):
            pass
    return True


@dataclass
class _Drip:
    """Something sent a byte at a time until the other side has had enough."""

    client: socket.socket
    content: bytes

    def run(self) -> int:
        """Return how many bytes could be sent."""
        for sent in range(len(self.content)):
            try:
                self.client.sendall(self.content[sent : sent + 1])
            except OSError:
                return sent
            time.sleep(0.05)
        return len(self.content)


def test_a_client_that_says_nothing(server: LocalServer, client: socket.socket) -> None:
    """A connection without a request is closed."""
    assert _is_closed(client)
    _until(lambda: _connections(server) == 0)


def test_headers_that_never_end(server: LocalServer, client: socket.socket) -> None:
    """A request that comes a byte at a time is cut off long before its end, others are served."""
    with ThreadPoolExecutor() as pool:
        sent = pool.submit(_Drip(client, LONG_FEED).run)
        assert httpx.get(server.feed, trust_env=False, timeout=60).status_code == 200
        assert sent.result(60) < len(LONG_FEED)


def test_a_slow_second_request(server: LocalServer, client: socket.socket) -> None:
    """A connection that was good once has no more patience coming to it."""
    client.sendall(FEED)
    assert b"200 OK" in client.recv(4096)
    assert _Drip(client, LONG_FEED).run() < len(LONG_FEED)
    _until(lambda: _connections(server) == 0)


def test_a_body_that_never_ends(server: LocalServer, client: socket.socket) -> None:
    """What nobody asked for is not waited for either."""
    client.sendall(b"POST /feed.xml HTTP/1.1\r\nHost: x\r\nContent-Length: 400\r\n\r\n")
    assert _Drip(client, b"x" * 400).run() < 400
    _until(lambda: _connections(server) == 0)


def test_requests_in_one_go(server: LocalServer, client: socket.socket) -> None:
    """Several requests sent at once, the last one in two halves, are all answered."""
    client.sendall(FEED * 3 + FEED[:10])
    answer = b""
    while answer.count(b"</rss>") < 3:
        answer += client.recv(65536)
    client.sendall(FEED[10:])
    while answer.count(b"</rss>") < 4:
        answer += client.recv(65536)
    assert answer.count(b"200 OK") == 4


@pytest.mark.parametrize("connection", ["keep-alive", "close"])
@pytest.mark.parametrize("name", ["long.mp3", "short.mp3"])
def test_a_client_that_stops_reading(
    server: LocalServer, client: socket.socket, name: str, connection: str
) -> None:
    """A download that nobody reads is given up, also its last part, which is in a buffer."""
    client.sendall(f"GET /{name} HTTP/1.1\r\nHost: x\r\nConnection: {connection}\r\n\r\n".encode())
    assert client.recv(1) == b"H"
    _until(lambda: _connections(server) == 0)
    assert _is_closed(client)


def test_a_slow_reader_gets_everything(server: LocalServer, client: socket.socket) -> None:
    """Who goes on reading is waited for, longer than any one wait may take."""
    client.sendall(b"GET /long.mp3 HTTP/1.1\r\nHost: x\r\nRange: bytes=0-1999999\r\n\r\n")
    start, got, head = time.monotonic(), 0, client.recv(4096)
    got = len(head.partition(b"\r\n\r\n")[2])
    while got < 2_000_000:
        chunk = client.recv(50_000)
        assert chunk, f"cut off after {got} bytes"
        got += len(chunk)
        time.sleep(len(chunk) / 350_000)
    assert time.monotonic() - start > 2 * PATIENCE
    assert got == 2_000_000


def test_room_for_as_many_as_there_are_files() -> None:
    """The limit on connections follows the limit on files, which is raised as far as allowed."""
    program = (
        "import resource; from podcast.serve import server;"
        "resource.setrlimit(resource.RLIMIT_NOFILE, (256, {hard}));"
        "print(server._connections(), resource.getrlimit(resource.RLIMIT_NOFILE)[0])"
    )
    for hard, expected in ((256, "96 256"), (1024, "480 1024"), (4096, "1000 2064")):
        command = [sys.executable, "-c", program.format(hard=hard)]
        said = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
        assert said.stdout.split() == expected.split()


def test_many_that_say_nothing_leave_room(show: Show) -> None:
    """Three hundred silent connections are no reason to refuse another client."""
    server = serve.open_server(show, port=0)
    thread = threading.Thread(target=server.run)
    thread.start()
    silent = [socket.create_connection(server.listener.getsockname()) for _ in range(300)]
    try:
        _until(lambda: _connections(server) == 300)
        assert httpx.get(server.feed, trust_env=False, timeout=60).status_code == 200
    finally:
        for each in silent:
            each.close()
        server.stop()
        thread.join(60)
    assert not thread.is_alive()
