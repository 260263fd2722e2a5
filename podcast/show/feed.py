"""The mappings `feed:` and `ai_label:` of show.yaml: their keys, bounds and defaults.

The greatest lengths of texts are those of the podcast namespace (docs/tags of
Podcastindex-org/podcast-namespace) and of Apple's podcast requirements.
"""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, Field
from pydantic.dataclasses import dataclass

from podcast.show.yamltypes import FILE, Doc, Switch, Text, Url, Uuid, Whole

_RULE = re.compile(r"FREQ=(DAILY|WEEKLY|MONTHLY|YEARLY)(;[A-Z]+=[A-Z0-9,+-]+)*", re.ASCII)
_MAIL = re.compile(r"[^@\s<>,;]+@[^@\s<>,;]+\.[^@\s<>,;]+", re.ASCII)


def _rule(value: str) -> str:
    if not _RULE.fullmatch(value):
        raise ValueError(value)
    return value


def _mail(value: str) -> str:
    if not _MAIL.fullmatch(value):
        raise ValueError(value)
    return value


_Short = Annotated[
    str, Field(min_length=1, max_length=128, description="a text of at most 128 characters")
]
_Code = Annotated[
    str, Field(min_length=1, max_length=4000, description="a text; put a number in quotes")
]


@dataclass(frozen=True, slots=True, config=FILE)
class Label:
    """The label that voice and script are machine-made: where it is, and whom it names.

    The label is in every place that show.yaml does not switch off.
    """

    spoken: Annotated[Switch, Doc("a sentence in the greeting")] = True
    notes: Annotated[Switch, Doc("a sentence in the show notes and on the pages")] = True
    feed: Annotated[
        Switch,
        Doc(
            '`podcast:txt purpose="ai-content"`, and the speakers named as artificial voices in '
            "feed and pages"
        ),
    ] = True
    file: Annotated[Switch, Doc("the `AIGC` tag of GB 45438-2025 in MP3, Opus and clips")] = True
    producer: Annotated[
        Text | None,
        Doc(
            "`ContentProducer` of that frame: the name or code that the law gives it",
            default="`author`",
        ),
    ] = None
    propagator: Annotated[
        Text | None, Doc("`ContentPropagator` of that frame, likewise", default="the producer")
    ] = None

    def __bool__(self) -> bool:
        """Tell whether the label is in any place."""
        return self.spoken or self.notes or self.feed or self.file


def every_part(value: object) -> object:
    """Return the mapping that `true` or `false` stands for; other values are returned unchanged."""
    if isinstance(value, bool):
        return dict.fromkeys(("spoken", "notes", "feed", "file"), value)
    return value


@dataclass(frozen=True, slots=True, config=FILE)
class Owner:
    """The person to whom a directory writes; by default nobody, as the feed shows the address."""

    name: Annotated[Text, Doc("`itunes:name` in it")]
    email: Annotated[
        str,
        AfterValidator(_mail),
        Field(description="a mail address"),
        Doc("`itunes:email` in it; `podcast:locked` names it too"),
    ]


@dataclass(frozen=True, slots=True, config=FILE)
class License:
    """The licence of the show: an SPDX identifier in small letters, or a name and an address."""

    name: Annotated[_Short, Doc("an SPDX identifier in small letters, or a name")]
    url: Annotated[Url | None, Doc("where the text of a licence of one's own is")] = None


@dataclass(frozen=True, slots=True, config=FILE)
class Funding:
    """One way to support the show."""

    url: Annotated[Url, Doc("where that is done")]
    text: Annotated[_Short, Doc("what the link is called")]


@dataclass(frozen=True, slots=True, config=FILE)
class Neighbour:
    """A show of the podroll, which lists the shows that this show recommends."""

    guid: Annotated[
        Uuid, Field(description="the podcast:guid of a show"), Doc("as its own feed has it")
    ]
    url: Annotated[Url | None, Doc("the address of its feed")] = None
    title: Annotated[Text | None, Doc("its name")] = None


@dataclass(frozen=True, slots=True, config=FILE)
class Person:
    """A person, not a host, who works on the show."""

    name: Annotated[_Short, Doc("who that is")]
    role: Annotated[_Short, Doc("what the person does, a role of the podcast taxonomy")] = "editor"
    group: Annotated[_Short, Doc("the taxonomy's group of that role")] = "writing"
    href: Annotated[Url | None, Doc("the person's page")] = None
    img: Annotated[Url | None, Doc("the address of a picture of the person")] = None


@dataclass(frozen=True, slots=True, config=FILE)
class Location:
    """Where a show is made, for apps that list shows by place."""

    name: Annotated[_Short, Doc("the place in words")]
    geo: Annotated[
        str | None,
        Field(pattern=r"^geo:-?[0-9.]+,-?[0-9.]+$", description="like geo:39.9042,116.4074"),
        Doc("its latitude and longitude (RFC 5870)"),
    ] = None
    osm: Annotated[
        str | None,
        Field(pattern=r"^[NWR][0-9]+(#[0-9]+)?$", description="like R912940"),
        Doc("its object in OpenStreetMap: `N`, `W` or `R` and a number"),
    ] = None
    country: Annotated[
        str | None,
        Field(pattern=r"^[a-z]{2}$", description="two small letters like cn (ISO 3166-1)"),
        Doc("its country"),
    ] = None


