"""Which proxy the environment names for an address, and what can be the address of one."""

from __future__ import annotations

from urllib.parse import SplitResult, urlsplit
from urllib.request import getproxies, proxy_bypass

_WEB = {"wss": "https", "ws": "http"}
"""The environment names proxies for the web; a WebSocket begins there."""


def environment_proxy(url: str) -> str | None:
    """Return the proxy for `url` as it is written, None to connect without one.

    HTTPS_PROXY (or HTTP_PROXY, by the scheme), ALL_PROXY and NO_PROXY are read, in capitals or
    not; on macOS and Windows also what the system's settings say, for which it may look up names.
    """
    parts = urlsplit(url)
    if proxy_bypass(parts.netloc.rpartition("@")[2]):
        return None
    proxies = getproxies()
    return proxies.get(_WEB.get(parts.scheme, parts.scheme)) or proxies.get("all")


def whole(proxy: str) -> str:
    """Return a proxy's address with its scheme, which people leave out."""
    return proxy if "://" in proxy else f"http://{proxy}"


def proxy_parts(address: str) -> SplitResult | None:
    """Return the parts of an address that names a host and nothing on it, None for others."""
    if not address.isprintable():  # urlsplit passes over what cannot be printed; others need not
        return None
    try:
        parts = urlsplit(address)
        is_host = bool(parts.hostname) and parts.port != 0  # reading the port checks it
    except ValueError:
        return None
    more = parts.path not in {"", "/"} or parts.query or parts.fragment
    return parts if is_host and not more else None
