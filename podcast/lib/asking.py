"""The types of `podcast.lib.web`: a request, limits, allowed addresses, and an answer."""

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
    """The limits of an answer: seconds, which begin with the look-up of the host, and megabytes.

    With 0 megabytes no body is read.
    """

    seconds: float
    megabytes: float


@dataclass(frozen=True, slots=True)
class Gate:
    """Which addresses a run may reach, who resolves names, which certificates are trusted.

    A run that uses one gate looks up each host once.
    """

    allows: Callable[[str], bool] = is_public
    resolve: Resolver | None = None
    """The resolver of names; None means the system's resolver."""
    certificates: ssl.SSLContext | None = None
    """The trusted certificates; None means those of SSL_CERT_FILE or certifi."""
    home: str = ""
    """A URL; if all addresses of its host are in this machine's network, the network is allowed."""
    lookups: LookUps = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Words:
    """The messages of Refused that differ between callers."""

    scheme: str = "it is not https"
    late: str = "not there within {seconds:g} s"
    large: str = "larger than {megabytes:g} MB"
    private: str = "{host} is at {address}, which is not a public address"


@dataclass(frozen=True, slots=True)
class Manner:
    """The settings of a request that differ between the callers of `podcast.lib.web`."""

    schemes: frozenset[str] = frozenset({"https"})
    redirects: int = 3
    """The most redirects that are followed; with 0 a redirect is itself the answer."""
    unpacks: bool = False
    """Whether gzip and deflate are unpacked; otherwise a body is returned as it arrives."""
    proxies: bool = False
    """Whether the proxies that the environment sets are used."""
    words: Words = Words()


@dataclass(frozen=True, slots=True)
class Request:
    """A request. A redirect sends it elsewhere, so a request with a secret must follow none."""

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
    """The body, empty unless the status is 200 or 206."""
    moved: bool = False
    """Whether there was a redirect and all redirects were permanent."""
