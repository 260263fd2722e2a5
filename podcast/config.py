"""show.yaml and voices.yaml -> Show, read once and checked whole.

Unknown keys, unknown engines and voices and bad lexicon entries are errors with file and line, so
that a typing mistake fails at the start and not after minutes of speech.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from pathlib import Path
from urllib.parse import quote, urljoin
from zoneinfo import ZoneInfo

from podcast.errors import ConfigError, near
from podcast.model import Host, LexiconEntry, Voice
from podcast.schema import (
    MusicFile,
    PublishFile,
    ShowFile,
    SpeechFile,
    VoiceFile,
    VoicesFile,
    validated,
)
from podcast.schema_feed import FeedFile
from podcast.yamlfile import Placed
from podcast.yamlfile import load as load_yaml

SHOW_FILE = "show.yaml"
VOICES_FILE = "voices.yaml"

_PREVIEW = "tone"
"""The engine of test bursts: never what subscribers hear unless a person asks for it by name."""


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

    @property
    def zone(self) -> ZoneInfo:
        """The show's time zone."""
        return ZoneInfo(self.timezone)

    @property
    def episodes(self) -> Path:
        """The public folder, the one that base_url serves."""
        return self.root / "episodes"

    @property
    def cache(self) -> Path:
        """Segments by content; safe to delete."""
        return self.root / ".cache"

    def folder(self, day: date | str) -> Path:
        """Return the folder of an episode."""
        return self.episodes / str(day)

    def url(self, *parts: str) -> str:
        """Return the public address of a file below `episodes/`."""
        return self.base_url + "/".join(quote(part) for part in parts)

    def post_link(self, day: date, slug: str, own: str | None) -> str:
        """Return where a post is read: its own permalink, or what `post_url` makes of it."""
        if own:
            return urljoin(self.link, own)
        return self.post_url.format(date=day, slug=quote(slug))


# --- Reading ------------------------------------------------------------------------------------


def find(start: Path) -> Path:
    """Return the nearest folder from `start` upwards that holds show.yaml."""
    start = start.resolve()
    for folder in (start, *start.parents):
        if (folder / SHOW_FILE).is_file():
            return folder
    raise ConfigError(
        f"{start}: no {SHOW_FILE} here or in a folder above; "
        "go into a show's folder, name it with --show, or make one with `podcast init DIR`"
    )


def load(root: Path) -> Show:
    """Read the show in the folder `root`. Raises ConfigError with file and line."""
    show = load_yaml(root / SHOW_FILE)
    voices = load_yaml(root / VOICES_FILE)
    read = validated(ShowFile, show)
    return Show(
        root=root,
        title=read.title,
        description=read.description,
        author=read.author,
        link=read.link,
        guid=read.guid,
        post_url=read.post_url or urljoin(read.link, "{date:%Y/%m/%d}/{slug}/"),
        base_url=read.base_url.rstrip("/") + "/",
        language=read.language,
        timezone=read.timezone,
        category=tuple(read.category),
        explicit=read.explicit,
        cover=_existing(show, "cover", read.cover, root) or shipped("cover.jpg"),
        posts=root / read.posts,
        music=_music(show, read.music, root),
        ducking=Ducking(read.ducking.depth, read.ducking.attack, read.ducking.release),
        images=Images(read.images.fetch, read.images.seconds, read.images.megabytes),
        opus=read.opus,
        ai_label=_label(read),
        feed=read.feed,
        speech=_speech(read.speech),
        publish=_publish(read.publish),
        engines=_engines(voices),
        hosts=_hosts(voices),
        lexicon=_lexicon(voices),
        subscribe=Subscribe(**read.subscribe.model_dump()),
    )


def built_in_hosts() -> tuple[Host, ...]:
    """Return the hosts of the shipped voices.yaml, for commands that work without a show."""
    return _hosts(load_yaml(shipped("voices.yaml")))


def shipped(*parts: str) -> Path:
    """Return the path of a data file of the package."""
    return Path(str(files("podcast").joinpath("data", *parts)))


