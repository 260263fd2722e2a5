"""The mappings of show.yaml except `feed:` and `ai_label:`: their keys, bounds and defaults.

A field defines its key completely: its type and bounds, its default, the words of the error about a
wrong value (the description), and its row in docs/configuration.md (the Doc).
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic.dataclasses import dataclass

from podcast.model import Encoding
from podcast.show.paths import ExistingFile, named, shipped
from podcast.show.yamltypes import FILE, Doc, Number, Switch, Text, Url, Whole, folder_address

_STORES = {"s3", "sftp", "git+https", "git+ssh", "git+file"}


def _as_list(value: Any) -> Any:
    """Return a list in place of a single name; other values are returned unchanged."""
    return [value] if isinstance(value, str) else value


_Names = Annotated[
    tuple[Text, ...],
    BeforeValidator(_as_list),
    Field(min_length=1, description="one or more names, like [AI]"),
]


@dataclass(frozen=True, slots=True, config=FILE)
class Digests:
    """The conditions for a post to be a digest; a post must match all conditions that are set."""

    categories: Annotated[
        _Names | None, Doc("the post has one of them, in whatever capitals", default="any")
    ] = None
    tags: Annotated[_Names | None, Doc("the same for its tags", default="any")] = None
    title: Annotated[
        str | None,
        Field(min_length=1, description='a pattern for titles, like "AI日报*"'),
        Doc(
            "its title, in whatever capitals. `*` stands for anything, `?` for a character; "
            "brackets are text",
            default="any",
        ),
    ] = None
    path: Annotated[
        str | None,
        Field(min_length=1, description='a pattern for files, like "*-ai-daily.md"'),
        Doc(
            "its path below `posts` (with the name of that folder or without), or its name; "
            "`*` and `?`, brackets are text",
            default="any",
        ),
    ] = None

    def __bool__(self) -> bool:
        """Tell whether any condition is set."""
        return bool(self.categories or self.tags or self.title or self.path)


@dataclass(frozen=True, slots=True, config=FILE)
class Music:
    """The sound files played first, before each item, last, and under the rundown."""

    intro: Annotated[
        ExistingFile,
        Doc("heard alone at first, then under the greeting", default="the intro that ships"),
    ] = Field(default_factory=lambda: shipped("music", "intro.flac"))
    sting: Annotated[
        ExistingFile, Doc("sounds before every item", default="the sting that ships")
    ] = Field(default_factory=lambda: shipped("music", "sting.flac"))
    outro: Annotated[
        ExistingFile,
        Doc("begins under the last line and plays out", default="the outro that ships"),
    ] = Field(default_factory=lambda: shipped("music", "outro.flac"))
    bed: Annotated[
        ExistingFile | None,
        Doc("music under the rundown, repeated as often as it takes", default="silence there"),
    ] = None


@dataclass(frozen=True, slots=True, config=FILE)
class Ducking:
    """How music is turned down under a voice."""

    depth: Annotated[
        Number,
        Field(ge=0, le=40, description="dB from 0 to 40"),
        Doc("how far music goes down under a voice"),
    ] = 14.0
    attack: Annotated[
        Number,
        Field(ge=0.01, le=5, description="seconds from 0.01 to 5"),
        Doc("how long it takes to go down; it is down when the word begins"),
    ] = 0.4
    release: Annotated[
        Number,
        Field(ge=0.01, le=10, description="seconds from 0.01 to 10"),
        Doc("how long it takes to come up again"),
    ] = 1.2


_BIT_RATES = (64, 80, 96, 112, 128)


def _bit_rate(value: int) -> int:
    """Return a bit rate. Raises ValueError for one of which no MP3 is made."""
    if value not in _BIT_RATES:
        raise ValueError(value)
    return value


@dataclass(frozen=True, slots=True, config=FILE)
class Audio:
    """How the MP3 is encoded. The defaults are those of `python benchmarks/bitrates.py`."""

    bitrate: Annotated[
        Whole,
        AfterValidator(_bit_rate),
        Field(description="one of 64, 80, 96, 112 and 128"),
        Doc("kbit/s of the MP3, constant: a minute at 64 has 0.5 MB"),
    ] = 64
    channels: Annotated[
        Literal["mono", "joint"],
        Field(description="mono or joint"),
        Doc(
            "`mono`: one channel, in which voices have all bits; `joint`: two, with the music in "
            "stereo. Both are −16 LUFS, a mono file as it is heard, from both sides"
        ),
    ] = "mono"

    @property
    def encoding(self) -> Encoding:
        """The encoding of the MP3."""
        return Encoding(self.bitrate, mono=self.channels == "mono")


@dataclass(frozen=True, slots=True, config=FILE)
class Images:
    """Whether pictures of items are downloaded from their addresses, and within which bounds.

    Without `fetch`, a chapter has a picture only when the post's picture is a file beside the post.
    """

    fetch: Annotated[
        Switch,
        Doc(
            "whether an item's picture is fetched from the https address in the post, for its "
            "chapter in the MP3. Without it only files beside the post are used, and no address "
            "of a picture is told to apps. Private addresses are never asked"
        ),
    ] = False
    seconds: Annotated[
        Number,
        Field(ge=1, le=60, description="seconds from 1 to 60"),
        Doc(
            "how long fetching one picture may take; beyond that the chapter has none of its own, "
            "and `build` warns"
        ),
    ] = 10.0
    megabytes: Annotated[
        Number,
        Field(gt=0, le=50, description="a number above 0, at most 50"),
        Doc(
            "how many megabytes one picture may have as it is fetched, likewise. All pictures of "
            "an episode may fill 2 MB of its MP3; from the chapter on that would go beyond it, "
            "apps show the cover"
        ),
    ] = 5.0


@dataclass(frozen=True, slots=True, config=FILE)
class Subscribe:
    """The show's pages in podcast apps. Apps without such a page can use the feed."""

    apple: Annotated[Url | None, Doc("the show's page in Apple Podcasts")] = None
    xiaoyuzhou: Annotated[Url | None, Doc("its page in 小宇宙")] = None
    spotify: Annotated[Url | None, Doc("its page in Spotify")] = None
    ximalaya: Annotated[Url | None, Doc("its page in 喜马拉雅")] = None
    pocketcasts: Annotated[
        Url | None, Doc("its page in Pocket Casts", default="the app takes the feed")
    ] = None