@dataclass(frozen=True, slots=True, config=FILE)
class Publisher:
    """The publisher's own feed, which lists its shows."""

    guid: Annotated[
        Uuid, Field(description="the podcast:guid of a publisher"), Doc("as its feed has it")
    ]
    url: Annotated[Url | None, Doc("the address of its feed")] = None


@dataclass(frozen=True, slots=True, config=FILE)
class Frequency:
    """How often episodes appear, in words and as a recurrence rule of RFC 5545."""

    text: Annotated[_Short, Doc("how often an episode comes, in words")] = "每天"
    rrule: Annotated[
        str,
        AfterValidator(_rule),
        Field(description="a recurrence rule of RFC 5545 like FREQ=DAILY"),
        Doc("the same for programs; quote it where it holds a `;` or a `,`"),
    ] = "FREQ=DAILY"


@dataclass(frozen=True, slots=True, config=FILE)
class FeedSettings:
    """The elements of the feed that a show can set."""

    items: Annotated[
        Whole,
        Field(ge=100, le=2000, description="a whole number from 100 to 2000"),
        Doc(
            "episodes on the first page; older ones stand on archive pages, one a quarter "
            "(`feed-2026-q1.xml`), which never change (RFC 5005)"
        ),
    ] = 300
    type: Annotated[
        Literal["episodic", "serial"],
        Field(description="episodic or serial"),
        Doc("`itunes:type`: newest first, or in order from the first one"),
    ] = "episodic"
    numbers: Annotated[
        Literal["date", "none"],
        Field(description="date or none"),
        Doc(
            "`itunes:season`, `itunes:episode`, `podcast:season`, `podcast:episode`: the year and "
            "the day of the year, shown as the date"
        ),
    ] = "date"
    locked: Annotated[Switch, Doc("`podcast:locked`: other hosts may not import the show")] = True
    owner: Annotated[
        Owner | None,
        Field(description="like {name: 编辑部, email: a@example.com}"),
        Doc("`itunes:owner`: whom a directory writes to. It is public; Apple no longer needs it"),
    ] = None
    copyright: Annotated[Text | None, Doc("`copyright`, without ©")] = None
    license: Annotated[
        License | None,
        Field(description="like {name: cc-by-4.0}"),
        Doc("`podcast:license`"),
    ] = None
    funding: Annotated[
        tuple[Funding, ...],
        Field(description="a list like [{url: https://…, text: 支持我们}]"),
        Doc("`podcast:funding`: where listeners can support the show"),
    ] = ()
    podroll: Annotated[
        tuple[Neighbour, ...],
        Field(description="a list like [{guid: 9b02…, title: …}]"),
        Doc("`podcast:podroll`: shows that this one recommends"),
    ] = ()
    persons: Annotated[
        tuple[Person, ...],
        Field(description="a list like [{name: 小林, role: editor}]"),
        Doc("`podcast:person` beside the hosts"),
    ] = ()
    location: Annotated[
        Location | None,
        Field(description="like {name: 北京, country: cn}"),
        Doc("`podcast:location`: where the show is made"),
    ] = None
    publisher: Annotated[
        Publisher | None,
        Field(description="like {guid: 003af0a0-…, url: https://…}"),
        Doc("`podcast:publisher`: the feed of the publisher"),
    ] = None
    prefix: Annotated[
        str | None,
        Field(
            pattern=r"^https://[^\s?#]+/$",
            description="the https address of a service, ending in /, like https://op3.dev/e/",
        ),
        Doc(
            "a service that counts downloads: its address stands before that of every recording "
            "in the feed, and sends apps on. It learns who downloads what"
        ),
    ] = None
    frequency: Annotated[
        Frequency,
        Field(description="like {text: 每天, rrule: FREQ=DAILY}"),
        Doc("`podcast:updateFrequency`"),
    ] = Field(default={}, validate_default=True)
    soundbite: Annotated[
        Switch, Doc("`podcast:soundbite`: the lead item, two minutes of it at most")
    ] = True
    verify: Annotated[
        dict[str, _Code],
        Field(description="codes by purpose, like {applepodcastsverify: CODE}"),
        Doc("`podcast:txt`: a directory's proof of ownership, such as `applepodcastsverify`"),
    ] = Field(default_factory=dict)
    new_url: Annotated[Url | None, Doc("`itunes:new-feed-url`: where the feed has moved to")] = None
    complete: Annotated[Switch, Doc("`itunes:complete`: no episode will come any more")] = False
    block: Annotated[Switch, Doc("`itunes:block`: not in Apple's directory")] = False
