"""Collect the paragraphs, bullets, images and links of each news item, as plain text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from podcast.digest.version1 import outline, wording
from podcast.digest.version1.blocks import Block
from podcast.digest.version1.outline import Section
from podcast.digest.version1.plain import clean
from podcast.lib.plaintext import is_wide
from podcast.model import Bullet, Link

_LABEL_WIDTH = 24  # columns: twelve Chinese characters
_LABEL = re.compile(r"([^，。！？；,!?;]{1,40}?)(?:：|:(?: |$))")
# 摘要：模型…: the words before the colon only introduce the text and are left out
_ANNOUNCED = re.compile(
    r"[【\[]?([^【】\[\]：:，。]{1,12}?)(?:[：:] ?[】\]]?|[】\]] ?[：:]?) ?(?=.)"
)
_ANNOUNCING = wording.LABELS | {"摘要", "导语", "导读", "概要", "简介", "一句话总结"}
_PAIRS = tuple(zip("“（(《「【‘", "”）)》」】’", strict=True))
_SOURCE = re.compile(
    r"(?:(?:点击|查看|阅读|更多|原文|来源|详情|链接|全文|地址|项目|论文|官网|参考|资料|:|：|\W)*)"
)


@dataclass(frozen=True, slots=True)
class Item:
    """An item with the fields that the fingerprint uses, and its number and line."""

    number: int
    headline: str
    paragraphs: tuple[str, ...]
    bullets: tuple[Bullet, ...]
    images: tuple[str, ...]
    links: tuple[Link, ...]
    line: int


def read(blocks: Sequence[Block], title: str) -> tuple[Item, ...]:
    """Return the items of a post; empty for a post without items."""
    sections = outline.sections(blocks)
    groups = _group(sections, outline.items(sections, title))
    bodies = [_body(group) for group in groups]
    if bodies:
        bodies[-1] = _without_footer(bodies[-1])
    return tuple(
        _item(number, group[0], body)
        for number, (group, body) in enumerate(zip(groups, bodies, strict=True), 1)
    )


def _group(sections: Sequence[Section], news: Sequence[Section]) -> list[list[Section]]:
    """Return for each item its section and the deeper sections that follow it."""
    groups: list[list[Section]] = []
    lines = {section.heading.line for section in news}
    inside = False
    for section in sections:
        if section.heading.line in lines:
            groups.append([section])
            inside = True
        elif inside and (section.level > groups[-1][0].level or outline.is_label(section)):
            groups[-1].append(section)
        else:
            inside = False
    return groups


def _body(group: Sequence[Section]) -> list[Block]:
    """Return an item's blocks; a heading inside it counts as a paragraph."""
    body = list(group[0].blocks)
    for section in group[1:]:
        body.append(replace(section.heading, kind="paragraph", text=section.headline))
        body.extend(section.blocks)
    return body


def _without_footer(body: Sequence[Block]) -> list[Block]:
    """Return the last item without the blog's parting words: paragraphs after a last `---`."""
    last = max((place for place, block in enumerate(body) if block.kind == "rule"), default=0)
    has_news = any(block.kind in ("paragraph", "bullet") for block in body[:last])
    if has_news and all(block.kind != "bullet" for block in body[last:]):
        return list(body[:last])
    return list(body)


def _item(number: int, section: Section, body: Sequence[Block]) -> Item:
    blocks = (section.heading, *body)
    links = {link.url: link for block in reversed(blocks) for link in reversed(block.links)}
    images = dict.fromkeys(image for block in blocks for image in block.images)
    return Item(
        number=number,
        headline=section.headline,
        paragraphs=tuple(text for block in body for text in _paragraphs(block)),
        bullets=tuple(bullet for block in body for bullet in _bullets(block)),
        images=tuple(images),
        links=tuple(reversed(links.values())),
        line=section.heading.line,
    )


def _paragraphs(block: Block) -> Iterator[str]:
    if block.kind != "paragraph":
        return
    for line in block.text.split("\n"):
        text = clean(line)
        if text and not (_is_label_line(text, block) or _is_source_line(text, block.links)):
            yield _without_label(text)


def _without_label(text: str) -> str:
    """Return a paragraph without a label such as 核心要点： at its beginning."""
    match = _ANNOUNCED.match(text)
    if match and outline.key(match[1]) in _ANNOUNCING:
        return text[match.end() :].strip() or text
    return text


def _is_label_line(text: str, block: Block) -> bool:
    """Say whether a line only introduces the bullets: 核心要点：, [AiBase提要:]."""
    bare = text.strip("【】[]：: ")
    if bare.casefold() in wording.LABELS:
        return True
    announces = text.endswith(("：", ":", "：】", ":】", ":]", "：]"))
    is_marked = text[0] in "【[" or clean(block.strong) == text
    return announces and is_marked and _is_short(bare)


def _is_source_line(text: str, links: Sequence[Link]) -> bool:
    """Say whether a line is only a link with words like 原文 or 来源 before it."""
    if not links:
        return False
    for link in links:
        text = text.replace(link.text, "", 1)
    return bool(_SOURCE.fullmatch(text))


def _bullets(block: Block) -> Iterator[Bullet]:
    if block.kind != "bullet":
        return
    text = clean(block.text)
    label = _label(text, clean(block.strong))
    rest = text[len(label) :].lstrip("：: ") if label else text
    if rest:
        yield Bullet(label, rest)
    elif text:
        yield Bullet("", text.rstrip("：: "))


def _label(text: str, strong: str) -> str:
    """Return the words before the first colon when they are a label, else an empty string."""
    bold = strong.rstrip("：: ")
    if bold and text.startswith(bold) and text[len(bold) :].lstrip()[:1] in ("：", ":"):
        return bold
    match = _LABEL.match(text)
    if not match or not _is_short(match[1]):
        return ""
    balanced = all(
        match[1].count(opening) == match[1].count(closing) for opening, closing in _PAIRS
    )
    ratio = match[1][-1].isdigit() and text[match.end() : match.end() + 1].isdigit()
    return match[1].rstrip() if balanced and not ratio else ""


def _is_short(text: str) -> bool:
    return sum(2 if is_wide(char) else 1 for char in text) <= _LABEL_WIDTH
