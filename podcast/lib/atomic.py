"""Write files whole or not at all: temporary sibling, fsync, rename, fsync of the folder.

Whatever `umask` a person or a service has, files and new folders get the modes below: a web server
must be able to read them. The name of a temporary file says which process writes it, so that one
process may remove what another one has left, and nothing that another one is writing.
"""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PREFIX = ".tmp-"
"""The start of a temporary sibling's name, by which leftovers are recognised and removed."""
_OF_A_PROCESS = re.compile(re.escape(PREFIX) + r"p(\d+)-")
FILE_MODE = 0o644
FOLDER_MODE = 0o755


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Yield a temporary sibling to write; it becomes `path` when the block ends without an error.

    The sibling has the suffix of `path`, as some tools go by the suffix. Raises OSError, also for
    an OSError in the block, with `path` as its file.
    """
    make_folder(path.parent)
    prefix = f"{PREFIX}p{os.getpid()}-"
    descriptor, name = tempfile.mkstemp(prefix=prefix, suffix=path.suffix, dir=path.parent)
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


def remove_leftovers(folder: Path, apart: Path | None = None) -> None:
    """Delete temporary files that a killed process left in `folder` and the folders below.

    A file stays while the process that its name tells is alive and another one than this: it may
    still be written. Call this before anything is written there. The folder `apart` is left alone.
    """
    for path in folder.rglob(f"{PREFIX}*"):
        if apart is not None and path.is_relative_to(apart):
            continue
        if path.is_file() and not _is_being_written(path.name):
            path.unlink(missing_ok=True)


def _is_being_written(name: str) -> bool:
    match = _OF_A_PROCESS.match(name)
    if match is None or int(match[1]) == os.getpid():
        return False
    try:
        os.kill(int(match[1]), 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:  # it is another user's, and alive
        return True
    return True


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
