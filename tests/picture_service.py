"""A web server of pictures on loopback: real TLS, a certificate for `localhost`, chosen faults."""

from __future__ import annotations

import gzip
import ssl
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from typing import Any, Self

import trustme
from PIL import Image


def png(side: int = 40, color: str = "navy") -> bytes:
    """Return a picture."""
    buffer = BytesIO()
    Image.new("RGB", (side, side), color).save(buffer, "PNG")
    return buffer.getvalue()


@dataclass
class PictureService:
    """Serves `pages` (path -> status, headers, body) over HTTPS; notes all requests.

    The path `/slow` sends a byte now and then, `/endless` never ends, `/hangs` sends nothing. A
    path in `tails` (path -> coding, beginning, rest) sends a compressed body and repeats its rest.
    """

    pages: dict[str, tuple[int, dict[str, str], bytes]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    hosts: list[str | None] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    names: list[str | None] = field(default_factory=list)
    """Server names of the TLS handshakes."""
    port: int = 0
    tails: dict[str, tuple[str, bytes, bytes]] = field(default_factory=dict)

    def picture(self, path: str, data: bytes, **headers: str) -> None:
        """Serve a picture."""
        self.pages[path] = (200, {"Content-Type": "image/png", **headers}, data)

    def redirect(self, path: str, target: str, status: int = 302) -> None:
        """Redirect a path to another address."""
        self.pages[path] = (status, {"Location": target, "Set-Cookie": "seen=1"}, b"")

    def url(self, path: str, host: str = "localhost") -> str:
        """Return the address of a page."""
        return f"https://{host}:{self.port}{path}"

    def trust(self) -> ssl.SSLContext:
        """Return certificates that trust this server and no other."""
        context = ssl.create_default_context()
        self._authority.configure_trust(context)
        return context

    def certified(self, *names: str) -> ssl.SSLContext:
        """Return a server context with a certificate for these names that `trust()` trusts."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._authority.issue_cert(*names).configure_cert(context)
        return context

    def __enter__(self) -> Self:
        self._authority = trustme.CA()
        context = self.certified("localhost", "pictures.example")
        context.sni_callback = lambda _socket, name, _context: self.names.append(name)
        self._stopped = threading.Event()
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.service = self
        self._server.socket = context.wrap_socket(
            self._server.socket, server_side=True, do_handshake_on_connect=False
        )
        self.port = self._server.server_address[1]
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopped.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        """Answer one request."""
        self.asked.append(request.path)
        self.hosts.append(request.headers["Host"])
        self.headers.append(dict(request.headers))
        if request.path == "/hangs":
            self._stopped.wait(200)
            return
        if request.path in {"/slow", "/endless", *self.tails}:
            self._drip(request)
            return
        status, headers, body = self.pages.get(request.path, (404, {}, b"gone"))
        request.send_response(status)
        for name, value in headers.items():
            request.send_header(name, value)
        if "Content-Length" not in headers:
            request.send_header("Content-Length", f"{len(body)}")
        request.end_headers()
        request.wfile.write(body)

    def _drip(self, request: BaseHTTPRequestHandler) -> None:
        coding, first, rest = self.tails.get(request.path, ("identity", b"", b"x" * 65_536))
        chunk, pause = (b"x", 0.05) if request.path == "/slow" else (rest, 0)
        request.send_response(200)
        request.send_header("Content-Encoding", coding)
        request.end_headers()
        request.wfile.write(first)
        while not self._stopped.is_set():
            request.wfile.write(chunk)
            time.sleep(pause)


class _Server(ThreadingHTTPServer):
    service: PictureService

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Stay quiet: clients that hang up are what is tested."""


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_GET(self) -> None:
        with suppress(OSError):
            self.server.service.answer(self)

    def log_message(self, *_: object) -> None:
        """Stay quiet."""


def packed(data: bytes) -> bytes:
    """Return data as a server compresses it that ignores `Accept-Encoding: identity`."""
    return gzip.compress(data)
