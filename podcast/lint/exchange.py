"""One request and its answer, within bounds. The one file of the linter that imports httpx.

httpx's traps: its limits of time are for each read, so that a server may drip for ever; it decodes
as much as a compressed answer grows to; it follows redirects anywhere. Here one clock covers an
answer, bodies are counted while they are unpacked, and every step goes to an address that was
checked: a feed of the open web must not make this machine ask its own network. A feed that is
itself on that network may.
"""

from __future__ import annotations

import asyncio
import socket
import ssl
import zlib
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field, replace
from functools import cache

import httpx

from podcast import __version__
from podcast.lib.web import is_public
from podcast.lint.model import Answer

_MOST_REDIRECTS = 5
_LONG = 50_000_000
"""Bytes; an answer that may have as many is a recording."""
_ANY_FORMAT = 47
"""zlib: 15 bits of window, gzip or zlib by its header."""
_CONNECT_SECONDS = 5.0
"""For one address of several; a name may have one that leads nowhere."""
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PERMANENT = frozenset({301, 308})
OK = frozenset({200, 206})
_MOST_FAILURES = 3
"""After as many of a host's answers have failed, it is not asked again."""
_HEADERS = {
    "User-Agent": f"digestcast/{__version__} (podcast check --feed)",
    "Accept": "*/*",
    "Accept-Encoding": "identity",
    "Origin": "https://player.example",  # a web player of another host: CORS answers it
}


class Refused(Exception):  # noqa: N818 -- the outcome, as people say it
    """Raised when an address cannot be had; the message says why."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds for an answer and for a whole recording; certificates to trust (None: usual)."""

    seconds: float = 20.0
    recording: float = 300.0
    certificates: ssl.SSLContext | None = None


@dataclass(slots=True)
class Session:
    """A client, and what it has met: how often each host has failed."""

    client: httpx.AsyncClient
    limits: Limits
    private: bool
    """Addresses of the own network may be asked."""
    failures: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class _Request:
    method: str
    url: httpx.URL
    headers: dict[str, str]
    most: int
    """Bytes of the body that are read; 0: none."""


@dataclass(frozen=True, slots=True)
class Got:
    """An answer with as much of its body as was wanted."""

    answer: Answer
    body: bytes


@asynccontextmanager
async def open_session(asked: str, limits: Limits) -> AsyncIterator[Session]:
    """Open a session for the feed at `asked`, whose network decides which one may be asked."""
    async with httpx.AsyncClient(
        verify=limits.certificates or _certificates(),
        timeout=httpx.Timeout(limits.seconds, connect=min(_CONNECT_SECONDS, limits.seconds)),
        trust_env=False,
        headers=_HEADERS,
        limits=httpx.Limits(max_keepalive_connections=0),  # hosts may share an address
    ) as client:
        session = Session(client, limits, private=True)
        try:
            addresses = await _addresses(httpx.URL(asked))
        except (Refused, httpx.InvalidURL, OSError, ValueError):  # it is said when it is asked
            addresses = []
        session.private = any(not is_public(each) for each in addresses)
        yield session


async def exchange(
    session: Session, method: str, url: str, headers: dict[str, str], most: int
) -> Got:
    """Ask and follow redirects, all within the time that an answer may take."""
    host = _host(url)
    if session.failures[host] >= _MOST_FAILURES:
        raise Refused(f"{host} has not answered {_MOST_FAILURES} times, so it is not asked again")
    seconds = session.limits.recording if most >= _LONG else session.limits.seconds
    try:
        async with asyncio.timeout(seconds):
            return await _followed(session, method, url, headers, most)
    except TimeoutError:
        session.failures[host] += 1
        raise Refused(f"no answer within {seconds:g} s") from None
    except OSError as error:
        session.failures[host] += 1
        raise Refused(str(error)) from None
    except httpx.HTTPError as error:
        session.failures[host] += 1
        raise Refused(f"no connection ({error or type(error).__name__})") from None
    except (httpx.InvalidURL, UnicodeError, ValueError) as error:
        raise Refused(f"it cannot be asked ({error})") from None


def _host(url: str) -> str:
    try:
        return httpx.URL(url).host
    except httpx.InvalidURL:
        return url


async def _followed(
    session: Session, method: str, url: str, headers: dict[str, str], most: int
) -> Got:
    target, permanent, steps = httpx.URL(url), True, 0
    while True:
        got = await _asked(session, method, target, headers, most)
        status, where = got.answer.status, got.answer.headers.get("location")
        if status not in _REDIRECTS or not where:
            return replace(got, answer=replace(got.answer, moved=permanent and steps > 0))
        steps += 1
        if steps > _MOST_REDIRECTS:
            raise Refused(f"more than {_MOST_REDIRECTS} redirects")
        permanent &= status in _PERMANENT
        target = target.join(where)


async def _asked(
    session: Session, method: str, url: httpx.URL, headers: dict[str, str], most: int
) -> Got:
    """Ask once; a host's addresses are tried in order."""
    if url.userinfo:
        raise Refused("it holds a user's name or password")
    addresses = await _addresses(url)
    if not session.private and not all(map(is_public, addresses)):
        raise Refused(f"{url.host} is on a network that is not public")
    request = _Request(method, url, headers, most)
    *first, last = addresses
    for address in first:
        with suppress(httpx.ConnectError, httpx.ConnectTimeout):
            return await _answered(session, request, address)
    return await _answered(session, request, last)


async def _answered(session: Session, request: _Request, address: str) -> Got:
    url = request.url
    session.client.cookies.clear()
    async with session.client.stream(
        request.method,
        url.copy_with(host=address),
        headers={**request.headers, "Host": url.netloc.decode()},
        extensions={"sni_hostname": url.raw_host.decode().strip("[]")},  # for the certificate
    ) as response:
        found = {name.lower(): value for name, value in response.headers.items()}
        answer = Answer(response.status_code, found, str(url))
        wanted = request.most and response.status_code in OK
        return Got(answer, await _body(response, request.most) if wanted else b"")


async def _addresses(url: httpx.URL) -> list[str]:
    if url.scheme not in {"http", "https"} or not url.host:
        raise Refused(f"{url} is no http(s) address")
    port = url.port or (443 if url.scheme == "https" else 80)
    loop = asyncio.get_running_loop()
    host = url.raw_host.decode().strip("[]")
    try:
        found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError as error:
        raise OSError(f"{host} has no address ({error.strerror or error})") from None
    return [str(address[0]) for *_, address in found]


async def _body(response: httpx.Response, most: int) -> bytes:
    """Return the body, unpacked, of at most so many bytes."""
    coding = response.headers.get("content-encoding", "identity").lower()
    if coding not in {"identity", "gzip", "x-gzip", "deflate"}:
        raise Refused(f"the answer is packed as {coding}, which nobody asked for")
    unpack = None if coding == "identity" else zlib.decompressobj(wbits=_ANY_FORMAT)
    body = bytearray()
    try:
        async for chunk in response.aiter_raw():
            body += unpack.decompress(chunk, most + 1 - len(body)) if unpack else chunk
            if len(body) > most:
                raise Refused(f"more than {most / 1e6:g} MB")
    except zlib.error:
        raise Refused(f"the answer is not packed as {coding}, as it says") from None
    if unpack and not unpack.eof:
        raise Refused("the packed answer is cut off")
    return bytes(body)


@cache
def _certificates() -> ssl.SSLContext:
    """Return the trusted certificates, read once."""
    return httpx.create_ssl_context()
