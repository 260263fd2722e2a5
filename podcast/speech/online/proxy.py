"""Which proxy leads to an online service: that of show.yaml, else the environment's."""

from __future__ import annotations

from podcast.lib.proxies import environment_proxy, proxy_parts, whole
from podcast.speech.online import faults
from podcast.speech.online.faults import ServiceFault

_NOT_SPOKEN = {"socks", "socks4", "socks4a", "socks5", "socks5h"}
_UNUSABLE = "its address cannot be used; in its password, write a character such as / as %2F"
"""The whole message: a malformed address is never quoted, the password may be anywhere in it."""


def proxy_for(url: str, configured: str | None = None) -> str | None:
    """Return the address of the proxy for `url`, None to connect without one.

    `configured` comes first, then what the environment says. Raises Fault for a proxy that does
    not speak HTTP and for what is no address of one.
    """
    found = configured or environment_proxy(url)
    if not found:
        return None
    address = whole(found)
    parts = proxy_parts(address)
    if parts and parts.scheme in _NOT_SPOKEN:
        raise ServiceFault(
            faults.BAD_PROXY,
            f"{parts.scheme} proxies are not supported; name an http one as `proxy` "
            "under `speech:` in show.yaml",
        )
    if not parts or parts.scheme not in {"http", "https"}:
        raise ServiceFault(faults.BAD_PROXY, _UNUSABLE)
    return address
