"""The types of `podcast.lib.web`: a request, its limits, what it may reach, and its answer."""

from __future__ import annotations

import ssl
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from podcast.lib.addresses import LookUps, Resolver, is_public


class Refused(Exception):  # noqa: N818 -- named for the outcome
    """Raised when nothing is fetched; the message says why."""


class NoAnswer(Refused):
    """Raised when the host is at fault: it has no address, no connection, no answer in time."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much an answer may take: seconds, from the look-up of its host on, and megabytes.

    With 0 megabytes no body is read.
    """

    seconds: float
    megabytes: float


@dataclass(frozen=True, slots=True)
class Gate:
    """Whom a run may reach, who resolves names, which certificates are trusted.

    A run that uses one gate looks up each host once.
    """

    allows: Callable[[str], bool] = is_public
    resolve: Resolver | None = None
    """None: the system's resolver."""
    certificates: ssl.SSLContext | None = None
    """None: those of SSL_CERT_FILE or certifi."""
    home: str = ""
    """A URL. When all addresses of its host are in the own network, that network may be asked."""
    lookups: LookUps = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Words:
    """The messages of Refused that depend on who asks."""

    scheme: str = "it is not https"
    late: str = "not there within {seconds:g} s"
    large: str = "larger than {megabytes:g} MB"
    private: str = "{host} is at {address}, which is not a public address"


@dataclass(frozen=True, slots=True)
class Manner:
    """How a request is made: what differs between the callers of `podcast.lib.web`."""

    schemes: frozenset[str] = frozenset({"https"})
    redirects: int = 3
    """The most that are followed; with 0 a redirect is itself the answer."""
    unpacks: bool = False
    """Unpacks gzip and deflate; otherwise a body is returned as it arrives."""
    proxies: bool = False
    """Uses the proxies that the environment names."""
    words: Words = Words()


@dataclass(frozen=True, slots=True)
class Request:
    """A request. A redirect gets the same one, so a caller that sends a secret follows none."""

    url: str
    method: str = "GET"
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class WebAnswer:
    """An answer, after redirects; header names are in lower case."""

    status: int
    headers: Mapping[str, str]
    url: str
    body: bytes
    """Empty unless the status is 200 or 206."""
    moved: bool = False
    """There was a redirect, and all redirects were permanent."""
