"""Public addresses -> addresses of this server, in feed and pages that are on their way out."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from urllib.parse import unquote

_NAME = r"[A-Za-z0-9_][A-Za-z0-9._-]{0,252}"
_IPV6 = r"\[[0-9A-Fa-f:.]{2,45}\]"
_HOST = re.compile(rf"(?:{_NAME}|{_IPV6})(?::\d{{1,5}})?")
_PATH = rb"[A-Za-z0-9._~%/-]*"


def valid_host(host: str) -> bool:
    """Say whether a Host header is `name`, `name:port` or `[IPv6]:port` and nothing else.

    What it says is written into feed and pages, so anything else must not pass.
    """
    return _HOST.fullmatch(host) is not None


def rewrite(data: bytes, base: str, here: str, served: Callable[[str], bool]) -> bytes:
    """Return `data` with `base` replaced by `here` in the addresses that this server answers.

    `served` says whether a path below `base` is one of them: when the blog lives below `base`
    too, its addresses stay. Addresses are ASCII, as Apple asks and `Show.url` makes them.
    """
    known = cache(served)
    replacement = here.encode()

    def replaced(match: re.Match[bytes]) -> bytes:
        path = match[1].decode()
        return replacement + match[1] if known(unquote(path)) else match[0]

    return re.sub(re.escape(base.encode()) + b"(" + _PATH + b")", replaced, data)
