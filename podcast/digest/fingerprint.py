"""The fingerprint of a post: a hash of its text as written, not of the items that a parser finds.

A fingerprint is a number and the SHA-256, in hex, of date, title and text. White space at the ends
of lines and around the text does not count, nor does front matter other than date and title,
because `podcast embed` puts its block there. The number is the version of the parser, as a script
made by another version may number its items differently. Fingerprints without a number are of
version 0.1, which hashed the items that its parser found.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from datetime import date

from podcast.model import Block, Digest, Item

READER = 2
"""The version of the parser; increase it when posts may give other items than before."""

_NUMBERED = re.compile(r"(\d{1,4})-([0-9a-f]{64})")


def fingerprint(day: date, title: str, body: str) -> str:
    """Return the fingerprint of a post; `body` is the text without front matter."""
    text = "\n".join(line.rstrip() for line in body.strip().split("\n"))
    whole = f"{day.isoformat()}\n{title}\n{text}"
    return f"{READER}-{hashlib.sha256(whole.encode()).hexdigest()}"


def is_of(recorded: str, digest: Digest) -> bool:
    """Say whether a recorded fingerprint, of any version, fits the post as it is now."""
    numbered = _NUMBERED.fullmatch(recorded)
    if numbered:
        return digest.sha256.endswith(numbered[2])
    from podcast.digest import version1  # only episodes made by version 0.1 need it

    titles = {digest.title, version1.heading(digest.body), digest.path.stem}
    return any(
        recorded == version1.fingerprint(digest.body, digest.date, title)
        for title in titles
        if title
    )


def as_read_for(recorded: str, digest: Digest) -> Digest:
    """Return a post with the items that the parser of the fingerprint `recorded` finds in it.

    The post must be unchanged. A script that is spoken without being written again refers to the
    items by that parser's numbers, and needs the links and pictures of these items.
    """
    if _NUMBERED.fullmatch(recorded):
        return digest
    from podcast.digest import version1

    items = tuple(
        Item(
            number=item.number,
            headline=item.headline,
            blocks=(
                *(Block("paragraph", text, item.line) for text in item.paragraphs),
                *(Block("bullet", each.text, item.line, each.label) for each in item.bullets),
            ),
            images=item.images,
            links=item.links,
            line=item.line,
        )
        for item in version1.items(digest.body, digest.body_line, digest.title)
    )
    return replace(digest, items=items)
