"""The types of values in a YAML file: texts, numbers, addresses, switches; and their documentation.

A field's description completes the sentence "must be …". It is used in the error about a wrong
value, and as the key's type in docs/configuration.md. A Doc holds the rest of the row for the key.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlsplit
from uuid import UUID

from pydantic import AfterValidator, ConfigDict, Field, Strict

FILE = ConfigDict(extra="forbid", defer_build=True)
"""How a mapping of a YAML file is read: an unknown key is an error. The validator is built when it
is first needed."""
_MOST_ADDRESS = 1000
"""The greatest length of an address: a QR code that phones can read hardly holds more."""


@dataclass(frozen=True, slots=True)
class Doc:
    """A key's row in docs/configuration.md, without its type; tools/list_settings.py writes it.

    All texts are Markdown of one line.
    """

    meaning: str
    default: str | None = None
    """The effect of leaving the key out, if the default value alone does not show the effect."""
    names: str = ""
    """What stands between this key and those below it where a person chooses names: NAME.ENGINE."""


def web_address(value: str) -> str:
    """Return an absolute http(s) address in ASCII. Raises ValueError for anything else."""
    if len(value) > _MOST_ADDRESS:
        raise ValueError("too long")
    try:
        parts = urlsplit(value)
    except ValueError:  # its message would quote the value, which may hold a password
        raise ValueError("not an address") from None
    if parts.scheme not in {"http", "https"} or not parts.hostname or " " in parts.netloc:
        raise ValueError(value)
    if not (value.isascii() and value.isprintable()):
        raise ValueError(value)
    _ = parts.port  # raises ValueError for an invalid port
    return value


def folder_address(value: str) -> str:
    """Return an http(s) address, without a slash at the end, to which file names can be added.

    Raises ValueError for anything else.
    """
    parts = urlsplit(web_address(value))
    if parts.username is not None or set(value) & set("?# "):  # also a `?` without a query
        raise ValueError(value)
    return value.rstrip("/")


def _uuid(value: str) -> str:
    """Return a UUID as it is usually written. Raises ValueError for anything else."""
    return str(UUID(value))


# Strict: no truth value is accepted as a number, and no text as a number or truth value.
Number = Annotated[float, Strict()]
Whole = Annotated[int, Strict()]
Switch = Annotated[bool, Strict(), Field(description="true or false")]
Text = Annotated[str, Field(min_length=1, pattern=r"\S", description="a text")]
"""A text that is not blank."""
Url = Annotated[
    str,
    AfterValidator(web_address),
    Field(description="an http(s) address of at most 1000 ASCII letters"),
]
Uuid = Annotated[str, AfterValidator(_uuid)]
