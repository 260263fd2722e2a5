"""Everything that show.yaml and voices.yaml say, with defaults filled in: the types of a show."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from urllib.parse import quote, urljoin
from zoneinfo import ZoneInfo

from podcast.model import Host, LexiconEntry
from podcast.show.schema_feed import FeedFile

EPISODES = "episodes"
PREVIEW = "preview"
"""Folders of a show: what the world sees, and what it does not."""


@dataclass(frozen=True, slots=True)
class Music:
    """Sound files of the show: played first, between items, last."""

    intro: Path
    sting: Path
    outro: Path
    bed: Path | None = None
    """Under the rundown; None: silence there."""


@dataclass(frozen=True, slots=True)
class Ducking:
    """How music gives way to a voice."""

    depth: float = 14.0
    """dB."""
    attack: float = 0.4
    """Seconds in which it goes down; it is down when the word begins."""
    release: float = 1.2
    """Seconds in which it comes up again."""


@dataclass(frozen=True, slots=True)
class Images:
    """Whether pictures of items are fetched from where the post says they are, and how much of it.

    Without `fetch`, a chapter has a picture only when it is a file beside the post.
    """

    fetch: bool = False
    seconds: float = 10.0
    """For one picture."""
    megabytes: float = 5.0
    """Of one picture, as it is fetched."""


@dataclass(frozen=True, slots=True)
class Digests:
    """Which posts are digests; all that is given must hold. Nothing given: every post may be."""

    categories: tuple[str, ...] = ()
    """One of them, in whatever capitals."""
    tags: tuple[str, ...] = ()
    title: str = ""
    """A pattern with `*` and `?`, in whatever capitals."""
    path: str = ""
    """A pattern for the path below `posts`, or for the file's name."""

    def __bool__(self) -> bool:
        """Tell whether the show says it at all."""
        return bool(self.categories or self.tags or self.title or self.path)


@dataclass(frozen=True, slots=True)
class Label:
    """Where a show says that voice and script are machine-made, and in whose name."""

    spoken: bool
    """A sentence in the greeting."""
    notes: bool
    """A sentence in the show notes and on the pages."""
    feed: bool
    """`podcast:txt purpose="ai-content"`, and the hosts named as artificial."""
    file: bool
    """`TXXX:AIGC` in the MP3 (GB 45438-2025)."""
    producer: str
    propagator: str

    def __bool__(self) -> bool:
        """Tell whether the show says it anywhere."""
        return self.spoken or self.notes or self.feed or self.file


@dataclass(frozen=True, slots=True)
class OpenAI:
    """A service that speaks OpenAI's `/audio/speech`; the key itself stays in the environment."""

    url: str
    """Without a slash at its end."""
    model: str
    key: str
    """The name of the environment variable."""


@dataclass(frozen=True, slots=True)
class Speech:
    """How online voices are asked."""

    parallel: int = 3
    """Connections at once."""
    per_second: float = 4.0
    """Requests begun a second."""
    deadline: float = 300.0
    """Seconds that an online engine may take for an episode."""
    proxy: str = ""
    """Address of a proxy; empty: what the environment says."""
    openai: OpenAI | None = None


@dataclass(frozen=True, slots=True)
class Subscribe:
    """Where listeners find the show in apps that have a page for it; the feed works everywhere."""

    apple: str | None = None
    xiaoyuzhou: str | None = None
    pocketcasts: str | None = None


@dataclass(frozen=True, slots=True)
class Publish:
    """Where the show is published; credentials stay in the environment and the tools' own files."""

    to: str = ""
    """A folder or an address, as show.yaml has it; empty: nowhere."""
    endpoint: str = ""
    """Of a service that speaks S3; empty: Amazon's."""
    region: str = ""
    keep_days: int = 30
    """How long a file stays that nothing refers to any more."""
    hub: str = ""
    """A WebSub hub, told of a new feed; the feed names it."""
    podping: bool = False


@dataclass(frozen=True, slots=True)
class Show:
    """Everything that show.yaml and voices.yaml say, with defaults filled in."""

    root: Path
    title: str
    description: str
    author: str
    link: str
    guid: str
    post_url: str
    base_url: str
    language: str
    timezone: str
    category: tuple[str, ...]
    explicit: bool
    cover: Path
    posts: Path
    music: Music
    ducking: Ducking
    images: Images
    opus: bool
    """Also an Opus file, for listeners who save data (podcast:alternateEnclosure)."""
    ai_label: Label
    feed: FeedFile
    """As show.yaml says it: every key becomes an element of the feed."""
    speech: Speech
    publish: Publish
    engines: tuple[str, ...]
    hosts: tuple[Host, ...]
    lexicon: tuple[LexiconEntry, ...]
    subscribe: Subscribe = Subscribe()
    digests: Digests = Digests()
    output: str = EPISODES
    """The folder below `root` in which episodes are made; `PREVIEW` for what is not public."""

    @property
    def zone(self) -> ZoneInfo:
        """The show's time zone."""
        return ZoneInfo(self.timezone)

    @property
    def episodes(self) -> Path:
        """The public folder, the one that base_url serves; in a preview, what stands for it."""
        return self.root / self.output

    @property
    def cache(self) -> Path:
        """Segments by content; safe to delete."""
        return self.root / ".cache"

    def as_preview(self) -> Show:
        """Return the show as it makes what nobody else may hear: below `preview/`."""
        return replace(self, output=PREVIEW)

    def folder(self, day: date | str) -> Path:
        """Return the folder of an episode."""
        return self.episodes / str(day)

    def episode_guid(self, day: date | str) -> str:
        """Return what names the episode of a day for ever, of the show's own guid."""
        return str(uuid.uuid5(uuid.UUID(self.guid), str(day)))

    def url(self, *parts: str) -> str:
        """Return the public address of a file below `episodes/`."""
        return self.base_url + "/".join(quote(part) for part in parts)

    def post_link(self, day: date, slug: str, own: str | None) -> str:
        """Return where a post is read: its own permalink, or what `post_url` makes of it."""
        if own:
            return urljoin(self.link, own)
        return self.post_url.format(date=day, slug=quote(slug))
