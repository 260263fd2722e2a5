"""Look up host names once and within a time limit, and tell which addresses are public.

The system's resolver may take minutes and cannot be stopped. So it works in a thread for which
nothing waits: neither a request, nor an event loop at its end, nor the program at its end.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network
from threading import Thread
from typing import TypeVar

Result = TypeVar("Result")
Resolver = Callable[[str, int], list[str]]
"""Gives the addresses of a host's name and port. Raises OSError."""
LookUps = dict[str, Future[list[str]]]
"""The look-ups of a run by host, also unfinished look-ups."""

_GLOBAL_UNICAST = IPv6Network("2000::/3")
"""The part of IPv6 that is routed in public (IANA, IPv6 address space)."""
_NAT64 = IPv6Network("64:ff9b::/96")
"""The network whose addresses end with the four bytes of an IPv4 address (RFC 6052)."""
_OWN = tuple(
    map(
        ip_network,
        (
            "0.0.0.0/32",  # this machine, as some programs print it
            "10.0.0.0/8",
            "100.64.0.0/10",  # behind a carrier's NAT, and in private networks over the internet
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.168.0.0/16",
            "198.18.0.0/15",  # tunnels on this machine give such addresses to all names
            "::/127",
            "fc00::/7",
            "fe80::/10",
            "fec0::/10",
        ),
    )
)
"""The networks in which nobody on the internet can run a server."""


def is_public(address: str) -> bool:
    """Tell whether an IP address is reached over the internet: no private network, no multicast.

    An IPv6 address that stands for an IPv4 address (mapped, NAT64, 6to4) is public if the IPv4
    address is.
    """
    parsed = _parsed(address)
    if isinstance(parsed, IPv4Address):
        return parsed.is_global and not (parsed.is_multicast or parsed.is_reserved)
    within = parsed.ipv4_mapped or parsed.sixtofour
    if parsed in _NAT64:
        within = IPv4Address(int(parsed) & 0xFFFFFFFF)
    if within:
        return is_public(str(within))
    return parsed in _GLOBAL_UNICAST and parsed.is_global


def is_own(address: str) -> bool:
    """Tell whether an IP address belongs to this machine or to a network that it is in.

    Some addresses are neither own nor public, for example those of multicast.
    """
    parsed = _parsed(address)
    mapped = parsed.ipv4_mapped if isinstance(parsed, IPv6Address) else None
    return any((mapped or parsed) in network for network in _OWN)


def _parsed(address: str) -> IPv4Address | IPv6Address:
    return ip_address(address.partition("%")[0])


async def look_up(host: str, port: int, resolve: Resolver | None, lookups: LookUps) -> list[str]:
    """Return the addresses of a host, at least one; `resolve` None means the system's resolver.

    A host in `lookups` is not looked up again, because a second answer could lead to an address
    that was not checked. Raises OSError when the host has no address, always the same error for the
    same host.
    """
    future: Future[list[str]] = Future()
    shared = lookups.setdefault(host, future)
    if shared is future:
        _start(lambda: (resolve or _resolve)(host, port), future)
    try:
        addresses = await _outcome(shared)
    except (OSError, UnicodeError) as error:
        why = getattr(error, "strerror", None) or error
        raise OSError(f"{host} has no address ({why})") from None
    if not addresses:
        raise OSError(f"{host} has no address")
    return addresses


async def unattended(work: Callable[[], Result]) -> Result:
    """Return the result of blocking work; its thread does not keep the program from ending."""
    future: Future[Result] = Future()
    _start(work, future)
    return await _outcome(future)


def _resolve(host: str, port: int) -> list[str]:
    rows = socket.getaddrinfo(host, port, proto=socket.IPPROTO_TCP)
    return list(dict.fromkeys(str(address[0]) for *_, address in rows))


def _start(work: Callable[[], Result], future: Future[Result]) -> None:
    def run() -> None:
        try:
            future.set_result(work())
        except Exception as error:  # noqa: BLE001 -- it is raised where the outcome is awaited
            future.set_exception(error)

    Thread(target=run, daemon=True).start()


async def _outcome(future: Future[Result]) -> Result:
    """Return a future's result.

    Several event loops may wait for it, and one may give up without an effect on the others.
    """
    loop = asyncio.get_running_loop()
    done = asyncio.Event()

    def wake(_: Future[Result]) -> None:
        with suppress(RuntimeError):  # the loop has closed: time was up
            loop.call_soon_threadsafe(done.set)

    future.add_done_callback(wake)
    await done.wait()
    return future.result()
