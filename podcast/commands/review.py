"""`--review`: open a script in the person's editor before any sound is made of it."""

from __future__ import annotations

import os
import shlex
import subprocess
from pathlib import Path

from podcast.errors import ScriptError
from podcast.script import document

_VARIABLES = ("VISUAL", "EDITOR")


def review(path: Path) -> None:
    """Open a file in the editor that VISUAL or EDITOR names, and wait until it is closed.

    Raises ScriptError when no editor is named or can be started, when it ends with an error, and,
    with file and line, when what it leaves is no script.
    """
    name, command = _editor()
    if not command:
        raise ScriptError(
            f"{path}: --review has no editor; set EDITOR to one, for example EDITOR=nano, "
            "or edit the file and build without --review"
        )
    try:
        words = shlex.split(command)
    except ValueError as error:
        raise ScriptError(
            f"{name}: `{command}` is no command: {error}; mend its quotation marks, "
            f"for example {name}=nano"
        ) from error
    try:
        status = subprocess.run([*words, str(path)], check=False).returncode
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else f"{error}"
        raise ScriptError(
            f"{name}: the editor `{command}` cannot start: {why}; set {name} to one that can"
        ) from error
    if status:
        raise ScriptError(f"{path}: the editor ended with {status}, so nothing is made of it")
    document.load(path)


def _editor() -> tuple[str, str]:
    """Return the variable that names an editor, and its command; empty texts without one."""
    named = ((name, os.environ.get(name, "").strip()) for name in _VARIABLES)
    return next((each for each in named if each[1]), ("", ""))
