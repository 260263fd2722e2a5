"""`podcast facts`: trace lines of a stream, or a day's script, to the post that they are about."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from podcast import digest, factcheck
from podcast.digest import posts
from podcast.episode.memory import own_words
from podcast.errors import PodcastError, at
from podcast.language import mark, told, word
from podcast.model import SCRIPT_FILE, Digest, Item, Objection, Script, Verdict
from podcast.script import document, edits
from podcast.show.config import Show


@dataclass(frozen=True, slots=True)
class Answer:
    """What is printed about a line, and whether the line has a violation."""

    text: str
    false: bool


def of_lines(path: Path, number: int, texts: Iterable[str], show: Show | None) -> Iterator[Answer]:
    """Return a JSON object for each line about an item of a post, as soon as the line arrives.

    Raises DigestError for a post that cannot be read, PodcastError for an item that is not there.
    """
    post = digest.load(path, show.zone if show else ZoneInfo("UTC"))
    item = _item(post, number, path)
    return (
        _json_answer(text, factcheck.judge(text, item, post.items, post.date))
        for text in map(_short, texts)
    )


def _short(text: str) -> str:
    """Return a line. Raises PodcastError when it is too long to be one of a narration."""
    if len(text) > factcheck.LONGEST:
        raise PodcastError(
            f"a line of {len(text)} characters; the fact check reads lines of a narration, of at "
            f"most {factcheck.LONGEST} characters: give each sentence a line of its own"
        )
    return text


def of_day(show: Show, day: date | None, *, as_json: bool) -> Iterator[Answer]:
    """Yield what is wrong in the script of `day`, by default of the newest digest's day.

    A missing script is written from the post. With `as_json`, a JSON object is yielded for each
    line. Raises DigestError when there is no post, ScriptError for a broken script.
    """
    post = digest.load(posts.choose(show, posts.WantedPost(day)).path, show.zone)
    path = show.folder(post.date) / SCRIPT_FILE
    script, written = _script(show, post, path)
    verdicts = factcheck.judge_lines(script.lines, post, own_words(show, post.date))
    rows = document.rows_of(written, script.lines)
    for line, row, verdict in zip(script.lines, rows, verdicts, strict=True):
        if as_json:
            about = {"script_line": row, "host": line.host, "part": line.part, "item": line.item}
            yield _json_answer(line.text, verdict, **about)
        elif verdict.violations or verdict.warnings:
            yield Answer(_table(path, row, verdict), bool(verdict.violations))


def _item(post: Digest, number: int, path: Path) -> Item:
    for item in post.items:
        if item.number == number:
            return item
    numbers = ", ".join(str(item.number) for item in post.items)
    raise PodcastError(f"{path}: no item {number}; --item is one of {numbers}")


def _script(show: Show, post: Digest, path: Path) -> tuple[Script, str]:
    """Return the script of a post, and the text of its script.md."""
    if path.exists():
        return document.load(path), document.read(path)
    script = edits.prepare(show, post).script
    return script, document.dumps(script)


def _json_answer(text: str, verdict: Verdict, **about: Any) -> Answer:
    answer = {
        **about,
        "line": text,
        "violations": [_of_objection(each) for each in verdict.violations],
        "warnings": [_of_objection(each) for each in verdict.warnings],
        "supports": [
            {"item": each.item, "post_line": each.post_line, "text": each.text}
            for each in verdict.supports
        ],
    }
    return Answer(json.dumps(answer, ensure_ascii=False), bool(verdict.violations))


def _of_objection(each: Objection) -> dict[str, Any]:
    return {
        "kind": each.kind,
        "span": each.span,
        "start": each.start,
        "end": each.end,
        "nearest": each.nearest,
    }


def _table(path: Path, row: int | None, verdict: Verdict) -> str:
    found = [("violation", each) for each in verdict.violations]
    found += [("warning", each) for each in verdict.warnings]
    return "\n".join(
        mark(": ").join((at(path, row), word(what), word(each.kind), each.span))
        + (told(f" (the post: {each.nearest})") if each.nearest else "")
        for what, each in found
    )
