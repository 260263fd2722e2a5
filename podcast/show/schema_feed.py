"""What `feed:` and `ai_label:` of show.yaml may say.

Lengths are those of the podcast namespace (docs/tags of Podcastindex-org/podcast-namespace) and of
Apple's podcast requirements.
"""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from podcast.show.yamltypes import File, Switch, Text, Url, uuid

_RULE = re.compile(r"FREQ=(DAILY|WEEKLY|MONTHLY|YEARLY)(;[A-Z]+=[A-Z0-9,+-]+)*", re.ASCII)
_MAIL = re.compile(r"[^@\s<>,;]+@[^@\s<>,;]+\.[^@\s<>,;]+", re.ASCII)

_Short = Annotated[
    str, Field(min_length=1, max_length=128, description="a text of at most 128 characters")
]


Code = Annotated[
    str, Field(min_length=1, max_length=4000, description="a text; put a number in quotes")
]


def _rule(value: str) -> str:
    if not _RULE.fullmatch(value):
        raise ValueError(value)
    return value


def _mail(value: str) -> str:
    if not _MAIL.fullmatch(value):
        raise ValueError(value)
    return value


class LabelFile(File):
    """`ai_label:` in parts; each is on until it is switched off by name."""

    spoken: Switch = True
    notes: Switch = True
    feed: Switch = True
    file: Switch = True
    producer: Text | None = None
    propagator: Text | None = None


def every_part(value: object) -> object:
    """Return what `true` and `false` stand for; anything else is left to the model."""
    if isinstance(value, bool):
        return dict.fromkeys(("spoken", "notes", "feed", "file"), value)
    return value


class OwnerFile(File):
    """`owner:`: whom a directory writes to. It is public, so there is none unless it is asked."""

    name: Text
    email: Annotated[str, AfterValidator(_mail), Field(description="a mail address")]


class LicenseFile(File):
    """`license:`: an identifier of the SPDX list in small letters, or one's own with an address."""

    name: _Short
    url: Url | None = None


class FundingFile(File):
    """One way to support the show."""

    url: Url
    text: _Short


class NeighbourFile(File):
    """One show of the podroll: what this one recommends."""

    guid: Annotated[str, AfterValidator(uuid), Field(description="the podcast:guid of a show")]
    url: Url | None = None
    title: Text | None = None


class PersonFile(File):
    """A person beside the hosts."""

    name: _Short
    role: _Short = "editor"
    group: _Short = "writing"
    href: Url | None = None
    img: Url | None = None


class FrequencyFile(File):
    """`frequency:`: how often an episode comes, in words and as a rule of RFC 5545."""

    text: _Short = "每天"
    rrule: Annotated[
        str,
        AfterValidator(_rule),
        Field(description="a recurrence rule of RFC 5545 like FREQ=DAILY"),
    ] = "FREQ=DAILY"


class FeedFile(File):
    """`feed:` of show.yaml."""

    items: Annotated[int, Field(ge=100, le=2000, description="a whole number from 100 to 2000")] = (
        300
    )
    type: Annotated[Literal["episodic", "serial"], Field(description="episodic or serial")] = (
        "episodic"
    )
    numbers: Annotated[Literal["date", "none"], Field(description="date or none")] = "date"
    locked: Switch = True
    owner: Annotated[
        OwnerFile | None, Field(description="like {name: 编辑部, email: a@example.com}")
    ] = None
    copyright: Text | None = None
    license: Annotated[LicenseFile | None, Field(description="like {name: cc-by-4.0}")] = None
    funding: Annotated[
        list[FundingFile], Field(description="a list like [{url: https://…, text: 支持我们}]")
    ] = Field(default_factory=list)
    podroll: Annotated[
        list[NeighbourFile], Field(description="a list like [{guid: 9b02…, title: …}]")
    ] = Field(default_factory=list)
    persons: Annotated[
        list[PersonFile], Field(description="a list like [{name: 小林, role: editor}]")
    ] = Field(default_factory=list)
    frequency: Annotated[
        FrequencyFile, Field(description="like {text: 每天, rrule: FREQ=DAILY}")
    ] = FrequencyFile()
    soundbite: Switch = True
    verify: Annotated[
        dict[str, Code], Field(description="codes by purpose, like {applepodcastsverify: CODE}")
    ] = Field(default_factory=dict)
    new_url: Url | None = None
    complete: Switch = False
    block: Switch = False
