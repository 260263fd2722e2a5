"""How long each punctuation mark is silent: one table for pauses inside a line and between lines.

Broadcasters pause two thirds of a syllable inside a clause, one and a half after a clause and three
after a sentence (study of 新闻联播, 9th Phonetic Conference of China, 2010), at five syllables a
second. A pause is what is heard as one: from the last sound of a word to the first of the next.
"""

from __future__ import annotations

from podcast.audio.clock import samples

ENUMERATION = samples(0.13)
CLAUSE = samples(0.3)
SEMICOLON = samples(0.45)
SENTENCE = samples(0.6)

_PAUSES = {
    **dict.fromkeys("、", ENUMERATION),
    **dict.fromkeys("，：,:", CLAUSE),
    **dict.fromkeys("；;", SEMICOLON),
    **dict.fromkeys("。！？.!?", SENTENCE),
}


def pause(marks: str) -> int:
    """Return the samples of the longest pause among the marks of a text; 0 where there is none.

    What stands between two words is meant, or at the end of a line: a point inside of a figure
    is no mark.
    """
    return max((_PAUSES.get(mark, 0) for mark in marks), default=0)


def after(text: str) -> int:
    """Return the samples of the pause after a line: that of its last mark, a clause's without."""
    core = text.rstrip("”’」』）)》】 ")
    return pause(core[-1:]) or CLAUSE
