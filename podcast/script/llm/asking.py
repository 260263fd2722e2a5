"""One question to a service with OpenAI's chat completions, in the form that it can answer in.

Services give JSON in three forms: by a schema, as the arguments of the one tool that is offered, or
because the prompt asks for it. Which one a service can is found out by its refusals, and kept in
the cache. Answers are asked for as a stream, so that a model which is slow is told from one that
has stopped; an answer in one piece is taken as well.
"""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, NamedTuple

from podcast.online import faults, refusals
from podcast.online.faults import FaultKind, ServiceFault
from podcast.online.pacing import Pacing
from podcast.online.redaction import repeats
from podcast.online.refusals import ServiceAnswer
from podcast.online.request import Endpoint, key_in, post
from podcast.script.llm.budget import Budget, tokens
from podcast.script.llm.cache import Answers, key_of
from podcast.show.config import WriterSettings

Message = dict[str, str]

PATH = "/chat/completions"
FORMS = ("schema", "tool", "prompt")
"""The forms of an answer, the strictest first."""
MOST_ROOM = 8
"""A model that does not end within so many times the bound of a question is left alone."""
BOUNDS = ("max_tokens", "max_completion_tokens")
"""The names of the bound of an answer, the usual one first."""

_FIELD = re.compile("(?:data|event|id|retry)?:")
"""Matches the beginning of a stream: a field of an event, or a comment."""
_REFUSALS = range(400, 600)
"""The statuses of HTTP that refuse a request."""
_DONE = "[DONE]"
"""The data of the last event of a stream."""
_SAID = ("text", "output_text")
"""The types of the parts of a content that are the answer."""
_LINE_END = re.compile("\r\n|\r|\n")
_MOST_BYTES = 4 * 1024 * 1024
_TOOL = "answer"
_KEY_LETTERS = 8
"""So many letters of the key in a row are no accident in an answer."""
_LEAST_KEY = 12
"""A shorter key, as `ollama` for a local service that needs none, is a word that is in answers."""
_FORM_WORDS = ("response_format", "json_schema", "schema", "structured", "tool", "function")
_NOT_POSSIBLE = {
    HTTPStatus.BAD_REQUEST,
    HTTPStatus.UNPROCESSABLE_ENTITY,
    HTTPStatus.NOT_IMPLEMENTED,
}
NO_CHAT = FaultKind(
    "the answer is not that of a chat service", 3, 0.5, "check `url` of `{settings}`, or use "
    "`{instead}`",
)  # fmt: skip
ECHO = FaultKind(
    "the service repeats the key", 1, 0.0, "change the key, or use another service or `{instead}`"
)
TOO_SHORT = FaultKind(
    "the answer is longer than its bound", 1, 0.0, "use a `model` that thinks less before it "
    "answers, or `{instead}`",
)  # fmt: skip
CUT = FaultKind("the answer was cut off", 3, 0.5, "try again later, or use `{instead}`")

SERVICE = "llm"
"""The name by which requests to services of this kind are counted."""
SETTINGS, INSTEAD = "writer", "--writer rules"
"""The place in show.yaml, and the option that does without a service, for messages."""


_REMEDIES: dict[FaultKind, str] = {
    refusals.NO_KEY: "set a key that is good for it in the environment variable {variable}",
    refusals.BAD_KEY: "set the environment variable {variable} again, to the key as it was given",
    refusals.UNKNOWN: "check `url` (it ends in /v1, without /chat/completions) and `model` of "
    "`{settings}`",
    refusals.TOO_LONG: "use a `model` with a longer context, or `{instead}`",
}
"""What to do where the remedy for a voice service does not fit."""


class Ways(NamedTuple):
    """How a service is asked, as its refusals and its answers have shown."""

    form: str = FORMS[0]
    bound: str = BOUNDS[0]
    room: int = 1
    """How many times the bound of a question a model needs, because it thinks before it answers."""
    reports: bool = True
    """Whether a service may be asked for the tokens of a stream."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: the messages, the schema of the answer, and its bound in tokens."""

    name: str
    """What the answer is, as a service may show it: item, frame."""
    messages: tuple[Message, ...]
    schema: dict[str, Any]
    most_tokens: int


class Refusal(Exception):  # noqa: N818 -- named for the outcome
    """Raised when the model declines to answer; no word of it is repeated."""


