"""The store for a folder, which for example a web server serves or another program syncs."""

from __future__ import annotations

import errno
import os
import shutil
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from podcast.errors import PublishError
from podcast.lib.atomic import FILE_MODE, make_folder, publish
from podcast.publish.plan import Headers
from podcast.publish.temporary import Temporary

_NO_LINKS = {errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK}
"""The errors of file systems without hard links, as FAT."""


class FolderStore:
    """A folder of this machine. Its web server sets content types and caching.

    Other programs, and other shows, may have files there and in folders below: only files that this
    show has written are touched. A folder of a date may be a symbolic link.
    """

    parallel = 1
    in_one_step = False

    def __init__(self, root: Path, source: Path, guid: str) -> None:
        """Make the folder, but no folders above it, as a disk may not be mounted.

        Raises PublishError when the folder cannot be made, or contains `source` or lies in it.
        """
        self.place = str(root)
        self._root = root
        self._temporary = Temporary(guid)
        self._turn: Path | None = None
        with self._as_publish_error():
            here, there = root.resolve(), source.resolve()
            if here.is_relative_to(there) or there.is_relative_to(here):
                raise PublishError(f"{root}: lies around or in {source}; publish to another folder")
            if not root.is_dir():
                root.mkdir(exist_ok=True)
                root.chmod(0o755)

    def list(self) -> dict[str, int | None]:
        """Return the files with their sizes."""
        with self._as_publish_error():
            return {name: status.st_size for name, status in _files_below(str(self._root))}

    def tidy(self) -> None:
        """Remove the incomplete files that killed runs of this show have left."""
        with self._as_publish_error():
            turn = self._turn.stat().st_mtime if self._turn else 0.0
            for name, status in _files_below(str(self._root)):
                if self._temporary.is_leftover(name.rpartition("/")[2], turn - status.st_mtime):
                    (self._root / name).unlink(missing_ok=True)

    def size(self, name: str) -> int | None:
        """Return the size of a file in bytes."""
        with self._as_publish_error(name):
            path = self._root / name
            return path.stat().st_size if path.is_file() else None

    def read(self, name: str, start: int = 0, length: int | None = None) -> bytes | None:
        """Return bytes of a file."""
        with self._as_publish_error(name):
            path = self._root / name
            if not path.is_file():
                return None
            with path.open("rb") as file:
                rest = max(0, os.fstat(file.fileno()).st_size - start)
                file.seek(start)
                # room is made for what is asked for, not only for what is there
                return file.read(rest if length is None else min(length, rest))

    def put(self, name: str, source: Path, headers: Headers) -> None:
        """Copy a file to a temporary name, sync it, and rename it."""
        path = self._root / name
        with self._as_publish_error(name):
            make_folder(path.parent)
            temporary = path.with_name(self._temporary.name(path.suffix))
            try:
                shutil.copyfile(source, temporary)
                publish(temporary, path)
            finally:
                temporary.unlink(missing_ok=True)

    def swap(self, name: str, source: Path, headers: Headers, old: bytes | None) -> bool:
        """Compare and write; another machine is kept out by the turn."""
        if self.read(name) != old:
            return False
        self.put(name, source, headers)
        return True

    def delete(self, name: str) -> None:
        """Remove a file, and its folder when the folder is empty."""
        with self._as_publish_error(name):
            path = self._root / name
            path.unlink(missing_ok=True)
            if path.parent != self._root and not path.parent.is_symlink():
                with suppress(OSError):  # it is not empty, or does not exist any more
                    path.parent.rmdir()

    def claim(self, name: str, content: bytes) -> bool:
        """Write a claim under a temporary name, and link it to its name, which no file may have."""
        path = self._root / name
        with self._as_publish_error(name):
            temporary = self._written(content)
            try:
                os.link(temporary, path)
            except FileExistsError:
                return False
            except OSError as error:
                if error.errno not in _NO_LINKS:
                    raise
                return self._claim_by_name(path, content)
            finally:
                temporary.unlink(missing_ok=True)
        self._turn = path
        return True

    def renew_claim(self, name: str, old: bytes, new: bytes) -> bool:
        """Compare and write."""
        if self.read(name, 0, len(old) + 1) != old:
            return False
        with self._as_publish_error(name):
            self._written(new).replace(self._root / name)
        return True

    def take_claim_over(self, name: str, stale: bytes, content: bytes) -> bool:
        """Move the claim away, which one machine alone can do, and write another one."""
        path = self._root / name
        with self._as_publish_error(name):
            away = self._root / self._temporary.name()
            try:
                path.rename(away)
            except FileNotFoundError:
                return False
            try:
                if away.read_bytes() != stale:  # somebody was quicker: it is the new claim
                    with suppress(FileExistsError):
                        os.link(away, path)
                    return False
            finally:
                away.unlink(missing_ok=True)
        return self.claim(name, content)

    def drop_claim(self, name: str, content: bytes) -> None:
        """Compare and remove."""
        if self.read(name, 0, len(content) + 1) == content:
            with self._as_publish_error(name):
                (self._root / name).unlink(missing_ok=True)

    def belongs_to(self, nonce: str) -> None:
        """Write unfinished files under the name of this process."""
        self._temporary.belongs_to(nonce)

    def finish(self) -> None:
        """Do nothing, as every file is visible already."""

    def close(self) -> None:
        """Do nothing."""

    def _written(self, content: bytes) -> Path:
        """Return a new file with this content, under a temporary name."""
        temporary = self._root / self._temporary.name()
        temporary.write_bytes(content)
        temporary.chmod(FILE_MODE)
        return temporary

    def _claim_by_name(self, path: Path, content: bytes) -> bool:
        try:
            with path.open("xb") as file:
                file.write(content)
        except FileExistsError:
            return False
        self._turn = path
        return True

    @contextmanager
    def _as_publish_error(self, name: str = "") -> Iterator[None]:
        try:
            yield
        except (OSError, RuntimeError, ValueError) as error:
            place = self._root / name if name else self._root
            reason = (error.strerror if isinstance(error, OSError) else None) or error
            raise PublishError(f"{place}: {reason}; mend this and publish again") from error


def _files_below(root: str) -> Iterator[tuple[str, os.stat_result]]:
    """Yield the files below a folder with their status; each folder once, also behind links.

    What may not be read, and a link that leads nowhere, are left out: they are of others.
    """
    seen: set[tuple[int, int]] = set()
    waiting = [""]
    while waiting:
        folder = waiting.pop()
        status = os.stat(f"{root}/{folder}")  # noqa: PTH116 -- as fast as can be, for thousands
        if (status.st_dev, status.st_ino) in seen:
            continue
        seen.add((status.st_dev, status.st_ino))
        with (
            suppress(FileNotFoundError, PermissionError),
            os.scandir(f"{root}/{folder}") as entries,
        ):
            for entry in entries:
                with suppress(OSError):  # a link leads round, or another program has removed it
                    about = entry.stat()
                    if stat.S_ISDIR(about.st_mode):
                        waiting.append(f"{folder}{entry.name}/")
                    elif stat.S_ISREG(about.st_mode):
                        yield f"{folder}{entry.name}", about
