"""Errors that are safe to show to the person who runs the program.

* PodcastError
  - ConfigError   show.yaml or voices.yaml
  - DigestError   a post that cannot be read
  - ScriptError   a script.md that cannot be used
  - ReadingError  text that cannot be turned into speech
  - SpeechError   an engine that cannot speak
    + EngineUnavailable  an engine that cannot be reached or is not installed: try the next engine
  - CacheError    a spoken line that cannot be stored
  - AudioError    mixing, encoding or measuring
  - FeedError     feed, pages, the block in a post
  - ServeError    the local server
  - PublishError  a store that refuses, or a show that cannot be published
    + Overtaken   another machine was quicker: look again
  - BackfillError  a cluster that cannot be used, or that is lost

Every message says what is wrong, where (`file:line` when there is one) and what to do about it.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path


class PodcastError(Exception):
    """Raised when the program cannot go on; the command line prints it and exits with 1."""


class ConfigError(PodcastError):
    """Raised when show.yaml or voices.yaml is missing, broken or contradicts itself."""


class DigestError(PodcastError):
    """Raised when a post cannot be found or read as a digest."""


class ScriptError(PodcastError):
    """Raised when script.md breaks its grammar or no longer fits its post."""


class ReadingError(PodcastError):
    """Raised when a text or a lexicon entry cannot be turned into speech."""


class SpeechError(PodcastError):
    """Raised when an engine cannot speak a text with a voice.

    `reason` may be published: it is the message without words of an online service.
    """

    def __init__(self, message: str, reason: str = "") -> None:
        super().__init__(message)
        self.reason = reason or message


class EngineUnavailable(SpeechError):  # noqa: N818 -- a state of the engine, named as people say it
    """Raised when an engine cannot be reached or is not installed; the next engine may be tried."""


class CacheError(PodcastError):
    """Raised when a spoken line cannot be stored, so that another engine would not help."""


class AudioError(PodcastError):
    """Raised when sound cannot be decoded, mixed, encoded or measured."""


class FeedError(PodcastError):
    """Raised when the feed, a manifest, a page or the block in a post cannot be read or written."""


class ServeError(PodcastError):
    """Raised when the local server cannot start."""


class PublishError(PodcastError):
    """Raised when a store refuses a file, or the show cannot be published as it is."""


class Overtaken(PublishError):  # noqa: N818 -- what has happened to this machine
    """Raised when another machine has changed what is published since it was looked at."""


class BackfillError(PodcastError):
    """Raised when the machines that should make episodes cannot be reached, or do not agree."""


def at(path: Path | str, line: int | None = None) -> str:
    """Return `path` or `path:line`, the form in which every message states a place."""
    return f"{path}:{line}" if line else f"{path}"


def near(word: str, words: Iterable[str]) -> str:
    """Return ` (did you mean ...?)` with the word that is spelt most like `word`, else ""."""
    import difflib

    close = difflib.get_close_matches(word, list(words), n=1)
    return f" (did you mean `{close[0]}`?)" if close else ""