def _label(read: ShowFile) -> Label:
    told = read.ai_label
    producer = told.producer or read.author
    return Label(
        spoken=told.spoken,
        notes=told.notes,
        feed=told.feed,
        file=told.file,
        producer=producer,
        propagator=told.propagator or producer,
    )


def _speech(read: SpeechFile) -> Speech:
    service = read.openai
    return Speech(
        parallel=read.parallel,
        per_second=read.per_second,
        deadline=read.deadline,
        proxy=read.proxy or "",
        openai=OpenAI(service.url.rstrip("/"), service.model, service.key) if service else None,
    )


def _publish(read: PublishFile) -> Publish:
    return Publish(
        to=read.to or "",
        endpoint=(read.endpoint or "").rstrip("/"),
        region=read.region or "",
        keep_days=read.keep_days,
        hub=read.hub or "",
        podping=read.podping,
    )


def _music(placed: Placed, music: MusicFile, root: Path) -> Music:
    part = placed.get("music")
    named = part if isinstance(part, Placed) else placed
    intro, sting, outro = (
        _existing(named, name, getattr(music, name), root) or shipped("music", f"{name}.flac")
        for name in ("intro", "sting", "outro")
    )
    return Music(intro, sting, outro, _existing(named, "bed", music.bed, root))


def _existing(placed: Placed, key: str, value: str | None, root: Path) -> Path | None:
    if value is None:
        return None
    path = root / value
    if not path.is_file():
        raise ConfigError(f"{placed.at(key)}: `{key}: {value}`: no such file; put it there")
    return path


def _engines(placed: Placed) -> tuple[str, ...]:
    from podcast.speech.voices import ENGINES

    names = validated(VoicesFile, placed).engines
    for name in names:
        if name == _PREVIEW:
            raise ConfigError(
                f"{placed.at('engines')}: `{_PREVIEW}` speaks in test bursts; take it out, "
                f"and use `--engine {_PREVIEW}` for a preview"
            )
        if name not in ENGINES:
            raise ConfigError(
                f"{placed.at('engines')}: no engine `{name}`{near(name, ENGINES)}; "
                f"there are {', '.join(ENGINES)}"
            )
    return tuple(dict.fromkeys(names))


def _hosts(placed: Placed) -> tuple[Host, ...]:
    read = validated(VoicesFile, placed)
    hosts: Placed = placed["hosts"]
    return tuple(
        Host(
            name=_host_name(name, hosts),
            voices=tuple(
                _voice(engine, voice, hosts[name]) for engine, voice in (voices or {}).items()
            ),
            engine=_always(voices or {}, hosts.at(name)),
        )
        for name, voices in read.hosts.items()
    )


def _always(voices: Mapping[str, VoiceFile], where: str) -> str | None:
    """Return the engine that a host keeps in every episode."""
    kept = [engine for engine, voice in voices.items() if voice.always]
    if len(kept) > 1:
        raise ConfigError(f"{where}: a host has one voice: `always: true` stands here twice")
    return kept[0] if kept else None


def _host_name(name: str, hosts: Placed) -> str:
    """Refuse a name that could not begin a line of script.md and be told from other things."""
    if not name.strip() or name != name.strip() or any(char in name for char in "：:<>#\\\n\t"):
        raise ConfigError(
            f"{hosts.at(name)}: `{name}` cannot be a host's name; use a plain name without "
            "colon, <, >, #, backslash or surrounding spaces"
        )
    return name


def _voice(engine: str, voice: VoiceFile, host: Placed) -> Voice:
    from podcast.speech.voices import ENGINES, check_voice

    if engine not in ENGINES:
        raise ConfigError(
            f"{host.at(engine)}: no engine `{engine}`{near(engine, ENGINES)}; "
            f"there are {', '.join(ENGINES)}"
        )
    check_voice(engine, voice.voice, host[engine].at("voice"))
    return Voice(engine, voice.voice, voice.rate, voice.speed)


def _lexicon(placed: Placed) -> tuple[LexiconEntry, ...]:
    part = placed.get("lexicon")
    if not part:
        return ()
    from podcast.chinese.lexicon import entry

    return tuple(entry(key, value, part.at(key)) for key, value in part.items())
