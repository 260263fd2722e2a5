"""An HTTP proxy on loopback for CONNECT, in clear or behind TLS, that leads to one server."""

from __future__ import annotations

import socket
import ssl
import threading
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self


class ConnectProxy:
    """Connects every client to a port of loopback; notes the host and password of each request."""

    def __init__(self, port: int, tls: ssl.SSLContext | None = None) -> None:
        self.asked: list[tuple[str, str | None]] = []
        proxy = self

        class Handler(BaseHTTPRequestHandler):
            def do_CONNECT(self) -> None:
                proxy.asked.append((self.path, self.headers["Proxy-Authorization"]))
                self.send_response(200)
                self.end_headers()
                with socket.create_connection(("127.0.0.1", port)) as there:
                    back = threading.Thread(target=_carry, args=(there, self.connection))
                    back.start()
                    _carry(self.connection, there)
                    back.join()

            def log_message(self, *_: object) -> None:
                """Stay quiet."""

        self._server = _Server(("127.0.0.1", 0), Handler)
        self.port = self._server.server_port
        if tls:
            self._server.socket = tls.wrap_socket(
                self._server.socket, server_side=True, do_handshake_on_connect=False
            )

    def __enter__(self) -> Self:
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: Any, client_address: Any) -> None:
        """Stay quiet: clients hang up."""


def _carry(one: socket.socket, other: socket.socket) -> None:
    """Pass data on until one side closes the connection."""
    with suppress(OSError):
        while data := one.recv(65_536):
            other.sendall(data)
    for each in (one, other):
        with suppress(OSError):
            each.shutdown(socket.SHUT_RDWR)
