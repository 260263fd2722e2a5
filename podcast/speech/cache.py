"""The cache of clips on disk, keyed by everything that determines their sound.

An entry is `ab/<key>.json` (words, length, checksum) beside `ab/<key>.<checksum>.flac`. The sound
is named by its content and written first, so a killed process leaves no half entry, and two
processes that make the same line never change each other's files. Reading an entry updates the time
stamp of the entry, which shows what has not been used for long. soundfile writes the clips here;
the mix reads them.
"""

from __future__ import annotations

import hashlib
import json
import os
from contextlib import suppress
from dataclasses import astuple, dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from podcast.errors import CacheError
from podcast.lib.atomic import write_bytes
from podcast.model import Clip, Spoken, Voice, Word

if TYPE_CHECKING:
    from podcast.speech.engine import Engine

FOLDER = "segments"
"""The folder of the entries, below `Show.cache`."""

_FORMAT = 1
"""The version of the entries; it changes when older entries can no longer be used."""


@dataclass(frozen=True, slots=True)
class Stored:
    """A clip in the cache: a mono FLAC file of 16 bits, its length and its words."""

    audio: Path
    sample_rate: int
    samples: int
    words: tuple[Word, ...]
    tries: int
    """The number of speech calls that it took to make the clip."""

    @property
    def seconds(self) -> float:
        """Return the length of the sound in seconds."""
        return self.samples / self.sample_rate


def key_of(spoken: Spoken, voice: Voice, engine: Engine) -> str:
    """Return the key of a clip: hex SHA-256 of what determines its sound and its word times."""
    tokens = [
        (t.start, t.end, t.kind, t.reading, t.pinyin, t.english, t.spell) for t in spoken.tokens
    ]
    inputs = (_FORMAT, engine.name, engine.version, astuple(voice), spoken.raw, tokens)
    return _checksum(_dumps(inputs))


@dataclass(frozen=True, slots=True)
class Cache:
    """The cache; its folder is made with the first entry. With `refresh` no entry is ever found."""

    folder: Path
    refresh: bool = False

    def get(self, key: str) -> Stored | None:
        """Return the entry of a key, or None when it is missing or damaged."""
        if self.refresh:
            return None
        try:
            entry = json.loads(self._entry(key).read_bytes())
            clip = entry["clip"]
            stored = Stored(
                audio=self._audio(key, clip["audio"]),
                sample_rate=clip["sample_rate"],
                samples=clip["samples"],
                words=tuple(Word(*word) for word in clip["words"]),
                tries=clip["tries"],
            )
            whole = entry["sha256"] == _checksum(_dumps(clip)) and clip["audio"] == _checksum(
                stored.audio.read_bytes()
            )
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            return None  # the caller makes the clip again and replaces the entry
        if not whole:
            return None
        _stamp(self._entry(key))
        return stored

    def put(self, key: str, clip: Clip, tries: int = 1, engine: str = "") -> Stored:
        """Store a clip and return its entry; `engine` is only information for people who read it.

        Raises CacheError when the files cannot be written.
        """
        sound = _flac(clip)
        checksum = _checksum(sound)
        audio = self._audio(key, checksum)
        stored = Stored(audio, clip.sample_rate, len(clip.samples), clip.words, tries)
        description = {
            "audio": checksum,
            "sample_rate": stored.sample_rate,
            "samples": stored.samples,
            "words": [astuple(word) for word in stored.words],
            "tries": tries,
            "engine": engine,
        }
        entry = _dumps({"clip": description, "sha256": _checksum(_dumps(description))})
        try:
            write_bytes(stored.audio, sound)
            write_bytes(self._entry(key), entry)
        except OSError as error:
            raise CacheError(
                f"{self.folder}: a clip cannot be stored: {error.strerror}; make room, "
                "or let this user write there"
            ) from error
        _stamp(self._entry(key))
        return stored

    def _entry(self, key: str) -> Path:
        return self.folder / key[:2] / f"{key}.json"

    def _audio(self, key: str, checksum: str) -> Path:
        return self.folder / key[:2] / f"{key}.{checksum[:8]}.flac"


def _dumps(value: object) -> bytes:
    return json.dumps(value).encode()


def _checksum(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _stamp(entry: Path) -> None:
    """Note that the entry was used; a build goes on even if the folder is read-only."""
    with suppress(OSError):
        os.utime(entry)


def _flac(clip: Clip) -> bytes:
    """Encode a clip, and prove that the file decodes to the same samples."""
    import numpy as np
    import soundfile

    buffer = BytesIO()
    soundfile.write(buffer, clip.samples, clip.sample_rate, format="FLAC", subtype="PCM_16")
    sound = buffer.getvalue()
    decoded, rate = soundfile.read(BytesIO(sound), dtype="int16")
    if rate != clip.sample_rate or not np.array_equal(decoded, clip.samples):
        raise CacheError(
            "a clip does not come out of its FLAC file as it went in; run `podcast doctor`, and "
            "test this machine's memory"
        )
    return sound
