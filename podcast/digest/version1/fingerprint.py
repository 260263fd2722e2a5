"""The fingerprint of a post as version 0.1 computed it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from datetime import date

from podcast.digest.version1 import blocks
from podcast.digest.version1 import items as news
from podcast.digest.version1.items import Item
from podcast.digest.version1.plain import clean


def fingerprint(body: str, day: date, title: str) -> str | None:
    """Return the SHA-256, in hex, of a post's date, title and items, or None without items.

    `body` is the post without its front matter, `title` the title of its digest.
    """
    post_items = items(body, 1, title)
    if not post_items:
        return None
    content = [asdict(item) for item in post_items]
    for item in content:
        del item["line"], item["number"]
    whole = {"date": day.isoformat(), "title": title, "items": content}
    canonical = json.dumps(whole, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def items(body: str, body_line: int, title: str) -> tuple[Item, ...]:
    """Return the items that version 0.1 found; `body` begins on line `body_line` of the file."""
    return news.read(blocks.read(body, body_line), title)


def heading(body: str) -> str:
    """Return the first H1, which version 0.1 took as the title of a post without a title."""
    return next((clean(block.text) for block in blocks.read(body, 1) if block.level == 1), "")