class Service:
    """A service and the budget of an episode; its methods may be called from several threads."""

    def __init__(self, settings: WriterSettings, pacing: Pacing, answers: Answers) -> None:
        """Prepare for an episode. The clock of `pacing` starts with the first question."""
        self.budget = Budget(settings.max_tokens)
        self.asked = 0
        """How many requests were made."""
        self._settings = settings
        self._pacing = pacing
        self._answers = answers
        self._endpoint = Endpoint(
            settings.url or "", PATH, settings.key, settings.proxy, most_bytes=_MOST_BYTES
        )
        self._ways_key = key_of("ways", settings.url, settings.model)
        self._ways = _read_ways(answers.get(self._ways_key))
        self._lock = threading.Lock()

    def answer(self, question: Question, *, anew: bool) -> str:
        """Return the text of an answer, from the cache unless it is asked for `anew`.

        Raises ServiceFault when no answer comes, Refusal when the model declines, Spent when the
        budget has too few tokens left, EngineUnavailable when the time is over.
        """
        key = key_of(self._settings.url, self._settings.model, question.messages, question.schema)
        kept = None if anew else self._answers.get(key)
        if kept is not None:
            return kept
        self._pacing.begin()
        text = faults.persist(lambda: self._ask(question), self._pacing)
        self._answers.put(key, text)
        return text

    def told(self, fault: ServiceFault) -> str:
        """Return a fault with what helps, for the person at the terminal."""
        remedy = _REMEDIES.get(fault.kind, "").replace("{variable}", self._settings.key)
        return fault.told(SETTINGS, INSTEAD, remedy)

    def _ask(self, question: Question) -> str:
        """Make one request, and others while the service has to be asked in another way."""
        while True:
            ways = self._ways
            answer, reserved = self._post(question, ways)
            other = _other_ways(answer, ways)
            if other is None:
                text = self._text_of(answer, reserved)
                if text is not None:
                    return text
                if ways.room >= MOST_ROOM:
                    raise ServiceFault(TOO_SHORT, f"{question.most_tokens * ways.room} tokens")
                other = ways._replace(room=2 * ways.room)
            else:
                self.budget.settle(reserved, 0)
            self._take(ways, other)

    def _text_of(self, answer: ServiceAnswer, reserved: int) -> str | None:
        """Return the text of an answer; None when it has reached its bound.

        Raises ServiceFault for a refusal of the service, and Refusal for one of the model.
        """
        fault = refusals.refusal(answer, key_in(self._settings.key))
        if fault is not None:
            self.budget.settle(reserved, 0)
            raise fault
        reply = _reply(answer)
        if reply.tokens is not None:
            self.budget.settle(reserved, reply.tokens)
        if reply.refused:
            raise Refusal
        if reply.is_cut:
            return None
        # an answer is kept in a file, and its words are spoken
        key = key_in(self._settings.key)
        if len(key) >= _LEAST_KEY and repeats(reply.text, key, _KEY_LETTERS):
            raise ServiceFault(ECHO, "in its answer")
        return reply.text

    def _post(self, question: Question, ways: Ways) -> tuple[ServiceAnswer, int]:
        body = _body(question, ways, self._settings.model or "")
        sent = json.dumps([body["messages"], question.schema], ensure_ascii=False)
        reserved = self.budget.reserve(tokens(sent), question.most_tokens * ways.room)
        with self._lock:
            self.asked += 1
        with self._pacing.connection():
            return _with_its_status(self._pacing.run(post(self._endpoint, body))), reserved

    def _take(self, before: Ways, ways: Ways) -> None:
        """Ask in another way from now on, unless another thread has found one meanwhile."""
        with self._lock:
            if self._ways == before:
                self._ways = ways
                self._answers.put(self._ways_key, json.dumps(ways))


def _read_ways(kept: str | None) -> Ways:
    try:
        ways = Ways(*json.loads(kept or "[]"))
    except (ValueError, TypeError):
        return Ways()
    is_whole = ways.form in FORMS and ways.bound in BOUNDS and ways.room in range(1, MOST_ROOM + 1)
    return ways if is_whole else Ways()


def _body(question: Question, ways: Ways, model: str) -> dict[str, object]:
    body: dict[str, object] = {
        "model": model,
        "messages": list(question.messages),
        "stream": True,
        ways.bound: question.most_tokens * ways.room,
    }
    if ways.reports:
        body["stream_options"] = {"include_usage": True}
    if ways.form == "schema":
        shape = {"name": question.name, "strict": True, "schema": question.schema}
        body["response_format"] = {"type": "json_schema", "json_schema": shape}
    if ways.form == "tool":
        tool = {"name": _TOOL, "description": "the answer", "parameters": question.schema}
        body["tools"] = [{"type": "function", "function": tool}]
        body["tool_choice"] = {"type": "function", "function": {"name": _TOOL}}
    return body


def _other_ways(answer: ServiceAnswer, ways: Ways) -> Ways | None:
    """Return how to ask a service that refuses the way it was asked; None when it does not."""
    if answer.status not in _NOT_POSSIBLE:
        return None
    words = refusals.words_of(answer).lower()
    if BOUNDS[1] in words and ways.bound == BOUNDS[0]:
        return ways._replace(bound=BOUNDS[1])
    if "stream_options" in words and ways.reports:
        return ways._replace(reports=False)
    later = FORMS[FORMS.index(ways.form) + 1 :]
    if later and any(word in words for word in _FORM_WORDS):
        return ways._replace(form=later[0])
    return None


