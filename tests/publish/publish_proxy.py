"""A real HTTP proxy before moto that answers errors, falls silent or changes bytes on the way."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self

import httpx

Fault = Callable[[str, str], str]
"""(method, path) -> `` (pass on), `500`, `403`, `silent`, `cut`, `flip-sent` or `flip-read`."""

_REFUSAL = (
    b"<?xml version='1.0'?><Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>"
)
_FAILURE = (
    b"<?xml version='1.0'?><Error><Code>InternalError</Code>"
    b"<Message>We encountered an internal error. Please try again.</Message></Error>"
)


def well(_method: str, _path: str) -> str:
    """Pass on everything."""
    return ""


class _Server(ThreadingHTTPServer):
    """A server that reports its own faults only: clients may leave while a request is read."""

    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class Proxy:
    """The proxy; `fault` may be set at any time, `seen` are the requests passed on."""

    def __init__(self, target: str) -> None:
        self.fault: Fault = well
        self.seen: list[tuple[str, str]] = []
        self._web = httpx.Client(base_url=target, trust_env=False, timeout=60)
        self._ends = threading.Event()
        proxy = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def answer(self) -> None:
                try:
                    proxy._answer(self)
                except ConnectionError:  # a client that has read enough may leave
                    self.close_connection = True

            do_GET = do_PUT = do_HEAD = do_POST = do_DELETE = answer  # noqa: N815 -- names of http.server

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002
                """Say nothing."""

        self._server = _Server(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> Self:
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,))
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._ends.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()
        self._web.close()

    def _answer(self, request: BaseHTTPRequestHandler) -> None:
        method, path = request.command, request.path
        body = request.rfile.read(int(request.headers.get("Content-Length") or 0))
        fault = self.fault(method, path)
        if fault == "silent":
            self._ends.wait(60)
            request.close_connection = True
            return
        if fault in {"500", "403"}:
            _reply(request, int(fault), _FAILURE if fault == "500" else _REFUSAL, {})
            return
        if fault == "flip-sent":
            body = flipped(body)
        self.seen.append((method, path))
        answer = self._web.request(method, path, content=body, headers=dict(request.headers))
        data = flipped(answer.content) if fault == "flip-read" else answer.content
        if fault == "cut":
            data = data[: len(data) // 2]
        headers = {
            name: value
            for name, value in answer.headers.items()
            if name not in {"connection", "content-encoding", "date", "server", "transfer-encoding"}
        }
        _reply(request, answer.status_code, data, headers)
        request.close_connection = fault == "cut"


def _reply(
    request: BaseHTTPRequestHandler, status: int, data: bytes, headers: dict[str, str]
) -> None:
    request.send_response(status)
    for name, value in headers.items():
        request.send_header(name, value)
    if "content-length" not in headers:
        request.send_header("Content-Length", str(len(data)))
    request.end_headers()
    if request.command != "HEAD":
        request.wfile.write(data)


def flipped(data: bytes) -> bytes:
    """Return the bytes with one bit of the middle one changed; of XML, in the text of a title."""
    title = data.find(b"<title>")
    middle = len(data) // 2 if title < 0 else title + len(b"<title>")
    return data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :] if data else data


def first(times: int, fault: str, rule: Callable[[str, str], bool]) -> Fault:
    """Return a fault for the first requests that a rule means."""
    left = [times]
    lock = threading.Lock()

    def play(method: str, path: str) -> str:
        with lock:
            if left[0] and rule(method, path):
                left[0] -= 1
                return fault
        return ""

    return play
