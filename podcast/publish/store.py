"""The interface of stores, where shows are published, and a function that opens the right one."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

from podcast.errors import PublishError
from podcast.publish.plan import Headers
from podcast.show.config import Show

_NOWHERE = (
    "`publish: {to: …}` is missing in show.yaml; name a folder, s3://, sftp:// or git+https://"
)


class Store(Protocol):
    """A place for files. A name is a path with forward slashes below the place.

    All methods end within a bounded time, and raise PublishError when they fail, with a message of
    one line without credentials. `put`, `size`, `read` and `delete` may be called from `parallel`
    threads at once.
    """

    place: str
    """The address, for messages."""
    parallel: int

    def list(self) -> dict[str, int | None]:
        """Return all names with their sizes (None if unknown), and remove incomplete files."""

    def size(self, name: str) -> int | None:
        """Return the size of a file in bytes, or None when it does not exist."""

    def read(self, name: str, start: int = 0, length: int | None = None) -> bytes | None:
        """Return `length` bytes from `start` (by default all to the end), or None if missing."""

    def put(self, name: str, source: Path, headers: Headers) -> None:
        """Write a file completely or not at all; until then, readers get the old file."""

    def delete(self, name: str) -> None:
        """Remove a file; a missing file is no error."""

    def finish(self) -> None:
        """Make all changes visible, in a store that does so in one step."""

    def close(self) -> None:
        """Close connections."""


def open_store(show: Show) -> Store:
    """Return the store for `publish.to`. Raises PublishError when it is missing or unusable."""
    to = show.publish.to
    if not to:
        raise PublishError(_NOWHERE)
    scheme = urlsplit(to).scheme if "://" in to else ""
    if scheme == "s3":
        from podcast.publish.s3 import S3Store

        return S3Store(to, show.publish.endpoint, show.publish.region)
    if scheme == "sftp":
        from podcast.publish.sftp import SFTPStore

        return SFTPStore(to)
    if scheme.startswith("git+"):
        from podcast.publish.git import GitStore

        return GitStore(to.removeprefix("git+"))
    from podcast.publish.folder import FolderStore

    return FolderStore(show.root / Path(to).expanduser(), show.episodes)
