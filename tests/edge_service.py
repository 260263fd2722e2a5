"""The service behind edge-tts as a program on loopback: real WebSocket, real MP3, chosen faults.

It speaks the protocol as the service does and is as strict: it checks the handshake's query and
headers, `speech.config` and the SSML, and collects their faults in `violations`.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from email.utils import formatdate
from typing import Self

from aiohttp import web
from edge_protocol import (
    CONFIG,
    Request,
    handshake_violations,
    messages,
    parts,
    read_ssml,
    text_message,
)
from edge_sound import LEAD_SECONDS
from edge_tts.drm import generate_sec_ms_gec_v2
from loopback import Loopback

CLOSED = "ws://127.0.0.1:9/edge/v1?T=x"
NO_HOST = "ws://no-such-host.invalid/edge/v1?T=x"
FAULTS = (
    "clock", "403", "429", "503", "refused", "dns", "tls", "drop", "abort", "close",
    "stall", "no-audio", "short", "noise", "static", "garbage", "shape", "early-end", "disorder",
    "no-boundaries", "trickle",
)  # fmt: skip
"""The faults of the service and of the way to it."""

__all__ = ["FAULTS", "LEAD_SECONDS", "Address", "EdgeService", "Request"]

STATUS = {"drop": 500, "403": 403, "403-undated": 403, "429": 429, "503": 503}
HOUR = 3600.0
TOKEN_SECONDS = 300.0
"""A token is computed from the time; the tokens before and after the present one are valid, too."""


class Address(str):
    """The service's address, which edge-tts formats once for every connection.

    `elsewhere` may return another address for the n-th connection: of a closed port, of no host,
    without TLS.
    """

    __slots__ = ("elsewhere", "times")

    def __init__(self, _address: str = "") -> None:
        self.elsewhere: Callable[[int], str] = lambda _: ""
        self.times = 0

    def __format__(self, spec: str) -> str:
        """Return the address of the next connection."""
        self.times += 1
        return self.elsewhere(self.times) or str(self)


@dataclass
class EdgeService:
    """The service on a port of loopback; a context manager that runs it in a thread of its own.

    `plan` names the fault of the n-th connection (from 1): ok;
    before the answer: 403, 403-undated (no Date), clock (from here on the service's clock is an
    hour further on, so that tokens are refused until the client corrects its own), 429, 503,
    drop (TCP abort);
    in the answer: abort (TCP), close and stall in mid-audio, no-audio, short (all boundaries, half
    the sound), noise (no MP3), static (MP3 with a hole), garbage (breaks the protocol), shape (JSON
    of another shape), early-end (the end before the sound), disorder (boundaries from the last to
    the first), no-boundaries, trickle (slower than it can be played, but steady).
    """

    plan: Callable[[int], str] = lambda _: "ok"
    gate: asyncio.Barrier | None = None
    """Holds answers back until this many requests have come."""
    latency: float = 0.0
    """Seconds before the answer to the handshake."""
    trickle_seconds: float = 0.3
    """Seconds between messages of 0.24 s of sound."""
    connections: int = 0
    peak: int = 0
    """The most connections that were open at once."""
    starts: list[float] = field(default_factory=list)
    """The time of each connection, by the monotonic clock."""
    requests: list[Request] = field(default_factory=list)
    violations: list[str] = field(default_factory=list)
    url: Address = field(default_factory=Address)
    open: int = 0
    """The connections that are open now."""
    _ahead: float = 0.0

    def first(self, *faults: str) -> None:
        """Play these faults on the next connections, then no fault."""
        begin = self.connections
        self.plan = lambda n: faults[n - begin - 1] if n - begin <= len(faults) else "ok"

    def always(self, fault: str) -> None:
        """Play this fault on all connections."""
        self.plan = lambda _: fault

    def play(self, fault: str, plays: Callable[[int], bool]) -> None:
        """Play a fault, also one of the way to the service, on the connections that are chosen."""
        elsewhere = {
            "refused": CLOSED,
            "dns": NO_HOST,
            "tls": self.url.replace("ws:", "wss:"),
        }
        if fault in elsewhere:
            self.url.elsewhere = lambda n: elsewhere[fault] if plays(n) else ""
        else:
            self.plan = lambda n: fault if plays(n) else "ok"

    def most_starts(self, seconds: float) -> int:
        """Return the most connections that came within any span of `seconds`."""
        return max(
            sum(first <= start < first + seconds for start in self.starts) for first in self.starts
        )

    def __enter__(self) -> Self:
        app = web.Application()
        app.router.add_get("/edge/v1", self._answer)
        self._loopback = Loopback(app).__enter__()
        self.url = Address(f"ws://127.0.0.1:{self._loopback.port}/edge/v1?TrustedClientToken=token")
        return self

    def __exit__(self, *_: object) -> None:
        self._loopback.__exit__()

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        self.connections += 1
        self.starts.append(time.monotonic())
        fault = self.plan(self.connections)
        self.violations += handshake_violations(request)
        self.open += 1
        self.peak = max(self.peak, self.open)
        socket = web.WebSocketResponse(compress=True)
        last = ""
        try:
            await asyncio.sleep(self.latency)
            refusal = self._refusal(request, fault)
            if refusal is None:
                await socket.prepare(request)
                last = await self._talk(socket, request, fault)
        finally:
            # before the last message, so that a client's next connection never counts beside this
            self.open -= 1
        if fault in {"drop", "abort"}:
            assert request.transport is not None
            request.transport.abort()
        if refusal is not None:
            return refusal
        with suppress(ConnectionError):
            if last:
                await socket.send_str(last)
            await socket.close()
        return socket

    def _refusal(self, request: web.Request, fault: str) -> web.Response | None:
        self._ahead += HOUR * (fault == "clock")
        now = time.time() + self._ahead
        valid = {generate_sec_ms_gec_v2(now + TOKEN_SECONDS * step) for step in (-1, 0, 1)}
        token = request.query.get("Sec-MS-GEC")
        status = STATUS.get(fault) or (403 if token not in valid else None)
        date = "now" if fault == "403-undated" else formatdate(now, usegmt=True)
        return web.Response(status=status, headers={"Date": date}) if status else None

    async def _talk(self, socket: web.WebSocketResponse, request: web.Request, fault: str) -> str:
        """Send the answer without its last message and return that, empty when there is none."""
        config = parts(await socket.receive_str())
        if json.loads(config[1])["context"]["synthesis"]["audio"] != CONFIG:
            self.violations.append(f"speech.config: {config[1]}")
        headers, ssml = parts(await socket.receive_str())
        asked = read_ssml(ssml)
        self.requests.append(asked)
        if self.gate:
            await self.gate.wait()
        number = headers["X-RequestId"]
        end = text_message(number, "turn.end", {})
        with suppress(ConnectionError):
            await self._send(socket, messages(number, asked, fault), fault)
            if fault == "early-end":
                await socket.send_str(end)
                await self._send(socket, messages(number, asked, "ok"), fault)
        if fault == "stall":
            # do not read either, as when the network fails, until the client gives up
            while request.transport and not request.transport.is_closing():  # noqa: ASYNC110
                await asyncio.sleep(0.02)
        return "" if fault in {"abort", "close", "stall", "early-end"} else end

    async def _send(
        self, socket: web.WebSocketResponse, messages: Iterator[str | bytes], fault: str
    ) -> None:
        for message in messages:
            if fault == "trickle":
                await asyncio.sleep(self.trickle_seconds)
            if isinstance(message, str):
                await socket.send_str(message)
            else:
                await socket.send_bytes(message)
