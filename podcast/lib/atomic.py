"""Write files whole or not at all: temporary sibling, fsync, rename, fsync of the folder."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PREFIX = ".tmp-"
"""The start of a temporary sibling's name, by which leftovers are recognised and removed."""


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Yield a temporary sibling to write; it becomes `path` when the block ends without an error.

    The sibling has the suffix of `path`, as some tools go by the suffix. Raises OSError, also for
    an OSError in the block, with `path` as its file.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(prefix=PREFIX, suffix=path.suffix, dir=path.parent)
    os.close(descriptor)
    temporary = Path(name)
    try:
        yield temporary
        temporary.chmod(0o644)  # mkstemp makes it private; a web server must be able to read it
        publish(temporary, path)
    except OSError as error:
        error.filename = str(path)  # in place of no file (full disk) or the temporary one
        raise
    finally:
        temporary.unlink(missing_ok=True)


def publish(temporary: Path, path: Path) -> None:
    """Rename a finished file on the same volume to `path` so that it survives a power cut."""
    _sync(temporary)
    temporary.replace(path)
    _sync(path.parent)


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
