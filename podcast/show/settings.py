"""The top-level keys of show.yaml, and Show, which adds the folder and the settings of voices.yaml.

A field defines its key completely: its type and bounds, its default, the words of the error about a
wrong value (the description), and its row in docs/configuration.md (the Doc). The mappings below
the keys are in `parts` and `feed`.
"""

from __future__ import annotations

import os
import string
import uuid
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Annotated
from urllib.parse import quote, urljoin
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic.dataclasses import dataclass

from podcast.model import Encoding, Host, LexiconEntry
from podcast.show.feed import FeedSettings, Label, every_part
from podcast.show.parts import Audio, Digests, Ducking, Images, Music, Publish, Speech, Subscribe
from podcast.show.paths import AnyPath, ExistingFile, shipped
from podcast.show.style import Style
from podcast.show.writer import WriterSettings
from podcast.show.yamltypes import (
    FILE,
    Doc,
    Number,
    Switch,
    Text,
    Url,
    Uuid,
    folder_address,
    web_address,
)

EPISODES = "episodes"
PREVIEW = "preview"
"""The folders of a show for public episodes and for previews."""

_ANY_DAY = date(2026, 2, 6)
_POST_PATH = "{date:%Y/%m/%d}/{slug}/"
"""The path of a post's page below the blog, unless show.yaml has a `post_url`."""


def _post_url(value: str) -> str:
    try:
        names = {name for _, name, _, _ in string.Formatter().parse(value) if name is not None}
        known = names <= {"date", "slug", "file"}
        filled = value.format(date=_ANY_DAY, slug="slug", file="file") if known else ""
    except (IndexError, KeyError) as error:
        raise ValueError(value) from error
    web_address(filled)
    return value


def _zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (KeyError, OSError) as error:
        raise ValueError(value) from error
    return value


@dataclass(frozen=True, slots=True, config=FILE)
class Settings:
    """The keys of show.yaml."""

    title: Annotated[
        Text, Doc("the show's name: spoken in the greeting, in feed, pages and ID3 (album)")
    ]
    description: Annotated[
        Text,
        Doc(
            "what the show is about: feed, pages, ID3 comment. The feed takes 1000 characters of it"
        ),
    ]
    author: Annotated[
        Text,
        Doc(
            "who makes the show: `itunes:author`, ID3 artist, producer in the label of synthetic "
            "content"
        ),
    ]
    link: Annotated[
        Url,
        Doc("the blog; `<link>` of the channel, and the base of a post's relative `permalink`"),
    ]
    guid: Annotated[
        Uuid,
        Field(description="a UUID, as `podcast init` writes it"),
        Doc(
            "the show's identity, `podcast:guid`. `podcast init` makes it once; the guid of an "
            "episode is the UUIDv5 of this and its date, so a change makes every episode new to "
            "every subscriber"
        ),
    ]
    base_url: Annotated[
        str,
        AfterValidator(lambda value: f"{folder_address(value)}/"),
        Field(
            description="an http(s) address of at most 1000 ASCII letters, with no user, `?`, `#`"
        ),
        Doc("where `episodes/` is served. A final `/` is added when it is missing"),
    ]
    post_url: Annotated[
        str | None,
        AfterValidator(lambda value: value and _post_url(value)),
        Field(
            description="an http(s) address with no other fields than {date:%Y/%m/%d}, {slug} "
            "and {file}"
        ),
        Doc(
            "where a post is read. `{date:…}` takes the format codes of `strftime`, `{slug}` is "
            "the post's `slug`, else its file name without the date, `{file}` its file name with "
            "the date. A post's own `permalink` or `url` wins. `podcast check` says when the blog "
            "has its posts elsewhere",
            default=f"`link` + `{_POST_PATH}`",
        ),
    ] = None
    language: Annotated[
        str,
        Field(pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]+)*$", description="a language tag like zh-CN"),
        Doc("language of feed and transcripts"),
    ] = "zh-CN"
    timezone: Annotated[
        str,
        AfterValidator(_zone),
        Field(description="a time zone like Asia/Shanghai"),
        Doc("the zone of dates without one, by its IANA name; the offset of all dates in the feed"),
    ] = "Asia/Shanghai"
    category: Annotated[
        tuple[str, ...],
        Field(min_length=1, max_length=2, description="one or two names, like [News, Tech News]"),
        Doc("Apple's category and its subcategory, in Apple's spelling (which is not checked)"),
    ] = ("News", "Tech News")
    explicit: Annotated[Switch, Doc("`itunes:explicit`")] = False
    cover: Annotated[
        ExistingFile,
        Doc(
            "a square RGB JPEG or PNG of 1400 to 3000 pixels a side. It is published as "
            "`cover-<8 hex of its SHA-256>`, because apps keep artwork by its address",
            default="the cover that ships",
        ),
    ] = Field(default_factory=lambda: shipped("cover.jpg"))
    posts: Annotated[
        AnyPath,
        Doc("the folder of the posts, searched with its folders but for hidden ones"),
    ] = Field(default="posts/", validate_default=True)
    digests: Annotated[
        Digests,
        Field(description="like {categories: [AI]}"),
        Doc("which posts are digests, [see below](#digests)", default="every post of two items"),
    ] = Field(default={}, validate_default=True)
    music: Annotated[
        Music,
        Field(description="like {intro: intro.flac}"),
        Doc(
            "sound files that ffmpeg reads. A piece is amplified by 20 dB at most; one that would "
            "need more stays softer, and `build` warns. Of a file no more than 2 minutes are "
            "played. [How it sounds](#music)",
            default="the music that ships",
        ),
    ] = Field(default={}, validate_default=True)
    ducking: Annotated[
        Ducking,
        Field(description="like {depth: 14}"),
        Doc("how music gives way to a voice"),
    ] = Field(default={}, validate_default=True)
    images: Annotated[
        Images, Field(description="like {fetch: true}"), Doc("pictures of chapters")
    ] = Field(default={}, validate_default=True)
    audio: Annotated[
        Audio | None,
        Field(description="like {bitrate: 96, channels: joint}"),
        Doc(
            "how the MP3 is encoded. A recording that is there stays as it is until this is "
            "written or changed",
            default="`{bitrate: 64, channels: mono}`",
        ),
    ] = None
    opus: Annotated[
        Switch,
        Doc("an Opus file of 32 kbit/s beside the MP3, `podcast:alternateEnclosure` in the feed"),
    ] = False
    ai_label: Annotated[
        Label,
        BeforeValidator(every_part),
        Field(description="true, false, or like {spoken: false}"),
        Doc(
            "says that voice and script are machine-made. `true` and `false` switch all four "
            "parts; a mapping switches single ones off by name, and `podcast check` demands the "
            "others",
            default="`true`",
        ),
    ] = Field(default={}, validate_default=True)
    style: Annotated[
        str,
        Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]*$", description="a name like bulletin"),
        Doc(
            "the words around the news: `bulletin`, `dialogue`, `roundtable`, `brief` (a minute), "
            "or a folder `styles/NAME/` of the show ([its file](formats.md#styleyaml))"
        ),
    ] = "bulletin"
    writer: Annotated[
        WriterSettings,
        Field(description="like {name: llm, url: https://example.com/v1, model: NAME}"),
        Doc("who writes the narration, [see below](#writer)", default="`rules`"),
    ] = Field(default={}, validate_default=True)
    minutes: Annotated[
        Number | None,
        Field(ge=1, le=120, description="a number from 1 to 120"),
        Doc(
            "the length that an episode is shortened to, in minutes; `--minutes` comes before it. "
            "A shorter one is left as it is",
            default="the style's; else 12; 25 where `feed.frequency` names two days a week",
        ),
    ] = None
    feed: Annotated[
        FeedSettings,
        Field(description="like {items: 300}"),
        Doc("elements of the feed, [see below](#feed)"),
    ] = Field(default={}, validate_default=True)
    subscribe: Annotated[
        Subscribe,
        Field(description="like {apple: https://podcasts.apple.com/…}"),
        Doc(
            "the show's pages in podcast apps, for the buttons of the pages. Pocket Casts and "
            "AntennaPod take the feed where there is none"
        ),
    ] = Field(default={}, validate_default=True)
    speech: Annotated[
        Speech, Field(description="like {parallel: 3}"), Doc("how online voices are asked")
    ] = Field(default={}, validate_default=True)
    publish: Annotated[
        Publish,
        Field(description="like {to: s3://bucket/pod}"),
        Doc("where the show is published, and who is told"),
    ] = Field(default={}, validate_default=True)


