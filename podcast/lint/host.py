"""Requests a feed, and the files that it links to, over HTTP."""

from __future__ import annotations

import asyncio
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from podcast.lib import deadline
from podcast.lib.asking import Refused
from podcast.lint import picture, sound
from podcast.lint.exchange import OK, Session, exchange
from podcast.lint.model import Answer, Feed, Resource
from podcast.lint.wants import Want, wants

_PARALLEL = 4
"""How many requests run at once."""


def feed(url: str, most: int, session: Session) -> Resource:
    """Fetch a feed, then fetch it again with a conditional request (RFC 9110, section 13)."""
    return deadline.run(_feed(url, most, session))


def look(targets: Iterable[Want], session: Session) -> dict[str, Resource]:
    """Request addresses that are in a feed; `session` is for this feed (`Session.about`)."""
    return deadline.run(_look(tuple(targets), session))


@dataclass(frozen=True, slots=True)
class FeedHost:
    """Requests for the addresses of a feed; `session` is for this feed (`Session.about`)."""

    session: Session

    def resources(self, feed: Feed) -> dict[str, Resource]:
        """Return the resources behind those addresses of a feed that `wants` selects."""
        return look(wants(feed), self.session)

    def of_page(self, page: Feed) -> dict[str, Resource]:
        """Return an empty mapping, as the files of older episodes are not requested."""
        return {}

    def page(self, url: str, most: int) -> Resource:
        """Return another page of the feed."""
        return look([Want(url, "page", most=most)], self.session)[url]


async def _feed(url: str, most: int, session: Session) -> Resource:
    first = await _resource(session, Want(url, "page", most=most))
    if first.problem or first.answer is None:
        return first
    validators = _validators(first.answer.headers)
    if not validators:
        return first
    try:
        again = await exchange(session, "GET", url, validators, most)
    except Refused:
        return first
    return replace(first, again=again.answer)


def _validators(headers: Mapping[str, str]) -> dict[str, str]:
    pairs = (("etag", "If-None-Match"), ("last-modified", "If-Modified-Since"))
    return {asks: headers[says] for says, asks in pairs if says in headers}


async def _look(targets: tuple[Want, ...], session: Session) -> dict[str, Resource]:
    gate = asyncio.Semaphore(_PARALLEL)

    async def one(want: Want) -> Resource:
        async with gate:
            return await _resource(session, want)

    resources = await asyncio.gather(*(one(want) for want in targets))
    return {each.url: each for each in resources}


async def _resource(session: Session, want: Want) -> Resource:
    """Return the resource of an address, with the answers or the problem."""
    resource = Resource(want.url)
    try:
        if want.head:
            head = (await exchange(session, "HEAD", want.url, {}, 0)).answer
            resource = replace(resource, head=head, length=_length(head))
        if want.ranged:
            ranged = (await exchange(session, "GET", want.url, {"Range": "bytes=0-1"}, 0)).answer
            resource = replace(resource, ranged=ranged, length=_total(ranged) or resource.length)
            _checked_status(ranged)
        if want.most:
            return await _whole(session, want, resource)
    except Refused as error:
        return replace(resource, problem=str(error))
    return resource


async def _whole(session: Session, want: Want, resource: Resource) -> Resource:
    recording = want.kind in {"enclosure", "alternate"}
    if recording and (resource.length or want.most) >= want.most:
        return resource  # too many bytes to fetch only for the duration
    reply = await exchange(session, "GET", want.url, {}, want.most)
    _checked_status(reply.answer)
    resource = replace(resource, answer=reply.answer, length=len(reply.body))
    if recording:
        return replace(resource, seconds=sound.seconds(io.BytesIO(reply.body)))
    if want.kind == "artwork":
        return replace(resource, picture=picture.measure(reply.body))
    return replace(resource, body=reply.body)


def _checked_status(answer: Answer) -> None:
    if answer.status not in OK:
        raise Refused(f"the server answers {answer.status}")


def _length(answer: Answer) -> int | None:
    length = answer.headers.get("content-length", "")
    return int(length) if length.isdecimal() and answer.status in OK else None


def _total(answer: Answer) -> int | None:
    if answer.status not in OK:
        return None
    total = answer.headers.get("content-range", "").rpartition("/")[2]
    return int(total) if total.isdecimal() else _length(answer)
