"""Write files whole or not at all: temporary sibling, fsync, rename, fsync of the folder.

Whatever `umask` a person or a service has, files and new folders get the modes below: a web server
must be able to read them.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PREFIX = ".tmp-"
"""The start of a temporary sibling's name, by which leftovers are recognised and removed."""
FILE_MODE = 0o644
FOLDER_MODE = 0o755


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Yield a temporary sibling to write; it becomes `path` when the block ends without an error.

    The sibling has the suffix of `path`, as some tools go by the suffix. Raises OSError, also for
    an OSError in the block, with `path` as its file.
    """
    make_folder(path.parent)
    descriptor, name = tempfile.mkstemp(prefix=PREFIX, suffix=path.suffix, dir=path.parent)
    os.close(descriptor)
    temporary = Path(name)
    try:
        yield temporary
        publish(temporary, path)
    except OSError as error:
        error.filename = str(path)  # in place of no file (full disk) or the temporary one
        raise
    finally:
        temporary.unlink(missing_ok=True)


def publish(temporary: Path, path: Path, mode: int = FILE_MODE) -> None:
    """Rename a finished file on the same volume to `path` so that it survives a power cut."""
    temporary.chmod(mode)
    _sync(temporary)
    temporary.replace(path)
    _sync(path.parent)


def make_folder(path: Path) -> None:
    """Make a folder, and those above it, if they are missing; a folder that is there stays."""
    missing = []
    for each in (path, *path.parents):
        if each.is_dir():
            break
        missing.append(each)
    for each in reversed(missing):
        try:
            each.mkdir()
        except FileExistsError:
            if not each.is_dir():
                raise
            continue
        each.chmod(FOLDER_MODE)


def write_bytes(path: Path, data: bytes) -> None:
    """Write `data`; a file that already holds the same bytes is left untouched."""
    if path.is_file() and path.read_bytes() == data:
        return
    with replacing(path) as temporary:
        temporary.write_bytes(data)


def write_text(path: Path, text: str) -> None:
    """Write `text` as UTF-8, its line ends unchanged."""
    write_bytes(path, text.encode("utf-8"))


def check_writable(folder: Path, size: int) -> None:
    """Raise OSError if a file of so many bytes could not be written into a folder.

    The folder need not exist yet; then the nearest one above it is tried. Nothing stays there.
    """
    nearest = next(each for each in (folder, *folder.absolute().parents) if each.exists())
    try:
        with tempfile.NamedTemporaryFile(prefix=PREFIX, dir=nearest) as probe:
            probe.write(bytes(size))
            probe.flush()
    except OSError as error:
        error.filename = str(folder)  # in place of no file (full disk) or the temporary one
        raise


def remove_leftovers(folder: Path) -> None:
    """Delete temporary files that a killed process left in `folder` and the folders below."""
    for path in folder.rglob(f"{PREFIX}*"):
        if path.is_file():
            path.unlink(missing_ok=True)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
