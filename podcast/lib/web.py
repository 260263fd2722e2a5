"""A file from the web that strangers have named: over HTTPS, from public addresses only.

A post may quote any picture, and a name may lead into the network of who builds the show. So the
name is resolved first, every address that it has must be public, and the connection goes to an
address that was checked, while certificate and `Host` are those of the name. Redirects pass the
same gate. No proxy is used: it would resolve the name again.
"""

from __future__ import annotations

import asyncio
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from ipaddress import IPv4Address, IPv6Network, ip_address
from socket import IPPROTO_TCP, getaddrinfo

import httpx

from podcast import __version__

MOST_REDIRECTS = 3
_CONNECT_SECONDS = 3.0
"""For one address of several; a name may have one that leads nowhere."""
_HEADERS = {
    "User-Agent": f"digestcast/{__version__}",
    "Accept": "image/jpeg, image/png, image/webp, image/gif",
    "Accept-Encoding": "identity",  # what is counted is what arrives
}
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_OK = 200
_LARGEST_PORT = 65_535

_GLOBAL_UNICAST = IPv6Network("2000::/3")
"""All of IPv6 that is routed in public (IANA, IPv6 address space)."""
_NAT64 = IPv6Network("64:ff9b::/96")
"""RFC 6052: the last four bytes are an IPv4 address."""


class Refused(Exception):  # noqa: N818 -- the outcome, as people say it
    """Raised when a file is not fetched; the message says why, without the URL."""


def is_public(address: str) -> bool:
    """Tell whether an IP address is reached over the internet: no network at home, no multicast.

    An IPv6 address that stands for one of IPv4 (mapped, NAT64, 6to4) is as public as that one.
    """
    parsed = ip_address(address.partition("%")[0])
    if isinstance(parsed, IPv4Address):
        return parsed.is_global and not (parsed.is_multicast or parsed.is_reserved)
    within = parsed.ipv4_mapped or parsed.sixtofour
    if parsed in _NAT64:
        within = IPv4Address(int(parsed) & 0xFFFFFFFF)
    if within:
        return is_public(str(within))
    return parsed in _GLOBAL_UNICAST and parsed.is_global


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a file may take, in seconds from the look-up of its host, and in megabytes."""

    seconds: float
    megabytes: float


@dataclass(frozen=True, slots=True)
class Gate:
    """Which addresses may be reached, who resolves names, which certificates are trusted."""

    allows: Callable[[str], bool] = is_public
    resolve: Callable[[str, int], list[str]] | None = None
    """Name and port -> addresses; None: the system's resolver. Raises OSError."""
    certificates: ssl.SSLContext | None = None
    """None: those that certifi or SSL_CERT_FILE names."""


def download(url: str, limits: Limits, gate: Gate | None = None) -> bytes:
    """Return what an https URL answers.

    All of it, from resolving the name to the last byte, takes at most `limits.seconds`; more than
    `limits.megabytes` are not read. Raises Refused.
    """
    return asyncio.run(_in_time(url, limits, gate or Gate()))


async def _in_time(url: str, limits: Limits, gate: Gate) -> bytes:
    with _translated():
        try:
            async with asyncio.timeout(limits.seconds):
                return await _followed(url, limits, gate)
        except TimeoutError:
            raise Refused(f"not there within {limits.seconds:g} s") from None


async def _followed(url: str, limits: Limits, gate: Gate) -> bytes:
    timeout = httpx.Timeout(limits.seconds, connect=_CONNECT_SECONDS)
    async with httpx.AsyncClient(
        verify=gate.certificates or _certificates(),
        timeout=timeout,
        trust_env=False,
        limits=httpx.Limits(max_keepalive_connections=0),  # hosts may share an address
    ) as client:
        target = _checked(httpx.URL(url))
        for _ in range(MOST_REDIRECTS + 1):
            answer = await _asked(client, target, int(limits.megabytes * 1e6), gate)
            if isinstance(answer, bytes):
                return answer
            target = _checked(target.join(answer))
    raise Refused(f"more than {MOST_REDIRECTS} redirects")


