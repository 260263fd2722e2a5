"""One HTTP request within limits of time and size, also for a URL that a stranger chose.

A post may quote any picture, a feed may name any file, and a host name may lead into the network
of the machine that asks. So a host is looked up first, all its addresses must be allowed, and the
connection goes to a checked address, while certificate and `Host` are those of the name. Redirects
pass the same checks, without cookies. One time limit covers everything, from the look-up to the
last byte, and the bytes of a body are counted as they arrive and as they are unpacked.

A proxy looks names up itself, so the addresses that it reaches are not checked. A request for a URL
that a stranger chose therefore uses no proxy.
"""

from __future__ import annotations

import asyncio
import ssl
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from functools import cache

import httpx

from podcast import __version__
from podcast.lib import deadline
from podcast.lib.addresses import is_own, look_up, unattended
from podcast.lib.asking import Gate, Limits, Manner, NoAnswer, Refused, Request, WebAnswer
from podcast.lib.proxies import environment_proxy, proxy_parts, whole

_CONNECT_SECONDS = 5.0
"""The longest wait for a connection, in seconds (or half of the time limit, if that is shorter):
the address may lead nowhere, and the next address must have time, too."""
_HEADERS = {
    "User-Agent": f"digestcast/{__version__}",
    "Accept": "*/*",
    "Accept-Encoding": "identity",  # uncompressed, so that the counted bytes are all bytes
}
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PERMANENT = frozenset({301, 308})
_OK = 200
_WITH_BODY = frozenset({_OK, 206})
_PORTS = {"http": 80, "https": 443}
_LARGEST_PORT = 65_535
_ANY_FORMAT = 47
"""The argument of zlib for a window of 15 bits, and gzip or zlib as the header says."""


@dataclass(frozen=True, slots=True)
class _Call:
    request: Request
    manner: Manner
    limits: Limits
    gate: Gate
    trusted: ssl.SSLContext


def download(url: str, limits: Limits, gate: Gate | None = None, accept: str = "*/*") -> bytes:
    """Return the body of an https URL. Raises Refused for any status but 200, and as `ask` does."""
    request = Request(url, headers={"Accept": accept})
    answer = deadline.run(ask(request, Manner(), limits, gate or Gate()))
    if answer.status != _OK:
        raise Refused(f"the server answers {answer.status}")
    return answer.body


async def ask(request: Request, manner: Manner, limits: Limits, gate: Gate) -> WebAnswer:
    """Return the answer to a request, whatever its status.

    Everything, from resolving the name to the last byte, takes at most `limits.seconds`. Raises
    Refused when nothing is fetched, and for a body of more than `limits.megabytes`.
    """
    with _translated(limits):
        try:
            async with asyncio.timeout(limits.seconds):
                trusted = gate.certificates or _certificates()
                return await _follow(_Call(request, manner, limits, gate, trusted))
        except TimeoutError:
            raise NoAnswer(manner.words.late.format(seconds=limits.seconds)) from None


async def _follow(call: _Call) -> WebAnswer:
    target = _checked(httpx.URL(call.request.url), call.manner)
    permanent, steps, most = True, 0, call.manner.redirects
    while True:
        answer = await _send(call, target)
        where = answer.headers.get("location")
        if answer.status not in _REDIRECTS or not where or not most:
            return replace(answer, moved=permanent and steps > 0)
        steps += 1
        if steps > most:
            raise Refused(f"more than {most} redirects")
        permanent &= answer.status in _PERMANENT
        target = _checked(target.join(where), call.manner)


def _checked(url: httpx.URL, manner: Manner) -> httpx.URL:
    """Return a URL with an allowed scheme, a host, a valid port, and no user name or password.

    Raises Refused for other URLs, and UnicodeError (from httpx) for a host in invalid Punycode.
    """
    if url.userinfo:
        raise Refused("it holds a user's name or password")
    if url.scheme not in manner.schemes:
        raise Refused(manner.words.scheme.format(url=url))
    if not url.host:
        raise Refused("it names no host")
    _port(url)
    return url


def _port(url: httpx.URL) -> int:
    if url.port is not None and not 0 < url.port <= _LARGEST_PORT:
        raise Refused(f"it names the port {url.port}, which there is not")
    return url.port or _PORTS.get(url.scheme, 443)


def _host(url: httpx.URL) -> str:
    return url.raw_host.decode().strip("[]")


async def _send(call: _Call, url: httpx.URL) -> WebAnswer:
    """Send the request to the host or its proxy; the addresses are tried in order."""
    proxy = await _proxy(url) if call.manner.proxies else None
    *first, last = await _reachable(proxy or url, call, checked=proxy is None)
    for address in first:
        with suppress(httpx.ConnectError, httpx.ConnectTimeout):
            return await _send_to(call, url, proxy, address)
    return await _send_to(call, url, proxy, last)


