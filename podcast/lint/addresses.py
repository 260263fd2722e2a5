"""Rules for addresses: they are whole, in ASCII and over HTTPS."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import SplitResult

from podcast.lint.model import Address, Fault, Feed, Rule
from podcast.lint.urls import split

_FETCHED = {"enclosure", "alternate", "artwork", "transcript", "chapters", "self", "page", "move"}
"""The kinds of addresses that apps fetch; a link to a web page may be http."""
_LOOPBACK = {"localhost", "127.0.0.1", "::1"}
_SPACE = re.compile(r"[\s<>\"{}|\\^`]")


def _whole(feed: Feed) -> Iterator[Fault]:
    for each in feed.addresses:
        if each.parts is None and not _foreign(each):
            yield Fault(f'"{each.url}" is no http(s) address', each.element)


def _ascii(feed: Feed) -> Iterator[Fault]:
    for each in feed.addresses:
        if not each.url.isascii() or _SPACE.search(each.url):
            yield Fault(f'"{each.url}" is not of the characters of addresses', each.element)


def _https(feed: Feed) -> Iterator[Fault]:
    for each in feed.addresses:
        if not each.parts or each.parts.scheme == "https" or each.kind not in _FETCHED:
            continue
        if not _at_home(feed, each.parts):
            yield Fault(f"{each.url} is not https", each.element)


def _at_home(feed: Feed, parts: SplitResult) -> bool:
    """Tell whether feed and file are both served on this machine, as by `podcast serve`."""
    here = split(feed.url or "")
    if here is None:
        return False
    return here.hostname in _LOOPBACK and here.netloc == parts.netloc


def _foreign(address: Address) -> bool:
    """Tell whether an address has a scheme that only some kinds may have (IPFS, mailto)."""
    scheme = address.url.partition(":")[0]
    return address.kind in {"alternate", "link"} and scheme not in {"http", "https", address.url}


RULES = (
    Rule(
        "address-whole", "error", "RSS 2.0; W3C feed validator",
        "addresses begin with http:// or https:// and a host",
        "write the whole address", _whole,
    ),
    Rule(
        "address-ascii", "error", "Apple, file names and URLs; RFC 3986",
        "addresses are of ASCII characters, all others percent-encoded",
        "rename the file, or percent-encode the address", _ascii,
    ),
    Rule(
        "address-https", "error", "Apple; Spotify; 小宇宙 practice",
        "what apps fetch is fetched over HTTPS",
        "serve it over HTTPS and write https://", _https,
    ),
)  # fmt: skip
