"""Which posts have the block, and of which episode: also where the episode or its post has gone."""

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
"""Its address tells the episode, whatever date the post has."""


@dataclass(frozen=True, slots=True)
class Held:
    """A post with the block of an episode."""

    path: Path
    date: str
    """Date of the episode."""

    def left_behind(self) -> str:
        """Return what is wrong when there is no such episode."""
        return (
            f"{self.path}: has the player of {self.date}, an episode that is not here; "
            f"run `podcast embed {self.date} --remove`"
        )


def find(show: Show) -> tuple[Held, ...]:
    """Return the posts that have a block, those of the oldest episode first, drafts as well.

    Raises DigestError when there is no folder of posts.
    """
    return tuple(sorted(_find(show), key=lambda each: (each.date, each.path)))


def _find(show: Show) -> Iterator[Held]:
    index = shelf(show).index()
    for head in (*(head for there in index.dated.values() for head in there), *index.undated):
        block = _BLOCK.search(head.text)
        audio = _AUDIO.search(block[1]) if block else None
        if audio:
            yield Held(head.path, audio[1])