async def _reachable(url: httpx.URL, call: _Call, *, checked: bool) -> list[str]:
    """Return the addresses of a host. Raises Refused when an address is not allowed."""
    host, gate = _host(url), call.gate
    try:
        addresses = await look_up(host, _port(url), gate.resolve, gate.lookups)
    except OSError as error:
        raise NoAnswer(str(error)) from None
    for address in addresses if checked else ():
        if not gate.allows(address) and not (is_own(address) and await _is_home(gate)):
            raise Refused(call.manner.words.private.format(host=host, address=address))
    return addresses


async def _is_home(gate: Gate) -> bool:
    """Tell whether this machine's network may be reached; one look-up decides for the whole run."""
    try:
        home = httpx.URL(gate.home)
        if not home.host:
            return False
        addresses = await look_up(_host(home), _port(home), gate.resolve, gate.lookups)
    except (httpx.InvalidURL, Refused, OSError, ValueError):  # reported when home itself is asked
        return False
    return all(is_own(address) and not gate.allows(address) for address in addresses)


async def _proxy(url: httpx.URL) -> httpx.URL | None:
    """Return the environment's proxy for a URL. As it may hold a password, no error quotes it."""
    proxy = await unattended(lambda: environment_proxy(str(url)))
    if not proxy:
        return None
    parts = proxy_parts(whole(proxy))
    if parts and parts.scheme in _PORTS:
        with suppress(httpx.InvalidURL, UnicodeError):
            return httpx.URL(whole(proxy))
    raise Refused("the proxy that the environment names has no http(s) address")


async def _send_to(call: _Call, url: httpx.URL, proxy: httpx.URL | None, address: str) -> WebAnswer:
    there = (proxy or url).copy_with(host=address)
    context = call.trusted if there.scheme == "https" else None
    async with (
        httpx.AsyncClient(  # a new one each time keeps no connection and no cookie
            verify=call.trusted,
            proxy=httpx.Proxy(there, ssl_context=context) if proxy else None,
            timeout=httpx.Timeout(None, connect=_connecting(call.limits)),
            trust_env=False,
        ) as client,
        client.stream(
            call.request.method,
            url if proxy else there,
            content=call.request.body or None,
            headers={**_HEADERS, **call.request.headers, "Host": url.netloc.decode()},
            extensions={"sni_hostname": _host(proxy or url)},  # for the certificate
        ) as response,
    ):
        headers = {name.lower(): value for name, value in response.headers.items()}
        has_body = call.limits.megabytes and response.status_code in _WITH_BODY
        body = await _body(response, call) if has_body else b""
        return WebAnswer(response.status_code, headers, str(url), body)


def _connecting(limits: Limits) -> float:
    return min(_CONNECT_SECONDS, limits.seconds / 2)


async def _body(response: httpx.Response, call: _Call) -> bytes:
    """Return the body. Raises Refused when it is too large, either as it arrives or unpacked."""
    most = round(call.limits.megabytes * 1e6)
    too_large = Refused(call.manner.words.large.format(megabytes=call.limits.megabytes))
    length = response.headers.get("content-length", "0")
    if length.isdecimal() and int(length) > most:
        raise too_large
    coding = response.headers.get("content-encoding", "identity").lower()
    unpack = _unpacker(coding) if call.manner.unpacks else None
    body, arrived = bytearray(), 0
    try:
        async for chunk in response.aiter_raw():
            arrived += len(chunk)
            body += unpack.decompress(chunk, most + 1 - len(body)) if unpack else chunk
            if max(arrived, len(body)) > most:
                raise too_large
            if unpack and unpack.eof:  # bytes after the end would be buffered, and never read
                break
    except zlib.error:
        raise Refused(f"the answer is not packed as {coding}, as it says") from None
    if unpack and not unpack.eof:
        raise Refused("the packed answer is cut off")
    return bytes(body)


def _unpacker(coding: str) -> zlib._Decompress | None:
    if coding not in {"identity", "gzip", "x-gzip", "deflate"}:
        raise Refused(f"the answer is packed as {coding}, which nobody asked for")
    return None if coding == "identity" else zlib.decompressobj(wbits=_ANY_FORMAT)


@cache
def _certificates() -> ssl.SSLContext:
    """Return the trusted certificates, read once. Raises Refused when they cannot be read."""
    try:
        return httpx.create_ssl_context()
    except OSError as error:
        why = error.strerror or "no reason given"
        raise Refused(f"the certificates of SSL_CERT_FILE cannot be read ({why})") from error


@contextmanager
def _translated(limits: Limits) -> Iterator[None]:
    """Turn the errors of httpx, and of the layers below it, into Refused."""
    try:
        yield
    except (httpx.InvalidURL, UnicodeError) as error:
        raise Refused(f"it is no address ({error})") from None
    except httpx.TimeoutException:
        raise NoAnswer(f"no connection within {_connecting(limits):g} s") from None
    except httpx.ProxyError as error:
        raise NoAnswer(f"the proxy refuses ({error})") from None
    except httpx.ConnectError as error:
        raise NoAnswer(f"no connection ({error})") from None
    except httpx.HTTPError as error:
        raise NoAnswer(f"the connection broke ({type(error).__name__})") from None
    except (ValueError, OverflowError, ExceptionGroup) as error:
        raise NoAnswer(f"no connection ({type(error).__name__})") from error
