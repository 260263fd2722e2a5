"""The proxy for an online service, from show.yaml or else from the environment."""

from __future__ import annotations

from podcast.lib.proxies import environment_proxy, proxy_parts, whole
from podcast.online import faults
from podcast.online.faults import ServiceFault

_UNSUPPORTED = {"socks", "socks4", "socks4a", "socks5", "socks5h"}
_UNUSABLE = "its address cannot be used; in its password, write a character such as / as %2F"
"""The message never quotes a malformed address, as a password may be anywhere in the address."""


def proxy_for(url: str, configured: str | None = None) -> str | None:
    """Return the address of the proxy for `url`, or None to connect without a proxy.

    `configured` comes first, then the environment. Raises ServiceFault for a proxy that does not
    speak HTTP and for a malformed address.
    """
    proxy = configured or environment_proxy(url)
    if not proxy:
        return None
    address = whole(proxy)
    parts = proxy_parts(address)
    if parts and parts.scheme in _UNSUPPORTED:
        raise ServiceFault(
            faults.BAD_PROXY,
            f"{parts.scheme} proxies are not supported; name an http one as `proxy` "
            "beside the service in show.yaml",
        )
    if not parts or parts.scheme not in {"http", "https"}:
        raise ServiceFault(faults.BAD_PROXY, _UNUSABLE)
    return address
