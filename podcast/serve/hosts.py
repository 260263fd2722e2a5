"""Whom the server answers: requests for names that were meant for it, whichever form they have.

A page of the Internet can make its own name lead to this machine (DNS rebinding), and a browser
then lets it read what the server answers. So a name counts only when no such page can have it: an
address in figures, `localhost`, a name without a dot or below `.local` (a machine on this network,
RFC 6762), or one that the server was told.
"""

from __future__ import annotations

from collections.abc import Collection
from ipaddress import ip_address
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from podcast.serve.rewrite import valid_host

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

_MISDIRECTED = 421
"""The status for a request that is not for this server (RFC 9110, 15.5.20)."""
_LOCAL_ENDS = (".local", ".localhost")


def at_the_door(app: ASGIApp, names: Collection[str]) -> ASGIApp:
    """Return the application behind a check of the name for which a request asks.

    A request in absolute form, as for a proxy, is answered like any other (RFC 9112, 3.2.2): the
    host of its address counts.
    """

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            scope = _in_origin_form(scope)
            host = dict(scope["headers"]).get(b"host", b"").decode("latin-1")
            if valid_host(host) and not is_meant(host, names):
                await _refusal(host)(scope, receive, send)
                return
        await app(scope, receive, send)

    return answer


def is_meant(host: str, names: Collection[str]) -> bool:
    """Tell whether a valid Host header, `name` or `name:port`, is meant for this server."""
    name = (urlsplit(f"//{host}").hostname or "").rstrip(".")
    try:
        ip_address(name)
    except ValueError:
        return "." not in name or name.endswith(_LOCAL_ENDS) or name in names
    return True


def _in_origin_form(scope: Scope) -> Scope:
    """Return a request with its path alone, and with the host of an absolute address as Host."""
    path = scope["path"]
    scheme, separator, rest = path.partition("://")
    if not separator or scheme.lower() not in {"http", "https"}:
        return scope
    host, slash, below = rest.partition("/")
    headers = [each for each in scope["headers"] if each[0] != b"host"]
    return {
        **scope,
        "path": f"{slash or '/'}{below}",
        "raw_path": f"{slash or '/'}{below}".encode(),
        "headers": [(b"host", host.encode()), *headers],
    }


def _refusal(host: str) -> ASGIApp:
    from starlette.responses import PlainTextResponse

    return PlainTextResponse(
        f"421: this server is not {host}; ask by its address, or start it with --host {host}\n",
        status_code=_MISDIRECTED,
    )
