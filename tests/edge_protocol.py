"""The messages of the service behind edge-tts: what a client must send, and the answers."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree as ET

from aiohttp import web
from edge_sound import FRAME_BYTES, say

VOICES = ("XiaoxiaoNeural", "YunxiNeural", "YunyangNeural", "XiaobeiNeural")

_VOICE = re.compile(r"Microsoft Server Speech Text to Speech Voice \((.+), (.+)\)")
_QUERY = {
    "TrustedClientToken": re.compile(r"\S+"),
    "ConnectionId": re.compile(r"[0-9a-f]{32}"),
    "Sec-MS-GEC": re.compile(r"[0-9A-F]{16}-[0-9A-F]{64}"),
    "Sec-MS-GEC-Version": re.compile(r"2-[\d.]+"),
}
CONFIG = {
    "metadataoptions": {"sentenceBoundaryEnabled": "false", "wordBoundaryEnabled": "true"},
    "outputFormat": "audio-24khz-48kbitrate-mono-mp3",
}


@dataclass
class Request:
    """The request of one connection."""

    voice: str
    rate: str
    text: str


def messages(request: str, asked: Request, fault: str) -> Iterator[str | bytes]:
    """Yield the messages of an answer without its end."""
    yield text_message(request, "turn.start", {"context": {}})
    yield text_message(request, "response", {"context": {}})
    if asked.voice not in VOICES or fault in {"no-audio", "early-end"}:
        return
    boundaries, sound = say(asked.text, fault)
    for boundary in boundaries:
        yield text_message(request, "audio.metadata", {"Metadata": [boundary]})
    if fault == "shape":
        yield text_message(request, "audio.metadata", {"Metadata": None})
    if fault == "garbage":
        yield b"\x00\x05Path:nonsense"
    for at in range(0, len(sound), 10 * FRAME_BYTES):
        yield _audio_message(request, sound[at : at + 10 * FRAME_BYTES])
    if fault not in {"abort", "close", "stall"}:
        yield _audio_message(request, b"")


def handshake_violations(request: web.Request) -> Iterator[str]:
    for name, pattern in _QUERY.items():
        if not pattern.fullmatch(request.query.get(name, "")):
            yield f"{name}={request.query.get(name)}"
    if not request.headers.get("Origin", "").startswith("chrome-extension://"):
        yield f"Origin: {request.headers.get('Origin')}"
    if not re.fullmatch(r"muid=[0-9A-F]{32};", request.headers.get("Cookie", "")):
        yield f"Cookie: {request.headers.get('Cookie')}"


def parts(message: str) -> tuple[dict[str, str], str]:
    head, _, body = message.partition("\r\n\r\n")
    return dict(line.split(":", 1) for line in head.split("\r\n")), body


def read_ssml(ssml: str) -> Request:
    namespace = "{http://www.w3.org/2001/10/synthesis}"
    voice = ET.fromstring(ssml).find(f"{namespace}voice")  # noqa: S314 -- our own client
    assert voice is not None
    prosody = voice.find(f"{namespace}prosody")
    assert prosody is not None
    match = _VOICE.fullmatch(voice.attrib["name"])
    assert match
    assert not list(prosody), "the text must be text, not markup"
    return Request(match[2], prosody.attrib["rate"], prosody.text or "")


def text_message(request: str, path: str, body: dict[str, Any]) -> str:
    head = f"X-RequestId:{request}\r\nContent-Type:application/json; charset=utf-8\r\nPath:{path}"
    return f"{head}\r\n\r\n{json.dumps(body, ensure_ascii=False)}"


def _audio_message(request: str, sound: bytes) -> bytes:
    kind = "Content-Type:audio/mpeg\r\n" if sound else ""
    head = f"X-RequestId:{request}\r\n{kind}X-StreamId:1\r\nPath:audio\r\n".encode()
    return len(head).to_bytes(2, "big") + head + sound
