"""Every type that crosses a module. All are frozen; a stage takes one and returns the next.

Units are in the names or stated here: times are seconds (float) unless a name says otherwise,
spans are code points of the text as written, [start, end).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Part = Literal["opening", "rundown", "item", "closing"]
"""Where a line stands: 开场, 提要, one of the numbered items, 结语."""

Severity = Literal["error", "warn", "info"]

OPENING_TITLE = "开场"
RUNDOWN_TITLE = "提要"
CLOSING_TITLE = "结语"


# --- Digest: a post as data -------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Link:
    """A link of an item: its words and an absolute http(s) URL."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Bullet:
    """A bullet point: the label before its colon (may be empty) and the rest. Plain text."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Item:
    """One news item. All texts are plain: no markup, emoji, URL or compatibility radical."""

    number: int
    """Place in the post, from 1; it stays when other items are removed from the script."""
    headline: str
    paragraphs: tuple[str, ...]
    bullets: tuple[Bullet, ...]
    images: tuple[str, ...]
    """URLs or paths as the post writes them."""
    links: tuple[Link, ...]
    line: int
    """Line of the headline in the post, from 1."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something in the post that is not spoken and worth saying so (a table, a code block)."""

    what: str
    line: int


@dataclass(frozen=True, slots=True)
class Digest:
    """A post, parsed. `sha256` covers what is spoken or shown, not front matter added later."""

    date: date
    published: datetime
    """Aware, in the show's time zone."""
    title: str
    url: str | None
    """The post's own `permalink` or `url`, as written; None when it has none."""
    slug: str
    path: Path
    items: tuple[Item, ...]
    left_out: tuple[LeftOut, ...]
    sha256: str


# --- Script: what the hosts say, as a reader sees it ------------------------------------------


@dataclass(frozen=True, slots=True)
class Line:
    """One line of narration. `item` is the item's number when `part` is "item", else None."""

    host: str
    part: Part
    item: int | None
    text: str


@dataclass(frozen=True, slots=True)
class Script:
    """The narration. `headlines` are the item sections in order, also those without lines.

    `lines_sha256` is the fingerprint of the lines as the writer wrote them; when the lines no
    longer fit it, a person has edited them.
    """

    date: date
    title: str
    post: str
    """The post's path relative to the show's folder, with forward slashes."""
    digest_sha256: str
    writer: str
    """Name and version of the writer, for example `rules/1`."""
    lines_sha256: str
    headlines: tuple[tuple[int, str], ...]
    lines: tuple[Line, ...]


# --- Spoken text: how a line is read ----------------------------------------------------------

Kind = Literal[
    "date",
    "time",
    "clock",
    "percentage",
    "money",
    "quantity",
    "range",
    "ratio",
    "fraction",
    "ordinal",
    "version",
    "model",
    "identifier",
    "number",
    "latin",
    "acronym",
    "chinese",
    "punctuation",
]


@dataclass(frozen=True, slots=True)
class LexiconEntry:
    """How one written form is read. Exactly one of alias, pinyin, english, spell is set."""

    key: str
    alias: str = ""
    """Said in these (Chinese) words."""
    pinyin: tuple[str, ...] = ()
    """One numbered syllable per character of the key, 5 for the neutral tone."""
    english: str = ""
    """An English respelling, for example `voks-trull`."""
    spell: bool = False
    """Letter by letter."""
    case_exact: bool = False
    where: str = ""
    """`file:line`, for messages."""


