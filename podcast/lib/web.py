"""One request over HTTP, within bounds: for what strangers have named, and whoever else asks.

A post may quote any picture, a feed name any file, and a name may lead into the network of who
asks. So a host is looked up first, every address that it has must be allowed, and the connection
goes to an address that was checked, while certificate and `Host` are those of the name. Redirects
pass the same gate, with no cookie. One clock covers all of it, from the look-up to the last byte,
and bodies are counted as they come and as they are unpacked.

What the environment's proxies reach is not checked, as they look up names themselves: who asks
for strangers uses none.
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
"""At most, and half of the time that there is: a name may have an address that leads nowhere."""
_HEADERS = {
    "User-Agent": f"digestcast/{__version__}",
    "Accept": "*/*",
    "Accept-Encoding": "identity",  # what is counted is what arrives
}
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PERMANENT = frozenset({301, 308})
_OK = 200
_WITH_BODY = frozenset({_OK, 206})
_PORTS = {"http": 80, "https": 443}
_LARGEST_PORT = 65_535
_ANY_FORMAT = 47
"""zlib: 15 bits of window, gzip or zlib by its header."""


@dataclass(frozen=True, slots=True)
class _Call:
    request: Request
    manner: Manner
    limits: Limits
    gate: Gate
    trusted: ssl.SSLContext


def download(url: str, limits: Limits, gate: Gate | None = None, accept: str = "*/*") -> bytes:
    """Return what an https URL answers. Raises Refused."""
    request = Request(url, headers={"Accept": accept})
    answer = deadline.run(ask(request, Manner(), limits, gate or Gate()))
    if answer.status != _OK:
        raise Refused(f"the server answers {answer.status}")
    return answer.body


async def ask(request: Request, manner: Manner, limits: Limits, gate: Gate) -> WebAnswer:
    """Return the answer, whatever its status.

    All of it, from resolving the name to the last byte, takes at most `limits.seconds`; more than
    `limits.megabytes` are not read. Raises Refused.
    """
    with _translated(limits):
        try:
            async with asyncio.timeout(limits.seconds):
                trusted = gate.certificates or _certificates()
                return await _followed(_Call(request, manner, limits, gate, trusted))
        except TimeoutError:
            raise NoAnswer(manner.words.late.format(seconds=limits.seconds)) from None


async def _followed(call: _Call) -> WebAnswer:
    target = _checked(httpx.URL(call.request.url), call.manner)
    permanent, steps, most = True, 0, call.manner.redirects
    while True:
        answer = await _asked(call, target)
        where = answer.headers.get("location")
        if answer.status not in _REDIRECTS or not where or not most:
            return replace(answer, moved=permanent and steps > 0)
        steps += 1
        if steps > most:
            raise Refused(f"more than {most} redirects")
        permanent &= answer.status in _PERMANENT
        target = _checked(target.join(where), call.manner)


def _checked(url: httpx.URL, manner: Manner) -> httpx.URL:
    """Return the URL when it may be asked: its scheme, a host and port, no name and password.

    A host in Punycode that stands for nothing is a UnicodeError of httpx.
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


async def _asked(call: _Call, url: httpx.URL) -> WebAnswer:
    """Ask the host or its proxy once; the addresses are tried in order."""
    proxy = await _proxy(url) if call.manner.proxies else None
    *first, last = await _reachable(proxy or url, call, checked=proxy is None)
    for address in first:
        with suppress(httpx.ConnectError, httpx.ConnectTimeout):
            return await _answered(call, url, proxy, address)
    return await _answered(call, url, proxy, last)


async def _reachable(url: httpx.URL, call: _Call, *, checked: bool) -> list[str]:
    """Return the addresses of a host. Raises Refused when one of them is not allowed."""
    host, gate = _host(url), call.gate
    try:
        found = await look_up(host, _port(url), gate.resolve, gate.known)
    except OSError as error:
        raise NoAnswer(str(error)) from None
    for address in found if checked else ():
        if not gate.allows(address) and not (is_own(address) and await _is_home(gate)):
            raise Refused(call.manner.words.private.format(host=host, address=address))
    return found


async def _is_home(gate: Gate) -> bool:
    """Tell whether the own network may be asked: the same for a whole run, from one look-up."""
    try:
        home = httpx.URL(gate.home)
        if not home.host:
            return False
        found = await look_up(_host(home), _port(home), gate.resolve, gate.known)
    except (httpx.InvalidURL, Refused, OSError, ValueError):  # it is told when the home is asked
        return False
    return all(is_own(address) and not gate.allows(address) for address in found)


async def _proxy(url: httpx.URL) -> httpx.URL | None:
    """Return the environment's proxy for a URL. A refusal repeats none of it, for its password."""
    found = await unattended(lambda: environment_proxy(str(url)))
    if not found:
        return None
    parts = proxy_parts(whole(found))
    if parts and parts.scheme in _PORTS:
        with suppress(httpx.InvalidURL, UnicodeError):
            return httpx.URL(whole(found))
    raise Refused("the proxy that the environment names has no http(s) address")


async def _answered(
    call: _Call, url: httpx.URL, proxy: httpx.URL | None, address: str
) -> WebAnswer:
    there = (proxy or url).copy_with(host=address)
    within = call.trusted if there.scheme == "https" else None
    async with (
        httpx.AsyncClient(  # a new one each time: nothing is kept, neither connection nor cookie
            verify=call.trusted,
            proxy=httpx.Proxy(there, ssl_context=within) if proxy else None,
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
        wanted = call.limits.megabytes and response.status_code in _WITH_BODY
        body = await _body(response, call) if wanted else b""
        return WebAnswer(response.status_code, headers, str(url), body)


def _connecting(limits: Limits) -> float:
    return min(_CONNECT_SECONDS, limits.seconds / 2)


async def _body(response: httpx.Response, call: _Call) -> bytes:
    """Return the body, of at most so many bytes, both as it comes and unpacked."""
    most = round(call.limits.megabytes * 1e6)
    too_large = Refused(call.manner.words.large.format(megabytes=call.limits.megabytes))
    stated = response.headers.get("content-length", "0")
    if stated.isdecimal() and int(stated) > most:
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
            if unpack and unpack.eof:  # what follows would be kept, and never read
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
    """Return the trusted certificates, read once. Raises Refused."""
    try:
        return httpx.create_ssl_context()
    except OSError as error:
        why = error.strerror or "no reason given"
        raise Refused(f"the certificates of SSL_CERT_FILE cannot be read ({why})") from error


@contextmanager
def _translated(limits: Limits) -> Iterator[None]:
    """Turn what httpx raises into Refused, and what it lets through from below."""
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
