"""Find the posts with a block, and the dates of the episodes, even of episodes that are gone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from podcast.digest.shelf import shelf
from podcast.embed.block import BEGIN, END
from podcast.show.config import Show

_BLOCK = re.compile(
    rf"^{BEGIN.decode()}[ \t]*\n(.*?)^{END.decode()}[ \t]*$", re.MULTILINE | re.DOTALL
)
_AUDIO = re.compile(r"^[ \t]*audio(?::|[ \t]*=)[^\n]*/(\d{4}-\d{2}-\d{2})/[^/\n]*$", re.MULTILINE)
"""Matches the line of the block with the recording's address, which has the episode's date."""


@dataclass(frozen=True, slots=True)
class EmbeddedPost:
    """A post with the block of an episode."""

    path: Path
    date: str
    """The date of the episode."""

    def left_behind(self) -> str:
        """Return the message for a post whose episode does not exist here."""
        return (
            f"{self.path}: has the player of {self.date}, an episode that is not here; "
            f"run `podcast embed {self.date} --remove`"
        )


def find(show: Show) -> tuple[EmbeddedPost, ...]:
    """Return the posts with a block, also drafts, in order of their episodes' dates.

    Raises DigestError when the folder of posts does not exist.
    """
    return tuple(sorted(_find(show), key=lambda each: (each.date, each.path)))


def _find(show: Show) -> Iterator[EmbeddedPost]:
    index = shelf(show).index()
    for head in (*(head for heads in index.dated.values() for head in heads), *index.undated):
        block = _BLOCK.search(head.text)
        audio = _AUDIO.search(block[1]) if block else None
        if audio:
            yield EmbeddedPost(head.path, audio[1])
