"""The mapping `writer:` of show.yaml: who writes the narration, and which service it may ask."""

from __future__ import annotations

import re
from typing import Annotated, Literal, Self, get_args

from pydantic import AfterValidator, Field, model_validator
from pydantic.dataclasses import dataclass

from podcast.show.yamltypes import FILE, Doc, Number, Text, Url, Whole, folder_address

WriterName = Literal["rules", "llm"]
WRITER_NAMES: tuple[WriterName, ...] = get_args(WriterName)

_VARIABLE = re.compile(r"[A-Z_][A-Z0-9_]*")
_COMPLETIONS = "/chat/completions"
"""What the program adds to the base address of a service."""
_LONGEST_WORD = 20
"""A run of at least this many letters and digits that has both is more likely a key than a name."""


def _name_of_a_variable(value: str) -> str:
    """Return the value if it can be the name of an environment variable.

    Raises ValueError for anything else. The message does not quote the value, which may be a key
    that somebody pasted here.
    """
    words = value.split("_")
    looks_random = any(
        len(word) >= _LONGEST_WORD and not word.isalpha() and not word.isdecimal() for word in words
    )
    if not _VARIABLE.fullmatch(value) or looks_random:
        raise ValueError("not the name of a variable")
    return value


def _base_address(value: str) -> str:
    """Return the base address of a service. Raises ValueError for that of its chat completions."""
    address = folder_address(value)
    if address.endswith(_COMPLETIONS):
        raise ValueError(value)
    return address


def _name_of_a_model(value: str) -> str:
    """Return the value if it can stand in a line of script.md, else raise ValueError."""
    if not value.isprintable() or value != value.strip():
        raise ValueError(value)
    return value


@dataclass(frozen=True, slots=True, config=FILE)
class WriterSettings:
    """Who writes the narration. The key of the service stays in an environment variable."""

    name: Annotated[
        WriterName,
        Field(description="rules or llm"),
        Doc("`rules` needs no network; `llm` asks a language model, held to the post"),
    ] = "rules"
    url: Annotated[
        str | None,
        AfterValidator(lambda value: value and _base_address(value)),
        Field(description="an http(s) address ending in /v1"),
        Doc(
            "base address of a service that answers `POST …/chat/completions` as OpenAI does, for "
            "example `https://api.deepseek.com/v1` or `http://127.0.0.1:11434/v1`"
        ),
    ] = None
    model: Annotated[
        Text | None,
        AfterValidator(lambda value: value and _name_of_a_model(value)),
        Field(description="a text of one line, without spaces at its ends"),
        Doc("the model that it is asked for"),
    ] = None
    key: Annotated[
        str,
        AfterValidator(_name_of_a_variable),
        Field(description="the NAME of an environment variable"),
        Doc("the variable that holds the key, which itself has no place here"),
    ] = "OPENAI_API_KEY"
    max_tokens: Annotated[
        Whole,
        Field(ge=1000, le=10_000_000, description="a whole number from 1000 to 10000000"),
        Doc(
            "the most tokens that an episode may use, questions and answers together. They are "
            "counted before each request; what they do not suffice for is told by `rules`"
        ),
    ] = 100_000
    memory: Annotated[
        Whole,
        Field(ge=0, le=30, description="a whole number from 0 to 30"),
        Doc("the headlines of so many earlier episodes may be referred to"),
    ] = 0
    parallel: Annotated[
        Whole,
        Field(ge=1, le=32, description="a whole number from 1 to 32"),
        Doc("requests at once"),
    ] = 4
    deadline: Annotated[
        Number,
        Field(ge=1, le=86400, description="seconds from 1 to 86400"),
        Doc("how long the service may take for an episode; the rest is told by `rules`"),
    ] = 600.0
    proxy: Annotated[Url | None, Doc("proxy for the service", default="the environment's")] = None

    @model_validator(mode="after")
    def _llm_has_a_service(self) -> Self:
        if self.name == "llm" and not (self.url and self.model):
            raise ValueError("no service")
        return self
