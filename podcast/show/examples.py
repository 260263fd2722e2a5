"""The values that `podcast init` writes as examples, and that a show must not keep in public."""

from __future__ import annotations

from urllib.parse import urlsplit

from podcast.show.settings import Show

AUTHOR = "示例编辑部"
DESCRIPTION = "每天早上几分钟，听懂 AI 圈发生了什么。"
TITLE = "AI 日报播客"
LINK = "https://example.com/"
TEST_ENGINE = "tone"
"""The engine of previews: a tone for every syllable."""

_HOSTS = ("example.com", "example.net", "example.org")
_ENDS = (".example", ".invalid", ".test")
"""Names that are reserved for examples and tests (RFC 2606, RFC 6761)."""


def is_example(address: str) -> bool:
    """Tell whether an address leads to a host of the names that are reserved for examples."""
    host = (urlsplit(address).hostname or "").rstrip(".")
    return host in _HOSTS or host.endswith((*(f".{each}" for each in _HOSTS), *_ENDS))


def addresses(show: Show) -> tuple[str, ...]:
    """Return the keys of show.yaml whose address is an example."""
    given = {"link": show.link, "base_url": show.base_url, "post_url": show.post_url}
    return tuple(key for key, address in given.items() if address and is_example(address))


def left(show: Show) -> tuple[str, ...]:
    """Return the keys of show.yaml that still have the value of an example."""
    texts = {"title": TITLE, "description": DESCRIPTION, "author": AUTHOR}
    same = [key for key, example in texts.items() if getattr(show, key) == example]
    return (*same, *addresses(show))
