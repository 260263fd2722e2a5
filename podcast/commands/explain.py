"""`podcast explain`: show how a text, lines of a stream or a day's script are read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from datetime import date
from itertools import groupby
from typing import BinaryIO

from podcast import digest, meaning
from podcast.chinese import spoken
from podcast.chinese.explain import Style, render
from podcast.digest import posts
from podcast.errors import PodcastError
from podcast.model import (
    CLOSING_TITLE,
    OPENING_TITLE,
    RUNDOWN_TITLE,
    SCRIPT_FILE,
    LexiconEntry,
    Line,
    Script,
)
from podcast.script import document, edits
from podcast.show.config import Show

_TITLES = {"opening": OPENING_TITLE, "rundown": RUNDOWN_TITLE, "closing": CLOSING_TITLE}


def of_texts(texts: Iterable[str], show: Show | None, style: Style) -> Iterator[str]:
    """Yield how each text is read, as soon as the text arrives.

    Raises ReadingError for a reading that cannot be spoken.
    """
    lexicon = show.lexicon if show else ()
    return (_rendered(text, lexicon, style) for text in texts)


def lines(stream: BinaryIO) -> Iterator[str]:
    """Yield the lines of a stream as they arrive.

    Only LF ends a line, so that every line of input gives one answer. Raises PodcastError with the
    line number for a line that is not UTF-8.
    """
    for number, row in enumerate(stream, 1):
        try:
            yield row.removesuffix(b"\n").decode("utf-8")
        except UnicodeDecodeError as error:
            raise PodcastError(
                f"stdin:{number}: not UTF-8 (byte {error.start + 1} of the line); send UTF-8"
            ) from error


def of_day(show: Show, day: date, style: Style) -> Iterator[str]:
    """Yield how each line of a day's script is read; a missing script is written from the post.

    A table has the line above it, and the first table of a section has the section's heading above
    it, too. A JSON object has `line` (the line's number), `host`, `part` and `item` before the
    rest. Raises DigestError when there is neither a script nor a post, ScriptError for a broken
    script.
    """
    script = _script(show, day)
    numbered = enumerate(script.lines, 1)
    for _, section in groupby(numbered, lambda each: (each[1].part, each[1].item)):
        for place, (number, line) in enumerate(section):
            if style == "table" and not place:
                yield f"## {_title(script, line)}\n"
            yield _line(number, line, show, style)


def _title(script: Script, line: Line) -> str:
    if line.item is None:
        return _TITLES[line.part]
    return f"{line.item} {dict(script.headlines)[line.item]}"


def _line(number: int, line: Line, show: Show, style: Style) -> str:
    if style == "table":
        return f"{line.host}：{line.text}\n{_rendered(line.text, show.lexicon, style)}\n"
    about = {"host": line.host, "part": line.part, "item": line.item}
    return _rendered(line.text, show.lexicon, style, line=number, **about)


def _rendered(
    text: str, lexicon: Sequence[LexiconEntry], style: Style, **about: str | int | None
) -> str:
    """Return how a text is read, and in a table and in JSON what of its figures is lost."""
    if style == "spoken" or not text:
        return render(text, lexicon, style, **about)
    lost = meaning.judge_reading(spoken(text, lexicon)).lost
    if style == "json":
        return render(text, lexicon, style, **about, lost=[asdict(each) for each in lost])
    return "\n".join([render(text, lexicon, style), *(f"lost: {each}" for each in lost)])


def _script(show: Show, day: date) -> Script:
    path = show.folder(day) / SCRIPT_FILE
    if path.exists():
        return document.load(path)
    post = digest.load(posts.choose(show, posts.WantedPost(day)).path, show.zone)
    return edits.prepare(show, post).script
