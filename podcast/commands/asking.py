"""The questions of `podcast init` to a person at a terminal: what a new show cannot know."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

from podcast.commands.init import Beginning
from podcast.show.yamltypes import folder_address

Prompt = Callable[[str, str, Callable[[str], str]], str]
"""Asks a question with a default answer until the check returns the answer that is meant."""


def ask(values: Beginning, prompt: Prompt, *, with_title: bool) -> Beginning:
    """Return the values that a show begins with, each as a person confirmed or changed it."""
    for key, question, check in _QUESTIONS:
        if key == "title" and not with_title:
            continue
        old: Any = getattr(values, key)
        answer: Any = prompt(question, old, check)
        values = values.at(answer) if key == "link" else replace(values, **{key: answer})
    return values


def _text(answer: str) -> str:
    """Return an answer that is one line of text. Raises ValueError for none."""
    if not answer.strip() or not answer.isprintable():
        raise ValueError("write one line of text")
    return answer.strip()


def _folder(answer: str) -> str:
    """Return an address with a final slash. Raises ValueError for anything else."""
    try:
        return f"{folder_address(answer.strip())}/"
    except ValueError as error:
        raise ValueError("write an address like https://blog.name/") from error


def _zone(answer: str) -> str:
    try:
        return ZoneInfo(answer.strip()).key
    except (KeyError, OSError, ValueError) as error:
        raise ValueError("write a time zone like Asia/Shanghai") from error


_QUESTIONS: tuple[tuple[str, str, Callable[[str], str]], ...] = (
    ("title", "The show's title", _text),
    ("author", "Who makes it", _text),
    ("link", "The blog's address", _folder),
    ("base_url", "Where listeners fetch the folder episodes/", _folder),
    ("posts", "The folder of the posts", _text),
    ("timezone", "The time zone", _zone),
)
