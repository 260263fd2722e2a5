"""A chat service as a program on loopback: real HTTP, streams, truthful answers, chosen faults.

It reads the post only out of the request, as a model does, and tells it in words of its own
(`OWN`), by which tests know whether they have reached a script. What is wrong with a request is
kept in `violations`.
"""

from __future__ import annotations

import asyncio
import base64
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from aiohttp import web
from falsehoods import FALSEHOODS, falsify
from loopback import Loopback

from podcast.online import faults, request

if TYPE_CHECKING:
    import pytest

KEY = "sk-chat-9Kd3ZqW7nTb5"
MODEL = "chat-test"
OWN = ("跟各位说一件事", "往细里讲")
"""Words of the service's own, in every item that it tells truthfully."""
OWN_GREETING, OWN_BRIDGE, OWN_CLOSING = "又和各位见面了", "我们往下看", "今天就聊到这儿"

VARIABLE = "CHAT_KEY"
"""The environment variable with the key."""

TRANSPORT = ("slow", "stall", "401", "429", "500", "drop", "html", "echo")
SHAPES = (
    "truncated", "refusal", "other language", "other host", "empty", "no lines", "drops the item",
    "other item", "other sentence", "markup", "hidden", "cut stream", "too long", "obeys",
    "tells the prompt", "mixes headlines", "half character", "invents", "remarks",
    "bound",
)  # fmt: skip
FAULTS = (*FALSEHOODS, *SHAPES, *TRANSPORT)
"""What `fault` may name: falsehoods of each kind, answers of a wrong shape, faults of the service.
`obeys` does what a text of the post asks for."""

_INVENTED = {"invents": "有网友担心自己会因此失业", "remarks": "网友一片沸腾"}
"""What is said without figure or name: as a sentence, and as a clause behind a true one."""

_ERRORS: dict[str, tuple[int, dict[str, Any]]] = {
    "429": (429, {"error": {"message": "slow down"}}),
    "404": (404, {"detail": "Not Found"}),
    "long": (400, {"error": {"message": "This model's maximum context length is 8192 tokens."}}),
    "500": (500, {"error": {"message": "model crashed"}}),
    "402": (402, {"error": {"message": "Insufficient Balance"}}),
    "403": (403, {"error": {"message": "not in your region"}}),
    "413": (413, {"error": {"message": "request entity too large"}}),
    "200 with 402": (200, {"error": {"message": "Insufficient credits", "code": 402}}),
    "200 with an error": (200, {"error": "overloaded"}),
}
_ORDER = re.compile(r"忽略[^“”]{0,80}“([^“”]+)”")
"""Matches an order in a post, with the words that it wants said."""


