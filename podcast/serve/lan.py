"""The machine's address on its local network."""

from __future__ import annotations

import socket
from ipaddress import ip_address

from podcast.errors import ServeError

EVERYWHERE = "0.0.0.0"  # noqa: S104 - what --lan asks for
"""The address that stands for all interfaces of this machine."""

_NOBODY = ("192.0.2.1", 9)
"""An address of no host, reserved for documentation (RFC 5737), and a port: the route to it shows
which address this machine has on its network."""


def address_for_others(host: str) -> str:
    """Return the IPv4 address or name by which others on the network reach a server on `host`.

    Nothing is sent, as connecting a UDP socket only looks up the route. Raises ServeError without a
    network, or when `host` is this machine's loopback.
    """
    if host != EVERYWHERE:
        if _is_loopback(host):
            raise ServeError(
                f"{host}: nobody else on the network reaches this address; "
                "leave out --host, or give this machine's address on the network"
            )
        return host
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(_NOBODY)
        except OSError as error:
            raise _no_network() from error
        address = str(probe.getsockname()[0])
    if _is_loopback(address):
        raise _no_network()
    return address


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _no_network() -> ServeError:
    return ServeError(
        "this machine is on no network, so a phone cannot reach it; join the phone's network, "
        "or give this machine's address with --host, or serve to this machine without --lan"
    )
