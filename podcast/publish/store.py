"""The seam to where a show is published, and which store an address means."""

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
    """Files by name, a path with forward slashes below the place where the show is published.

    All raise PublishError, in one line without credentials and within a bounded time. `put`,
    `size`, `read` and `delete` may be called from `parallel` threads at once.
    """

    place: str
    """The address, for messages."""
    parallel: int

    def list(self) -> dict[str, int | None]:
        """Return all names with their bytes (None: unknown), and remove torn leftovers."""

    def size(self, name: str) -> int | None:
        """Return the bytes of a file, None when it is not there."""

    def read(self, name: str, start: int = 0, length: int | None = None) -> bytes | None:
        """Return bytes of a file from `start`, to its end without `length`; None without it."""

    def put(self, name: str, source: Path, headers: Headers) -> None:
        """Write a file whole or not at all; who reads the name meanwhile gets the old one."""

    def delete(self, name: str) -> None:
        """Remove a file; one that is not there is removed already."""

    def finish(self) -> None:
        """Make everything visible that was put, for stores that do it in one step."""

    def close(self) -> None:
        """End connections."""


def open_store(show: Show) -> Store:
    """Return the store that `publish.to` means. Raises PublishError when it cannot be reached."""
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
