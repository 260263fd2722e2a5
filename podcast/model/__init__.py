"""The types that a stage passes to the next stage. All are frozen.

Times are seconds (float) unless a name says otherwise. Spans are code points of the text as
written, [start, end).
"""

from podcast.model.digest import (
    OCCASION,
    Block,
    Bullet,
    Candidate,
    Digest,
    Item,
    LeftOut,
    Link,
)
from podcast.model.finding import Finding, Severity
from podcast.model.script import (
    CLOSING_TITLE,
    OPENING_TITLE,
    RUNDOWN_TITLE,
    SCRIPT_FILE,
    Fallback,
    Line,
    Part,
    Script,
)
from podcast.model.sound import (
    HIGHEST_DBTP,
    TARGET_LUFS,
    TOLERANCE_LU,
    Chapter,
    Clip,
    Curves,
    Encoding,
    Host,
    Loudness,
    Placed,
    Segment,
    Voice,
    Word,
)
from podcast.model.spoken import Kind, LexiconEntry, Spoken, Token, apart
from podcast.model.verdict import Objection, Support, Verdict

__all__ = [
    "CLOSING_TITLE",
    "HIGHEST_DBTP",
    "OCCASION",
    "OPENING_TITLE",
    "RUNDOWN_TITLE",
    "SCRIPT_FILE",
    "TARGET_LUFS",
    "TOLERANCE_LU",
    "Block",
    "Bullet",
    "Candidate",
    "Chapter",
    "Clip",
    "Curves",
    "Digest",
    "Encoding",
    "Fallback",
    "Finding",
    "Host",
    "Item",
    "Kind",
    "LeftOut",
    "LexiconEntry",
    "Line",
    "Link",
    "Loudness",
    "Objection",
    "Part",
    "Placed",
    "Script",
    "Segment",
    "Severity",
    "Spoken",
    "Support",
    "Token",
    "Verdict",
    "Voice",
    "Word",
    "apart",
]
