"""The news items of a post: what belongs to each, in order, and a reason for all that does not."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from podcast.digest import readings, titles
from podcast.digest import blocks as parsed
from podcast.digest.outline import CERTAIN, Outline
from podcast.digest.readings import Reading
from podcast.digest.told import around, columns
from podcast.digest.wording import LABEL_KEYS, key
from podcast.model import Block, Candidate, Item, LeftOut
from podcast.plaintext import clean, is_wide

_NO_ITEM = "text that belongs to no item"
_ROUTINE = frozenset(
    {"table", "code block", "HTML block", "HTML comment that is never closed", "struck-out text"}
)
"""What is left out by its form and yet named to a person: it may have been meant."""
_LABEL_WIDTH = 24  # columns: twelve Chinese characters
_LABEL = re.compile(r"([^，。！？；,!?;]{1,40}?)(?:：|:(?: |$))")
_PAIRS = tuple(zip("“（(《「【‘", "”）)》」】’", strict=True))
_SPEAKER = re.compile(r"\s*(?:[—–]{1,3}|-{1,3})\s*(\S.{0,60})")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_ORPHAN = 160
"""Columns of prose under a heading beside the items, from which it is an item of its own."""
_LARGE = 0.25
"""Share of the prose from which a section behind the last item is no afterword."""
_SPEAKER_MOST = 40
_REPEATED = 3
"""Items in which a bold line must stand for it to be a label of the blog's own form."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a post holds: its items, what is left out, and how else it could be read."""

    items: tuple[Item, ...]
    left_out: tuple[LeftOut, ...]
    candidates: tuple[Candidate, ...]


def read(outline: Outline) -> Found:
    """Return the items of a post and what it holds beside them."""
    outline, reading, candidates = readings.choose(outline)
    spans = sorted([*reading.spans, *_orphans(outline, reading)])
    spans = _without_footer(outline, spans)
    labels = _form(outline, spans)
    openers = frozenset(start for start, _ in spans)
    drafts = [_draft(outline, reading, span, labels, openers) for span in spans]
    drafts = _without_originals(drafts)
    items = tuple(
        replace(draft.item, number=number)
        for number, draft in enumerate((d for d in drafts if d.item.headline), 1)
    )
    left_out = [one for draft in drafts for one in draft.left_out]
    left_out += _outside(outline, spans, reading)
    left_out += [
        LeftOut(block.why, block.line, block.words or block.text, block.why not in _ROUTINE)
        for block in outline.blocks
        if block.kind == "left out"
    ]
    known = [one for one in left_out if one.text or not one.routine]
    return Found(items, tuple(_once(known)), candidates)


def _once(left_out: Sequence[LeftOut]) -> list[LeftOut]:
    """Sort by line; a table is named once, its cells keep their words."""
    return sorted(dict.fromkeys(left_out), key=lambda one: one.line)


# --- Which blocks -------------------------------------------------------------------------------


def _orphans(outline: Outline, reading: Reading) -> Iterator[tuple[int, int]]:
    """Yield sections before or among the items that tell a story of their own.

    What stands behind the last item is the blog's afterword, unless it is a large part of the post.
    """
    last = reading.spans[-1][0] if reading.spans else 0
    limit = outline.afterword
    enough = _LARGE * sum(outline.widths)
    held = [False] * len(outline.blocks)
    for start, end in reading.spans:
        held[start:end] = [True] * (end - start)
    place = 0
    while place < limit:
        block = outline.blocks[place]
        if not block.level or held[place] or outline.around[place] or place == outline.title_at:
            place += 1
            continue
        end = place + 1
        while end < limit and not held[end] and not outline.around[end]:
            if outline.blocks[end].level and outline.blocks[end].level <= block.level:
                break
            end += 1
        least = _ORPHAN if place < last else max(_ORPHAN, enough)
        alone = end == len(outline.blocks) or not held[end] or outline.blocks[end].level > 0
        told = sum(outline.widths[place:end]) >= least or readings.list_alone(outline, place, end)
        if alone and told and not _is_notice(outline, place):
            yield place, end
        place = end


