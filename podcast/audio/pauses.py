"""The pause after each punctuation mark: one table for pauses inside a line and between lines.

Broadcasters pause two thirds of a syllable inside a clause, one and a half after a clause and three
after a sentence (study of 新闻联播, 9th Phonetic Conference of China, 2010), at five syllables a
second. A pause lasts from the last sound of a word to the first sound of the next word.
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
    **dict.fromkeys("。！？!?", SENTENCE),
}


def pause(marks: str) -> int:
    """Return the longest pause of the marks in a text, in samples; 0 when it has no marks.

    `marks` is the text between two words or at the end of a line, not a whole line. An ASCII full
    stop does not count, as it mostly belongs to an abbreviation (U.S.).
    """
    return max((_PAUSES.get(mark, 0) for mark in marks), default=0)


def after(text: str) -> int:
    """Return the pause after a line, in samples: that of its last mark; CLAUSE without a mark."""
    core = text.rstrip("”’」』）)》】]}\"' ")
    return SENTENCE if core.endswith(".") else pause(core[-1:]) or CLAUSE
