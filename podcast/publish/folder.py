"""The store for a folder, which for example a web server serves or another program syncs."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from podcast.errors import PublishError
from podcast.lib.atomic import remove_leftovers, replacing
from podcast.publish.plan import Headers


class FolderStore:
    """A folder of this machine. Its web server sets content types and caching."""

    parallel = 1

    def __init__(self, root: Path, source: Path) -> None:
        """Make the folder, but no folders above it, as a disk may not be mounted.

        Raises PublishError when the folder cannot be made, or contains `source` or lies in it.
        """
        self.place = str(root)
        self._root = root
        here, there = root.resolve(), source.resolve()
        if here.is_relative_to(there) or there.is_relative_to(here):
            raise PublishError(f"{root}: lies around or in {source}; publish to another folder")
        with self._as_publish_error():
            root.mkdir(exist_ok=True)

    def list(self) -> dict[str, int | None]:
        """Return the files with their sizes, and remove incomplete files of a killed run."""
        with self._as_publish_error():
            remove_leftovers(self._root)
            return {
                path.relative_to(self._root).as_posix(): path.stat().st_size
                for path in self._root.rglob("*")
                if path.is_file()
            }

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
                file.seek(start)
                return file.read(-1 if length is None else length)

    def put(self, name: str, source: Path, headers: Headers) -> None:
        """Copy a file to a temporary name, sync it, and rename it."""
        with self._as_publish_error(name), replacing(self._root / name) as temporary:
            shutil.copyfile(source, temporary)

    def delete(self, name: str) -> None:
        """Remove a file, and its folder when the folder is empty."""
        with self._as_publish_error(name):
            path = self._root / name
            path.unlink(missing_ok=True)
            if (
                path.parent != self._root
                and path.parent.is_dir()
                and not any(path.parent.iterdir())
            ):
                path.parent.rmdir()

    def finish(self) -> None:
        """Do nothing, as every file is visible already."""

    def close(self) -> None:
        """Do nothing."""

    @contextmanager
    def _as_publish_error(self, name: str = "") -> Iterator[None]:
        try:
            yield
        except OSError as error:
            place = self._root / name if name else self._root
            raise PublishError(
                f"{place}: {error.strerror or error}; mend this and publish again"
            ) from error
