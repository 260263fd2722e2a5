"""`--review`: open a script in the person's editor before any sound is made of it."""

from __future__ import annotations

import os
import shlex
import subprocess
from pathlib import Path

from podcast.errors import ScriptError

_VARIABLES = ("VISUAL", "EDITOR")


def review(path: Path) -> None:
    """Open a file in the editor that VISUAL or EDITOR names, and wait until it is closed.

    Raises ScriptError when no editor is named, or the editor ends with an error.
    """
    command = next(filter(None, map(os.environ.get, _VARIABLES)), None)
    if command is None:
        raise ScriptError(
            f"{path}: --review has no editor; set EDITOR to one, for example EDITOR=nano, "
            "or edit the file and build without --review"
        )
    try:
        status = subprocess.run([*shlex.split(command), str(path)], check=False).returncode
    except OSError as error:
        raise ScriptError(f"{command}: the editor cannot start: {error.strerror}") from error
    if status:
        raise ScriptError(f"{path}: the editor ended with {status}, so nothing is made of it")
