"""show.yaml and voices.yaml -> Show, read once and checked whole.

Unknown keys, unknown engines and voices and bad lexicon entries are errors with file and line, so
that a typing mistake fails at the start and not after minutes of speech.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from urllib.parse import urljoin

from podcast.errors import ConfigError, near
from podcast.lib.yamlfile import Placed
from podcast.lib.yamlfile import load as load_yaml
from podcast.model import Host, LexiconEntry, Voice
from podcast.show.schema import MusicFile, PublishFile, ShowFile, SpeechFile, VoiceFile, VoicesFile
from podcast.show.schema_digests import DigestsFile
from podcast.show.settings import (
    Digests,
    Ducking,
    Images,
    Label,
    Music,
    OpenAI,
    Publish,
    Show,
    Speech,
    Subscribe,
)
from podcast.show.validation import validated

__all__ = [
    "SHOW_FILE", "VOICES_FILE", "Digests", "Ducking", "Images", "Label", "Music", "OpenAI",
    "Publish", "Show", "Speech", "Subscribe", "built_in_hosts", "find", "load", "shipped",
]  # fmt: skip
"""The types of a show are known by this name."""

SHOW_FILE = "show.yaml"
VOICES_FILE = "voices.yaml"

_PREVIEW = "tone"
"""The engine of test bursts: never what subscribers hear unless a person asks for it by name."""


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
        digests=_digests(read.digests),
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


def _digests(read: DigestsFile) -> Digests:
    return Digests(
        categories=tuple(read.categories or ()),
        tags=tuple(read.tags or ()),
        title=read.title or "",
        path=read.path or "",
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
    from podcast.show.voices import ENGINES

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
    from podcast.show.voices import ENGINES, check_voice

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
