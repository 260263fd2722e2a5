"""show.yaml and voices.yaml -> Show, read once and checked whole.

Unknown keys, unknown engines and voices and bad lexicon entries are errors with file and line, so
that a typing mistake fails at the start and not after minutes of speech.
"""

from __future__ import annotations

import difflib
import re
import string
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Any, TypeVar
from urllib.parse import quote, urljoin, urlsplit
from uuid import UUID
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from podcast.errors import ConfigError
from podcast.model import Host, LexiconEntry, Voice
from podcast.yamlfile import Placed
from podcast.yamlfile import load as load_yaml

SHOW_FILE = "show.yaml"
VOICES_FILE = "voices.yaml"

_MOST_HOSTS = 2
_RATE = re.compile(r"[+-]\d{1,3}%")
_SPEEDS = (0.5, 2.0)


@dataclass(frozen=True, slots=True)
class Music:
    """Sound files of the show: played first, between items, last."""

    intro: Path
    sting: Path
    outro: Path


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
    ai_label: bool
    engines: tuple[str, ...]
    hosts: tuple[Host, ...]
    lexicon: tuple[LexiconEntry, ...]

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


# --- What the files may say (the contract of formats.md) ---------------------------------------


def _web_address(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.netloc or not value.isascii():
        raise ValueError("must be an http(s) address in ASCII letters")
    return value


def _uuid(value: str) -> str:
    return str(UUID(value))


def _zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (KeyError, ValueError, OSError) as error:
        raise ValueError("is no time zone; write one like Asia/Shanghai") from error
    return value


def _post_url(value: str) -> str:
    try:
        names = {name for _, name, _, _ in string.Formatter().parse(value) if name is not None}
        if names <= {"date", "slug"}:
            return _web_address(value.format(date=date(2026, 2, 6), slug="slug")) and value
    except (ValueError, IndexError, KeyError) as error:
        raise ValueError(f"cannot be filled in: {error}") from error
    raise ValueError("may only use {date:…} and {slug}")


_Text = Annotated[str, Field(min_length=1)]
_Url = Annotated[str, AfterValidator(_web_address)]


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class _MusicFile(_File):
    intro: _Text | None = None
    sting: _Text | None = None
    outro: _Text | None = None


class _ShowFile(_File):
    title: _Text
    description: _Text
    author: _Text
    link: _Url
    guid: Annotated[str, AfterValidator(_uuid)]
    base_url: _Url
    post_url: Annotated[str, AfterValidator(_post_url)] | None = None
    language: Annotated[str, Field(pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]+)*$")] = "zh-CN"
    timezone: Annotated[str, AfterValidator(_zone)] = "Asia/Shanghai"
    category: Annotated[list[_Text], Field(min_length=1, max_length=2)] = ["News", "Tech News"]
    explicit: bool = False
    cover: _Text | None = None
    posts: _Text = "posts/"
    music: _MusicFile = _MusicFile()
    ai_label: bool = True


class _VoiceFile(_File):
    voice: _Text
    rate: Annotated[str, Field(pattern=_RATE.pattern)] = "+0%"
    speed: Annotated[float, Field(ge=_SPEEDS[0], le=_SPEEDS[1], strict=False)] = 1.0


class _VoicesFile(_File):
    engines: Annotated[list[_Text], Field(min_length=1)]
    hosts: Annotated[dict[str, dict[str, _VoiceFile]], Field(min_length=1, max_length=_MOST_HOSTS)]
    lexicon: dict[str, Any] = {}


Model = TypeVar("Model", bound=_File)


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
    read = _validated(_ShowFile, show)
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
        ai_label=read.ai_label,
        engines=_engines(voices),
        hosts=_hosts(voices),
        lexicon=_lexicon(voices),
    )


def built_in_hosts() -> tuple[Host, ...]:
    """Return the hosts of the shipped voices.yaml, for commands that work without a show."""
    return _hosts(load_yaml(shipped("voices.yaml")))


def shipped(*parts: str) -> Path:
    """Return the path of a data file of the package."""
    return Path(str(files("podcast").joinpath("data", *parts)))