@dataclass(frozen=True, slots=True)
class Token:
    """A stretch of the written text with one decision how to read it.

    `text` is `raw[start:end]`; the tokens of a text cover it without gap or overlap. `reading` is
    the spoken form: Chinese characters, Latin words in Latin letters, and the punctuation
    ，。？！：；、 only; empty when the token is silent.
    """

    text: str
    kind: Kind
    rule: str
    """Name of the rule that decided, for `podcast explain`."""
    reading: str
    start: int
    end: int
    pinyin: tuple[str, ...] = ()
    """Syllables fixed by the lexicon for the Chinese characters of `reading`, else empty."""
    english: str = ""
    """Respelling fixed by the lexicon for a Latin reading, else empty."""
    spell: bool = False
    """Read the Latin letters of `reading` one by one."""
    guessed: bool = False
    """A Latin word that neither the lexicon nor an acronym rule knows."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A text with the decision for each of its tokens."""

    raw: str
    tokens: tuple[Token, ...]

    @property
    def text(self) -> str:
        """The spoken form as one string; a space parts two Latin words and two numbers."""
        parts: list[str] = []
        for token in self.tokens:
            if not token.reading:
                continue
            if parts and apart(parts[-1][-1], token.reading[0]):
                parts.append(" ")
            parts.append(token.reading)
        return "".join(parts)


_NUMERALS = frozenset("零〇一二两三四五六七八九十百千万亿幺")


def apart(left: str, right: str) -> bool:
    """Tell whether two tokens that meet in these characters would be heard as one.

    So would two Latin words, and two numbers: `Qwen3 235B` is 三, 两百三十五, not 三两百三十五.
    """
    latin = left.isascii() and left.isalpha() and right.isascii() and right.isalpha()
    return latin or (left in _NUMERALS and right in _NUMERALS)


# --- Speech: sound with times -----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Voice:
    """A voice of an engine. `rate` is edge-tts's ("+6%"), `speed` Kokoro's factor (1.0)."""

    engine: str
    name: str
    rate: str = "+0%"
    speed: float = 1.0


@dataclass(frozen=True, slots=True)
class Host:
    """A speaker of the show with a voice for each engine that names one."""

    name: str
    voices: tuple[Voice, ...]
    engine: str | None = None
    """The one that always speaks for this host, whoever speaks for the others; None: like them."""


@dataclass(frozen=True, slots=True)
class Word:
    """When a span of the written text is heard. `start`, `end`: code points; times: seconds."""

    start: int
    end: int
    starts_at: float
    ends_at: float


@dataclass(frozen=True, slots=True, eq=False)
class Clip:
    """What an engine returns: mono int16 samples (n,), samples a second, words in order."""

    samples: NDArray[np.int16]
    sample_rate: int
    words: tuple[Word, ...]

    @property
    def seconds(self) -> float:
        """Length of the sound."""
        return len(self.samples) / self.sample_rate


@dataclass(frozen=True, slots=True)
class Segment:
    """A spoken line. `audio` is a mono file in the cache; word times count from its start."""

    line: Line
    number: int
    """Place of the line in the script, from 1."""
    engine: str
    voice: str
    spoken: str
    key: str
    """Cache key: hex of what determines the sound."""
    tries: int
    """Speech calls that it took when it was made."""
    audio: Path
    sample_rate: int
    seconds: float
    words: tuple[Word, ...]


# --- Audio ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter of the finished MP3; `item` is None for 开场 and 结语."""

    title: str
    start: float
    item: int | None
    url: str | None = None
    image: str | None = None


@dataclass(frozen=True, slots=True)
class Placed:
    """A segment with its place in the finished episode, seconds."""

    segment: Segment
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Loudness:
    """A measurement of a decoded file: LUFS (EBU R 128 integrated), dBTP, seconds."""

    integrated_lufs: float
    true_peak_dbtp: float
    seconds: float


@dataclass(frozen=True, slots=True)
class Curves:
    """An episode over time, a value for each 100 ms: what its report draws.

    Loudness in LUFS of the window that ends there (EBU Tech 3341: 400 ms and 3 s), -120 for
    silence; `peaks` are the largest absolute samples, 0 to 1.
    """

    momentary: tuple[float, ...]
    short_term: tuple[float, ...]
    peaks: tuple[float, ...]


# --- Findings ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of `podcast check`: a rule that is broken, where, and what to do."""

    rule: str
    severity: Severity
    place: str
    message: str
    remedy: str
