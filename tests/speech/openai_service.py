"""An OpenAI-like speech service as a program on loopback: real HTTP, real sound, chosen faults.

It is strict about the request; what is wrong with one is kept in `violations`.
"""

from __future__ import annotations

import asyncio
import base64
import gzip
import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Self

import numpy as np
from aiohttp import web
from loopback import Loopback

from podcast.lib.ffmpeg import run

SAMPLE_RATE = 24_000
SYLLABLE_SECONDS = 0.2
PAUSE_SECONDS = 0.3
LEAD_SECONDS = 0.1
MODEL = "tts-test"
VOICES = ("alloy", "nova", "zf_xiaobei(2)+zm_yunxi(1)")
KEY = "sk-probe-7Qm2ZxV9tLw4"
FAULTS = (
    "ok", "mp3", "streamed", "401", "403", "404", "bad voice", "bad model", "402", "quota", "413",
    "too long", "429", "500", "503", "400", "no wav", "empty", "silent", "short", "cut wav",
    "cut body", "cut chunks", "html", "json", "noise", "redirect", "elsewhere", "drop", "stall",
    "trickle", "echo", "coded", "spaced", "tail", "slow rate", "long", "packed", "packed 401",
)  # fmt: skip
"""What `plan` may name; `echo` is a refusal that repeats the key wherever it can, `coded`,
`spaced` and `tail` do so in base64, letter by letter and its end only, `slow
rate` and `long` are small files of hours, `packed` is a packed answer of many times its size."""

_FIELDS = {"model", "voice", "input", "response_format", "speed"}
_UNIT = re.compile(r"[A-Za-z]+|[，。？！：；、]|\w")
_PACKED = {"packed": 200, "packed 401": 401}
_FORMS: dict[str, Callable[[str], str]] = {
    "echo": str,
    "coded": lambda given: base64.b64encode(given.encode()).decode(),
    "spaced": " ".join,
    "tail": lambda given: f"***{given[-5:]}",
}
_ERRORS: dict[str, tuple[int, Any]] = {
    "402": (402, {"error": {"message": "payment required"}}),
    "404": (404, {"detail": "Not Found"}),
    "bad voice": (400, {"detail": {"error": "validation_error", "message": "Voice not found"}}),
    "bad model": (404, {"error": {"message": "The model does not exist", "param": "model"}}),
    "quota": (429, {"error": {"message": "no credit", "code": "insufficient_quota"}}),
    "413": (413, {"error": {"message": "Payload Too Large"}}),
    "too long": (
        422,
        {"detail": [{"loc": ["body", "input"], "msg": "String should have at most 9 characters"}]},
    ),
    "429": (429, {"error": {"message": "slow down"}}),
    "500": (500, {"error": {"message": "model crashed"}}),
    "503": (503, None),
    "400": (400, {"error": {"message": "no such field", "param": "speed"}}),
    "no wav": (400, {"error": {"message": "response_format wav is not supported"}}),
}