# --- What comes back ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Reply:
    text: str
    refused: bool
    is_cut: bool
    """Whether the model reached the bound of the answer."""
    tokens: int | None


def _reply(answer: ServiceAnswer) -> _Reply:
    """Return what a service says. Raises ServiceFault for what no chat service says."""
    if refusals.is_packed(answer):
        raise ServiceFault(NO_CHAT, "it is compressed, which was not asked for")
    parts, is_whole = _parts(answer)
    choices = [_dict(each) for part in parts for each in _list(part.get("choices"))[:1]]
    messages = [each.get("delta") or each.get("message") for each in choices]
    if not any(isinstance(each, dict) for each in messages):
        raise ServiceFault(NO_CHAT, "it holds no choice")
    ends = [each["finish_reason"] for each in choices if isinstance(each.get("finish_reason"), str)]
    if not (ends or is_whole):
        raise ServiceFault(CUT, "the stream ended early")
    end = ends[-1] if ends else ""
    said = [_dict(each) for each in messages]
    refused = any(_text(each.get("refusal")) for each in said) or end == "content_filter"
    return _Reply(_whole(_said(said)), refused, end == "length", _used(parts))


def _said(said: Sequence[dict[str, Any]]) -> str:
    """Return the arguments of the tool, if it was called, else the text."""
    calls = [
        _arguments(_dict(_dict(call).get("function")).get("arguments"))
        for each in said
        for call in _list(each.get("tool_calls"))
    ]
    return "".join(calls) or "".join(_content(each.get("content")) for each in said)


def _arguments(value: Any) -> str:
    """Return the arguments of a tool as JSON; some services give the object itself."""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict) else _text(value)


def _content(value: Any) -> str:
    """Return a content, or the texts of its parts: those of other types are thoughts."""
    parts = [_dict(each) for each in _list(value)]
    texts = (_text(each.get("text")) for each in parts if each.get("type", "text") in _SAID)
    return _text(value) or "".join(texts)


def _whole(text: str) -> str:
    """Return a text in which halves of characters are joined; one that stays alone is replaced.

    Some services cut a stream within a character that JSON writes as two.
    """
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _used(parts: Sequence[dict[str, Any]]) -> int | None:
    for part in reversed(parts):
        used = _dict(part.get("usage")).get("total_tokens")
        if isinstance(used, int) and used >= 0:
            return used
    return None


def _parts(answer: ServiceAnswer) -> tuple[tuple[dict[str, Any], ...], bool]:
    """Return the JSON objects of an answer, and whether nothing of it is missing.

    An answer in one piece has one; of a stream each event has one, and its last event says so.
    """
    text = answer.content.decode("utf-8", "replace").removeprefix("\ufeff")
    if not _FIELD.match(text.lstrip()):
        return (_object(text),), True
    events = list(_events(text))
    return tuple(_object(each) for each in events if each != _DONE), _DONE in events


def _events(text: str) -> Iterator[str]:
    """Yield the data of the events of a stream, by the rules for server-sent events."""
    data: list[str] = []
    for line in _LINE_END.split(text):  # JSON may hold other ends of lines, as U+2028
        if not line:
            yield from ["\n".join(data)] if any(data) else ()
            data = []
        name, _, value = line.partition(":")
        if name == "data":
            data.append(value.removeprefix(" "))
    # the last event may lack the empty line behind it
    yield from ["\n".join(data)] if any(data) else ()


def _object(text: str) -> dict[str, Any]:
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ServiceFault(NO_CHAT, "it is no JSON") from error
    if not isinstance(data, dict):
        raise ServiceFault(NO_CHAT, "it is no JSON object")
    return data


def _with_its_status(answer: ServiceAnswer) -> ServiceAnswer:
    """Return an answer as the refusal that it is, if it reports an error with status 200.

    Services do that once a stream has begun, and relays of other services always. The error may
    name a status; else it is one of the service.
    """
    if answer.status != HTTPStatus.OK or b'"error"' not in answer.content:
        return answer
    try:
        parts, _ = _parts(answer)
    except ServiceFault:
        return answer
    for part in parts:
        if part.get("error"):
            code = _dict(part["error"]).get("code")
            status = HTTPStatus.INTERNAL_SERVER_ERROR.value
            if isinstance(code, int) and code in _REFUSALS:
                status = code
            content = json.dumps({"error": part["error"]}).encode()
            return ServiceAnswer(status, answer.headers, content)
    return answer


def _dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
