"""The terms of `podcast.lib.web`: what is asked, how, of whom, and within which bounds."""

from __future__ import annotations

import ssl
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from podcast.lib.addresses import Known, Resolver, is_public


class Refused(Exception):  # noqa: N818 -- the outcome, as people say it
    """Raised when nothing is fetched; the message says why."""


class NoAnswer(Refused):
    """Raised when it is the host's fault: it has no address, no connection, no answer in time."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much an answer may take, in seconds from the look-up of its host, and in megabytes.

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
    """None: those that certifi or SSL_CERT_FILE names."""
    home: str = ""
    """A URL. When all addresses of its host are of the own network, that network may be asked."""
    known: Known = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Words:
    """What a refusal says, where that depends on who asks."""

    scheme: str = "it is not https"
    late: str = "not there within {seconds:g} s"
    large: str = "larger than {megabytes:g} MB"
    private: str = "{host} is at {address}, which is not a public address"


@dataclass(frozen=True, slots=True)
class Manner:
    """How somebody asks: what differs between those who use this module."""

    schemes: frozenset[str] = frozenset({"https"})
    redirects: int = 3
    """The most that are followed; 0: what leads elsewhere is the answer."""
    unpacks: bool = False
    """Reads gzip and deflate; otherwise a body is what arrives."""
    proxies: bool = False
    """Goes by the proxies of the environment, where it names some."""
    words: Words = Words()


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked; a redirect is asked the same, so that who sends a secret follows none."""

    url: str
    method: str = "GET"
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class WebAnswer:
    """What was answered, after redirects; names of headers are in lower case."""

    status: int
    headers: Mapping[str, str]
    url: str
    body: bytes
    """Empty unless the status is 200 or 206."""
    moved: bool = False
    """All redirects on the way were permanent, and there was one."""
