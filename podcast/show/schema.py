"""What show.yaml and voices.yaml may say.

The contract of the files: types, bounds and defaults. A field's description finishes the sentence
"must be …" in the message about it. `config` turns what is read into a Show.
"""

from __future__ import annotations

import string
from datetime import date
from typing import Annotated, Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BeforeValidator, Field

from podcast.show.schema_digests import DigestsFile
from podcast.show.schema_feed import FeedFile, LabelFile, every_part
from podcast.show.yamltypes import File as _File
from podcast.show.yamltypes import FilePath as _Path
from podcast.show.yamltypes import Switch as _Switch
from podcast.show.yamltypes import Text as _Text
from podcast.show.yamltypes import Url as _Url
from podcast.show.yamltypes import folder_address as _folder_address
from podcast.show.yamltypes import uuid as _uuid
from podcast.show.yamltypes import web_address as _web_address

_ANY_DAY = date(2026, 2, 6)
_STORES = {"s3", "sftp", "git+https", "git+ssh", "git+file"}


def _destination(value: str) -> str:
    """Refuse another way to publish, and a password: the file is no place for one."""
    if "://" not in value:
        return value
    try:
        parts = urlsplit(value)
    except ValueError:  # it would quote what may be a password
        raise ValueError("not an address") from None
    if parts.scheme not in _STORES or not (parts.netloc or parts.path):
        raise ValueError("no such store")
    user = parts.scheme in {"sftp", "git+ssh"}
    if parts.password is not None or parts.query or (parts.username is not None and not user):
        raise ValueError("a password or a query")
    _ = parts.port  # raises ValueError for a port that is none
    if parts.scheme.startswith("git+") != bool(parts.fragment):
        raise ValueError("a branch of git, and of nothing else")
    return value


def _zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (KeyError, OSError) as error:
        raise ValueError(value) from error
    return value


def _post_url(value: str) -> str:
    try:
        names = {name for _, name, _, _ in string.Formatter().parse(value) if name is not None}
        filled = value.format(date=_ANY_DAY, slug="slug") if names <= {"date", "slug"} else ""
    except (IndexError, KeyError) as error:
        raise ValueError(value) from error
    _web_address(filled)
    return value


class MusicFile(_File):
    """`music:` of show.yaml."""

    intro: _Path | None = None
    sting: _Path | None = None
    outro: _Path | None = None
    bed: _Path | None = None


class DuckingFile(_File):
    """`ducking:` of show.yaml."""

    depth: Annotated[float, Field(ge=0, le=40, description="dB from 0 to 40")] = 14.0
    attack: Annotated[float, Field(ge=0.01, le=5, description="seconds from 0.01 to 5")] = 0.4
    release: Annotated[float, Field(ge=0.01, le=10, description="seconds from 0.01 to 10")] = 1.2


class ImagesFile(_File):
    """`images:` of show.yaml."""

    fetch: _Switch = False
    seconds: Annotated[float, Field(ge=1, le=60, description="seconds from 1 to 60")] = 10.0
    megabytes: Annotated[float, Field(gt=0, le=50, description="a number above 0, at most 50")] = (
        5.0
    )


class SubscribeFile(_File):
    """`subscribe:` of show.yaml: the show's pages in podcast apps."""

    apple: _Url | None = None
    xiaoyuzhou: _Url | None = None
    pocketcasts: _Url | None = None


class OpenAIFile(_File):
    """`openai:` below `speech:` of show.yaml: a service with OpenAI's way of asking for speech."""

    url: Annotated[
        str, AfterValidator(_folder_address), Field(description="an http(s) address ending in /v1")
    ]
    model: _Text
    key: Annotated[
        str,
        Field(pattern=r"^[A-Z_][A-Z0-9_]*$", description="the NAME of an environment variable"),
    ] = "OPENAI_API_KEY"


class SpeechFile(_File):
    """`speech:` of show.yaml."""

    parallel: Annotated[int, Field(ge=1, le=32, description="a whole number from 1 to 32")] = 3
    per_second: Annotated[
        float, Field(gt=0, le=1000, description="a number above 0, at most 1000")
    ] = 4.0
    deadline: Annotated[float, Field(ge=1, le=86400, description="seconds from 1 to 86400")] = 300.0
    proxy: _Url | None = None
    openai: Annotated[
        OpenAIFile | None, Field(description="like {url: https://example.com/v1, model: tts-1}")
    ] = None