def _music(placed: Placed, music: _MusicFile, root: Path) -> Music:
    part = placed.get("music")
    named = part if isinstance(part, Placed) else placed
    return Music(
        *(
            _existing(named, name, getattr(music, name), root) or shipped("music", f"{name}.flac")
            for name in ("intro", "sting", "outro")
        )
    )


def _existing(placed: Placed, key: str, value: str | None, root: Path) -> Path | None:
    if value is None:
        return None
    path = root / value
    if not path.is_file():
        raise ConfigError(f"{placed.at(key)}: `{key}: {value}`: no such file; put it there")
    return path


def _engines(placed: Placed) -> tuple[str, ...]:
    from podcast.speech.voices import ENGINES

    names = _validated(_VoicesFile, placed).engines
    for name in names:
        if name not in ENGINES:
            raise ConfigError(
                f"{placed.at('engines')}: no engine `{name}`{_near(name, ENGINES)}; "
                f"there are {', '.join(ENGINES)}"
            )
    return tuple(dict.fromkeys(names))


def _hosts(placed: Placed) -> tuple[Host, ...]:
    read = _validated(_VoicesFile, placed)
    hosts: Placed = placed["hosts"]
    return tuple(
        Host(
            name=_host_name(name, hosts),
            voices=tuple(_voice(engine, voice, hosts[name]) for engine, voice in voices.items()),
        )
        for name, voices in read.hosts.items()
    )


def _host_name(name: str, hosts: Placed) -> str:
    """Refuse a name that could not begin a line of script.md and be told from other things."""
    if not name.strip() or name != name.strip() or any(char in name for char in "：:<>#\\\n\t"):
        raise ConfigError(
            f"{hosts.at(name)}: `{name}` cannot be a host's name; use a plain name without "
            "colon, <, >, #, backslash or surrounding spaces"
        )
    return name


def _voice(engine: str, voice: _VoiceFile, host: Placed) -> Voice:
    from podcast.speech.voices import ENGINES, check_voice

    if engine not in ENGINES:
        raise ConfigError(
            f"{host.at(engine)}: no engine `{engine}`{_near(engine, ENGINES)}; "
            f"there are {', '.join(ENGINES)}"
        )
    check_voice(engine, voice.voice, host[engine].at("voice"))
    return Voice(engine, voice.voice, voice.rate, voice.speed)


def _lexicon(placed: Placed) -> tuple[LexiconEntry, ...]:
    from podcast.chinese.lexicon import entry

    part = placed.get("lexicon")
    if not part:
        return ()
    return tuple(entry(key, value, part.at(key)) for key, value in part.items())


# --- pydantic's findings as one line with a place ------------------------------------------------


def _validated(model: type[Model], placed: Placed) -> Model:
    try:
        return model.model_validate(_plain(placed))
    except ValidationError as error:
        raise ConfigError(_explain(error.errors()[0], placed, model)) from error


def _plain(value: Any) -> Any:
    if isinstance(value, Placed):
        return {key: _plain(child) for key, child in value.items()}
    if isinstance(value, list):
        return [_plain(child) for child in value]
    return value


def _explain(found: Any, placed: Placed, model: type[_File]) -> str:
    *outer, last = found["loc"]
    inner = placed
    fields: Mapping[str, Any] = model.model_fields
    for key in outer:
        child = inner.get(key) if isinstance(key, str) else None
        if isinstance(child, Placed):
            inner, fields = child, _fields_below(fields, key)
    place = inner.at(last if isinstance(last, str) else outer[-1] if outer else None)
    name = ".".join(str(part) for part in found["loc"])
    if found["type"] == "extra_forbidden":
        return f"{place}: unknown key `{name}`{_near(str(last), fields)}; remove it or mend it"
    if found["type"] == "missing":
        return f"{place}: `{name}` is missing; add it"
    message = found["msg"].removeprefix("Value error, ")
    return f"{place}: `{name}`: {message}"


def _fields_below(fields: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    annotation = getattr(fields.get(key), "annotation", None)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation.model_fields
    return _VoiceFile.model_fields


def _near(word: str, known: Iterable[str]) -> str:
    close = difflib.get_close_matches(word, list(known), n=1)
    return f" (did you mean `{close[0]}`?)" if close else ""