@dataclass(frozen=True, slots=True, config=FILE)
class OpenAI:
    """A service with OpenAI's `/audio/speech`; its API key stays in an environment variable."""

    url: Annotated[
        str,
        AfterValidator(folder_address),
        Field(description="an http(s) address ending in /v1"),
        Doc(
            "base address of a service that answers `POST …/audio/speech` as OpenAI does, for "
            "example `https://example.com/v1`"
        ),
    ]
    model: Annotated[Text, Doc("the model it is asked for")]
    key: Annotated[
        str,
        Field(pattern=r"^[A-Z_][A-Z0-9_]*$", description="the NAME of an environment variable"),
        Doc("the variable that holds the key, which itself has no place here"),
    ] = "OPENAI_API_KEY"


@dataclass(frozen=True, slots=True, config=FILE)
class Speech:
    """How requests are sent to online voices."""

    parallel: Annotated[
        Whole,
        Field(ge=1, le=32, description="a whole number from 1 to 32"),
        Doc("connections to an online voice at once"),
    ] = 3
    per_second: Annotated[
        Number,
        Field(gt=0, le=1000, description="a number above 0, at most 1000"),
        Doc("requests begun in a second"),
    ] = 4.0
    deadline: Annotated[
        Number,
        Field(ge=1, le=86400, description="seconds from 1 to 86400"),
        Doc(
            "how long an online voice may take for an episode, without the time in which other "
            "episodes of a backfill have all connections; then the next engine speaks all of it"
        ),
    ] = 300.0
    proxy: Annotated[
        Url | None, Doc("proxy for the online voices", default="the environment's")
    ] = None
    openai: Annotated[
        OpenAI | None,
        Field(description="like {url: https://example.com/v1, model: tts-1}"),
        Doc("the service of the engine `openai`"),
    ] = None


def _folder(value: str) -> str:
    """Return a folder. Raises ValueError if it is blank, too long, or in a stranger's home."""
    try:
        named(Path(value).expanduser())
    except RuntimeError:
        raise ValueError("nobody is called so") from None
    if not value.strip():
        raise ValueError("blank")
    return value


def _destination(value: str) -> str:
    """Return a place to publish to. Raises ValueError if it is not valid or has a password."""
    if "://" not in value:
        return _folder(value)
    try:
        parts = urlsplit(value)
    except ValueError:  # its message would quote the value, which may hold a password
        raise ValueError("not an address") from None
    if parts.scheme not in _STORES or not (parts.netloc or parts.path):
        raise ValueError("no such store")
    user = parts.scheme in {"sftp", "git+ssh"}
    if parts.password is not None or parts.query or (parts.username is not None and not user):
        raise ValueError("a password or a query")
    _ = parts.port  # raises ValueError for an invalid port
    if parts.scheme.startswith("git+") != bool(parts.fragment):
        raise ValueError("a branch of git, and of nothing else")
    return value


_Destination = Annotated[
    str,
    AfterValidator(_destination),
    Field(
        min_length=1,
        description="a folder, s3://BUCKET/PREFIX, sftp://USER@HOST/PATH or "
        "git+https://HOST/REPOSITORY#BRANCH, without password and `?`",
    ),
]


@dataclass(frozen=True, slots=True, config=FILE)
class Publish:
    """Where the show is published. Credentials stay in the environment and the stores' files."""

    to: Annotated[
        _Destination | None,
        Doc(
            "where `podcast publish` brings the show; also `git+ssh`, `git+file`, and "
            "`#BRANCH:FOLDER`. [Examples](publish.md)"
        ),
    ] = None
    endpoint: Annotated[
        str | None,
        AfterValidator(lambda value: value and folder_address(value)),
        Field(description="the http(s) address of a service that speaks S3"),
        Doc("the service, when `s3://` is not Amazon's", default="Amazon's"),
    ] = None
    region: Annotated[
        str | None,
        Field(pattern=r"^[a-z0-9-]+$", description="a region like eu-central-1, or auto"),
        Doc("the region of a bucket; `auto` for R2", default="as AWS tools find it"),
    ] = None
    keep_days: Annotated[
        Whole,
        Field(ge=1, le=3650, description="days from 1 to 3650"),
        Doc("how long a published file stays that nothing refers to any more"),
    ] = 30
    hub: Annotated[
        Url | None,
        Doc(
            "a WebSub hub that is told of every new feed, and named in it; one with a user or "
            "password in its address, which the feed makes public, is not told"
        ),
    ] = None
    podping: Annotated[
        Switch,
        Doc(
            "tells podping.cloud of every new feed; the token is the environment variable "
            "`PODPING_TOKEN`"
        ),
    ] = False
