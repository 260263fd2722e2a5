"""What a key of a YAML file may hold: texts, paths, addresses, switches; unknown keys are refused.

A field's description finishes the sentence "must be …" in the message about it.
"""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlsplit
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, Field


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
    """Return an address that file names can be added to. Raises ValueError for anything else."""
    parts = urlsplit(web_address(value))
    if parts.query or parts.fragment or parts.username is not None or " " in value:
        raise ValueError(value)
    return value


def uuid(value: str) -> str:
    """Return a UUID as it is usually written. Raises ValueError for anything else."""
    return str(UUID(value))


Text = Annotated[str, Field(min_length=1, description="a text")]
FilePath = Annotated[str, Field(min_length=1, description="a path, seen from the show's folder")]
Url = Annotated[
    str,
    AfterValidator(web_address),
    Field(description="an http(s) address in ASCII letters"),
]
Switch = Annotated[bool, Field(description="true or false")]


class File(BaseModel):
    """A mapping of a YAML file."""

    # built when it is used: most are only parts of another, which holds their rules itself
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, defer_build=True)
