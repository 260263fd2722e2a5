"""What a key of a YAML file may hold: texts, numbers, addresses, switches; and what is told of it.

A field's description finishes the sentence "must be …": in the message about a wrong value, and
as the key's type in docs/configuration.md. A Doc beside it holds the rest of the key's row there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlsplit
from uuid import UUID

from pydantic import AfterValidator, ConfigDict, Field, Strict

FILE = ConfigDict(extra="forbid", defer_build=True)
"""How a mapping of a YAML file is read: a key that it does not know is refused. What checks it is
made when it is first needed."""


@dataclass(frozen=True, slots=True)
class Doc:
    """What docs/configuration.md tells of a key beside its type; tools/list_settings.py writes it.

    All are lines of Markdown.
    """

    meaning: str
    default: str | None = None
    """What holds where the key is left out, if its plain value does not say it."""
    names: str = ""
    """What stands between this key and the keys below it, in a mapping by names of one's own."""


def web_address(value: str) -> str:
    """Return an absolute http(s) address in ASCII. Raises ValueError for anything else."""
    try:
        parts = urlsplit(value)
    except ValueError:  # it would quote what may be a password
        raise ValueError("not an address") from None
    if parts.scheme not in {"http", "https"} or not parts.hostname or not value.isascii():
        raise ValueError(value)
    _ = parts.port  # raises ValueError for a port that is none
    return value


def folder_address(value: str) -> str:
    """Return an address that names can be added to, without a slash at its end.

    Raises ValueError for anything else.
    """
    parts = urlsplit(web_address(value))
    if parts.query or parts.fragment or parts.username is not None or " " in value:
        raise ValueError(value)
    return value.rstrip("/")


def _uuid(value: str) -> str:
    """Return a UUID as it is usually written. Raises ValueError for anything else."""
    return str(UUID(value))


# A truth value is no number, and a text is neither.
Number = Annotated[float, Strict()]
Whole = Annotated[int, Strict()]
Switch = Annotated[bool, Strict(), Field(description="true or false")]
Text = Annotated[str, Field(min_length=1, description="a text")]
Url = Annotated[
    str,
    AfterValidator(web_address),
    Field(description="an http(s) address in ASCII letters"),
]
Uuid = Annotated[str, AfterValidator(_uuid)]
