"""What an episode is made of beside its post, and what of it has changed since it was made.

The manifest records it (`ingredients`), so that years of episodes are compared with the show as it
is now without reading a line aloud.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import astuple, dataclass
from functools import lru_cache
from pathlib import Path

from podcast.chinese import lexicon
from podcast.episode.ledger import Stamp, fingerprint, stamp
from podcast.episode.manifest import IngredientsRecord
from podcast.model import LexiconEntry, Voice
from podcast.show.config import Show
from podcast.show.voices import voice_for


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that has changed since an episode was made."""

    kind: str
    """`script`, `lexicon`, `voices`, `music`, `writer` or `show`."""
    told: str
    """What has changed, in a few words for a person."""


@dataclass(frozen=True, slots=True)
class Common:
    """What all episodes of a show have in common; it is computed once for thousands of them."""

    music: str
    words: str
    tags: str


def common(show: Show) -> Common:
    """Return what all episodes of a show are made of. Raises OSError for music that is missing."""
    music = show.music
    files = (music.intro, music.sting, music.outro, music.bed)
    label = show.ai_label
    return Common(
        music=fingerprint([path and _content(path) for path in files], astuple(show.ducking)),
        words=fingerprint(
            _service(show), show.style, show.words, [host.name for host in show.hosts],
            show.title, label.spoken, show.minutes, show.feed.frequency,
        ),
        tags=fingerprint(
            show.title, show.author, show.description, show.language, show.guid, show.base_url,
            label.file, label.producer, label.propagator, show.images, show.opus, show.link,
            show.post_url, show.timezone, _content(show.cover),
        ),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Text:
    """The text of a script.md, and whether a person has edited it."""

    script: str
    edited: bool = False


def record(
    show: Show, text: Text, speaking: Collection[str], engine: str, *, alone: bool = False
) -> IngredientsRecord:
    """Return what an episode is made of.

    `speaking` are the hosts with lines, `engine` is the engine that spoke; `alone` says that it
    speaks for all hosts, also for those with an engine of their own.
    """
    of_all = common(show)
    return IngredientsRecord(
        script=hash_of(text.script.encode()),
        edited=text.edited,
        lexicon=readings_in(text.script, show.lexicon),
        voices=voices(show, speaking, engine, alone=alone),
        music=of_all.music,
        words=of_all.words,
        tags=of_all.tags,
    )


def hash_of(data: bytes) -> str:
    """Return the SHA-256 of a script."""
    return hashlib.sha256(data).hexdigest()


def readings_in(script: str, entries: Sequence[LexiconEntry]) -> dict[str, str]:
    """Return the entries of a lexicon whose words a script says, with what is said for them.

    `script` is the text of script.md, which is not parsed but divided into rows, as thousands of
    them are looked at.
    """
    if not entries:
        return {}
    body = script.replace("\r\n", "\n").split("\n---\n", 1)[-1]
    rows = (row for row in body.split("\n") if row and not row.startswith(("##", "<!--")))
    said = "\n".join(row.partition("：")[2] for row in rows)
    return {_name(item): _reading(item) for item in lexicon.used(said, entries)}


def voices(show: Show, speaking: Collection[str], engine: str, *, alone: bool) -> dict[str, str]:
    """Return the voice of each host who speaks, as a manifest records it."""
    return {
        host.name: _voice(voice_for(host, index, _engine(host.engine, engine, alone=alone)))
        for index, host in enumerate(show.hosts)
        if host.name in speaking
    }


def changes(made_of: IngredientsRecord, now: IngredientsRecord) -> Iterator[Change]:
    """Yield what has changed between two records of one episode."""
    if made_of.script != now.script:
        yield Change("script", "script.md was edited after the episode was made")
    for word in sorted(made_of.lexicon.keys() | now.lexicon.keys()):
        before, after = made_of.lexicon.get(word), now.lexicon.get(word)
        if before != after:
            yield Change("lexicon", f"`{word}`: {before or 'no entry'} → {after or 'no entry'}")
    for host, voice in made_of.voices.items():
        if now.voices.get(host) != voice:
            yield Change("voices", f"{host}: {voice} → {now.voices.get(host) or 'no such host'}")
    if made_of.music != now.music:
        yield Change("music", "music or `ducking` has changed")
    if made_of.words != now.words and not made_of.edited:
        yield Change("writer", "`writer`, `style`, `minutes`, hosts or title have changed")
    if made_of.tags != now.tags:
        yield Change("show", "show.yaml or the cover has changed what is in the recording")


def _service(show: Show) -> object:
    """Return the writer, with the service that it asks and what that is asked for."""
    by = show.writer
    return by.name if by.name == "rules" else (by.name, by.url, by.model, by.memory)


def _engine(own: str | None, engine: str, *, alone: bool) -> str:
    return engine if alone or own is None else own


def _name(item: LexiconEntry) -> str:
    return f"{item.key} (exact)" if item.case_exact else item.key


def _reading(item: LexiconEntry) -> str:
    form = lexicon.form(item)
    return form if isinstance(form, str) else " ".join(f"{key}: {form[key]}" for key in form)


def _voice(voice: Voice) -> str:
    pace = [voice.rate] if voice.rate != "+0%" else []
    pace += [f"{voice.speed:g}"] if voice.speed != 1.0 else []
    return " ".join([f"{voice.engine}:{voice.name}", *pace])


def _content(path: Path) -> str:
    """Return the SHA-256 of a file, which is read again when its times or its size change."""
    return _content_of(path, stamp(path))


@lru_cache(maxsize=64)
def _content_of(path: Path, _: Stamp | None) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