def _checked(url: httpx.URL) -> httpx.URL:
    """Return the URL when it may be asked: https, a host and port, no name and password.

    A host in Punycode that stands for nothing is a UnicodeError of httpx.
    """
    if url.scheme != "https":
        raise Refused("it is not https")
    if not url.host:
        raise Refused("it names no host")
    if url.userinfo:
        raise Refused("it holds a user's name or password")
    if url.port is not None and not 0 < url.port <= _LARGEST_PORT:
        raise Refused(f"it names the port {url.port}, which there is not")
    return url


async def _asked(client: httpx.AsyncClient, url: httpx.URL, most: int, gate: Gate) -> bytes | str:
    """Return the body, or where a redirect leads; the host's addresses are tried in order."""
    *first, last = await _addresses(url, gate)
    for address in first:
        with suppress(httpx.ConnectError, httpx.ConnectTimeout):
            return await _answer(client, url, address, most)
    return await _answer(client, url, last, most)


async def _answer(
    client: httpx.AsyncClient, url: httpx.URL, address: str, most: int
) -> bytes | str:
    client.cookies.clear()
    host = url.raw_host.decode().strip("[]")
    async with client.stream(
        "GET",
        url.copy_with(host=address),
        headers={**_HEADERS, "Host": url.netloc.decode()},
        extensions={"sni_hostname": host},  # the name that the certificate must have
    ) as response:
        if response.status_code in _REDIRECTS and "location" in response.headers:
            return response.headers["location"]
        if response.status_code != _OK:
            raise Refused(f"the server answers {response.status_code}")
        return await _body(response, most)


async def _body(response: httpx.Response, most: int) -> bytes:
    too_large = Refused(f"larger than {most / 1e6:g} MB")
    stated = response.headers.get("content-length", "0")
    if stated.isdecimal() and int(stated) > most:
        raise too_large
    body = bytearray()
    async for chunk in response.aiter_raw():
        body += chunk
        if len(body) > most:
            raise too_large
    return bytes(body)


async def _addresses(url: httpx.URL, gate: Gate) -> list[str]:
    """Return the addresses of a host. Raises Refused when one of them is not allowed."""
    host, port = url.raw_host.decode().strip("[]"), url.port or 443
    try:
        found = await _in_thread(lambda: (gate.resolve or _resolve)(host, port))
    except OSError as error:
        raise Refused(f"{host} has no address ({error.strerror or error})") from None
    if not found:
        raise Refused(f"{host} has no address")
    for address in found:
        if not gate.allows(address):
            raise Refused(f"{host} is at {address}, which is not a public address")
    return found


def _resolve(host: str, port: int) -> list[str]:
    found = getaddrinfo(host, port, proto=IPPROTO_TCP)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


async def _in_thread(work: Callable[[], list[str]]) -> list[str]:
    """Run blocking work in a thread that nobody waits for when time is up."""
    loop = asyncio.get_running_loop()
    future: asyncio.Future[list[str]] = loop.create_future()

    def settle(result: list[str] | None, error: Exception | None) -> None:
        if not future.done():
            future.set_exception(error) if error else future.set_result(result or [])

    def run() -> None:
        result, failure = None, None
        try:
            result = work()
        except (OSError, UnicodeError) as error:
            failure = OSError(str(error)) if isinstance(error, UnicodeError) else error
        with suppress(RuntimeError):  # the loop has closed: time was up
            loop.call_soon_threadsafe(settle, result, failure)

    threading.Thread(target=run, daemon=True).start()
    return await future


@cache
def _certificates() -> ssl.SSLContext:
    """Return the trusted certificates, read once. Raises Refused."""
    try:
        return httpx.create_ssl_context()
    except OSError as error:
        why = error.strerror or "no reason given"
        raise Refused(f"the certificates of SSL_CERT_FILE cannot be read ({why})") from error


@contextmanager
def _translated() -> Iterator[None]:
    """Turn what httpx raises into Refused, and what it lets through from below."""
    try:
        yield
    except (httpx.InvalidURL, UnicodeError) as error:
        raise Refused(f"it is no address ({error})") from None
    except httpx.TimeoutException:
        raise Refused(f"no connection within {_CONNECT_SECONDS:g} s") from None
    except httpx.ConnectError as error:
        raise Refused(f"no connection ({error})") from None
    except httpx.HTTPError as error:
        raise Refused(f"the connection broke ({type(error).__name__})") from None
    except (ValueError, OverflowError, ExceptionGroup) as error:
        raise Refused(f"no connection ({type(error).__name__})") from error
