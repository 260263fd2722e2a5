"""Rules for the channel: elements that directories require or recommend, and valid values."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from podcast.lint.model import Check, Fault, Feed, Rule, of_channel
from podcast.lint.names import both, child, children, text, value
from podcast.lint.urls import split

MOST_DESCRIPTION_BYTES = 4000

_LANGUAGE = re.compile(
    r"[a-z]{2,3}(?:-[a-z]{4})?(?:-(?:[a-z]{2}|\d{3}))?(?:-[a-z0-9]{4,8})*", re.IGNORECASE
)
"""Matches a language tag (RFC 5646, 2.1): language by ISO 639, script, region, variants."""
_MARKUP = re.compile(r"</?[a-zA-Z][^>]*>|&(?:[a-z]+|#\d+);")


def lacking(name: str, attribute: str = "") -> Check:
    """Return a check that the channel has an element, and that it is not empty."""

    def check(channel: Any) -> Iterator[Fault]:
        element = child(channel, name)
        if element is None:
            yield Fault(f"there is no <{name}>", channel)
        elif not (element.get(attribute, "").strip() if attribute else value(element)):
            yield Fault(f"<{name}> is empty", element)

    return of_channel(check)


def one_of(name: str, words: set[str]) -> Check:
    """Return a check that an element in channel and items is one of these words."""

    def check(feed: Feed) -> Iterator[Fault]:
        for element in both(feed.channel, name):
            if value(element) not in words:
                yield Fault(f'<{name}> is "{value(element)}"', element)

    return check


def _language(channel: Any) -> Iterator[Fault]:
    code = text(channel, "language")
    if code and not _LANGUAGE.fullmatch(code):
        yield Fault(f'"{code}" is no language', child(channel, "language"))


def _description_length(channel: Any) -> Iterator[Fault]:
    length = len(text(channel, "description").encode())
    if length > MOST_DESCRIPTION_BYTES:
        yield Fault(f"<description> has {length} bytes", child(channel, "description"))


def _plain_titles(feed: Feed) -> Iterator[Fault]:
    for element in both(feed.channel, "title"):
        match = _MARKUP.search(element.text or "")
        if match:
            yield Fault(f'the title holds "{match[0]}"', element)


def _rss_image(channel: Any) -> Iterator[Fault]:
    image = child(channel, "image")
    if image is None:
        return
    for name in ("url", "title", "link"):
        if not text(image, name):
            yield Fault(f"<image> has no <{name}>", image)


def _link_of_image(channel: Any) -> Iterator[Fault]:
    image = child(channel, "image")
    if image is not None and text(image, "link") not in {"", text(channel, "link")}:
        yield Fault(f"<image> leads to {text(image, 'link')}", child(image, "link"))


def _ttl(channel: Any) -> Iterator[Fault]:
    element = child(channel, "ttl")
    if element is not None and not re.fullmatch(r"[1-9]\d*", value(element), re.ASCII):
        yield Fault(f'<ttl> is "{value(element)}"', element)


def _items(feed: Feed) -> Iterator[Fault]:
    medium = text(feed.channel, "podcast:medium")
    if not feed.items and not medium.endswith(("L", "mixed", "publisher")):
        yield Fault("there is no <item>", feed.channel)


def _self_links(channel: Any) -> list[Any]:
    return [link for link in children(channel, "atom:link") if link.get("rel") == "self"]


def _self(channel: Any) -> Iterator[Fault]:
    links = _self_links(channel)
    if len(links) != 1:
        yield Fault(f'there are {len(links)} <atom:link rel="self">', channel)


def _self_type(channel: Any) -> Iterator[Fault]:
    for link in _self_links(channel):
        if link.get("type") != "application/rss+xml":
            yield Fault(f'its type is "{link.get("type", "")}"', link)


def _self_address(feed: Feed) -> Iterator[Fault]:
    if not feed.url:
        return
    for link in _self_links(feed.channel):
        if _same(link.get("href", ""), feed.url):
            continue
        yield Fault(f"the feed says that it is at {link.get('href', '')}", link)


def _same(left: str, right: str) -> bool:
    """Tell whether two addresses are the same but for the host's case and the fragment."""
    one, other = split(left), split(right)
    if not one or not other:
        return False
    return (one.scheme, one.netloc.lower(), one.path or "/", one.query) == (
        other.scheme, other.netloc.lower(), other.path or "/", other.query,
    )  # fmt: skip


