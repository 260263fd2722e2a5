"""Find the proxy that the environment sets for an address, and check the address of a proxy."""

from __future__ import annotations

from urllib.parse import SplitResult, urlsplit
from urllib.request import getproxies, proxy_bypass

_WEB = {"wss": "https", "ws": "http"}
"""The schemes of WebSockets, which begin as HTTP requests and so use the proxies for HTTP."""


def environment_proxy(url: str) -> str | None:
    """Return the proxy for `url` as it is written, or None to connect without a proxy.

    HTTPS_PROXY (or HTTP_PROXY, by the scheme), ALL_PROXY and NO_PROXY are read, in capitals or
    small letters; on macOS and Windows the system's settings are read, too, and for these a host
    name may be looked up.
    """
    parts = urlsplit(url)
    # an IPv6 address stands there with or without its brackets
    if proxy_bypass(parts.netloc.rpartition("@")[2]) or proxy_bypass(parts.hostname or ""):
        return None
    proxies = getproxies()
    return proxies.get(_WEB.get(parts.scheme, parts.scheme)) or proxies.get("all")


def whole(proxy: str) -> str:
    """Return a proxy's address with a scheme, `http://` if it is written without a scheme."""
    return proxy if "://" in proxy else f"http://{proxy}"


def proxy_parts(address: str) -> SplitResult | None:
    """Return the parts of an address with only a host and port; None for other addresses."""
    if not address.isprintable():  # urlsplit drops such characters; other parsers may not
        return None
    try:
        parts = urlsplit(address)
        is_host = bool(parts.hostname) and parts.port != 0  # reading the port checks it
    except ValueError:
        return None
    more = parts.path not in {"", "/"} or parts.query or parts.fragment
    return parts if is_host and not more else None
