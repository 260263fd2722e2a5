"""The service behind edge-tts as a program on loopback: real WebSocket, real MP3, chosen faults.

It speaks the protocol as the service does and is as strict: the handshake's query and headers,
`speech.config`, and the SSML are checked, and what is wrong with them is kept in `violations`.
"""

from __future__ import annotations

import asyncio
import json
import re
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Self
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape

from aiohttp import WSMsgType, web

from podcast.ffmpeg import run

TICKS_PER_SECOND = 10_000_000
FRAME_BYTES = 144
FRAME_SECONDS = 0.024
SYLLABLE_SECONDS = 0.2
PAUSE_SECONDS = 0.3
LEAD_SECONDS = 0.1
TAIL_SECONDS = 0.3

VOICES = ("XiaoxiaoNeural", "YunxiNeural", "YunyangNeural", "XiaobeiNeural")
STATUS = {"403": 403, "403-undated": 403, "429": 429, "503": 503}

_WORD = re.compile(r"[A-Za-z]+|[^\W\dA-Za-z]{1,2}")
_VOICE = re.compile(r"Microsoft Server Speech Text to Speech Voice \((.+), (.+)\)")
_QUERY = {
    "TrustedClientToken": re.compile(r"\S+"),
    "ConnectionId": re.compile(r"[0-9a-f]{32}"),
    "Sec-MS-GEC": re.compile(r"[0-9A-F]{16}-[0-9A-F]{64}"),
    "Sec-MS-GEC-Version": re.compile(r"2-[\d.]+"),
}
_CONFIG = {
    "metadataoptions": {"sentenceBoundaryEnabled": "false", "wordBoundaryEnabled": "true"},
    "outputFormat": "audio-24khz-48kbitrate-mono-mp3",
}


@dataclass
class Request:
    """What one connection asked for."""

    voice: str
    rate: str
    text: str


@dataclass
class EdgeService:
    """The service on a port of loopback; a context manager that runs it in a thread of its own.

    `plan` names the fault of the n-th connection (from 1): ok, 403, 429, 503, drop, abort, close,
    no-audio, no-boundaries, short (all boundaries, half the sound), stall, noise (bytes that are
    no MP3), garbage (a message that breaks the protocol), 403-undated (no Date header).
    """

    plan: Callable[[int], str] = lambda _: "ok"
    gate: asyncio.Barrier | None = None
    """What holds back the answers until so many have been asked for."""
    connections: int = 0
    peak: int = 0
    requests: list[Request] = field(default_factory=list)
    violations: list[str] = field(default_factory=list)
    url: str = ""
    _open: int = 0

    def first(self, *faults: str) -> None:
        """Play these faults on the next connections, then none."""
        begin = self.connections
        self.plan = lambda n: faults[n - begin - 1] if n - begin <= len(faults) else "ok"

    def always(self, fault: str) -> None:
        """Play this fault for good."""
        self.plan = lambda _: fault

    def __enter__(self) -> Self:
        ready = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve(ready)))
        self._thread.start()
        ready.wait()
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join()

    async def _serve(self, ready: threading.Event) -> None:
        self._loop = asyncio.get_running_loop()
        self._stop = asyncio.Event()
        app = web.Application()
        app.router.add_get("/edge/v1", self._answer)
        runner = web.AppRunner(app, shutdown_timeout=0.1)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        port = runner.addresses[0][1]
        self.url = f"ws://127.0.0.1:{port}/edge/v1?TrustedClientToken=token"
        ready.set()
        await self._stop.wait()
        await runner.cleanup()

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        self.connections += 1
        fault = self.plan(self.connections)
        self.violations += _handshake_violations(request)
        if fault == "drop":
            _abort(request)
            return web.Response()
        if fault in STATUS:
            dated = {"Date": "now"} if fault == "403-undated" else None  # not a date
            return web.Response(status=STATUS[fault], headers=dated)
        socket = web.WebSocketResponse(compress=True)
        await socket.prepare(request)
        self._open += 1
        self.peak = max(self.peak, self._open)
        try:
            await self._talk(socket, request, fault)
        finally:
            self._open -= 1
        return socket

    async def _talk(self, socket: web.WebSocketResponse, request: web.Request, fault: str) -> None:
        config = _parts(await socket.receive_str())
        if json.loads(config[1])["context"]["synthesis"]["audio"] != _CONFIG:
            self.violations.append(f"speech.config: {config[1]}")
        headers, ssml = _parts(await socket.receive_str())
        asked = _read_ssml(ssml)
        self.requests.append(asked)
        if self.gate:
            await self.gate.wait()
        for kind, data in self._messages(headers["X-RequestId"], asked, fault):
            if kind == "abort":
                _abort(request)
                return
            if kind == "stall":
                # until the client loses patience, or the test ends
                while (await socket.receive()).type not in {WSMsgType.CLOSE, WSMsgType.CLOSED}:
                    pass
            elif kind == "text":
                await socket.send_str(data)
            else:
                await socket.send_bytes(data)
        await socket.close()

    def _messages(self, request: str, asked: Request, fault: str) -> Iterator[tuple[str, Any]]:
        yield "text", _text_message(request, "turn.start", {"context": {}})
        yield "text", _text_message(request, "response", {"context": {}})
        if asked.voice not in VOICES or fault == "no-audio":
            yield "text", _text_message(request, "turn.end", {})
            return
        boundaries, sound = _spoken(asked.text)
        if fault == "noise":
            sound = bytes(len(sound))
        if fault != "no-boundaries":
            for boundary in boundaries:
                yield "text", _text_message(request, "audio.metadata", {"Metadata": [boundary]})
        if fault == "garbage":
            yield "bytes", b"\x00\x05Path:nonsense"
        half = len(sound) // FRAME_BYTES // 2 * FRAME_BYTES
        cut = half if fault in {"abort", "close", "stall", "short"} else len(sound)
        for at in range(0, cut, 10 * FRAME_BYTES):
            yield "bytes", _audio_message(request, sound[at : min(cut, at + 10 * FRAME_BYTES)])
        if fault in {"abort", "stall"}:
            yield fault, None
        if fault not in {"abort", "close", "stall"}:
            yield "bytes", _audio_message(request, b"")
            yield "text", _text_message(request, "turn.end", {})