@dataclass(frozen=True, slots=True, kw_only=True, config=FILE)
class Show(Settings):
    """A show: the settings of show.yaml, the speakers of voices.yaml, and the show's folder."""

    root: Path
    engines: tuple[str, ...]
    hosts: tuple[Host, ...]
    lexicon: tuple[LexiconEntry, ...]
    words: Style
    """The words of the style that `style` names."""
    output: str = EPISODES
    """The folder below `root` in which episodes are made: `EPISODES`, or `PREVIEW` for previews."""

    @property
    def zone(self) -> ZoneInfo:
        """The show's time zone."""
        return ZoneInfo(self.timezone)

    @property
    def episodes(self) -> Path:
        """The public folder, which base_url serves; in a preview, the folder of previews."""
        return self.root / self.output

    @property
    def cache(self) -> Path:
        """The folder of spoken clips and of notes about finished work; it is safe to delete."""
        return self.root / ".cache"

    @property
    def workspaces(self) -> Path:
        """The folder in which `podcast backfill` makes episodes before they are placed."""
        return self.cache / "backfill"

    @property
    def own_words(self) -> tuple[str, ...]:
        """What a narration may say of the show itself: its title and the names of its hosts."""
        return (self.title, *(host.name for host in self.hosts))

    @property
    def makers(self) -> tuple[str, str]:
        """Who made and who spreads the content, as the label in files names them."""
        producer = self.ai_label.producer or self.author
        return producer, self.ai_label.propagator or producer

    @property
    def encoding(self) -> Encoding:
        """How the MP3 is encoded."""
        return (self.audio or Audio()).encoding

    def as_preview(self) -> Show:
        """Return the same show with `preview/` as the folder of its episodes."""
        return replace(self, output=PREVIEW)

    def seen_from(self, path: Path) -> str:
        """Return a path relative to the show's folder, without resolving symbolic links."""
        return Path(os.path.relpath(path, self.root)).as_posix()

    def folder(self, day: date | str) -> Path:
        """Return the folder of an episode."""
        return self.episodes / str(day)

    def episode_guid(self, day: date | str) -> str:
        """Return the guid of a day's episode: the UUIDv5 of the show's guid and the date."""
        return str(uuid.uuid5(uuid.UUID(self.guid), str(day)))

    def url(self, *parts: str) -> str:
        """Return the public address of a file below `episodes/`."""
        return self.base_url + "/".join(quote(part) for part in parts)

    def post_link(self, day: date, slug: str, file: str, own: str | None) -> str:
        """Return the address of a post's page: its permalink `own`, or `post_url` filled in.

        `file` is the name of the post's file (`digest.file_of`).
        """
        if own:
            return urljoin(self.link, own)
        template = self.post_url or urljoin(self.link, _POST_PATH)
        return template.format(date=day, slug=quote(slug), file=quote(file))
