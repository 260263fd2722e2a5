"""Rules for what directories read: the owner, and whether the show moves, ends or is hidden."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from podcast.lint.model import Fault, Feed, Rule, of_channel
from podcast.lint.names import both, child, children, text, value

_EMAIL = re.compile(r"[^@\s<>()]+@[^@\s<>()]+\.[^@\s<>()]+(?:\s+\(.+\))?")
_NOTICE = re.compile(r"copyright|©|\(c\)|版权|\b(?:19|20)\d\d\b", re.IGNORECASE)


def _owner(channel: Any) -> Iterator[Fault]:
    owner = child(channel, "itunes:owner")
    if owner is not None:
        yield Fault(f"the feed shows an e-mail address: {text(owner, 'itunes:email')}", owner)


def _email(channel: Any) -> Iterator[Fault]:
    for owner in children(channel, "itunes:owner"):
        if not _EMAIL.fullmatch(text(owner, "itunes:email")):
            yield Fault(f'itunes:email is "{text(owner, "itunes:email")}"', owner)
    for name in ("managingEditor", "webMaster"):
        for element in children(channel, name):
            if not _EMAIL.fullmatch(value(element)):
                yield Fault(f'<{name}> is "{value(element)}"', element)


def _moved(feed: Feed) -> Iterator[Fault]:
    element = child(feed.channel, "itunes:new-feed-url")
    if element is None:
        return
    own = {each.url for each in feed.addresses if each.kind == "self"}
    if value(element) not in own | {feed.url}:
        yield Fault(f"subscribers are sent to {value(element)}", element)


def _ends(channel: Any) -> Iterator[Fault]:
    element = child(channel, "itunes:complete")
    if element is not None and value(element).lower() == "yes":
        yield Fault("the show says that no episode will follow", element)


def _complete(channel: Any) -> Iterator[Fault]:
    element = child(channel, "itunes:complete")
    if element is not None and value(element).lower() != "yes":
        yield Fault(f'itunes:complete is "{value(element)}", which has no effect', element)


def _block(feed: Feed) -> Iterator[Fault]:
    for element in both(feed.channel, "itunes:block"):
        if value(element).lower() != "yes":
            yield Fault(f'itunes:block is "{value(element)}", which has no effect', element)


def _hidden(feed: Feed) -> Iterator[Fault]:
    for element in both(feed.channel, "itunes:block"):
        if value(element).lower() == "yes":
            yield Fault("Apple Podcasts does not show this", element)


def _copyright(channel: Any) -> Iterator[Fault]:
    match = _NOTICE.search(text(channel, "copyright"))
    if match:
        yield Fault(f'<copyright> holds "{match[0]}"', child(channel, "copyright"))


_GUIDE = "Apple, A Podcaster's Guide to RSS; "

RULES = (
    Rule(
        "owner-shown", "info", "Apple; some directories send codes to it",
        "no e-mail address stands in the feed",
        "leave itunes:owner out once the directories are claimed", of_channel(_owner),
    ),
    Rule(
        "email-form", "error", "RSS 2.0; W3C feed validator",
        "e-mail addresses are e-mail addresses",
        "write name@host.example", of_channel(_email),
    ),
    Rule(
        "feed-moves", "info", f"{_GUIDE}itunes:new-feed-url",
        "subscribers are not sent to another feed",
        "leave it so only while the show moves", _moved,
    ),
    Rule(
        "complete-said", "info", f"{_GUIDE}itunes:complete",
        "the show goes on",
        "take itunes:complete out when it goes on", of_channel(_ends),
    ),
    Rule(
        "complete-value", "warn", f"{_GUIDE}itunes:complete",
        "itunes:complete is Yes or absent",
        "write Yes or leave it out", of_channel(_complete),
    ),
    Rule(
        "block-value", "warn", f"{_GUIDE}itunes:block",
        "itunes:block is Yes or absent",
        "write Yes or leave it out", _block,
    ),
    Rule(
        "block-said", "info", f"{_GUIDE}itunes:block",
        "nothing is hidden from Apple Podcasts",
        "take itunes:block out to show it", _hidden,
    ),
    Rule(
        "copyright-form", "info", "PSP-1, copyright",
        "<copyright> is a name, without the word, sign or year",
        "write the holder's name alone", of_channel(_copyright),
    ),
)  # fmt: skip
