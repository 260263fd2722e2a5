"""Replace public addresses by those of this server in the feed and pages that it sends."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache
from urllib.parse import unquote

_NAME = r"[A-Za-z0-9_][A-Za-z0-9._-]{0,252}"
_IPV6 = r"\[[0-9A-Fa-f:.]{2,45}\]"
_HOST = re.compile(rf"(?:{_NAME}|{_IPV6})(?::\d{{1,5}})?")
_PATH = rb"[A-Za-z0-9._~%/-]*"


def valid_host(host: str) -> bool:
    """Tell whether a Host header is `name`, `name:port` or `[IPv6]:port`.

    The header is written into feed and pages, so it may have no other form.
    """
    return _HOST.fullmatch(host) is not None


def rewrite(data: bytes, bases: Sequence[str], here: str, served: Callable[[str], bool]) -> bytes:
    """Return `data` with `bases` replaced by `here` in the addresses of files that are served here.

    `served` tells whether a path below a base is one of these; other addresses, such as those of a
    blog below it, stay unchanged. Addresses are ASCII, as Apple requires and `Show.url` makes them.
    Of two bases that begin at one place the first counts.
    """
    is_served = cache(served)
    replacement = here.encode()

    def replaced(match: re.Match[bytes]) -> bytes:
        path = match[1].decode()
        return replacement + match[1] if is_served(unquote(path)) else match[0]

    either = b"|".join(re.escape(base.encode()) for base in bases)
    return re.sub(b"(?:" + either + b")(" + _PATH + b")", replaced, data)
