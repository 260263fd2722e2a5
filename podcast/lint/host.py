"""What a feed names, asked for over HTTP."""

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
"""Requests at once."""


def feed(url: str, most: int, session: Session) -> Resource:
    """Ask for a feed, and once more for what has changed since (RFC 9110, section 13)."""
    return deadline.run(_feed(url, most, session))


def look(wanted: Iterable[Want], session: Session) -> dict[str, Resource]:
    """Ask for what a feed names; the session is about that feed."""
    return deadline.run(_look(tuple(wanted), session))


@dataclass(frozen=True, slots=True)
class FeedHost:
    """The web as a feed sees it; the session is about that feed."""

    session: Session

    def resources(self, feed: Feed) -> dict[str, Resource]:
        """Return what the addresses of a feed lead to, those that are asked for."""
        return look(wants(feed), self.session)

    def of_page(self, page: Feed) -> dict[str, Resource]:
        """Return nothing: what older episodes name is not asked for."""
        return {}

    def page(self, url: str, most: int) -> Resource:
        """Return another page of the feed."""
        return look([Want(url, "page", most=most)], self.session)[url]


async def _feed(url: str, most: int, session: Session) -> Resource:
    first = await _resource(session, Want(url, "page", most=most))
    if first.problem or first.got is None:
        return first
    known = _known(first.got.headers)
    if not known:
        return first
    try:
        again = await exchange(session, "GET", url, known, most)
    except Refused:
        return first
    return replace(first, again=again.answer)


def _known(headers: Mapping[str, str]) -> dict[str, str]:
    pairs = (("etag", "If-None-Match"), ("last-modified", "If-Modified-Since"))
    return {asks: headers[says] for says, asks in pairs if says in headers}


async def _look(wanted: tuple[Want, ...], session: Session) -> dict[str, Resource]:
    gate = asyncio.Semaphore(_PARALLEL)

    async def one(want: Want) -> Resource:
        async with gate:
            return await _resource(session, want)

    found = await asyncio.gather(*(one(want) for want in wanted))
    return {each.url: each for each in found}


async def _resource(session: Session, want: Want) -> Resource:
    """Return what was found, or why nothing was."""
    found = Resource(want.url)
    try:
        if want.head:
            head = (await exchange(session, "HEAD", want.url, {}, 0)).answer
            found = replace(found, head=head, length=_length(head))
        if want.ranged:
            ranged = (await exchange(session, "GET", want.url, {"Range": "bytes=0-1"}, 0)).answer
            found = replace(found, ranged=ranged, length=_total(ranged) or found.length)
            _checked_status(ranged)
        if want.most:
            return await _whole(session, want, found)
    except Refused as error:
        return replace(found, problem=str(error))
    return found


async def _whole(session: Session, want: Want, found: Resource) -> Resource:
    recording = want.kind in {"enclosure", "alternate"}
    if recording and (found.length or want.most) >= want.most:
        return found  # too long to be fetched for its length alone
    got = await exchange(session, "GET", want.url, {}, want.most)
    _checked_status(got.answer)
    found = replace(found, got=got.answer, length=len(got.body))
    if recording:
        return replace(found, seconds=sound.seconds(io.BytesIO(got.body)))
    if want.kind == "artwork":
        return replace(found, picture=picture.measure(got.body))
    return replace(found, body=got.body)


def _checked_status(answer: Answer) -> None:
    if answer.status not in OK:
        raise Refused(f"the server answers {answer.status}")


def _length(answer: Answer) -> int | None:
    said = answer.headers.get("content-length", "")
    return int(said) if said.isdecimal() and answer.status in OK else None


def _total(answer: Answer) -> int | None:
    if answer.status not in OK:
        return None
    said = answer.headers.get("content-range", "").rpartition("/")[2]
    return int(said) if said.isdecimal() else _length(answer)
