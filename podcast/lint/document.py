"""Rules for the document itself: XML, encoding, one channel of RSS, namespaces.

Only these rules check a feed without a channel.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from podcast.lint.model import Fault, Feed, Rule
from podcast.lint.names import NAMESPACES, written
from podcast.lint.parse import MOST_BYTES

_DECLARATION = re.compile(rb"^(?:\xef\xbb\xbf)?<\?xml[^>]*?encoding\s*=\s*[\"']([A-Za-z0-9._-]+)")
_NAMES = {uri.lower().rstrip("/"): prefix for prefix, uri in NAMESPACES.items()}
_HTTPS = re.compile(r"^https?://")


def _size(feed: Feed) -> Iterator[Fault]:
    if len(feed.data) > MOST_BYTES:
        yield Fault(f"the document has {len(feed.data) / 1e6:.0f} MB and was not read")


def _xml(feed: Feed) -> Iterator[Fault]:
    if feed.broken:
        yield Fault(feed.broken.message, feed.broken.line)


def _utf8(feed: Feed) -> Iterator[Fault]:
    if len(feed.data) > MOST_BYTES:
        return
    declared = _DECLARATION.match(feed.data)
    if declared and declared[1].lower() not in {b"utf-8", b"utf8"}:
        yield Fault(f"the document says that it is {declared[1].decode()}", 1)
        return
    try:
        feed.data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = feed.data.count(b"\n", 0, error.start) + 1
        yield Fault(f"the byte {feed.data[error.start]:#04x} is not UTF-8", line)


def _doctype(feed: Feed) -> Iterator[Fault]:
    if feed.root is not None and feed.root.getroottree().docinfo.doctype:
        yield Fault("the document has a DOCTYPE", 1)
    elif feed.broken and b"<!DOCTYPE" in feed.data:
        line = feed.data.count(b"\n", 0, feed.data.index(b"<!DOCTYPE")) + 1
        yield Fault("the document has a DOCTYPE", line)


def _rss(feed: Feed) -> Iterator[Fault]:
    if feed.root is None:
        return
    if feed.root.tag != "rss":
        yield Fault(f"the document is <{written(feed.root.tag)}>", feed.root)
    elif feed.root.get("version") != "2.0":
        yield Fault(f'the version is "{feed.root.get("version", "")}"', feed.root)


def _one_channel(feed: Feed) -> Iterator[Fault]:
    if feed.root is not None and feed.root.tag == "rss":
        count = len(feed.root.findall("channel"))
        if count != 1:
            yield Fault(f"there are {count} channels", feed.root)


def _namespaces(feed: Feed) -> Iterator[Fault]:
    """Find misspelt namespaces; apps compare them letter by letter."""
    for prefix, uri in _declared(feed):
        plain = _HTTPS.sub("", uri.lower().rstrip("/"))
        for lower_uri, usual in _NAMES.items():
            if plain == _HTTPS.sub("", lower_uri) and uri != NAMESPACES[usual]:
                yield Fault(f'xmlns:{prefix} is "{uri}", not "{NAMESPACES[usual]}"', feed.root)
    for prefix, uri in _declared(feed):
        if prefix in NAMESPACES and _HTTPS.sub("", uri.lower().rstrip("/")) not in {
            _HTTPS.sub("", lower_uri) for lower_uri in _NAMES
        }:
            yield Fault(f'xmlns:{prefix} is "{uri}", not "{NAMESPACES[prefix]}"', feed.root)


def _declared(feed: Feed) -> list[tuple[str, str]]:
    if feed.root is None:
        return []
    return [(prefix or "", uri) for prefix, uri in feed.root.nsmap.items()]


def _psp_namespaces(feed: Feed) -> Iterator[Fault]:
    if feed.channel is not None:
        declared = {uri for _, uri in _declared(feed)}
        for prefix in ("itunes", "podcast", "atom"):
            if NAMESPACES[prefix] not in declared:
                yield Fault(f"xmlns:{prefix} is not declared", feed.root)


RULES = (
    Rule(
        "document-size", "error", "this linter",
        f"the document has at most {MOST_BYTES // 1_000_000} MB",
        "move old episodes to archive pages (RFC 5005)", _size,
    ),
    Rule(
        "document-xml", "error", "XML 1.0",
        "the document is well-formed",
        "mend the markup; escape & and < in texts", _xml,
    ),
    Rule(
        "document-utf8", "error", "Apple; PSP-1",
        "the document is UTF-8 and says nothing else",
        "write it as UTF-8", _utf8,
    ),
    Rule(
        "document-doctype", "error", "RSS 2.0; parsers refuse entities of strangers",
        "there is no DOCTYPE, so no entity of one's own",
        "take it out; write characters as they are or as &#…;", _doctype,
    ),
    Rule(
        "document-rss", "error", "Apple; RSS 2.0",
        'the root is <rss version="2.0">',
        "offer RSS 2.0; directories take neither Atom nor pages", _rss,
    ),
    Rule(
        "document-channel", "error", "RSS 2.0",
        "there is one channel",
        "put all of it into one <channel>", _one_channel,
    ),
    Rule(
        "namespace-exact", "error", "Apple; PSP-1, namespace declarations",
        "namespaces are spelt letter by letter",
        "spell it as the standard does", _namespaces,
    ),
    Rule(
        "namespace-declared", "warn", "PSP-1, namespace declarations",
        "itunes, podcast and atom are declared at the root",
        "declare it on <rss>", _psp_namespaces,
    ),
)  # fmt: skip
