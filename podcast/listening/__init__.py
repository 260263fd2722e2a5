"""The listening check: Whisper hears what was spoken, and what it hears is compared with the text.

Part of the extra `verify`. `check` takes sound and readings and gives rows; nothing here knows
shows, posts or files of an episode.
"""

from podcast.listening.check import Heard, Take, check, findings, told, total, worst_first
from podcast.listening.score import Score, score

__all__ = ["Heard", "Score", "Take", "check", "findings", "score", "told", "total", "worst_first"]