@dataclass
class ChatService:
    """The service on a port of loopback; a context manager that runs it in a thread of its own.

    The first `times` requests about `target` (an item's number, 0 for the frame, None for any) are
    answered with `fault`, the others truthfully.
    """

    fault: str = "ok"
    target: int | None = None
    times: float = 0
    key: str = KEY
    forms: tuple[str, ...] = ("schema", "tool", "prompt")
    bound: str = "max_tokens"
    reports: bool = True
    """Whether the option for the tokens of a stream is known."""
    streams: bool = True
    slow: float = 0.2
    retry_after: str = "0"
    url: str = ""
    peak: int = 0
    requests: list[dict[str, Any]] = field(default_factory=list)
    asked: Counter[int] = field(default_factory=Counter)
    """How many requests were made about each item; 0 is the frame."""
    planted: list[str] = field(default_factory=list)
    """The false lines that were answered."""
    refused_forms: int = 0
    violations: list[str] = field(default_factory=list)
    _open: int = 0
    _faulty: int = 0

    def once(self, fault: str, target: int | None = None) -> None:
        """Answer one request wrongly."""
        self.play(fault, target, 1)

    def always(self, fault: str, target: int | None = None) -> None:
        """Answer all requests about the target wrongly."""
        self.play(fault, target, float("inf"))

    def play(self, fault: str, target: int | None, times: float) -> None:
        """Answer so many requests about the target with a fault."""
        assert fault in {*FAULTS, *_ERRORS, "ok"}
        self.fault, self.target, self.times, self._faulty = fault, target, times, 0

    def __enter__(self) -> Self:
        app = web.Application(client_max_size=16 * 1024 * 1024)
        app.router.add_route("*", "/{path:.*}", self._count)
        self._loopback = Loopback(app).__enter__()
        self.url = f"http://127.0.0.1:{self._loopback.port}/v1"
        return self

    def __exit__(self, *_: object) -> None:
        self._loopback.__exit__()

    async def _count(self, request: web.Request) -> web.StreamResponse:
        self._open += 1
        self.peak = max(self.peak, self._open)
        try:
            return await self._answer(request)
        finally:
            self._open -= 1

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        if request.method != "POST" or not request.path.endswith("/v1/chat/completions"):
            self.violations.append(f"{request.method} {request.path}")
            return web.json_response({"detail": "Not Found"}, status=404)
        body = json.loads(await request.text())
        self.requests.append(body)
        self._inspect(request, body)
        form = _form(body)
        if not self.reports and "stream_options" in body:
            self.refused_forms += 1
            said = "Extra inputs are not permitted: stream_options"
            return web.json_response({"detail": [{"msg": said}]}, status=422)
        if form not in self.forms or self.bound not in body:
            self.refused_forms += 1
            name = "response_format" if form == "schema" else "tools"
            what = name if form not in self.forms else f"max_tokens; use {self.bound}"
            return web.json_response({"error": {"message": f"unsupported: {what}"}}, status=400)
        return await self._judged(request, body)

    async def _judged(self, request: web.Request, body: dict[str, Any]) -> web.StreamResponse:
        data = _data(body)
        about = data["post"].get("item", 0)
        self.asked[about] += 1
        fault = self._fault(about)
        given = request.headers.get("Authorization", "")
        if fault == "401" or (self.key and given != f"Bearer {self.key}"):
            said = f"Incorrect API key provided: {given}"
            return web.json_response({"error": {"message": said}}, status=401)
        if fault in _ERRORS:
            status, error = _ERRORS[fault]
            return web.json_response(
                error, status=status, headers={"Retry-After": self.retry_after}
            )
        if fault == "drop":
            assert request.transport is not None
            request.transport.abort()
            return web.Response()
        if fault == "html":
            return web.Response(text="<!doctype html><h1>Welcome</h1>", content_type="text/html")
        system = body["messages"][0]["content"]
        return await self._say(request, body, self._text(data, fault, given, system), fault)

    def _fault(self, about: int) -> str:
        if self.target not in {None, about} or self._faulty >= self.times:
            return "ok"
        self._faulty += 1
        return self.fault

    def _inspect(self, request: web.Request, body: dict[str, Any]) -> None:
        names = [each["function"]["name"] for each in body.get("tools", ())]
        if names not in ([], ["answer"]):
            self.violations.append(f"tools: {names}")
        if [each["role"] for each in body["messages"][:2]] != ["system", "user"]:
            self.violations.append(f"messages: {body['messages']!r}")
        if request.headers.get("Accept-Encoding") != "identity":
            self.violations.append("Accept-Encoding")
        if self.key and self.key in json.dumps(body):
            self.violations.append("the key is in the body")

    # --- what it says -----------------------------------------------------------------------------

    def _text(self, data: dict[str, Any], fault: str, given: str, system: str) -> str:
        answer = _frame(data) if data["task"] == "frame" else _item(data)
        lines = answer["greeting"] if data["task"] == "frame" else answer["lines"]
        if fault in FALSEHOODS:
            items = data["post"].get("items", ())
            sentences = [
                *data["post"].get("sentences", {}).values(),
                *(each["headline"] for each in items),
            ]
            false = falsify(fault, sentences, data.get("other_headlines", ()))
            if false:
                self.planted.append(false)
                lines.append({"host": data["hosts"][0], "text": false, "supports": [1]})
        if fault == "obeys":
            order = _ORDER.search(json.dumps(data, ensure_ascii=False))
            lines[:] = [{**lines[0], "text": order[1]}] if order else lines
        if fault == "mixes headlines" and data["task"] == "frame":
            one, other = (each["headline"] for each in data["post"]["items"][:2])
            name = re.search(r"[A-Z]+-[0-9.]+", other)
            text = f"{one}，也说到{name[0] if name else other}。"
            answer["closing"].append({**lines[0], "text": text})
        if fault == "tells the prompt":
            lines.append({**lines[0], "text": system.splitlines()[0]})
        _spoil(answer, lines, fault, given)
        if fault in _INVENTED:
            self.planted.append(_INVENTED[fault])
        text = json.dumps(answer, ensure_ascii=False)
        changed = {
            "truncated": text[: len(text) // 2],
            "empty": "",
            "bound": text[: len(text) // 2],
            "half character": text.replace("，", "\\ud83d", 1),
        }
        return changed.get(fault, text)

    async def _say(
        self, request: web.Request, body: dict[str, Any], text: str, fault: str
    ) -> web.StreamResponse:
        message: dict[str, Any] = {"role": "assistant", "content": text}
        if _form(body) == "tool":
            call = {"name": "answer", "arguments": text}
            calls = [{"index": 0, "id": "1", "type": "function", "function": call}]
            message = {"role": "assistant", "content": None, "tool_calls": calls}
        if fault == "refusal":
            message = {"role": "assistant", "content": None, "refusal": "I cannot help."}
        used = {"total_tokens": len(json.dumps(body["messages"], ensure_ascii=False)) + len(text)}
        if not self.streams and fault not in {"slow", "stall", "cut stream"}:
            choice = {"index": 0, "message": message, "finish_reason": "stop"}
            return web.json_response({"choices": [choice], "usage": used})
        reported = used if "stream_options" in body else None
        return await self._stream(request, message, reported, fault)

    async def _stream(
        self, request: web.Request, message: dict[str, Any], used: dict[str, int] | None, fault: str
    ) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
        await response.prepare(request)
        pieces = [message]
        if isinstance(message.get("content"), str):
            pieces = [
                {"content": message["content"][at : at + 40]}
                for at in range(0, len(message["content"]), 40)
            ] or [{"content": ""}]
        await response.write(b": welcome\n\n")
        for number, delta in enumerate(pieces):
            if fault == "slow":
                await asyncio.sleep(self.slow / len(pieces))
            if fault == "stall" and number >= len(pieces) // 2:
                await self._loopback.ended.wait()
                return response
            if fault == "cut stream" and number >= max(1, len(pieces) // 2):
                return response
            choice = {"index": 0, "delta": delta, "finish_reason": None}
            await response.write(_event({"choices": [choice]}))
        ended = "length" if fault == "bound" else "stop"
        end = {"index": 0, "delta": {}, "finish_reason": ended}
        await response.write(_event({"choices": [end]}))
        if used:
            await response.write(_event({"choices": [], "usage": used}))
        await response.write(b"data: [DONE]\n\n")
        return response


@contextmanager
def watched(monkeypatch: pytest.MonkeyPatch) -> Iterator[ChatService]:
    """Run a service that must find no fault with the requests; short waits, no proxy."""
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setenv(VARIABLE, KEY)
    monkeypatch.setattr(faults, "UNIT_SECONDS", 0.01)
    monkeypatch.setattr(request, "SILENCE_SECONDS", 30.0)
    with ChatService() as running:
        yield running
    assert not running.violations


def configure(folder: Path, service: ChatService, **more: object) -> None:
    """Write the service into a show's show.yaml, in the place of the writer that is there."""
    path = folder / "show.yaml"
    text = path.read_text("utf-8").partition("\nwriter:")[0]
    settings = {"name": "llm", "url": service.url, "model": MODEL, "key": VARIABLE, **more}
    lines = "".join(f"  {key}: {value}\n" for key, value in settings.items())
    path.write_text(f"{text.rstrip()}\n\nwriter:\n{lines}", "utf-8")


def _event(data: dict[str, Any]) -> bytes:
    return f"data: {json.dumps(data, ensure_ascii=False)}\n\n".encode()


def _form(body: dict[str, Any]) -> str:
    if "response_format" in body:
        return "schema"
    return "tool" if "tools" in body else "prompt"


def _data(body: dict[str, Any]) -> dict[str, Any]:
    """Return the quoted data of a request."""
    said = body["messages"][1]["content"]
    data, _ = json.JSONDecoder().raw_decode(said, said.index("{"))
    assert isinstance(data, dict)
    return data


def _item(data: dict[str, Any]) -> dict[str, Any]:
    """Tell an item: its headline, then as many of its sentences as fit."""
    hosts = data["hosts"]
    headline, *others = data["post"]["sentences"].values()
    lines = [{"host": hosts[0], "text": f"{OWN[0]}，{headline}", "supports": [1]}]
    left = data["characters"]["most"] - len(headline) - len(OWN[0]) - 1
    for number, text in enumerate(others, start=2):
        left -= len(text) + 6
        if left < 0:
            break
        said = f"{OWN[1]}，{text}" if number == 2 else text
        host = hosts[(number - 1) % len(hosts)]
        lines.append({"host": host, "text": said, "supports": [number]})
    return {"item": data["post"]["item"], "lines": lines}


def _frame(data: dict[str, Any]) -> dict[str, Any]:
    hosts, items = data["hosts"], data["post"]["items"]
    greeting = f"{OWN_GREETING}，今天是{data['date']}，这里是《{data['show']}》。"
    recalled = [
        f"{each['say']}，{each['headlines'][0]}。"
        for each in data["told_before"]
        if each["headlines"]
    ]
    return {
        "greeting": [{"host": hosts[0], "text": text} for text in (greeting, *recalled[:1])],
        "bridges": [{"item": each["item"], "text": f"{OWN_BRIDGE}。"} for each in items[1:]],
        "closing": [{"host": hosts[-1], "text": f"{OWN_CLOSING}，谢谢各位，下次再会。"}],
    }


def _spoil(answer: dict[str, Any], lines: list[dict[str, Any]], fault: str, given: str) -> None:
    """Change a truthful answer into one of a wrong shape."""
    first = lines[0]
    changes: dict[str, Callable[[], Any]] = {
        "other language": lambda: first.update(text="The company released a new model today."),
        "other host": lambda: first.update(host="路人"),
        "no lines": lines.clear,
        "drops the item": lambda: lines.__setitem__(
            slice(None), [{**first, "text": "这条我们略过。"}]
        ),
        "other item": lambda: answer.update(item=99, lines=lines[:0]),
        "other sentence": lambda: first.update(supports=[99]),
        "invents": lambda: lines.append({**first, "text": f"{_INVENTED['invents']}。"}),
        "remarks": lambda: first.update(
            text=f"{first['text'].rstrip('。')}，{_INVENTED['remarks']}。"
        ),
        "markup": lambda: first.update(text=f"**{first['text']}** [链接](https://example.com)"),
        "hidden": lambda: first.update(text="\u200b".join(first["text"])),
        "too long": lambda: lines.extend({**first} for _ in range(60)),
        "echo": lambda: first.update(text=f"{first['text']}{given}{_coded(given)}"),
    }
    changes.get(fault, lambda: None)()


def _coded(given: str) -> str:
    return base64.b64encode(given.encode()).decode()
