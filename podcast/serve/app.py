"""The ASGI application: GET and HEAD for the files of episodes/, on Starlette."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Collection
from pathlib import Path, PurePath, PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from podcast.lib.mediatypes import media_type
from podcast.serve.files import INDEX, locate
from podcast.serve.hosts import at_the_door
from podcast.serve.rewrite import rewrite, valid_host
from podcast.show.config import Show

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.types import ASGIApp, Scope

_REWRITTEN = {".html", ".xml"}
_OEMBED = "oembed.json"
_METHODS = ["GET", "HEAD", "OPTIONS"]

_SPAN = rb"(?:\d{1,18}-\d{0,18}|-\d{1,18})"
_RANGE = re.compile(rb"bytes=[ \t]*" + _SPAN + rb"(?:[ \t]*,[ \t]*" + _SPAN + rb")*")

HEADERS = [("X-Content-Type-Options", "nosniff")]
"""The headers of every answer, errors included."""

_FOR_PLAYERS = ("audio/", "image/", "text/vtt", "text/javascript", "application/x-subrip",
                "application/json+chapters")  # fmt: skip
_JSON_FOR_PLAYERS = {"transcript.json", "peaks.json"}
_OPEN = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "Accept-Ranges, Content-Length, Content-Range, ETag",
}
"""The headers with which a browser lets pages of other sites read a file, as their players must."""


def application(show: Show, *, as_is: bool = False, names: Collection[str] = ()) -> ASGIApp:
    """Return the application for a show.

    Unless `as_is` is set, `base_url` in the feed and pages is replaced by the address at which the
    client reached this server, also behind `feed.prefix`, where nobody here is to be counted.
    `names` are the names by which it may be reached beside those that no page of the Internet has
    (`hosts.py`).
    """
    from starlette.applications import Starlette
    from starlette.routing import Route

    endpoint = _endpoint(show.episodes.resolve(), () if as_is else _bases(show))
    app = Starlette(routes=[Route("/{path:path}", endpoint, methods=_METHODS)])
    return at_the_door(app, {*names, urlsplit(show.base_url).hostname or ""})


def _bases(show: Show) -> tuple[str, ...]:
    """Return what addresses of the show's files begin with, the longest first."""
    prefix, base = show.feed.prefix, show.base_url
    return (f"{prefix}{base.removeprefix('https://')}", base) if prefix else (base,)


def _endpoint(root: Path, bases: tuple[str, ...]) -> Callable[[Request], Response]:
    def answer(request: Request) -> Response:
        from starlette.responses import PlainTextResponse, RedirectResponse

        path = request.scope["path"]
        if request.method == "OPTIONS":
            return _preflight(PurePosixPath(path))
        file = locate(root, path)
        if file and file.is_dir():
            if not path.endswith("/"):  # relative links in the page need the slash
                return RedirectResponse(f"/{quote(file.relative_to(root).as_posix())}/", 308)
            file = locate(root, f"{path}{INDEX}")
        elif path.endswith("/"):
            file = None
        if file is None or not file.is_file():
            return PlainTextResponse("404: no such file\n", status_code=404)
        if bases and (file.suffix in _REWRITTEN or file.name == _OEMBED):
            return _rewritten(request, root, bases, file)
        return _file(request, file)

    return answer


def _open_to_players(path: PurePath) -> dict[str, str]:
    """Return the headers that open a file to players on other sites; none for other files."""
    is_open = media_type(path).startswith(_FOR_PLAYERS) or path.name in _JSON_FOR_PLAYERS
    return _OPEN if is_open else {}


def _preflight(path: PurePath) -> Response:
    from starlette.responses import Response

    opened = _open_to_players(path)
    if not opened:
        return Response(status_code=204, headers={"Allow": ", ".join(_METHODS)})
    return Response(
        status_code=204,
        headers={
            **opened,
            "Access-Control-Allow-Methods": ", ".join(_METHODS),
            "Access-Control-Allow-Headers": "Range, If-Range, If-None-Match, If-Modified-Since",
            "Access-Control-Max-Age": "86400",
        },
    )


def _file(request: Request, path: Path) -> Response:
    from starlette.responses import FileResponse

    _drop_range_to_ignore(request.scope)
    # not as media_type, to which Starlette would add a charset
    headers = {"Content-Type": media_type(path), **_open_to_players(path)}
    return _unless_known(request, FileResponse(path, headers=headers, stat_result=path.stat()))


def _rewritten(request: Request, root: Path, bases: tuple[str, ...], path: Path) -> Response:
    from starlette.responses import Response

    body = rewrite(path.read_bytes(), bases, _here(request), lambda name: _served(root, name))
    headers = {
        "Content-Type": media_type(path),
        "ETag": f'"{hashlib.sha256(body).hexdigest()[:32]}"',
        "Vary": "Host",
    }
    return _unless_known(request, Response(body, headers=headers))


def _unless_known(request: Request, response: Response) -> Response:
    """Return 304 in place of an answer that the client already has (RFC 9110, section 13)."""
    from starlette.staticfiles import NotModifiedResponse, StaticFiles

    if StaticFiles().is_not_modified(response.headers, request.headers):
        return NotModifiedResponse(response.headers)
    return response


def _drop_range_to_ignore(scope: Scope) -> None:
    """Remove a Range header that a server must ignore (RFC 9110, 14.2): malformed, or without GET.

    Starlette would answer a malformed Range with 400, and a Range without GET with 206.
    """
    scope["headers"] = [
        (name, value)
        for name, value in scope["headers"]
        if name != b"range" or (scope["method"] == "GET" and _meaningful(value))
    ]


def _meaningful(value: bytes) -> bool:
    if not _RANGE.fullmatch(value.lower()):
        return False
    spans = (span.strip().split(b"-") for span in value.split(b"=")[1].split(b","))
    return all(not (first and last) or int(first) <= int(last) for first, last in spans)


def _served(root: Path, name: str) -> bool:
    file = locate(root, name)
    return file is not None and (file.is_file() or (file / INDEX).is_file())


def _here(request: Request) -> str:
    """Return the base address that the client used, or the server's own if Host is not valid."""
    host = request.headers.get("host", "")
    if not valid_host(host):
        name, port = request.scope["server"]
        host = f"[{name}]:{port}" if ":" in name else f"{name}:{port}"
    return f"http://{host}/"
