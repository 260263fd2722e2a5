"""Report how a post was read: the warnings of a build, and the full account of `--why`."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from itertools import groupby

from podcast.digest import coverage
from podcast.digest.coverage import Coverage, Sentence
from podcast.errors import DigestError, at
from podcast.language import mark, told, word
from podcast.language.wrapping import columns, padded
from podcast.lib.counting import counted
from podcast.model import Digest, LeftOut

_ENTRIES_LOST = 0.5
"""If entries are missing and the items hold less than this share of the prose, the build fails."""
_SECTIONS = ("comment", "summary", "advertisement")
_PROSE = 100
"""A section that is not read as news causes a warning from this number of Chinese characters on."""
_HAN = re.compile("[\u4e00-\u9fff]")
_SHOWN = 5
"""The most line numbers or ranges in a message."""


def warnings(digest: Digest) -> Iterator[str]:
    """Yield warnings about text that is left out because of its form, and about missing prose.

    Raises DigestError when the items hold less than half of the prose and entries are missing.
    """
    for what, lines in _lines_by_reason(digest.left_out):
        where = f" (lines {_runs(lines)})" if len(lines) > 1 else ""
        yield f"{at(digest.path, lines[0])}: {what} is left out{where}"
    for kind, first, last in _sections_of_prose(digest.left_out):
        yield f"{at(digest.path, first)}: {kind} is left out (to line {last})"
    result = coverage.measure(digest)
    _refuse_if_lost(digest, result)
    if result.unreported or result.share < coverage.ENOUGH:
        missing = result.unreported or result.missing
        yield (
            f"{at(digest.path, missing[0].line)}: {result.share:.0%} of the prose is told; not: "
            f"{_lines(missing)}; `podcast script --why` shows how the post was read"
        )


def _lines_by_reason(left_out: Sequence[LeftOut]) -> Iterator[tuple[str, list[int]]]:
    """Yield each reason why text is left out, unless it is routine, with the lines."""
    lines: dict[str, list[int]] = {}
    for one in left_out:
        if not one.routine:
            lines.setdefault(one.what, []).append(one.line)
    yield from lines.items()


def _sections_of_prose(left_out: Sequence[LeftOut]) -> Iterator[tuple[str, int, int]]:
    """Yield (kind, first line, last line) of sections with prose that are not read as news."""
    for kind, group in groupby(left_out, key=lambda one: one.what):
        rows = list(group)
        prose = sum(len(_HAN.findall(one.text)) for one in rows)
        if kind in _SECTIONS and prose >= _PROSE:
            yield kind, rows[0].line, rows[-1].line


def _refuse_if_lost(digest: Digest, result: Coverage) -> None:
    entries = [sentence for sentence in result.missing if sentence.entry]
    if entries and result.share < _ENTRIES_LOST:
        raise DigestError(
            f"{at(digest.path, entries[0].line)}: only {result.share:.0%} of the prose would be "
            f"told; not: {_lines(result.missing)}; give each story a heading such as `## 1、标题`, "
            "or see `podcast script --why`"
        )


def _lines(sentences: Sequence[Sentence]) -> str:
    numbers = sorted({sentence.line for sentence in sentences})
    return f"lines {_runs(numbers)}" if len(numbers) > 1 else f"line {_runs(numbers)}"


def _runs(numbers: Sequence[int]) -> str:
    """Return line numbers as people write them: 3, 5-7, 12 and 4 more."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number <= runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    text = ", ".join(f"{a}-{b}" if b > a else f"{a}" for a, b in runs[:_SHOWN])
    return text + (f" and {len(runs) - _SHOWN} more" if len(runs) > _SHOWN else "")


def why(digest: Digest) -> str:
    """Return how a post was read, as text: ways to read it, items, text left out and reasons."""
    result = coverage.measure(digest)
    width = max(columns(told(each.name)) for each in digest.candidates)
    amount = f"{counted(len(digest.items), 'item')}, {result.share:.0%} of the prose told"
    rows = [
        f"{digest.path}: {amount}",
        "",
        _heads(width),
    ]
    rows += [
        f"{padded(told(each.name), width)}  {each.items:5}  {each.share:5.0%}  "
        f"{each.evenness:5.2f}  {each.headlines:6.2f}  {each.score:5.2f}  {each.line or '-':>4}"
        for each in digest.candidates
    ]
    rows += ["", word("items")]
    for item in digest.items:
        section = f"[{item.section}] " if item.section else ""
        rows.append(
            f"{item.line:5}  {item.number}. {section}{item.headline}  "
            f"({counted(len(item.blocks), 'block')}, weight {item.weight:.2f})"
        )
    rows += ["", "left out"]
    rows += [
        f"{one.line:5}  {told(word(one.what))}"
        + (f"{mark(': ')}{one.text[:60]}" if one.text else "")
        for one in digest.left_out
    ]
    if result.missing:
        rows += ["", "not told, without a reason"]
        rows += [f"{each.line:5}  {each.text[:80]}" for each in result.missing]
    return "\n".join(rows) + "\n"


def _heads(width: int) -> str:
    """Return the heads of the columns in which the ways to read a post are listed."""
    heads = (("items", 5), ("share", 5), ("even", 5), ("titles", 6), ("score", 5), ("line", 4))
    first = padded(told("way to read the post"), width)
    return "  ".join([first, *(padded(word(head), -room) for head, room in heads)])


def why_json(digest: Digest) -> str:
    """Return how a post was read, as `why` does, in JSON."""
    result = coverage.measure(digest)
    account = {
        "post": str(digest.path),
        "share": round(result.share, 4),
        "candidates": [asdict(each) for each in digest.candidates],
        "items": [
            {
                "number": item.number,
                "line": item.line,
                "section": item.section,
                "headline": item.headline,
                "weight": item.weight,
                "blocks": [asdict(block) for block in item.blocks],
            }
            for item in digest.items
        ],
        "left_out": [
            {"line": one.line, "reason": one.what, "text": one.text} for one in digest.left_out
        ],
        "missing": [{"line": each.line, "text": each.text} for each in result.missing],
    }
    return json.dumps(account, ensure_ascii=False, indent=2) + "\n"