def _abort(request: web.Request) -> None:
    assert request.transport is not None
    request.transport.abort()


def _handshake_violations(request: web.Request) -> Iterator[str]:
    for name, pattern in _QUERY.items():
        if not pattern.fullmatch(request.query.get(name, "")):
            yield f"{name}={request.query.get(name)}"
    if not request.headers.get("Origin", "").startswith("chrome-extension://"):
        yield f"Origin: {request.headers.get('Origin')}"
    if not re.fullmatch(r"muid=[0-9A-F]{32};", request.headers.get("Cookie", "")):
        yield f"Cookie: {request.headers.get('Cookie')}"


def _parts(message: str) -> tuple[dict[str, str], str]:
    head, _, body = message.partition("\r\n\r\n")
    return dict(line.split(":", 1) for line in head.split("\r\n")), body


def _read_ssml(ssml: str) -> Request:
    namespace = "{http://www.w3.org/2001/10/synthesis}"
    voice = ET.fromstring(ssml).find(f"{namespace}voice")  # noqa: S314 -- our own client
    assert voice is not None
    prosody = voice.find(f"{namespace}prosody")
    assert prosody is not None
    match = _VOICE.fullmatch(voice.attrib["name"])
    assert match
    assert not list(prosody), "the text must be text, not markup"
    return Request(match[2], prosody.attrib["rate"], prosody.text or "")


def _text_message(request: str, path: str, body: dict[str, Any]) -> str:
    head = f"X-RequestId:{request}\r\nContent-Type:application/json; charset=utf-8\r\nPath:{path}"
    return f"{head}\r\n\r\n{json.dumps(body, ensure_ascii=False)}"


def _audio_message(request: str, sound: bytes) -> bytes:
    kind = "Content-Type:audio/mpeg\r\n" if sound else ""
    head = f"X-RequestId:{request}\r\n{kind}X-StreamId:1\r\nPath:audio\r\n".encode()
    return len(head).to_bytes(2, "big") + head + sound


def _spoken(text: str) -> tuple[list[dict[str, Any]], bytes]:
    """Return the boundaries of a text, at most two characters each, and its MP3 frames."""
    boundaries: list[dict[str, Any]] = []
    clock = LEAD_SECONDS
    behind = 0
    for word in _WORD.finditer(text):
        pauses = sum(not char.isspace() for char in text[behind : word.start()])
        behind = word.end()
        clock += PAUSE_SECONDS * bool(pauses)
        seconds = SYLLABLE_SECONDS * min(len(word[0]), 2)
        boundaries.append(_boundary(word[0], clock, seconds))
        clock += seconds
    loud, quiet = _frames()
    sound = loud * round(clock / FRAME_SECONDS) + quiet * round(TAIL_SECONDS / FRAME_SECONDS)
    return boundaries, sound


def _boundary(word: str, offset: float, seconds: float) -> dict[str, Any]:
    text = {"Text": escape(word), "Length": len(word), "BoundaryType": "WordBoundary"}
    times = {
        "Offset": round(offset * TICKS_PER_SECOND),
        "Duration": round(seconds * TICKS_PER_SECOND),
    }
    return {"Type": "WordBoundary", "Data": {**times, "text": text}}


@cache
def _frames() -> tuple[bytes, bytes]:
    """Return one MP3 frame of a tone and one of silence, as the service encodes: 24 kHz, CBR."""
    return _frame("sine=frequency=500:sample_rate=24000"), _frame("anullsrc=r=24000:cl=mono")


def _frame(source: str) -> bytes:
    # without a bit reservoir every frame can be decoded alone, and a period of 48 samples fits
    # into a frame of 576 twelve times, so that repeated frames make an even tone
    encoder = ("-c:a", "libmp3lame", "-b:a", "48k", "-reservoir", "0", "-write_xing", "0")
    mp3 = run(("-f", "lavfi", "-t", "1", "-i", source, *encoder, "-id3v2_version", "0",
               "-f", "mp3", "pipe:1"))  # fmt: skip
    assert len(mp3) % FRAME_BYTES == 0
    middle = len(mp3) // FRAME_BYTES // 2 * FRAME_BYTES
    return mp3[middle : middle + FRAME_BYTES]
