"""Join the lines of a paragraph that an editor has wrapped; keep the intended line breaks."""

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
"""The longest line, in characters, that may be a headline above its text."""
_SHORT_LEAST, _SHORT_MOST = 4, 30
_LONGER = 1.6
"""How many times longer a line must be than the headline above it."""
_GOES_ON = tuple("的和与在是了为及将把对从向—-·、")
"""The ends of a line whose sentence continues on the next line."""
_OPENS = re.compile(
    r"\s*(?:\d{1,3}\s?[、）)．]|\d{1,3}\.(?!\d)|[①-⑳]|[（(]\d{1,2}[）)]"
    r"|[一二三四五六七八九十壹贰叁肆伍陆柒捌玖拾]{1,3}、|[·•◆◇■□▪●○▶►※]|\[[^\[\]]{1,8}\]"
    r"|【[^【】]{1,8}】|——|--|[:：] )"
)


@dataclass(frozen=True, slots=True)
class Span:
    """The position of a link's words in the text of its line, in characters, [start, end)."""

    start: int
    end: int
    target: str
    """The link's address as written."""


@dataclass(slots=True)
class SourceLine:
    """One line, as far as it has been parsed."""

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
    """Whether bold words or a link continue on the next line."""


def join(lines: Sequence[SourceLine]) -> Iterator[SourceLine]:
    """Yield the lines, after joining lines that an editor has wrapped."""
    current: SourceLine | None = None
    for line in lines:
        if current is None:
            current = line
        elif _is_apart(current, line):
            yield current
            current = line
        else:
            _append(current, line)
    if current is not None:
        yield current


def _is_apart(before: SourceLine, after: SourceLine) -> bool:
    """Say whether a break between lines is intended: labels, headlines, lists typed by hand."""
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
    """Say whether a line is a headline above its text: it has a number or a sign, or is a link."""
    if len(text) > _TITLE_MOST or _INNER.search(text):
        return False
    linked = bool(line.spans) and not clean(_beside(line, text))
    return linked or bool(_OPENS.match(text) or _SIGN.match(text))


def _is_short_above(first: str, second: str) -> bool:
    """Say whether a short line stands above a long one; an editor would wrap at equal lengths."""
    if not _SHORT_LEAST <= len(first) <= _SHORT_MOST or _INNER.search(first):
        return False
    return len(second) >= _LONGER * len(first) and not first.endswith(_GOES_ON)


def _beside(line: SourceLine, text: str) -> str:
    return text[: line.spans[0].start] + text[line.spans[-1].end :]


def _begins_with_label(text: str) -> bool:
    """Say whether a line begins with a label of metadata, so that the next line is separate."""
    match = _LABELLED.match(text)
    label = match[0].strip().rstrip("：:").strip("*_ ") if match else ""
    return wording.why("label", label) in ("metadata", "credit", "keywords", "bare value")


def _is_only_address(text: str) -> bool:
    return bool(urls(text)) and not clean(text)


def _append(current: SourceLine, line: SourceLine) -> None:
    """Append a line to the current one, with a space unless two Chinese characters meet."""
    first, second = "".join(current.words).rstrip(), "".join(line.words)
    tight = first[-1:] and second[:1] and is_wide(first[-1]) and is_wide(second[0])
    joint = "" if tight else " "
    current.words = [first, joint, second]
    shift = len(first) + len(joint)
    current.spans += [
        replace(span, start=span.start + shift, end=span.end + shift) for span in line.spans
    ]
    current.length = shift + len(second)
    current.links += line.links
    current.images += line.images
    current.silent += line.silent
    current.ends_hard = line.ends_hard
    current.goes_on = line.goes_on
