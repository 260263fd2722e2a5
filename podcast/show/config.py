"""Read show.yaml and voices.yaml into a Show and check them completely.

Unknown keys, engines and voices and invalid lexicon entries are errors with file and line, so that
a typing mistake is found at the start and not after minutes of speech.
"""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

from podcast.errors import ConfigError
from podcast.lib.yamlfile import load as load_yaml
from podcast.model import Host
from podcast.show import hosts, style
from podcast.show.feed import FeedSettings, Label
from podcast.show.hosts import Voices
from podcast.show.parts import (
    Digests,
    Ducking,
    Images,
    Music,
    OpenAI,
    Publish,
    Speech,
    Subscribe,
)
from podcast.show.paths import shipped
from podcast.show.settings import Settings, Show
from podcast.show.validation import validated
from podcast.show.writer import WriterSettings

__all__ = [
    "SHOW_FILE", "VOICES_FILE", "Digests", "Ducking", "FeedSettings", "Images", "Label", "Music",
    "OpenAI", "Publish", "Show", "Speech", "Subscribe", "WriterSettings", "built_in_hosts",
    "find", "load", "shipped",
]  # fmt: skip
"""The names that other modules import from here, also the types of a show."""

SHOW_FILE = "show.yaml"
VOICES_FILE = "voices.yaml"


def find(start: Path) -> Path:
    """Return the nearest folder with show.yaml, from `start` upwards, or raise ConfigError."""
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
    settings = validated(Settings, show)
    speakers = validated(Voices, voices)
    return Show(
        **{each.name: getattr(settings, each.name) for each in fields(settings)},
        root=root,
        engines=hosts.engines(speakers, voices),
        hosts=hosts.hosts(speakers, voices),
        lexicon=hosts.lexicon(voices),
        words=style.load(root, settings.style, show),
    )


def built_in_hosts() -> tuple[Host, ...]:
    """Return the hosts of the shipped voices.yaml, for commands that work without a show."""
    voices = load_yaml(shipped("voices.yaml"))
    return hosts.hosts(validated(Voices, voices), voices)
