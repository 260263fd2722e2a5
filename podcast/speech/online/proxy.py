"""Which proxy leads to an online service: that of show.yaml, else the environment's."""

from __future__ import annotations

from urllib.parse import SplitResult, urlsplit
from urllib.request import getproxies, proxy_bypass

from podcast.speech.online import faults
from podcast.speech.online.faults import Fault

_WEB = {"wss": "https", "ws": "http"}
"""The environment names proxies for the web; a WebSocket begins there."""


_NOT_SPOKEN = {"socks", "socks4", "socks4a", "socks5", "socks5h"}
_UNUSABLE = "its address cannot be used; in its password, write a character such as / as %2F"
"""Never more: the password may be in any part of an address that is not what it should be."""


def proxy_for(url: str, configured: str | None = None) -> str | None:
    """Return the address of the proxy for `url`, None to connect without one.

    `configured` comes first. Then HTTPS_PROXY (or HTTP_PROXY, by the scheme), ALL_PROXY and
    NO_PROXY, in capitals or not; on macOS and Windows also what the system's settings say.
    Raises Fault for a proxy that does not speak HTTP and for what is no address of one.
    """
    found = configured or _environment(url)
    if not found:
        return None
    address = found if "://" in found else f"http://{found}"
    # urlsplit passes over what cannot be printed; others need not
    parts = _parts(address) if address.isprintable() else None
    if parts and parts.scheme in _NOT_SPOKEN:
        raise Fault(
            faults.BAD_PROXY,
            f"{parts.scheme} proxies are not supported; name an http one as `proxy` "
            "under `speech:` in show.yaml",
        )
    if not parts or parts.scheme not in {"http", "https"}:
        raise Fault(faults.BAD_PROXY, _UNUSABLE)
    return address


def _environment(url: str) -> str | None:
    parts = urlsplit(url)
    if proxy_bypass(parts.netloc.rpartition("@")[2]):
        return None
    proxies = getproxies()
    return proxies.get(_WEB.get(parts.scheme, parts.scheme)) or proxies.get("all")


def _parts(address: str) -> SplitResult | None:
    """Return the parts of an address that names a host and nothing on it, None for others."""
    try:
        parts = urlsplit(address)
        is_host = bool(parts.hostname) and parts.port != 0  # reading the port checks it
    except ValueError:
        return None
    more = parts.path not in {"", "/"} or parts.query or parts.fragment
    return parts if is_host and not more else None
