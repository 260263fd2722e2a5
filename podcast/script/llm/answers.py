"""The answers of a language model: their shape, and how they are read out of what comes back."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

MOST_LINES = 40
"""The most lines of one answer that are looked at."""
_FENCE = re.compile(r"```(?:json)?\s*", re.IGNORECASE)
_THOUGHT, _THOUGHT_END = "<think>", "</think>"
"""What reasoning models write around their thoughts; some write only the end of them."""
_MOST_ANSWER = 64_000
"""The most characters of an answer behind the thoughts; 40 lines have a fifth of them."""
_BROKEN_JSON = "the JSON of the answer is cut off or broken"
_MOST_BRACES = 300
"""So many braces of an answer are tried."""
_BROKEN = re.compile("[\ud800-\udfff\ufffd]")
"""Matches half of a character, which no file can hold, and what stands for one."""


class Unreadable(Exception):  # noqa: N818 -- named for the outcome
    """Raised for an answer that has not the shape asked for; the message says what is wrong."""


class _Shape(BaseModel):
    # other keys are passed over, as they say nothing; services with schemas want them forbidden
    model_config = ConfigDict(
        extra="ignore", frozen=True, json_schema_extra={"additionalProperties": False}
    )


class SaidLine(_Shape):
    """A line of a host, and the numbers of the post's sentences that it rests on."""

    host: str
    text: str
    supports: tuple[int, ...]


class ItemAnswer(_Shape):
    """The lines of one item."""

    item: int
    lines: tuple[SaidLine, ...]


class FrameLine(_Shape):
    """A line of the greeting or the closing."""

    host: str
    text: str


class Bridge(_Shape):
    """A short sentence that leads to an item."""

    item: int
    text: str


class FrameAnswer(_Shape):
    """Greeting, bridges and closing."""

    greeting: tuple[FrameLine, ...]
    bridges: tuple[Bridge, ...]
    closing: tuple[FrameLine, ...]


Answer = TypeVar("Answer", ItemAnswer, FrameAnswer)


def schema(shape: type[BaseModel]) -> dict[str, Any]:
    """Return the JSON schema of an answer, as services with strict schemas take it."""
    return shape.model_json_schema()


def read(text: str, shape: type[Answer]) -> Answer:
    """Return the answer in a text: the last JSON object of its shape, also between other words.

    A model may think aloud, with braces and drafts, before it answers. Raises Unreadable when there
    is no such object.
    """
    text = _FENCE.sub("", _without_thoughts(text)).strip()
    if len(text) > _MOST_ANSWER:
        raise Unreadable(f"the answer is longer than {_MOST_ANSWER} characters")
    if not text:
        raise Unreadable("the answer is empty")
    if "{" not in text:
        raise Unreadable("the answer is no JSON object")
    found: Answer | None = None
    wrong: Unreadable | None = None
    for data in _objects(text):
        try:
            found = _shaped(data, shape)
        except Unreadable as error:
            wrong = wrong or error
    if found is not None:
        return found
    raise wrong or Unreadable(_BROKEN_JSON)


def _objects(text: str) -> Iterator[Any]:
    """Yield the JSON objects of a text in order; None for a brace that opens no whole one.

    What is within an object is not looked at again.
    """
    decoder = json.JSONDecoder(strict=False)  # a line may be broken within a text
    at = text.find("{")
    for _ in range(_MOST_BRACES):
        if at < 0:
            return
        try:
            data, end = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            data, end = None, at + 1
        yield data
        at = text.find("{", end)


def _shaped(data: Any, shape: type[Answer]) -> Answer:
    if data is None:
        raise Unreadable(_BROKEN_JSON)
    try:
        if _BROKEN.search(json.dumps(data, ensure_ascii=False)):
            raise Unreadable("the answer has broken characters")
        return shape.model_validate(data)
    except RecursionError as error:
        raise Unreadable(_BROKEN_JSON) from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(step) for step in first["loc"]) or "the answer"
        raise Unreadable(f"`{where}`: {first['msg']}") from error


def _without_thoughts(text: str) -> str:
    """Return what follows the last thought; nothing follows one that has no end."""
    _, ended, answer = text.rpartition(_THOUGHT_END)
    return answer if ended else text.partition(_THOUGHT)[0]