def _is_notice(outline: Outline, heading: int) -> bool:
    """Say whether a heading is marked as paid or as the blog's own business: [活动], 【招聘】."""
    return bool(re.match(r"\W*[\[【](?:活动|广告|赞助|推广|招聘|公告|通知|福利)", outline.blocks[heading].text))


def _without_footer(
    outline: Outline, spans: Sequence[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Cut the blog's parting words from the last item: behind a rule, or known by their words."""
    if not spans:
        return []
    start, end = spans[-1]
    rules = [place for place in range(start, end) if outline.blocks[place].kind == "rule"]
    if rules:
        behind = [outline.blocks[place] for place in range(rules[-1], end)]
        told = any(outline.widths[start : rules[-1]])
        if told and not any(block.depth or block.level for block in behind):
            end = rules[-1]
    while end > start + 1:
        block = outline.blocks[end - 1]
        if not (block.kind == "text" and block.words and around(block)):
            if block.kind == "text" and block.words:
                break
            if block.level:
                break
        end -= 1
    return [*spans[:-1], (start, max(end, start + 1))]


def _form(outline: Outline, spans: Sequence[tuple[int, int]]) -> frozenset[str]:
    """Return the bold lines that announce something in several items: the blog's own form."""
    found: Counter[str] = Counter()
    for start, end in spans:
        found.update(
            {
                key(outline.blocks[place].words)
                for place in range(start + 1, end)
                if _is_bold(outline.blocks[place]) and outline.blocks[place].words.endswith(("：", ":"))
            }
        )
    return frozenset(words for words, times in found.items() if times >= _REPEATED)


# --- One item -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Draft:
    """An item without its number, and what stood in its place and is not told."""

    item: Item
    left_out: tuple[LeftOut, ...]


def _draft(
    outline: Outline,
    reading: Reading,
    span: tuple[int, int],
    form: frozenset[str],
    openers: frozenset[int],
) -> _Draft:
    start, end = span
    whole = span == (0, len(outline.blocks)) and not reading.row.headings
    left_out: list[LeftOut] = []
    headline, rest, first = _headline(outline, span, whole=whole)
    told: list[Block] = []
    if rest:
        told.append(Block("paragraph", rest, outline.blocks[first].line))
    for place in range(start if whole else first + 1, end):
        block = outline.blocks[place]
        if outline.around[place] in CERTAIN:
            left_out.append(LeftOut(outline.around[place], block.line, block.words, True))
            continue
        if outline.told[place].cuts:
            left_out += [
                LeftOut(cut.why, block.line, cut.text, True) for cut in outline.told[place].cuts
            ]
        if block.level and place != outline.title_at:
            told += _subheading(outline, place, left_out)
        elif block.kind == "text" and outline.told[place].text:
            _tell(outline, place, told, form, left_out, depth=outline.blocks[start].depth)
    if not whole:
        left_out += [
            LeftOut(cut.why, outline.blocks[place].line, cut.text, True)
            for place in range(start, first + 1)
            for cut in outline.told[place].cuts
        ]
    inside = [outline.blocks[place] for place in range(start, end)]
    links = {link.url: link for block in reversed(inside) for link in reversed(block.links)}
    item = Item(
        number=0,
        headline=headline,
        blocks=tuple(told),
        images=tuple(dict.fromkeys(image for block in inside for image in block.images)),
        links=tuple(reversed(links.values())),
        line=outline.blocks[start].line if not whole else _first_line(outline),
        section="" if whole else _section(outline, start, openers),
    )
    return _Draft(item, tuple(left_out))


def _first_line(outline: Outline) -> int:
    return next(
        (block.line for block, width in zip(outline.blocks, outline.widths, strict=True) if width),
        1,
    )


def _headline(
    outline: Outline, span: tuple[int, int], *, whole: bool
) -> tuple[str, str, int]:
    """Return an item's headline, the rest of its line, and in which block it stands."""
    start, end = span
    if whole:
        return outline.title, "", start - 1
    if outline.blocks[start].level:
        return outline.headline(start), "", start
    for place in range(start, end):
        title = titles.of_line(outline.blocks[place], outline.told[place])
        if title.headline:
            return title.headline, title.rest, place
    return "", "", start


def _subheading(outline: Outline, place: int, left_out: list[LeftOut]) -> list[Block]:
    words, line = outline.headline(place), outline.blocks[place].line
    numbered = outline.numbers[place]
    label = LABEL_KEYS.fullmatch(key(words)) and (numbered is None or numbered.number is None)
    if not words or (label and key(words) not in ("背景", "影响")):
        left_out.append(LeftOut("label" if words else "a heading without words", line, words, bool(words)))
        return []
    return [Block("subheading", words, line)]


def _tell(
    outline: Outline,
    place: int,
    told: list[Block],
    form: frozenset[str],
    left_out: list[LeftOut],
    *,
    depth: int,
) -> None:
    """Add what a line says to an item's blocks."""
    block, text = outline.blocks[place], outline.told[place].text
    if _only_announces(block, text, form):
        left_out.append(LeftOut("label", block.line, text, True))
        return
    speaker = _SPEAKER.fullmatch(text)
    if speaker and told and told[-1].kind != "bullet" and _may_sign(block, speaker[1]):
        said = told[-1]
        told[-1] = replace(said, kind="quotation", label=clean(speaker[1]).rstrip("。"))
        return
    if block.quoted:
        _quote(outline, place, told)
    elif block.depth > depth or (block.depth and not depth):
        told.append(_bullet(block, text))
    else:
        told.append(Block("paragraph", text, block.line))


def _may_sign(block: parsed.Block, name: str) -> bool:
    return not block.depth and columns(name) <= _SPEAKER_MOST and not re.search(r"[。！？，]", name.rstrip("。"))


def _quote(outline: Outline, place: int, told: list[Block]) -> None:
    """Add a line of a quotation; a short first one that ends in a colon names who speaks."""
    block, text = outline.blocks[place], outline.told[place].text
    if block.depth:
        told.append(_bullet(block, text))
        return
    before = told[-1] if told else None
    if before and before.kind == "quotation" and before.text == "" and before.label:
        told[-1] = Block("quotation", text, block.line, before.label)
        return
    following = outline.blocks[place + 1] if place + 1 < len(outline.blocks) else None
    names = text.endswith(("：", ":")) and columns(text) <= _SPEAKER_MOST and "，" not in text
    if names and following is not None and following.quoted and not following.depth and following.words:
        told.append(Block("quotation", "", block.line, text.rstrip("：: ")))
        return
    told.append(Block("quotation", text, block.line))


def _only_announces(block: parsed.Block, text: str, form: frozenset[str]) -> bool:
    """Say whether a line only announces what follows: 核心要点：, [AiBase提要:]."""
    bare = text.strip("【】[]：: ")
    if bare.endswith(("。", "！", "？")):
        return False
    if LABEL_KEYS.fullmatch(key(bare)) and key(bare) not in ("背景", "影响"):
        return True
    return _is_bold(block) and key(text) in form


def _is_bold(block: parsed.Block) -> bool:
    return bool(block.strong.strip()) and key(clean(block.strong)) == key(block.words)


def _bullet(block: parsed.Block, text: str) -> Block:
    label = _label(text, clean(block.strong))
    rest = text[len(label) :].lstrip("：: ") if label else text
    if rest:
        return Block("bullet", rest, block.line, label)
    return Block("bullet", text.rstrip("：: "), block.line)


def _label(text: str, strong: str) -> str:
    """Return the words before the first colon when they are a label, else nothing."""
    bold = strong.rstrip("：: ")
    if bold and text.startswith(bold) and text[len(bold) :].lstrip()[:1] in ("：", ":"):
        return bold
    match = _LABEL.match(text)
    if not match or not _is_short(match[1]):
        return ""
    balanced = all(match[1].count(left) == match[1].count(right) for left, right in _PAIRS)
    ratio = match[1][-1].isdigit() and text[match.end() : match.end() + 1].isdigit()
    return match[1].rstrip() if balanced and not ratio else ""


def _is_short(text: str) -> bool:
    return sum(2 if is_wide(char) else 1 for char in text) <= _LABEL_WIDTH


def _section(outline: Outline, start: int, openers: frozenset[int]) -> str:
    """Return the headline of the section in which an item stands; empty without one."""
    level = outline.blocks[start].level or 7
    heading = outline.enclosing[start]
    while heading >= 0:
        block = outline.blocks[heading]
        names = block.level < level or (block.level == level and heading not in openers)
        if names and heading != outline.title_at:
            return "" if outline.around[heading] else outline.headline(heading)
        heading = outline.enclosing[heading]
    return ""


def _without_originals(drafts: Sequence[_Draft]) -> list[_Draft]:
    """Leave out the title in another language that stands below the headline of most items."""
    with_original = [draft for draft in drafts if _original(draft.item)]
    if len(drafts) < _REPEATED or 2 * len(with_original) < len(drafts):
        return list(drafts)
    return [_without_original(draft) if _original(draft.item) else draft for draft in drafts]


def _original(item: Item) -> bool:
    first = item.blocks[0] if item.blocks else None
    if first is None or first.kind != "paragraph" or not _HAN.search(item.headline):
        return False
    return not _HAN.search(first.text) and len(first.text) > 8 and len(item.blocks) > 1  # noqa: PLR2004


def _without_original(draft: _Draft) -> _Draft:
    first, *rest = draft.item.blocks
    gone = LeftOut("original title", first.line, first.text, True)
    return _Draft(replace(draft.item, blocks=tuple(rest)), (*draft.left_out, gone))


# --- What is left -------------------------------------------------------------------------------


def _outside(
    outline: Outline, spans: Sequence[tuple[int, int]], reading: Reading
) -> Iterator[LeftOut]:
    """Yield all that stands outside the items, with why it is not told."""
    held = [False] * len(outline.blocks)
    for start, end in spans:
        held[start:end] = [True] * (end - start)
    named = -1
    for place, block in enumerate(outline.blocks):
        if held[place] or block.kind in ("rule", "left out"):
            continue
        heading = outline.enclosing[place]
        if block.level:
            yield from _outside_heading(outline, place, held)
        elif outline.around[place]:
            yield LeftOut(outline.around[place], block.line, block.words, True)
        elif block.words:
            yield from _outside_text(outline, place, first=named != heading)
            named = heading


def _outside_heading(outline: Outline, place: int, held: Sequence[bool]) -> Iterator[LeftOut]:
    block, words = outline.blocks[place], outline.headline(place)
    following = next(
        (row for row in range(place + 1, len(outline.blocks)) if outline.blocks[row].level or held[row]),
        len(outline.blocks),
    )
    section = following < len(outline.blocks) and (
        held[following] or outline.blocks[following].level > block.level
    )
    if outline.around[place]:
        yield LeftOut(outline.around[place], block.line, words, True)
    elif not words:
        yield LeftOut("a heading without words", block.line)
    elif section or place == outline.title_at or any(outline.blocks[row].words for row in range(place + 1, following)):
        yield LeftOut("section", block.line, words, True)
    else:
        yield LeftOut(f"the heading “{words}”", block.line, words)


def _outside_text(outline: Outline, place: int, *, first: bool) -> Iterator[LeftOut]:
    block = outline.blocks[place]
    for cut in outline.told[place].cuts:
        yield LeftOut(cut.why, block.line, cut.text, True)
    if not outline.told[place].text:
        return
    if why := around(block):
        yield LeftOut(why, block.line, block.words, True)
        return
    heading = outline.enclosing[place]
    words = outline.headline(heading) if heading >= 0 and heading != outline.title_at else ""
    what = f"text under the heading “{words}”" if words else _NO_ITEM
    yield LeftOut(what, block.line, outline.told[place].text)

