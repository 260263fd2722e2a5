"""The meaning check: what a line's figures mean must be heard in its spoken form.

From the spoken form alone, sign, value, unit, direction and order of every figure are rebuilt and
compared with the written one. Nothing here knows how `chinese` reads a figure.
"""

from podcast.meaning.figures import Discrepancy, Judgement
from podcast.meaning.judge import judge
from podcast.meaning.reading import judge_reading

__all__ = ["Discrepancy", "Judgement", "judge", "judge_reading"]
