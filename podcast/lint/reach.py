"""Rules for the files that the feed links to, as read from disk or over HTTP."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from podcast.lint.enclosure import stated
from podcast.lint.model import Address, Answer, Check, Fault, Feed, Kind, Resource, Rule
from podcast.lint.names import children
from podcast.lint.numbers import duration

_OK = range(200, 300)
_PARTIAL = 206
_SLACK = 2.0
"""The tolerance of a duration in seconds, as durations are rounded and encoders pad."""
_RANGE = re.compile(r"bytes 0-1/(\d+|\*)", re.ASCII)
_SYNONYMS = {
    "audio/mp3": "audio/mpeg", "audio/mp4": "audio/x-m4a", "audio/m4a": "audio/x-m4a",
    "application/srt": "application/x-subrip", "text/srt": "application/x-subrip",
    "image/jpg": "image/jpeg", "application/json+chapters": "application/json",
    "audio/opus": "audio/ogg", "application/ogg": "audio/ogg",
}  # fmt: skip
_LOOSE = {"text/plain": {"application/x-subrip", "text/html"}}
"""For a type that servers may send in place of another, the types in whose place players accept it.
"""


def media_type(answer: Answer | None) -> str:
    """Return the media type of an answer, without parameters."""
    stated_type = answer.headers.get("content-type", "") if answer else ""
    return stated_type.partition(";")[0].strip().lower()


def _resources(feed: Feed, kind: Kind) -> Iterator[tuple[Address, Resource]]:
    """Yield the addresses of a kind that were read or requested, each once."""
    urls: set[str] = set()
    for each in feed.addresses:
        if each.kind == kind and each.url in feed.resources and each.url not in urls:
            urls.add(each.url)
            yield each, feed.resources[each.url]


def _reachable(kind: Kind) -> Check:
    def check(feed: Feed) -> Iterator[Fault]:
        for each, there in _resources(feed, kind):
            if there.problem:
                yield Fault(f"{each.url}: {there.problem}", each.element)

    return check


def _bytes(feed: Feed) -> Iterator[Fault]:
    for element, url, length in stated(feed):
        there = feed.resources.get(url)
        if there and not there.problem and length and there.length not in {None, length}:
            yield Fault(f"its length is {length}, the file has {there.length} bytes", element)


def _seconds(feed: Feed) -> Iterator[Fault]:
    for item in feed.items:
        length = duration(item)
        for element in children(item.element, "enclosure"):
            there = feed.resources.get(element.get("url", "").strip())
            if length and there and there.seconds and abs(there.seconds - length) > _SLACK:
                yield Fault(f"it says {length} s, the recording has {there.seconds:.1f} s", element)


# --- HTTP -----------------------------------------------------------------------------------------


def _feed_type(feed: Feed) -> Iterator[Fault]:
    if feed.served and "xml" not in media_type(feed.served.answer):
        yield Fault(f'the feed is served as "{media_type(feed.served.answer)}"')


def _feed_rss(feed: Feed) -> Iterator[Fault]:
    kind = media_type(feed.served.answer) if feed.served else ""
    if "xml" in kind and kind != "application/rss+xml":
        yield Fault(f'the feed is served as "{kind}"')


def _conditional(feed: Feed) -> Iterator[Fault]:
    if not feed.served or not feed.served.answer:
        return
    if not {"etag", "last-modified"} & feed.served.answer.headers.keys():
        yield Fault("the answer has neither ETag nor Last-Modified")
    elif feed.served.again and feed.served.again.status != 304:  # noqa: PLR2004 -- Not Modified
        yield Fault(f"a second request for the same is answered {feed.served.again.status}")


def _moved(feed: Feed) -> Iterator[Fault]:
    if feed.served and feed.served.answer and feed.served.answer.moved:
        yield Fault(f"the address leads on, for good, to {feed.served.answer.url}")


def _head(feed: Feed) -> Iterator[Fault]:
    kinds: tuple[Kind, ...] = ("enclosure", "alternate", "artwork")
    for kind in kinds:
        for each, there in _resources(feed, kind):
            if there.head and not there.problem and there.head.status not in _OK:
                yield Fault(f"HEAD is answered {there.head.status}: {each.url}", each.element)


def _ranges(feed: Feed) -> Iterator[Fault]:
    kinds: tuple[Kind, ...] = ("enclosure", "alternate")
    for kind in kinds:
        for each, there in _resources(feed, kind):
            if there.ranged and not there.problem:
                yield from _of_range(each.element, there.ranged)


def _of_range(element: Any, answer: Answer) -> Iterator[Fault]:
    content_range = answer.headers.get("content-range", "")
    if answer.status != _PARTIAL:
        yield Fault(f"a request for 2 bytes is answered {answer.status}", element)
    elif not _RANGE.fullmatch(content_range):
        yield Fault(f'Content-Range is "{content_range}", not bytes 0-1/…', element)


def _served_as(kind: Kind, expected: Callable[[Address, Resource], str], *also: Kind) -> Check:
    """Return a check that files are served with the expected type."""

    def check(feed: Feed) -> Iterator[Fault]:
        for each_kind in (kind, *also):
            for each, there in _resources(feed, each_kind):
                served, right = media_type(there.answer or there.head), expected(each, there)
                if not there.problem and right and _has_answer(there) and not _alike(served, right):
                    yield Fault(f'it is served as "{served}", not {right}', each.element)

    return check


def _has_answer(there: Resource) -> bool:
    answer = there.answer or there.head
    return answer is not None and answer.status in _OK


def _alike(served: str, right: str) -> bool:
    one, other = _SYNONYMS.get(served, served), _SYNONYMS.get(right, right)
    return one == other or other in _LOOSE.get(one, set())


def _type_of(address: Address, _: Resource) -> str:
    holder = address.element
    if "type" not in holder.attrib:  # a podcast:source may leave it to its parent
        holder = holder.getparent()
    kind: str = address.element.get("contentType") or holder.get("type", "")
    return kind.partition(";")[0].strip().lower()


def _pictured(_: Address, there: Resource) -> str:
    return f"image/{there.picture.kind.lower()}" if there.picture and there.picture.kind else ""


def _open(kind: Kind) -> Check:
    def check(feed: Feed) -> Iterator[Fault]:
        for each, there in _resources(feed, kind):
            if there.answer and not there.problem:
                origin = there.answer.headers.get("access-control-allow-origin", "")
                if not origin:
                    yield Fault("the answer has no Access-Control-Allow-Origin", each.element)

    return check


def _there(kind: Kind, what: str, remedy: str) -> Rule:
    says = f"{what} that the feed names are there"
    return Rule(f"{kind}-reachable", "error", "Apple; practice", says, remedy, _reachable(kind))


RULES = (
    _there("enclosure", "recordings", "publish the file before the feed"),
    _there("alternate", "other encodings", "publish the file, or take the element out"),
    _there("artwork", "images", "publish the file before the feed"),
    _there("transcript", "transcripts", "publish the file, or take the element out"),
    _there("chapters", "chapters", "publish the file, or take the element out"),
    Rule(
        "enclosure-bytes", "error", "RSS 2.0, enclosure; Apple",
        "an enclosure's length is the bytes that are there",
        "write the size of the file; run `podcast feed` for a show of this program", _bytes,
    ),
    Rule(
        "duration-sound", "warn", "Apple: what is shown before a download",
        f"itunes:duration is that of the recording, within {_SLACK:g} s",
        "write the recording's seconds", _seconds,
    ),
    Rule(
        "feed-type", "error", "W3C feed validator",
        "the feed is served as XML",
        "serve it as application/rss+xml; charset=utf-8", _feed_type,
    ),
    Rule(
        "feed-type-rss", "info", "W3C feed validator; RSS Advisory Board",
        "the feed is served as application/rss+xml",
        "serve it as application/rss+xml; charset=utf-8", _feed_rss,
    ),
    Rule(
        "feed-conditional", "warn", "Apple; RFC 9110, section 13",
        "the feed has a validator, and is not sent again unchanged",
        "send ETag or Last-Modified, and answer 304", _conditional,
    ),
    Rule(
        "feed-redirect", "info", "RFC 9110, section 15.4",
        "the feed is at its address",
        "give subscribers the address behind the redirect", _moved,
    ),
    Rule(
        "head-answered", "error", "Apple, hosts of audio and artwork",
        "HEAD is answered for recordings and artwork",
        "let the server answer HEAD as it answers GET", _head,
    ),
    Rule(
        "ranges-answered", "error", "Apple, hosts of audio; RFC 9110, section 14",
        "a request for a range is answered 206 with that range",
        "let the server answer ranges: apps seek and resume by them", _ranges,
    ),
    Rule(
        "enclosure-served", "warn", "Apple; W3C feed validator",
        "a recording is served under its type",
        "let the server send that Content-Type", _served_as("enclosure", _type_of, "alternate"),
    ),
    Rule(
        "artwork-served", "warn", "Apple, artwork requirements",
        "artwork is served under its type",
        "let the server send that Content-Type", _served_as("artwork", _pictured),
    ),
    Rule(
        "transcript-served", "warn", "podcast namespace, transcript",
        "a transcript is served under its type",
        "let the server send that Content-Type", _served_as("transcript", _type_of),
    ),
    Rule(
        "chapters-served", "warn", "podcast namespace, JSON Chapters 1.2",
        "chapters are served as application/json+chapters, or JSON",
        "let the server send that Content-Type", _served_as("chapters", _type_of),
    ),
    Rule(
        "transcript-open", "warn", "podcast namespace, transcripts; WHATWG Fetch, CORS",
        "web players may read transcripts",
        "send Access-Control-Allow-Origin: *", _open("transcript"),
    ),
    Rule(
        "chapters-open", "warn", "WHATWG Fetch, CORS",
        "web players may read chapters",
        "send Access-Control-Allow-Origin: *", _open("chapters"),
    ),
)  # fmt: skip
