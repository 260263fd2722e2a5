"""Take the source of an item that stands alone behind its text, so that it is named first.

A newspaper or agency is named as one names it before what it reports; a name of another kind, which
a listener cannot place, is not said.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from podcast.model import Block, Item

_NAME = r"《?([\u4e00-\u9fffA-Za-z0-9 ·&.'’-]{2,24}?)》?"
_ALONE = re.compile(
    rf"(?:来源|出处|消息来源|via)[：:]\s*{_NAME}[。.]?|[（(【\[]\s*(?:(?:来源|via)[：:]?\s*)?{_NAME}\s*[）)】\]][。.]?"
)
"""Matches a text that is only a source, with its word or in brackets."""
_BEHIND = re.compile(rf"(?<=[。！？”])\s*[（(]\s*(?:(?:来源|via)[：:]?\s*)?{_NAME}\s*[）)]\s*$")
"""Matches a source in brackets behind the last sentence of a text."""
_AGENCY = (
    "新华社|中新社|中新网|路透社?|法新社|美联社|彭博社?|共同社|韩联社|塔斯社|央视新闻|澎湃新闻|财联社|"
    "本报|本刊|本站"
)
_PLACE_AND_DAY = r"[\u4e00-\u9fff]{0,6}(?:\d{1,2}\s?月\s?\d{1,2}\s?日)?"
_DATELINE = re.compile(
    rf"[【\[（(]\s*(?P<agency>{_AGENCY})?{_PLACE_AND_DAY}(?<![充放快速简短要])[电讯]\s*[】\]）)]\s*[，：:]?\s*"
    rf"|(?P<of>{_AGENCY})(?=[^电讯]){_PLACE_AND_DAY}[电讯](?![\u4e00-\u9fff]*[：:])"
    r"(?:\s*[（(][^（）()]{1,16}[）)][，：:\s]*|[，：:\s]+)"
)
"""Matches place, day and agency in front of a report: 【东京电】, 新华社北京3月6日电."""
_OWN_HOUSE = re.compile("本[报刊站]")
_PRESS = re.compile(
    r"(?:报|社|时报|周刊|月刊|杂志|新闻|新闻网|电视台|广播|广播电台|在线|头条|Times|Post|News|Journal|Herald|Wire|Weekly|Daily)$"
)
"""Ends of the names of those who report."""
_REFRAIN = re.compile(r"[\u4e00-\u9fffA-Za-z ·&-]{2,24}[。.]?")
_LEAST_TIMES = 3
"""Words that so many items end with, and most of them, are no news of any."""
_NO_NAME = re.compile("[的了是在将已未不没]|附|见|图|表|注|完|同上|待续|\\d")
"""What is in brackets and no name."""


def without_source(item: Item) -> tuple[str, Item]:
    """Return the name of an item's source, empty without one that reports, and the item without."""
    source, item = _without_dateline(item)
    blocks: list[Block] = []
    for block in item.blocks:
        alone = None if block.label else _ALONE.fullmatch(block.text.strip())
        match = alone or _BEHIND.search(block.text)
        name = next(filter(None, match.groups()), "").strip() if match else ""
        if not match or not _names(name, labelled="来源" in match[0] or "via" in match[0]):
            blocks.append(block)
            continue
        source = source or name
        if not alone:
            blocks.append(replace(block, text=block.text[: match.start()].rstrip()))
    if len(blocks) == len(item.blocks) and not source:
        return "", item
    return source if _PRESS.search(source) else "", replace(item, blocks=tuple(blocks))


def _without_dateline(item: Item) -> tuple[str, Item]:
    """Return the agency of a report whose text begins with a dateline, and the item without it."""
    match = _DATELINE.match(item.blocks[0].text) if item.blocks else None
    if match is None or match.end() == len(item.blocks[0].text):
        return "", item
    agency = match["agency"] or match["of"] or ""
    first = replace(item.blocks[0], text=item.blocks[0].text[match.end() :])
    item = replace(item, blocks=(first, *item.blocks[1:]))
    return "" if _OWN_HOUSE.match(agency) else agency, item


def without_refrains(items: Sequence[Item]) -> tuple[Item, ...]:
    """Return items without the words that end most of them: the board or list they come from.

    No figure and no sentence is taken away.
    """
    last = Counter(item.blocks[-1].text for item in items if len(item.blocks) > 1)
    refrains = {
        text
        for text, times in last.items()
        if times >= _LEAST_TIMES and times * 2 > len(items) and _REFRAIN.fullmatch(text.strip())
    }
    return tuple(
        replace(item, blocks=item.blocks[:-1])
        if len(item.blocks) > 1 and item.blocks[-1].text in refrains
        else item
        for item in items
    )


def _names(name: str, *, labelled: bool) -> bool:
    """Tell whether some words in brackets are a source: they say so, or are of the press."""
    return bool(name) and not _NO_NAME.search(name) and (labelled or bool(_PRESS.search(name)))
