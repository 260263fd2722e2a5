"""The keys of voices.yaml, and the engines, hosts and lexicon entries that the file gives."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import Field
from pydantic.dataclasses import dataclass

from podcast.errors import ConfigError, near
from podcast.lib.yamlfile import Located
from podcast.model import Host, LexiconEntry, Voice
from podcast.show.voices import ENGINES, check_voice
from podcast.show.yamltypes import FILE, Doc, Number, Switch

_PREVIEW = "tone"
"""The engine of test tones: voices.yaml may not name it, so that no subscriber hears it."""
_MOST_LETTERS = 40
"""The greatest length of a host's name, which stands before each line of script.md."""


@dataclass(frozen=True, slots=True, config=FILE)
class HostVoice:
    """The voice of a host with one engine."""

    voice: Annotated[
        str,
        Field(min_length=1, description="the name of a voice"),
        Doc("one of those that `podcast voices` lists, or another one of the service"),
    ]
    rate: Annotated[
        str,
        Field(pattern=r"^[+-][0-9]{1,3}%$", description="a signed percentage like +6% or -10%"),
        Doc("pace of `edge`. `kokoro` and `tone` do not use it"),
    ] = "+0%"
    speed: Annotated[
        Number,
        Field(ge=0.5, le=2.0, description="a number from 0.5 to 2.0"),
        Doc("pace of `kokoro` and `tone`. `edge` does not use it"),
    ] = 1.0
    always: Annotated[
        Switch,
        Doc(
            "this host keeps this engine in every episode, whoever speaks for the other one: the "
            "one way to have two engines in an episode. `--engine NAME` overrides it"
        ),
    ] = False


@dataclass(frozen=True, slots=True, config=FILE)
class Voices:
    """The keys of voices.yaml."""

    engines: Annotated[
        tuple[str, ...],
        Field(min_length=1, description="names of engines, like [edge, kokoro]"),
        Doc(
            "`edge`, `kokoro` or `openai`; tried in this order, each for a whole episode. `tone` "
            "makes test tones and is refused here: use it by `--engine tone`"
        ),
    ]
    hosts: Annotated[
        dict[str, dict[str, HostVoice] | None],
        Field(min_length=1, max_length=4, description="one to four hosts with their voices"),
        Doc(
            "who speaks, by name: each host's voice by engine. Several hosts take turns, also "
            "within an item; the first greets. An engine that is not named takes its default "
            "voice: the first of its list for the first host, the second for the second, and so on "
            "(`podcast voices`)",
            names="NAME.ENGINE",
        ),
    ]
    lexicon: Annotated[
        dict[str, Any] | None,
        Field(description="words with how each is read"),
        Doc("how words are read, [see below](#lexicon)", default="`{}`"),
    ] = None


def engines(voices: Voices, mapping: Located) -> tuple[str, ...]:
    """Return the engines in order. Raises ConfigError for an unknown engine, and for `tone`."""
    for name in voices.engines:
        if name == _PREVIEW:
            raise ConfigError(
                f"{mapping.at('engines')}: `{_PREVIEW}` speaks in test bursts; take it out, "
                f"and use `--engine {_PREVIEW}` for a preview"
            )
        if name not in ENGINES:
            raise _no_engine(name, mapping.at("engines"))
    return tuple(dict.fromkeys(voices.engines))


def hosts(voices_file: Voices, mapping: Located) -> tuple[Host, ...]:
    """Return the hosts. Raises ConfigError for an invalid name, an unknown engine or voice."""
    part: Located = mapping["hosts"]
    return tuple(
        Host(
            name=_name(name, part),
            voices=tuple(_voice(engine, voice, part[name]) for engine, voice in voices.items()),
            engine=_always(voices, part.at(name)),
        )
        for name, voices in ((name, voices or {}) for name, voices in voices_file.hosts.items())
    )


def lexicon(mapping: Located) -> tuple[LexiconEntry, ...]:
    """Return the entries of the lexicon. Raises ConfigError for an invalid entry."""
    part = mapping.get("lexicon")
    if not part:
        return ()
    from podcast.chinese.lexicon import entry

    return tuple(entry(key, value, part.at(key)) for key, value in part.items())


def _always(voices: Mapping[str, HostVoice], where: str) -> str | None:
    """Return the engine with `always: true`, or None. Raises ConfigError for two such engines."""
    engines = [engine for engine, voice in voices.items() if voice.always]
    if len(engines) > 1:
        raise ConfigError(f"{where}: a host has one voice: `always: true` stands here twice")
    return engines[0] if engines else None


def _name(name: str, hosts: Located) -> str:
    """Return `name`. Raises ConfigError when it could not stand before a line of script.md."""
    odd = not name.isprintable() or any(char in name for char in "：:<>#\\")
    if odd or not name.strip() or name != name.strip() or len(name) > _MOST_LETTERS:
        raise ConfigError(
            f"{hosts.at(name)}: `{name[: _MOST_LETTERS + 1]}` cannot be a host's name; use a plain "
            f"name of at most {_MOST_LETTERS} letters without colon, <, >, #, backslash, "
            "surrounding spaces or signs that cannot be seen"
        )
    return name


def _voice(engine: str, voice: HostVoice, host: Located) -> Voice:
    if engine not in ENGINES:
        raise _no_engine(engine, host.at(engine))
    check_voice(engine, voice.voice, host[engine].at("voice"))
    return Voice(engine, voice.voice, voice.rate, voice.speed)


def _no_engine(name: str, where: str) -> ConfigError:
    return ConfigError(
        f"{where}: no engine `{name}`{near(name, ENGINES)}; there are {', '.join(ENGINES)}"
    )
