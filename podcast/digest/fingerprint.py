"""The fingerprint of a post: what it says, as written, so that a better reader changes nothing.

`2-` and the SHA-256, in hex, of date, title and text. White space at the ends of lines and around
the text does not count, nor does the front matter beside date and title, where `podcast embed`
puts its block. Values without a version are of version 0.1, which hashed what its reader had made
of the post.
"""

from __future__ import annotations

import hashlib
from datetime import date

from podcast.model import Digest

_VERSION = "2-"


def fingerprint(day: date, title: str, body: str) -> str:
    """Return the fingerprint of a post; `body` is its text without front matter."""
    text = "\n".join(line.rstrip() for line in body.strip().split("\n"))
    whole = f"{day.isoformat()}\n{title}\n{text}"
    return _VERSION + hashlib.sha256(whole.encode()).hexdigest()


def is_of(recorded: str, digest: Digest) -> bool:
    """Say whether a recorded fingerprint, of any version, is that of this post as it is now."""
    if recorded.startswith(_VERSION):
        return recorded == digest.sha256
    from podcast.digest import version1  # only shows that version 0.1 has made need it

    return recorded == version1.fingerprint(digest.body, digest.date, digest.title)
