"""The types of paths in show.yaml, relative to the show's folder, and the paths of shipped files.

Validation gets the show's folder as its context. A default that is a Path is not changed.
"""

from __future__ import annotations

import os
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, ValidationInfo
from pydantic_core import PydanticCustomError, PydanticUseDefault

NO_FILE = "no_file"
"""The type of the validation error about a path without a file."""

LONGEST_NAME = 255
"""The bytes of the longest name of a file or folder that common file systems take."""
_LONGEST_PATH = 3000
"""The bytes of the longest path; Linux takes 4,096, and files are to lie below it."""
_DESCRIPTION = "a path, seen from the show's folder"


def shipped(*parts: str) -> Path:
    """Return the path of a data file of the package."""
    return Path(str(files("podcast").joinpath("data", *parts)))


def _seen_from_the_show(value: Any, info: ValidationInfo) -> Path:
    if isinstance(value, Path):
        return value
    if not isinstance(value, str) or not value:
        raise ValueError(value)
    return named(Path(info.context or "", value))


def named(path: Path) -> Path:
    """Return a path. Raises ValueError if it has a name that common file systems do not take."""
    if any(len(os.fsencode(part)) > LONGEST_NAME for part in path.parts):
        raise ValueError("a name is too long")
    if len(os.fsencode(path)) > _LONGEST_PATH:
        raise ValueError("the path is too long")
    return path


def _existing(value: Any, info: ValidationInfo) -> Path:
    if value is None:
        raise PydanticUseDefault
    path = _seen_from_the_show(value, info)
    if isinstance(value, str) and not is_there(path):
        raise PydanticCustomError(NO_FILE, "no such file; put it there")
    return path


def is_there(path: Path) -> bool:
    """Tell whether there is a file; there is none of a name that no file system takes."""
    try:
        return path.is_file()
    except OSError:
        return False


AnyPath = Annotated[Path, BeforeValidator(_seen_from_the_show), Field(description=_DESCRIPTION)]
ExistingFile = Annotated[Path, BeforeValidator(_existing), Field(description=_DESCRIPTION)]
