"""The seam of the writers: one protocol, one table of writers, and the choice of one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from importlib import import_module
from typing import Protocol, cast

from podcast.errors import ConfigError, near
from podcast.model import Digest, Script
from podcast.show.config import Show

WRITERS: dict[str, str] = {
    "rules": "podcast.script.rulewriter:RuleWriter",
    "llm": "podcast.script.llm.writer:LLMWriter",
}
"""Each writer: `module:Class` of a class that follows `Writer` and takes a show."""

_UNCONFIGURED = (
    "llm: no service is named; write into show.yaml "
    "`writer: {name: llm, url: https://example.com/v1, model: NAME, key: OPENAI_API_KEY}` "
    "(`key` is the name of the environment variable that holds the key)"
)


def _say_nothing(_: str) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked of a writer beside the post."""

    minutes: float | None = None
    """The length to aim at; None means that of the show."""
    anew: bool = False
    """Whether a writer that keeps answers asks again for all of them."""
    redo: int | None = None
    """The item that alone is asked for again; `earlier` has the others."""
    earlier: Script | None = None
    """The script that `redo` changes; with `anew` its words stay where no others come."""
    tell: Callable[[str], None] = field(default=_say_nothing)
    """Is told, in a few words, what the writer is about to do, if it takes long."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A script with what a person should know of it."""

    script: Script
    warnings: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    shortened: tuple[int, ...] = ()
    """The numbers of the items of which the script does not tell all, to keep a length."""


class Writer(Protocol):
    """A writer turns a digest into a script; an instance writes for one show."""

    name: str
    lasting: bool
    """Whether a script stays while `identity` and post do: asked again, it would be another one."""

    def identity(self, digest: Digest, minutes: float | None) -> str:
        """Return what script.md calls its writer: all but the post that its words depend on."""
        ...

    def write(self, digest: Digest, wish: Wish) -> Draft:
        """Write a script: every item has lines, of the show's hosts, and all of it fits the post.

        Raises ScriptError for a wish that the writer cannot fulfil.
        """
        ...


@dataclass(frozen=True, slots=True)
class Assignment:
    """Who is to write a script, and what of it."""

    writer: Writer
    redo: int | None = None
    tell: Callable[[str], None] = field(default=_say_nothing)


def load(show: Show, name: str | None = None) -> Writer:
    """Return the writer of this name, by default that of the show.

    Raises ConfigError for an unknown name, and when show.yaml has no service for `llm`.
    """
    name = name or show.writer.name
    if name not in WRITERS:
        raise ConfigError(
            f"no writer `{name}`{near(name, WRITERS)}; there are {', '.join(WRITERS)}"
        )
    if name == "llm" and not (show.writer.url and show.writer.model):
        raise ConfigError(_UNCONFIGURED)
    module, _, attribute = WRITERS[name].partition(":")
    return cast("Writer", getattr(import_module(module), attribute)(show))


def told_by_rules(item: int | None, why: str) -> str:
    """Return what a person is told of what the rules tell, and how to ask for it again."""
    if item is None:
        return f"greeting, bridges and closing are told by the rules: {why}"
    return f"item {item} is told by the rules: {why}; `--redo {item}` asks for it again"
