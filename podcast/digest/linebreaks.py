"""The line breaks of a paragraph: which of them an editor has made, and which mean something."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from podcast.digest import wording
from podcast.lib.plaintext import clean, is_wide, urls
from podcast.model import Link

_SENTENCE_END = re.compile(r"[。！？!?：:；;…][”’」』）)》】\]\s]*$")
_LABELLED = re.compile(r"\s*[^\s：:，。,、（(]{1,12}(?:[：:]\s*|$)")
_SIGN = re.compile(
    r"\s*(?:[0-9]\ufe0f?\u20e3|[\u2600-\u27bf\U0001f000-\U0001faff]|[·•◆◇■□▪●○▶►※▲▼▍★☆])"
)
_INNER = re.compile("[。；！？!?;，]")
_TITLE_MOST = 44
"""Longest line, in characters, that is a headline above its text."""
_SHORT_LEAST, _SHORT_MOST = 4, 30
_LONGER = 1.6
"""How many times longer a line must be than the headline above it."""
_GOES_ON = tuple("的和与在是了为及将把对从向—-·、")
"""How a line ends whose sentence goes on."""
_OPENS = re.compile(
    r"\s*(?:\d{1,3}\s?[、）)．]|\d{1,3}\.(?!\d)|[①-⑳]|[（(]\d{1,2}[）)]"
    r"|[一二三四五六七八九十壹贰叁肆伍陆柒捌玖拾]{1,3}、|[·•◆◇■□▪●○▶►※]|\[[^\[\]]{1,8}\]"
    r"|【[^【】]{1,8}】|——|--|[:：] )"
)


@dataclass(frozen=True, slots=True)
class Span:
    """Where the words of a link stand in the text of its line, [start, end)."""

    start: int
    end: int
    target: str
    """Where it leads, as written."""


@dataclass(slots=True)
class SourceLine:
    """What has been read so far of one line."""

    row: int
    words: list[str] = field(default_factory=list)
    length: int = 0
    strong: list[str] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    images: list[str] = field(default_factory=list)
    silent: list[tuple[str, str]] = field(default_factory=list)
    ends_hard: bool = False
    goes_on: bool = False
    """Whether something bold or a link goes on in the next line."""


def joined(lines: Sequence[SourceLine]) -> Iterator[SourceLine]:
    """Join lines that an editor has wrapped; a break that means something stays one."""
    held: SourceLine | None = None
    for line in lines:
        if held is None:
            held = line
        elif _is_apart(held, line):
            yield held
            held = line
        else:
            _append(held, line)
    if held is not None:
        yield held


def _is_apart(before: SourceLine, after: SourceLine) -> bool:
    """Say whether the break between two lines separates: label lines, headlines, lists by hand."""
    first, second = "".join(before.words), "".join(after.words)
    if before.ends_hard or not first.strip() or not second.strip():
        return True
    bold = "".join(before.strong).strip(), "".join(after.strong).strip()
    return bool(
        (bold[0] and wording.key(bold[0]) == wording.key(first))
        or (bold[1] and (bold[1] == second.strip() or second[len(bold[1]) :].lstrip()[:1] in "：:"))
        or (bold[1].endswith(("：", ":")))
        or _SENTENCE_END.search(first)
        or _OPENS.match(second)
        or _is_title(before, first)
        or (not before.goes_on and _is_short_above(first.strip(), second.strip()))
        or _begins_with_label(first)
        or (_LABELLED.match(second) and _LABELLED.match(first))
        or _is_only_address(first)
        or _is_only_address(second)
        or urls(first)[-1:] == (first.split()[-1],)
    )


def _is_title(line: SourceLine, text: str) -> bool:
    """Say whether a line is a headline above its text: behind a number or a sign, or a link."""
    if len(text) > _TITLE_MOST or _INNER.search(text):
        return False
    linked = bool(line.spans) and not clean(_beside(line, text))
    return linked or bool(_OPENS.match(text) or _SIGN.match(text))


def _is_short_above(first: str, second: str) -> bool:
    """Say whether a short line stands above a long one: an editor wraps at equal lengths."""
    if not _SHORT_LEAST <= len(first) <= _SHORT_MOST or _INNER.search(first):
        return False
    return len(second) >= _LONGER * len(first) and not first.endswith(_GOES_ON)


def _beside(line: SourceLine, text: str) -> str:
    return text[: line.spans[0].start] + text[line.spans[-1].end :]


def _begins_with_label(text: str) -> bool:
    """Say whether a line begins with a label of metadata: what follows is another line."""
    match = _LABELLED.match(text)
    label = match[0].strip().rstrip("：:").strip("*_ ") if match else ""
    return wording.why("label", label) in ("metadata", "credit", "keywords", "bare value")


def _is_only_address(text: str) -> bool:
    return bool(urls(text)) and not clean(text)


def _append(held: SourceLine, line: SourceLine) -> None:
    """Put a line behind the one that it goes on from: nothing between two Chinese characters."""
    first, second = "".join(held.words).rstrip(), "".join(line.words)
    tight = first[-1:] and second[:1] and is_wide(first[-1]) and is_wide(second[0])
    joint = "" if tight else " "
    held.words = [first, joint, second]
    shift = len(first) + len(joint)
    held.spans += [
        replace(span, start=span.start + shift, end=span.end + shift) for span in line.spans
    ]
    held.length = shift + len(second)
    held.links += line.links
    held.images += line.images
    held.silent += line.silent
    held.ends_hard = line.ends_hard
    held.goes_on = line.goes_on