@dataclass
class OpenAIService:
    """The service on a port of loopback; a context manager that runs it in a thread of its own.

    `plan` names the answer to the n-th request (from 1), one of FAULTS. `most` is how many
    characters it takes; `formats` what it makes.
    """

    plan: Callable[[int], str] = lambda _: "ok"
    key: str = KEY
    most: int = 4096
    formats: tuple[str, ...] = ("wav", "mp3")
    retry_after: str = "0"
    url: str = ""
    connections: int = 0
    peak: int = 0
    requests: list[dict[str, Any]] = field(default_factory=list)
    authorizations: list[str | None] = field(default_factory=list)
    targets: list[str] = field(default_factory=list)
    """The address of each request as it was written: a proxy gets a whole one."""
    violations: list[str] = field(default_factory=list)
    _open: int = 0

    def first(self, *faults: str) -> None:
        """Play these faults on the next requests, then none."""
        begin = self.connections
        self.plan = lambda n: faults[n - begin - 1] if n - begin <= len(faults) else "ok"

    def always(self, fault: str) -> None:
        """Play this fault for good."""
        assert fault in FAULTS
        self.plan = lambda _: fault

    def __enter__(self) -> Self:
        app = web.Application()
        app.router.add_route("*", "/{path:.*}", self._count)
        self._loopback = Loopback(app).__enter__()
        self.url = f"http://127.0.0.1:{self._loopback.port}/v1"
        return self

    def __exit__(self, *_: object) -> None:
        self._loopback.__exit__()

    async def _count(self, request: web.Request) -> web.StreamResponse:
        self.connections += 1
        self._open += 1
        self.peak = max(self.peak, self._open)
        try:
            return await self._answer(request, self.plan(self.connections))
        finally:
            self._open -= 1

    async def _answer(self, request: web.Request, fault: str) -> web.StreamResponse:
        self.targets.append(request.raw_path)
        self.authorizations.append(request.headers.get("Authorization"))
        if request.method != "POST" or not request.path.endswith("/v1/audio/speech"):
            self.violations.append(f"{request.method} {request.path}")
            return web.json_response({"detail": "Not Found"}, status=404)
        body = json.loads(await request.text())
        if set(body) != _FIELDS or not 0.25 <= body["speed"] <= 4 or not body["input"].strip():
            self.violations.append(repr(body))
        if request.headers.get("Accept-Encoding") != "identity":
            self.violations.append(f"Accept-Encoding: {request.headers.get('Accept-Encoding')}")
        self.requests.append(body)
        if fault in _PACKED:
            headers = {"Content-Encoding": "gzip, gzip"}
            return web.Response(status=_PACKED[fault], body=_zeros(), headers=headers)
        refused = self._refused(request, body, fault)
        return refused or await self._sound(request, body, fault)

    def _refused(
        self, request: web.Request, body: dict[str, Any], fault: str
    ) -> web.StreamResponse | None:
        given = request.headers.get("Authorization", "")
        if fault in _FORMS:
            return web.json_response(
                {"error": {"message": f"bad header {_FORMS[fault](given)}"}},
                status=400,
                headers={"X-Debug": given, "Set-Cookie": f"k={self.key}"},
                reason=f"Bad {self.key}",
            )
        if fault in {"401", "403"} or (self.key and given != f"Bearer {self.key}"):
            said = f"Incorrect API key provided: {given[-len(self.key) :]}"
            return web.json_response(
                {"error": {"message": said}}, status=403 if fault == "403" else 401
            )
        if fault in {"redirect", "elsewhere"}:
            host = "localhost:9" if fault == "elsewhere" else "127.0.0.1"
            return web.Response(status=307, headers={"Location": f"http://{host}/v1?k={given}"})
        fault = self._objection(body) or fault
        if fault not in _ERRORS:
            return None
        status, data = _ERRORS[fault]
        headers = {"Retry-After": self.retry_after} if status in {429, 503} else None
        if data is None:
            page = "<h1>Service Unavailable</h1>"
            return web.Response(status=status, text=page, content_type="text/html", headers=headers)
        return web.json_response(data, status=status, headers=headers)

    def _objection(self, body: dict[str, Any]) -> str:
        if body["response_format"] not in self.formats:
            return "no wav"
        if len(body["input"]) > self.most:
            return "too long"
        if body["model"] != MODEL:
            return "bad model"
        return "" if body["voice"] in VOICES else "bad voice"

    async def _sound(
        self, request: web.Request, body: dict[str, Any], fault: str
    ) -> web.StreamResponse:
        if fault == "drop":
            assert request.transport is not None
            request.transport.abort()
            return web.Response()
        if fault in {"stall", "trickle"}:
            return await self._slow(request, fault)
        if fault == "html":
            return web.Response(text="<!doctype html><h1>Welcome</h1>", content_type="text/html")
        if fault == "json":
            return web.json_response({"status": "queued"})
        form = "mp3" if fault == "mp3" else body["response_format"]
        kind = f"audio/{'mpeg' if form == 'mp3' else form}"
        data = await asyncio.to_thread(_bytes, body, form, fault)
        if fault in {"cut body", "cut chunks"}:
            return await _cut(request, data, kind, chunked=fault == "cut chunks")
        return web.Response(body=data, content_type=kind)

    async def _slow(self, request: web.Request, fault: str) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "audio/wav"})
        await response.prepare(request)
        await response.write(b"RIFF")
        while not self._loopback.ended.is_set() and request.transport is not None:
            await asyncio.sleep(0.05)
            if fault == "trickle":
                await response.write(b"\0")
        return response


@cache
def _zeros() -> bytes:
    """Return 100 MB of zeros, packed twice into a few hundred bytes."""
    return gzip.compress(gzip.compress(bytes(100_000_000)))


async def _cut(
    request: web.Request, data: bytes, kind: str, *, chunked: bool
) -> web.StreamResponse:
    """Send half of what was promised, then close."""
    response = web.StreamResponse(headers={"Content-Type": kind})
    if chunked:
        response.enable_chunked_encoding()
    else:
        response.content_length = len(data)
    await response.prepare(request)
    await response.write(data[: len(data) // 2])
    await asyncio.sleep(0.02)
    assert request.transport is not None
    request.transport.close()
    return response


def sound(text: str, speed: float = 1.0) -> np.ndarray[Any, np.dtype[np.int16]]:
    """Return a tone for every character and letter, and quiet for every mark."""
    pieces = [np.zeros(round(LEAD_SECONDS * SAMPLE_RATE))]
    for unit in _UNIT.findall(text):
        is_mark = unit in "，。？！：；、"
        seconds = (PAUSE_SECONDS if is_mark else SYLLABLE_SECONDS) / speed
        times = np.arange(round(seconds * SAMPLE_RATE)) / SAMPLE_RATE
        pieces.append(np.zeros(len(times)) if is_mark else np.sin(2 * np.pi * 330 * times))
    pieces.append(np.zeros(round(LEAD_SECONDS * SAMPLE_RATE)))
    return (np.concatenate(pieces) * 8000).astype(np.int16)


def _bytes(body: dict[str, Any], form: str, fault: str) -> bytes:
    samples = sound(body["input"], body["speed"])
    if fault == "empty":
        return b""
    if fault == "noise":
        return b"\x01\x02\x03" * 4000
    if fault == "silent":
        samples = np.zeros_like(samples)
    if fault == "long":
        form, samples = "flac", np.zeros(SAMPLE_RATE * 700, np.int16)
    if fault == "short":
        samples = samples[: round(SAMPLE_RATE * 0.15)]
    rate = ("-f", "s16le", "-ar", str(SAMPLE_RATE), "-ac", "1", "-i", "pipe:0")
    data = run((*rate, "-f", form, "pipe:1"), samples.astype("<i2").tobytes())
    if form != "wav":
        return data
    if fault == "slow rate":
        at = data.index(b"fmt ") + 12
        return data[:at] + (10).to_bytes(4, "little") + data[at + 4 :]
    at = data.index(b"data") + 4
    if fault == "streamed":
        return data[:at] + b"\xff" * 4 + data[at + 4 :]
    data = data[:at] + (len(data) - at - 4).to_bytes(4, "little") + data[at + 4 :]
    return data[: len(data) // 2] if fault == "cut wav" else data
