"""A style: the words that a programme adds to its news, read from `styles/NAME/style.yaml`.

A style in the show's own folder replaces the style of the same name in this package. Words in
braces are filled in by the writer; each phrase may use only certain ones.
"""

from __future__ import annotations

import string
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field
from pydantic.dataclasses import dataclass

from podcast.errors import ConfigError, near
from podcast.lib.yamlfile import Located
from podcast.lib.yamlfile import load as load_yaml
from podcast.show.paths import is_there, shipped
from podcast.show.validation import validated
from podcast.show.yamltypes import FILE, Number

STYLES = "styles"
STYLE_FILE = "style.yaml"
_MANNER = "bulletin"
"""The style whose part for the writer `llm` is taken where a style has none."""


def _only(*names: str) -> Callable[[str], str]:
    """Return a check that a phrase has no other names in braces than `names`."""

    def check(phrase: str) -> str:
        used = {name for _, name, _, _ in string.Formatter().parse(phrase) if name is not None}
        if not used <= set(names):
            raise ValueError(phrase)
        return phrase

    return check


_Fixed = Annotated[
    str, AfterValidator(_only()), Field(min_length=1, description="a text without braces")
]
_Greeting = Annotated[
    str,
    AfterValidator(_only("date", "title")),
    Field(min_length=1, description="a text with no other braces than {date} and {title}"),
]
_Host = Annotated[
    str,
    AfterValidator(_only("host")),
    Field(min_length=1, description="a text with no other braces than {host}"),
]
_Foreign = Annotated[
    str,
    AfterValidator(_only("headline")),
    Field(min_length=1, description="a text with no other braces than {headline}"),
]
_Rundown = Annotated[
    str,
    AfterValidator(_only("day")),
    Field(min_length=1, description="a text with no other braces than {day}"),
]
_Rest = Annotated[
    str,
    AfterValidator(_only("day", "count", "topics")),
    Field(min_length=1, description="a text with no other braces than {day}, {count} and {topics}"),
]
_Topics = Annotated[
    str,
    AfterValidator(_only("day", "topics")),
    Field(min_length=1, description="a text with no other braces than {day} and {topics}"),
]
_TopicsMore = Annotated[
    str,
    AfterValidator(_only("day", "topics", "more")),
    Field(min_length=1, description="a text with no other braces than {day}, {topics} and {more}"),
]
_Closing = Annotated[
    str,
    AfterValidator(_only("day", "title")),
    Field(min_length=1, description="a text with no other braces than {day} and {title}"),
]
_Topic = Annotated[
    str,
    AfterValidator(_only("topic")),
    Field(min_length=1, description="texts with no other braces than {topic}"),
]
_Between = Annotated[
    str,
    AfterValidator(_only("before", "topic")),
    Field(min_length=1, description="texts with no other braces than {before} and {topic}"),
]
_Company = Annotated[
    str,
    AfterValidator(_only("company")),
    Field(min_length=1, description="texts with no other braces than {company}"),
]
_Question = Annotated[
    str,
    AfterValidator(_only("it")),
    Field(min_length=1, description="a text with no other braces than {it}"),
]
_Ordinal = Annotated[
    str,
    AfterValidator(_only("number")),
    Field(min_length=1, description="texts with no other braces than {number}"),
]


@dataclass(frozen=True, slots=True, config=FILE)
class Transitions:
    """Phrases before an item, without punctuation at their end; the writer uses them in turn."""

    first: tuple[_Topic, ...] = ()
    topic: tuple[_Topic, ...] = ()
    between: tuple[_Between, ...] = ()
    same: tuple[_Topic, ...] = ()
    again: tuple[_Topic, ...] = ()
    company: tuple[_Company, ...] = ()
    company_again: tuple[_Company, ...] = ()
    event: tuple[_Topic, ...] = ()
    contrast: tuple[_Fixed, ...] = ()
    ordinal: tuple[_Ordinal, ...] = ()
    plain: tuple[_Fixed, ...] = ()
    last: tuple[_Fixed, ...] = ()
    last_topic: tuple[_Topic, ...] = ()
    last_small: tuple[_Fixed, ...] = ()


@dataclass(frozen=True, slots=True, config=FILE)
class Example:
    """A piece of news, and how hosts tell it in this style; for the writer `llm`."""

    news: _Fixed
    lines: Annotated[
        tuple[_Fixed, ...],
        Field(min_length=1, description="lines, like [甲：…, 乙：…]"),
    ]


@dataclass(frozen=True, slots=True, config=FILE)
class Craft:
    """What the writer `llm` is told of a style: its manner, its rules, and examples of it."""

    prompt: _Fixed
    rules: tuple[_Fixed, ...] = ()
    examples: Annotated[
        tuple[Example, ...],
        Field(description="mappings, like {news: …, lines: [甲：…]}"),
    ] = ()


@dataclass(frozen=True, slots=True, config=FILE)
class Style:
    """The keys of style.yaml. What is None or empty is not said."""

    greeting: _Greeting
    greeting_of_issue: _Greeting
    host: _Host
    label: _Fixed
    closing: _Closing
    farewell: _Fixed
    day: _Fixed = "今天"
    issue: _Fixed = "本期"
    sponsor: _Fixed | None = None
    foreign: _Foreign = "{headline}"
    title: _Foreign = "{headline}"
    brief: _Fixed | None = None
    opened: _Fixed | None = None
    only: _Rundown | None = None
    rundown: _Rundown | None = None
    rest: _Rest | None = None
    rundown_topics: _Topics | None = None
    topics: _Topics | None = None
    topics_more: _TopicsMore | None = None
    transitions: Annotated[
        Transitions, Field(description="mappings of lists, like {plain: [此外, 另外]}")
    ] = Field(default={}, validate_default=True)
    continuations: tuple[_Fixed, ...] = ()
    questions: Annotated[
        Mapping[_Question, tuple[_Fixed, ...]],
        Field(description="a mapping of questions to lists of words, like {多少钱？: [售价]}"),
    ] = Field(default={}, validate_default=True)
    minutes: Annotated[
        Number | None,
        Field(ge=1, le=120, description="a number from 1 to 120"),
    ] = None
    """The length that a programme of this style is shortened to, where show.yaml names none."""
    llm: Annotated[
        Craft | None,
        Field(description="a mapping, like {prompt: …, rules: [], examples: []}"),
    ] = None


def load(root: Path, name: str, show: Located) -> Style:
    """Read the style that show.yaml names, for the show in the folder `root`.

    Raises ConfigError with file and line: of show.yaml when there is no such style.
    """
    own, ours = root / STYLES / name / STYLE_FILE, shipped(STYLES, name, STYLE_FILE)
    path = own if is_there(own) else ours
    if not is_there(path):
        known = names(root)
        raise ConfigError(
            f"{show.at('style')}: no style `{name}`{near(name, known)}; "
            f"there are {', '.join(known)}, or write {STYLES}/{name}/{STYLE_FILE}"
        )
    style = validated(Style, load_yaml(path))
    if style.llm:
        return style
    # the writer `llm` must be told some manner; a style of the show may leave it to ours
    manner = ours if ours.is_file() and path != ours else shipped(STYLES, _MANNER, STYLE_FILE)
    return replace(style, llm=validated(Style, load_yaml(manner)).llm)


def names(root: Path) -> tuple[str, ...]:
    """Return the names of the styles of a show: its own and those that ship, sorted."""
    files = (
        *shipped(STYLES).glob(f"*/{STYLE_FILE}"),
        *(root / STYLES).glob(f"*/{STYLE_FILE}"),
    )
    return tuple(sorted({path.parent.name for path in files}))
