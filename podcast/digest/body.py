"""Turn the lines of an item after its headline into blocks: paragraphs, bullets, quotations."""

from __future__ import annotations

import re
from dataclasses import replace

from podcast.digest import blocks as parsed
from podcast.digest import titles
from podcast.digest.outline import Outline
from podcast.digest.trimming import columns, is_balanced
from podcast.digest.wording import LABEL_KEYS, key
from podcast.lib.plaintext import clean
from podcast.model import Block, LeftOut

_LABEL_WIDTH = 24  # columns: twelve Chinese characters
_LABEL = re.compile(r"([^，。！？；,!?;]{1,40}?)(?:：|:(?: |$))")
_SPEAKER = re.compile(r"\s*(?:[—–]{1,3}|-{1,3})\s*(\S.{0,60})")
_SPEAKER_MOST = 40
"""The widest name of the speaker of a quotation, in columns."""
_WHAT_FOLLOWS = ("背景", "影响")
"""The labels that are kept as sub-headings, because they say what the next text is about."""


def subheading(outline: Outline, place: int, left_out: list[LeftOut]) -> list[Block]:
    """Return a heading inside an item as a block; a mere label goes to `left_out` instead."""
    words, line = outline.headline(place), outline.blocks[place].line
    if not words or (outline.is_label(place) and key(words) not in _WHAT_FOLLOWS):
        left_out.append(
            LeftOut("label" if words else "a heading without words", line, words, bool(words))
        )
        return []
    return [Block("subheading", words, line)]


def add_line(
    outline: Outline,
    place: int,
    blocks: list[Block],
    form: frozenset[str],
    left_out: list[LeftOut],
    *,
    first: parsed.PostBlock,
) -> None:
    """Add the news of the line at `place` to the blocks of the item that begins with `first`."""
    block, text = outline.blocks[place], outline.texts[place].text
    if _only_announces(block, text, form):
        left_out.append(LeftOut("label", block.line, text, True))
        return
    speaker = _SPEAKER.fullmatch(text) or _SPEAKER.fullmatch(block.text.strip())
    if speaker and blocks and blocks[-1].kind != "bullet" and _may_be_speaker(block, speaker[1]):
        quotation = blocks[-1]
        blocks[-1] = replace(quotation, kind="quotation", label=clean(speaker[1]).rstrip("。"))
        return
    if block.quoted and block.quoted != first.quoted:
        _add_quotation(outline, place, blocks)
    elif block.depth > first.depth or (block.depth and not first.depth):
        blocks.append(_bullet(block, text))
    else:
        blocks.append(Block("paragraph", text, block.line))


def _may_be_speaker(block: parsed.PostBlock, name: str) -> bool:
    return (
        not block.depth
        and columns(name) <= _SPEAKER_MOST
        and not re.search(r"[。！？，]", name.rstrip("。"))
    )


def _add_quotation(outline: Outline, place: int, blocks: list[Block]) -> None:
    """Add a line of a quotation; a short first line that ends in a colon names the speaker."""
    block, text = outline.blocks[place], outline.texts[place].text
    if block.depth:
        blocks.append(_bullet(block, text))
        return
    before = blocks[-1] if blocks else None
    if before and before.kind == "quotation" and before.text == "" and before.label:
        blocks[-1] = Block("quotation", text, block.line, before.label)
        return
    following = outline.blocks[place + 1] if place + 1 < len(outline.blocks) else None
    names = text.endswith(("：", ":")) and columns(text) <= _SPEAKER_MOST and "，" not in text
    if (
        names
        and following is not None
        and following.quoted
        and not following.depth
        and following.words
    ):
        blocks.append(Block("quotation", "", block.line, text.rstrip("：: ")))
        return
    blocks.append(Block("quotation", text, block.line))


def _only_announces(block: parsed.PostBlock, text: str, form: frozenset[str]) -> bool:
    """Say whether a line only introduces the next lines: 核心要点：, [AiBase提要:]."""
    bare = text.strip("【】[]：: ")
    if bare.endswith(("。", "！", "？")):
        return False
    if LABEL_KEYS.fullmatch(key(bare)) and key(bare) not in _WHAT_FOLLOWS:
        return True
    return titles.is_bold(block) and key(text) in form


def _bullet(block: parsed.PostBlock, text: str) -> Block:
    label = _label(text, block.bold)
    rest = text[len(label) :].lstrip("：: ") if label else text
    if rest:
        return Block("bullet", rest, block.line, label)
    return Block("bullet", text.rstrip("：: "), block.line)


def _label(text: str, strong: str) -> str:
    """Return the words before the first colon when they are a label, else an empty string."""
    bold = strong.rstrip("：: ")
    if bold and text.startswith(bold) and text[len(bold) :].lstrip()[:1] in ("：", ":"):
        return bold
    match = _LABEL.match(text)
    if not match or not _is_short(match[1]):
        return ""
    ratio = match[1][-1].isdigit() and text[match.end() : match.end() + 1].isdigit()
    return match[1].rstrip() if is_balanced(match[1]) and not ratio else ""


def _is_short(text: str) -> bool:
    return columns(text) <= _LABEL_WIDTH
