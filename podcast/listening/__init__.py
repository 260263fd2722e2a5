"""The listening check: Whisper hears what was spoken, and what it hears is compared with the text.

Part of the extra `verify`. `check` takes sound and readings and gives rows; nothing here knows
shows, posts or files of an episode.
"""

from podcast.listening.check import HeardLine, Recorded, check, findings, told, total, worst_first
from podcast.listening.score import Score, score

__all__ = [
    "HeardLine",
    "Recorded",
    "Score",
    "check",
    "findings",
    "score",
    "told",
    "total",
    "worst_first",
]
