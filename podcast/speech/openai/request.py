"""One request to a service with OpenAI's API for speech. In speech only this module uses httpx.

The key is read from the environment for each request and goes only into one header: no redirect is
followed, no message of the service that repeats a part of the key is shown, no message is written
into a file, and httpx's transport, which would log response headers, is silenced.

The module does not use `podcast.lib.web`: the address is the show's own, a request may go on as
long as bytes arrive, the proxy may be that of show.yaml, and each failure has a kind by which the
engine decides whether to try again.
"""

from __future__ import annotations

import logging
import os
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING

import httpx

from podcast.speech.online import faults
from podcast.speech.online.faults import FaultKind, ServiceFault
from podcast.speech.online.proxy import proxy_for
from podcast.speech.openai import reply
from podcast.speech.openai.reply import ServiceAnswer

if TYPE_CHECKING:
    from podcast.show.config import OpenAI

CONNECT_SECONDS = 5.0
SILENCE_SECONDS = 60.0
"""The longest wait for the next bytes, in seconds: many services send no byte until the end."""

_MOST_SOUND = 64 * 1024 * 1024
"""The most bytes of an answer: more than ten minutes of mono in 16 bits at 48 kHz."""
_LARGEST_PORT = 65_535
_UNPACKED = {"Accept-Encoding": "identity"}
"""The header that asks for uncompressed answers, as a compressed answer may unpack to gigabytes."""

# at DEBUG the transport logs the headers of answers, in which a service might repeat the key
for _name in ("httpcore", "httpx"):
    logging.getLogger(_name).setLevel(logging.WARNING)


async def post(service: OpenAI, body: dict[str, object], proxy: str | None) -> ServiceAnswer:
    """Make one request and return the answer. Raises ServiceFault when no answer comes."""
    url = _address(service)
    by = proxy_for(url, proxy)
    # without TLS no certificates need be read
    is_secure = url.startswith("https:")
    trusted = certificates() if is_secure else ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    key = key_of(service)
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    with _translated():
        async with (
            httpx.AsyncClient(
                verify=trusted,
                proxy=by,
                timeout=httpx.Timeout(SILENCE_SECONDS, connect=CONNECT_SECONDS),
                trust_env=False,  # proxy_for has read it
            ) as client,
            client.stream("POST", url, json=body, headers={**_UNPACKED, **headers}) as response,
        ):
            content = bytearray()
            async for chunk in response.aiter_raw():
                content += chunk
                if len(content) > _MOST_SOUND:
                    raise ServiceFault(reply.GARBLED, f"more than {_MOST_SOUND >> 20} MB")
            return ServiceAnswer(response.status_code, dict(response.headers), bytes(content))


def _address(service: OpenAI) -> str:
    """Return the URL for speech. Raises ServiceFault when the configured URL is malformed."""
    address = f"{service.url}/audio/speech"
    try:
        url = httpx.URL(address)
        # reading the host decodes its Punycode
        if url.host and (url.port is None or 0 < url.port <= _LARGEST_PORT):
            return address
    except (httpx.InvalidURL, UnicodeError):
        pass
    raise ServiceFault(reply.BAD_ADDRESS, service.url)


@cache
def certificates() -> ssl.SSLContext:
    """Return the trusted certificates, or raise ServiceFault; reading takes long, so only once."""
    try:
        return httpx.create_ssl_context()
    except OSError as error:
        raise ServiceFault(reply.NO_CERTIFICATES, error.strerror or "no reason given") from error


def key_of(service: OpenAI) -> str:
    """Return the key, or an empty text: a local service may need none.

    Raises ServiceFault, without the key, when the key cannot stand in a header.
    """
    key = os.environ.get(service.key, "").strip()
    if not (key.isascii() and key.isprintable()):
        raise ServiceFault(reply.BAD_KEY, "it holds other things than ASCII letters and digits")
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
