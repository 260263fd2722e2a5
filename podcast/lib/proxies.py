"""The proxy that the environment names for an address, and the check of a proxy's address."""

from __future__ import annotations

from urllib.parse import SplitResult, urlsplit
from urllib.request import getproxies, proxy_bypass

_WEB = {"wss": "https", "ws": "http"}
"""A WebSocket begins as an HTTP request, so it goes by the proxies for those."""


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
    """Return a proxy's address with a scheme: `http://` where it has none, as people write it."""
    return proxy if "://" in proxy else f"http://{proxy}"


def proxy_parts(address: str) -> SplitResult | None:
    """Return the parts of an address that is no more than a host and port, None for others."""
    if not address.isprintable():  # urlsplit drops such characters; other parsers may not
        return None
    try:
        parts = urlsplit(address)
        is_host = bool(parts.hostname) and parts.port != 0  # reading the port checks it
    except ValueError:
        return None
    more = parts.path not in {"", "/"} or parts.query or parts.fragment
    return parts if is_host and not more else None
