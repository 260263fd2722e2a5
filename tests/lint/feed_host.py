"""A web host of a podcast on loopback, with the faults that hosts have."""

from __future__ import annotations

import asyncio
import mimetypes
import threading
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Self

import valid_feed
from public_folder import measured
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route
from uvicorn import Config, Server

from podcast.serve.server import _listen

_TYPES = {
    ".vtt": "text/vtt",
    ".srt": "application/x-subrip",
    ".opus": "audio/ogg",
    ".xml": "application/rss+xml",
}


@dataclass(frozen=True, slots=True)
class Served:
    """What stands at a path, and how the host serves it."""

    body: bytes
    headers: dict[str, str] = field(default_factory=dict)
    status: int = 200
    head: bool = True
    ranges: bool = True
    conditional: bool = True
    drip: float = 0.0
    """Seconds after each byte; the answer never ends."""


@dataclass
class FeedHost:
    """Serves the valid feed and a public folder; notes what is asked."""

    folder: Path
    pages: dict[str, Served] = field(default_factory=dict)
    asked: list[tuple[str, str]] = field(default_factory=list)

    def __enter__(self) -> Self:
        listener = _listen("127.0.0.1", 0)
        self.base = f"http://127.0.0.1:{listener.getsockname()[1]}/"
        self.mend()
        methods = ["GET", "HEAD"]
        app = Starlette(routes=[Route("/{path:path}", self._answer, methods=methods)])
        self._server = Server(Config(app, http="h11", ws="none", lifespan="off", log_level="error"))
        self._thread = threading.Thread(target=self._server.run, args=([listener],))
        self._stopped = False
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopped = True
        self._server.should_exit = True
        self._thread.join()

    def mend(self) -> None:
        """Serve everything as it should be, and forget what was asked."""
        self.pages.clear()
        self.asked.clear()
        for path in self.folder.rglob("*.*"):
            name = path.relative_to(self.folder).as_posix()
            self.pages[name] = Served(path.read_bytes(), _headers(name))
        self.put("feed.xml", measured(valid_feed.VALID, self.folder))

    @property
    def feed(self) -> str:
        """The address of the feed."""
        return f"{self.base}feed.xml"

    def put(self, name: str, text: str) -> None:
        """Serve a text in which addresses are those of this host."""
        self.pages[name] = Served(text.replace(valid_feed.BASE, self.base).encode(), _headers(name))

    def edit(self, edits: valid_feed.Edits) -> None:
        """Serve the feed with these changes; they see the public addresses."""
        text = self.pages["feed.xml"].body.decode().replace(self.base, valid_feed.BASE)
        self.put("feed.xml", valid_feed.edited(edits, text))

    def change(self, name: str, **how: object) -> None:
        """Serve a file in another way."""
        self.pages[name] = replace(self.pages[name], **how)  # type: ignore[arg-type]

    def header(self, name: str, **headers: str | None) -> None:
        """Serve a file with other headers; None takes one away."""
        changed = {key.replace("_", "-"): value for key, value in headers.items()}
        both = {**self.pages[name].headers, **changed}
        self.change(name, headers={key: value for key, value in both.items() if value is not None})

    async def _answer(self, request: Request) -> Response:
        name = request.path_params["path"]
        self.asked.append((request.method, name))
        page = self.pages.get(name)
        if page is None:
            return Response("gone", 404)
        if request.method == "HEAD" and not page.head:
            return Response(status_code=405)
        if page.drip:
            return StreamingResponse(self._drops(page.drip), headers=page.headers)
        tag = page.headers.get("etag")
        if page.conditional and tag and request.headers.get("if-none-match") == tag:
            return Response(status_code=304)
        if page.ranges and request.headers.get("range") == "bytes=0-1":
            span = {"Content-Range": f"bytes 0-1/{len(page.body)}"}
            return Response(page.body[:2], 206, {**span, **page.headers})
        return Response(page.body, page.status, page.headers)

    async def _drops(self, pause: float) -> AsyncIterator[bytes]:
        with suppress(asyncio.CancelledError):
            while not self._stopped:
                yield b"<"
                await asyncio.sleep(pause)


def _headers(name: str) -> dict[str, str]:
    ending = Path(name).suffix
    kind = _TYPES.get(ending) or mimetypes.guess_type(name)[0] or "application/octet-stream"
    headers = {"content-type": kind, "access-control-allow-origin": "*"}
    return {**headers, "etag": '"1"'} if ending == ".xml" else headers
