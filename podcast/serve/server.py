"""The server: the socket opens before uvicorn starts, so that a used port gives a clear message."""

from __future__ import annotations

import errno
import logging
import socket
import sys
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from podcast.errors import ServeError
from podcast.lib.qrcode import for_terminal
from podcast.serve.app import HEADERS, application
from podcast.serve.lan import EVERYWHERE, address_for_others
from podcast.show.config import Show

if TYPE_CHECKING:
    from uvicorn import Server

HOST = "127.0.0.1"
PORT = 8000

_PORTS = range(65536)
_BACKLOG = 2048
_GRACE_SECONDS = 1
"""How many seconds Ctrl-C waits for downloads under way."""
_KEEP_ALIVE_SECONDS = 5
"""How many seconds a connection may be idle between two requests."""
_CONNECTIONS = 1000
"""The most connections at once, if the system allows as many open files; others get a 503."""
_FILES_OF_A_CONNECTION = 2
"""The open files of a connection: the socket, and the file that is sent."""
_FILES_OF_THE_PROCESS = 64
"""The open files of the process, generously guessed: output, event loop, feed and pages."""


@dataclass(frozen=True, slots=True)
class LocalServer:
    """A server whose socket is listening; `run` answers until `stop` or Ctrl-C."""

    listener: socket.socket
    server: Server
    name_for_others: str | None = None
    """The host in the addresses, if others on the network are to use the addresses."""

    @property
    def address(self) -> str:
        """The address of the show: `http://127.0.0.1:8000/`."""
        name, port = self.listener.getsockname()[:2]
        name = self.name_for_others or name
        return f"http://[{name}]:{port}/" if ":" in name else f"http://{name}:{port}/"

    @property
    def feed(self) -> str:
        """The feed's address, for a podcast app."""
        return f"{self.address}feed.xml"

    @property
    def welcome(self) -> str:
        """The text to print while the server runs: the addresses, and a QR code for a phone."""
        code = f"{for_terminal(self.feed)}\n" if self.name_for_others else ""
        return f"listen: {self.address}\nfeed:   {self.feed}\n{code}(Ctrl-C ends it)"

    def run(self) -> None:
        """Answer requests; returns after `stop` and quietly after Ctrl-C."""
        log = logging.getLogger("uvicorn.error")
        log.addFilter(self._worth_saying)
        try:
            with self.listener, suppress(KeyboardInterrupt):
                self.server.run(sockets=[self.listener])
        finally:
            log.removeFilter(self._worth_saying)

    def stop(self) -> None:
        """Make `run` return; may be called from another thread."""
        self.server.should_exit = True

    def _worth_saying(self, record: logging.LogRecord) -> bool:
        """Drop uvicorn's messages while it ends, with tracebacks for interrupted downloads."""
        return not self.server.should_exit


def open_server(
    show: Show,
    host: str | None = None,
    port: int = PORT,
    *,
    lan: bool = False,
    as_is: bool = False,
    access_log: bool = False,
) -> LocalServer:
    """Return a server whose socket is listening; the caller prints `welcome` and calls `run`.

    Without `host` the server listens on loopback, with `lan` on every interface of this machine,
    for a phone on the same network. Port 0 chooses a free port. Raises ServeError when there is
    nothing to serve, no network, or `host` and `port` cannot be used.
    """
    _check_show(show)
    host = host or (EVERYWHERE if lan else HOST)
    name = address_for_others(host) if lan else None
    from uvicorn import Config, Server

    from podcast.serve.patience import PatientProtocol

    config = Config(
        application(show, as_is=as_is, names={host.lower(), socket.gethostname().lower()}),
        http=PatientProtocol,
        ws="none",
        lifespan="off",
        log_level="info" if access_log else "error",
        access_log=access_log,
        headers=HEADERS,
        server_header=False,
        proxy_headers=False,  # the address in the feed comes from the Host header alone
        backlog=_BACKLOG,
        limit_concurrency=_connections(),
        timeout_keep_alive=_KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=_GRACE_SECONDS,
    )
    return LocalServer(_listen(host, port), Server(config), name)


def _check_show(show: Show) -> None:
    feed = show.episodes / "feed.xml"
    if not feed.is_file():
        raise ServeError(f"{feed}: not there, nothing to serve yet; run `podcast build` first")


def _connections() -> int:
    """Raise the limit of open files if needed, and return how many connections it allows."""
    if sys.platform == "win32":  # sockets do not count as files there
        return _CONNECTIONS
    import resource

    needed = _CONNECTIONS * _FILES_OF_A_CONNECTION + _FILES_OF_THE_PROCESS
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    unlimited = resource.RLIM_INFINITY
    if soft != unlimited and soft < needed:
        soft = needed if hard == unlimited else min(hard, needed)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    if soft == unlimited:
        return _CONNECTIONS
    return min(_CONNECTIONS, (soft - _FILES_OF_THE_PROCESS) // _FILES_OF_A_CONNECTION)


def _listen(host: str, port: int) -> socket.socket:
    if port not in _PORTS:  # getaddrinfo would silently cut the number to 16 bits
        raise ServeError(f"{host}:{port}: a port is a number from 0 to 65535")
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        return socket.create_server(address, family=family, backlog=_BACKLOG)
    except OSError as error:
        raise ServeError(f"{host}:{port}: cannot listen there: {_reason(error)}") from error


def _reason(error: OSError) -> str:
    if isinstance(error, socket.gaierror):
        return "no such host; use 127.0.0.1, or --lan for the whole network"
    if error.errno == errno.EADDRINUSE:
        return "another program uses the port; stop it or choose another one with --port"
    if error.errno == errno.EACCES:
        return "not allowed; choose a port from 1024 upwards with --port"
    return f"{error.strerror}; choose another address"
