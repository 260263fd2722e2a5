"""The listening check: Whisper transcribes spoken lines, and transcripts are compared with lines.

It needs the extra `verify`. `check` takes sounds with their readings and yields a result for each;
nothing here knows shows, posts or files of an episode.
"""

from podcast.listening.check import (
    HeardLine,
    Recorded,
    check,
    findings,
    mistakes_text,
    total,
    worst_first,
)
from podcast.listening.score import Score, score

__all__ = [
    "HeardLine",
    "Recorded",
    "Score",
    "check",
    "findings",
    "mistakes_text",
    "score",
    "total",
    "worst_first",
]