class PublishFile(_File):
    """`publish:` of show.yaml."""

    to: Annotated[
        str | None,
        AfterValidator(lambda value: value and _destination(value)),
        Field(
            min_length=1,
            description="a folder, s3://BUCKET/PREFIX, sftp://USER@HOST/PATH or "
            "git+https://HOST/REPOSITORY#BRANCH, without password and `?`",
        ),
    ] = None
    endpoint: Annotated[
        str | None,
        AfterValidator(lambda value: value and _folder_address(value)),
        Field(description="the http(s) address of a service that speaks S3"),
    ] = None
    region: Annotated[
        str | None,
        Field(pattern=r"^[a-z0-9-]+$", description="a region like eu-central-1, or auto"),
    ] = None
    keep_days: Annotated[int, Field(ge=1, le=3650, description="days from 1 to 3650")] = 30
    hub: _Url | None = None
    podping: _Switch = False


class ShowFile(_File):
    """show.yaml."""

    title: _Text
    description: _Text
    author: _Text
    link: _Url
    guid: Annotated[
        str, AfterValidator(_uuid), Field(description="a UUID, as `podcast init` writes it")
    ]
    base_url: Annotated[
        str,
        AfterValidator(_folder_address),
        Field(description="an http(s) address in ASCII letters, without user, `?` and `#`"),
    ]
    post_url: Annotated[
        str | None,
        AfterValidator(lambda value: value and _post_url(value)),
        Field(
            description="an http(s) address with no other fields than {date:%Y/%m/%d} and {slug}"
        ),
    ] = None
    language: Annotated[
        str,
        Field(pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]+)*$", description="a language tag like zh-CN"),
    ] = "zh-CN"
    timezone: Annotated[
        str, AfterValidator(_zone), Field(description="a time zone like Asia/Shanghai")
    ] = "Asia/Shanghai"
    category: Annotated[
        list[str],
        Field(
            default_factory=lambda: ["News", "Tech News"],
            min_length=1,
            max_length=2,
            description="one or two names, like [News, Tech News]",
        ),
    ]
    explicit: _Switch = False
    cover: _Path | None = None
    posts: _Path = "posts/"
    digests: Annotated[DigestsFile, Field(description="like {categories: [AI]}")] = DigestsFile()
    music: Annotated[MusicFile, Field(description="like {intro: intro.flac}")] = MusicFile()
    ducking: Annotated[DuckingFile, Field(description="like {depth: 14}")] = DuckingFile()
    images: Annotated[ImagesFile, Field(description="like {fetch: true}")] = ImagesFile()
    opus: _Switch = False
    ai_label: Annotated[
        LabelFile,
        BeforeValidator(every_part),
        Field(description="true, false, or like {spoken: false}"),
    ] = LabelFile()
    feed: Annotated[FeedFile, Field(description="like {items: 300}")] = FeedFile()
    subscribe: Annotated[
        SubscribeFile, Field(description="like {apple: https://podcasts.apple.com/…}")
    ] = SubscribeFile()
    speech: Annotated[SpeechFile, Field(description="like {parallel: 3}")] = SpeechFile()
    publish: Annotated[PublishFile, Field(description="like {to: s3://bucket/pod}")] = PublishFile()


class VoiceFile(_File):
    """A host's voice of one engine."""

    voice: Annotated[str, Field(min_length=1, description="the name of a voice")]
    rate: Annotated[
        str,
        Field(pattern=r"^[+-]\d{1,3}%$", description="a signed percentage like +6% or -10%"),
    ] = "+0%"
    speed: Annotated[float, Field(ge=0.5, le=2.0, description="a number from 0.5 to 2.0")] = 1.0
    always: _Switch = False


_Voices = dict[str, VoiceFile]


class VoicesFile(_File):
    """voices.yaml."""

    engines: Annotated[
        list[str], Field(min_length=1, description="names of engines, like [edge, kokoro]")
    ]
    hosts: Annotated[
        dict[str, _Voices | None],
        Field(min_length=1, max_length=2, description="one or two hosts with their voices"),
    ]
    lexicon: Annotated[dict[str, Any] | None, Field(description="words with how each is read")] = (
        None
    )
