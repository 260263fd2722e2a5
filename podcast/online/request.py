"""One request to a service with OpenAI's API, made by the engine `openai` or the writer `llm`.

The key is read from the environment for each request and goes only into one header: no redirect is
followed, no message of the service that repeats a part of the key is shown, no message is written
into a file, and httpx's transport, which would log response headers, is silenced.

The module does not use `podcast.lib.web`, which is for addresses that strangers have chosen. Here
the address comes from show.yaml and may be a local one, a request may go on as long as bytes
arrive, the proxy may be that of show.yaml, and each failure has a kind by which the caller decides
whether to try again.
"""

from __future__ import annotations

import logging
import os
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache

import httpx

from podcast.online import faults, refusals
from podcast.online.faults import FaultKind, ServiceFault
from podcast.online.proxy import proxy_for
from podcast.online.refusals import ServiceAnswer

CONNECT_SECONDS = 5.0
SILENCE_SECONDS = 60.0
"""The longest wait for the next bytes, in seconds: many services send no byte until the end."""

_LARGEST_PORT = 65_535
_UNPACKED = {"Accept-Encoding": "identity"}
"""The header that asks for uncompressed answers, as a compressed answer may unpack to gigabytes."""

# at DEBUG the transport logs the headers of answers, in which a service might repeat the key
for _name in ("httpcore", "httpx"):
    logging.getLogger(_name).setLevel(logging.WARNING)


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where a request is sent, and what every request to it has in common."""

    address: str
    """The base address of the service, without a slash at the end."""
    path: str
    """What stands behind the base address, with a slash before it."""
    variable: str
    """The name of the environment variable that holds the key."""
    proxy: str | None
    """The proxy of show.yaml, or None for that of the environment."""
    most_bytes: int
    """The most bytes of an answer."""


async def post(endpoint: Endpoint, body: dict[str, object]) -> ServiceAnswer:
    """Make one request and return the answer. Raises ServiceFault when no answer comes."""
    url = _url(endpoint)
    by = proxy_for(url, endpoint.proxy)
    # without TLS no certificates need be read
    is_secure = url.startswith("https:")
    trusted = certificates() if is_secure else ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    key = key_in(endpoint.variable)
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    with _translated():
        async with (
            httpx.AsyncClient(
                verify=trusted,
                proxy=by,
                timeout=httpx.Timeout(SILENCE_SECONDS, connect=CONNECT_SECONDS),
                trust_env=False,  # proxy_for has already read the proxy from the environment
            ) as client,
            client.stream("POST", url, json=body, headers={**_UNPACKED, **headers}) as response,
        ):
            content = bytearray()
            async for chunk in response.aiter_raw():
                content += chunk
                if len(content) > endpoint.most_bytes:
                    raise ServiceFault(refusals.TOO_LARGE, f"over {endpoint.most_bytes >> 20} MB")
            return ServiceAnswer(response.status_code, dict(response.headers), bytes(content))


def _url(endpoint: Endpoint) -> str:
    """Return the URL of the requests. Raises ServiceFault when the configured URL is malformed."""
    address = f"{endpoint.address}{endpoint.path}"
    try:
        url = httpx.URL(address)
        # reading the host decodes its Punycode
        if url.host and (url.port is None or 0 < url.port <= _LARGEST_PORT):
            return address
    except (httpx.InvalidURL, UnicodeError):
        pass
    raise ServiceFault(refusals.BAD_ADDRESS, endpoint.address)


@cache
def certificates() -> ssl.SSLContext:
    """Return the trusted certificates, or raise ServiceFault; reading takes long, so only once."""
    try:
        return httpx.create_ssl_context()
    except OSError as error:
        raise ServiceFault(refusals.NO_CERTIFICATES, error.strerror or "no reason given") from error


def key_in(variable: str) -> str:
    """Return the key in an environment variable, or an empty text: a local service may need none.

    Raises ServiceFault, without the key, when the key cannot stand in a header.
    """
    key = os.environ.get(variable, "").strip()
    if not (key.isascii() and key.isprintable()):
        raise ServiceFault(refusals.BAD_KEY, "it holds other things than ASCII letters and digits")
    return key


@contextmanager
def _translated() -> Iterator[None]:
    """Turn what httpx raises into a ServiceFault of the right kind; the order matters.

    An error's own message is left out where it may quote a service or a proxy.
    """
    kind: FaultKind
    try:
        yield
    except httpx.ProxyError:
        raise ServiceFault(faults.BAD_PROXY, "it refuses") from None
    except httpx.ConnectError as error:
        kind = faults.INSECURE if "ssl" in str(error).lower() else faults.UNREACHABLE
        raise ServiceFault(kind, str(error)) from error
    except httpx.ConnectTimeout as error:
        raise ServiceFault(faults.UNREACHABLE, f"no connection in {CONNECT_SECONDS:g} s") from error
    except httpx.TimeoutException as error:
        raise ServiceFault(faults.STALLED, f"nothing for {SILENCE_SECONDS:g} s") from error
    except httpx.RemoteProtocolError as error:
        kind = faults.TRUNCATED if "message body" in str(error) else faults.RESET
        raise ServiceFault(kind, "the connection closed early") from None
    except httpx.TransportError as error:
        raise ServiceFault(faults.RESET, type(error).__name__) from None
    except (httpx.InvalidURL, ValueError):
        raise ServiceFault(faults.BAD_PROXY, "its address cannot be used") from None
