"""Which proxy leads to an online service: that of show.yaml, else the environment's."""

from __future__ import annotations

from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

from podcast.speech import faults
from podcast.speech.faults import Fault

_WEB = {"wss": "https", "ws": "http"}
"""The environment names proxies for the web; a WebSocket begins there."""


def proxy_for(url: str, configured: str = "") -> str | None:
    """Return the address of the proxy for `url`, None to connect without one.

    `configured` comes first. Then HTTPS_PROXY (or HTTP_PROXY, by the scheme), ALL_PROXY and
    NO_PROXY, in capitals or not; on macOS and Windows also what the system's settings say.
    Raises Fault for a proxy that does not speak HTTP.
    """
    if configured:
        return configured
    parts = urlsplit(url)
    if proxy_bypass(parts.netloc.rpartition("@")[2]):
        return None
    proxies = getproxies()
    scheme = _WEB.get(parts.scheme, parts.scheme)
    found = proxies.get(scheme) or proxies.get("all")
    if not found:
        return None
    address = found if "://" in found else f"http://{found}"
    if urlsplit(address).scheme not in {"http", "https"}:
        raise Fault(
            faults.BAD_PROXY,
            f"{address.partition(':')[0]} proxies are not supported; name an http one as `proxy` "
            "under `speech:` in show.yaml",
        )
    return address
