"""Files and folders of work that takes long: what a killed process leaves, the next one removes."""

from __future__ import annotations

import re
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from podcast.lib.atomic import PREFIX, make_folder, publish
from podcast.lib.lock import bury, has_died, sign_of_life

_NAME = re.compile(re.escape(PREFIX) + r"([0-9a-f]{32})\.\w{1,8}")


@contextmanager
def taking_long(path: Path) -> Iterator[Path]:
    """Yield a temporary sibling to write, as `replacing` does; it becomes `path` at the end.

    Its name says which process writes it. Those of processes that have died on this machine are
    removed first. Raises OSError.
    """
    make_folder(path.parent)
    _remove_leftovers(path.parent)
    nonce = secrets.token_hex(16)
    temporary = path.with_name(f"{PREFIX}{nonce}{path.suffix}")
    with sign_of_life(nonce):
        try:
            yield temporary
            publish(temporary, path)
        finally:
            temporary.unlink(missing_ok=True)


def _remove_leftovers(folder: Path) -> None:
    for path in folder.glob(f"{PREFIX}*"):
        match = _NAME.fullmatch(path.name)
        if match and has_died(match[1]):
            path.unlink(missing_ok=True)
            bury(match[1])


_SCRATCH = "digestcast-"
_SCRATCH_NAME = re.compile(re.escape(_SCRATCH) + r"([0-9a-f]{32})")


@contextmanager
def scratch_folder() -> Iterator[Path]:
    """Yield a folder for a while, among the temporary files of this machine.

    Those of processes that have died on this machine are removed first.
    """
    home = Path(tempfile.gettempdir())
    for path in home.glob(f"{_SCRATCH}*"):
        match = _SCRATCH_NAME.fullmatch(path.name)
        if match and has_died(match[1]):
            shutil.rmtree(path, ignore_errors=True)
            bury(match[1])
    nonce = secrets.token_hex(16)
    folder = home / f"{_SCRATCH}{nonce}"
    with sign_of_life(nonce):
        folder.mkdir(mode=0o700)
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)