def _required(
    name: str,
    element: str,
    remedy: str,
    attribute: str = "",
    source: str = "Apple; PSP-1, required",
) -> Rule:
    says = f"the channel has <{element}>"
    return Rule(name, "error", source, says, remedy, lacking(element, attribute))


RULES = (
    _required("channel-title", "title", "name the show"),
    _required("channel-description", "description", "say in some sentences what the show is"),
    _required("channel-link", "link", "name the show's web page", source="RSS 2.0; PSP-1"),
    _required("channel-language", "language", "name the language that is spoken, such as zh-cn"),
    _required("channel-image", "itunes:image", "name the artwork as href", "href"),
    _required("channel-category", "itunes:category", "name a category of Apple's as text", "text"),
    _required("channel-explicit", "itunes:explicit", "write true or false"),
    Rule(
        "channel-author", "warn", "Apple; PSP-1, recommended; 小宇宙 practice",
        "the channel has <itunes:author>",
        "name who makes the show", lacking("itunes:author"),
    ),
    Rule(
        "channel-items", "error", "Apple: a show has an episode",
        "there is an item",
        "publish an episode before the feed", _items,
    ),
    Rule(
        "language-code", "error", "RSS 2.0, language; ISO 639; RFC 5646",
        "the language is a code",
        "write a code such as zh-cn or en", of_channel(_language),
    ),
    Rule(
        "explicit-value", "error", "Apple; W3C feed validator",
        "itunes:explicit is true or false",
        "write true or false; yes, no and clean are of the past",
        one_of("itunes:explicit", {"true", "false"}),
    ),
    Rule(
        "type-value", "error", "Apple; W3C feed validator",
        "itunes:type is episodic or serial",
        "write episodic or serial", one_of("itunes:type", {"episodic", "serial"}),
    ),
    Rule(
        "description-length", "error", "Apple; PSP-1",
        f"the channel's description has at most {MOST_DESCRIPTION_BYTES} bytes",
        "shorten it; a Chinese character has three", of_channel(_description_length),
    ),
    Rule(
        "title-plain", "warn", "W3C feed validator",
        "titles hold no markup",
        "write plain text, escaped once", _plain_titles,
    ),
    Rule(
        "rss-image", "warn", "RSS 2.0, image",
        "the channel's <image> has url, title and link",
        "write all three, or leave <image> out", of_channel(_rss_image),
    ),
    Rule(
        "rss-image-link", "info", "W3C feed validator",
        "the channel's <image> leads where the channel does",
        "write the channel's <link> there", of_channel(_link_of_image),
    ),
    Rule(
        "ttl-value", "warn", "RSS 2.0, ttl; W3C feed validator",
        "<ttl> is a number of minutes",
        "write a positive whole number", of_channel(_ttl),
    ),
    Rule(
        "self-link", "warn", "PSP-1, required; W3C feed validator",
        'one <atom:link rel="self"> says where the feed is',
        "write one with the feed's address", of_channel(_self),
    ),
    Rule(
        "self-type", "warn", "PSP-1",
        "its type is application/rss+xml",
        'write type="application/rss+xml"', of_channel(_self_type),
    ),
    Rule(
        "self-address", "warn", "PSP-1; W3C feed validator",
        "its address is the one that was asked",
        "write the address at which subscribers find it", _self_address,
    ),
)  # fmt: skip
