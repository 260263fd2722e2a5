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
    threads at once, and `renew_claim` from one more.

    A claim is a small file that says whose turn it is (`turn.py`). Two machines never get it at
    once, as far as the store can promise that.
    """

    place: str
    """The address, for messages."""
    parallel: int
    in_one_step: bool
    """Whether all changes become visible in one step, in `finish`, and only if no other machine
    was quicker; nobody needs a turn then."""

    def belongs_to(self, nonce: str) -> None:
        """Write unfinished files under the name of this process, by which it is known to live."""

    def list(self) -> dict[str, int | None]:
        """Return all names with their sizes (None if unknown)."""

    def tidy(self) -> None:
        """Remove the incomplete files that killed runs of this show have left."""

    def size(self, name: str) -> int | None:
        """Return the size of a file in bytes, or None when it does not exist."""

    def read(self, name: str, start: int = 0, length: int | None = None) -> bytes | None:
        """Return `length` bytes from `start` (by default all to the end), or None if missing."""

    def put(self, name: str, source: Path, headers: Headers) -> None:
        """Write a file completely or not at all; until then, readers get the old file."""

    def swap(self, name: str, source: Path, headers: Headers, old: bytes | None) -> bool:
        """Write a file as `put` does, if it holds `old` (None: if it is missing).

        Return False, with the file unchanged, when it holds something else.
        """

    def delete(self, name: str) -> None:
        """Remove a file; a missing file is no error."""

    def claim(self, name: str, content: bytes) -> bool:
        """Write a claim if there is none; return whether it was written."""

    def renew_claim(self, name: str, old: bytes, new: bytes) -> bool:
        """Write one's own claim again; return False when it is not there as it was left."""

    def take_claim_over(self, name: str, stale: bytes, content: bytes) -> bool:
        """Put a claim in the place of a stale one; return False when that one is not there."""

    def drop_claim(self, name: str, content: bytes) -> None:
        """Remove one's own claim, if it is there as it was left."""

    def finish(self) -> None:
        """Make all changes visible, in a store that does so in one step.

        Raises Overtaken, without changes, when another machine was quicker.
        """

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

        return SFTPStore(to, show.guid)
    if scheme.startswith("git+"):
        from podcast.publish.git import GitStore

        return GitStore(to.removeprefix("git+"))
    from podcast.publish.folder import FolderStore

    return FolderStore(show.root / Path(to).expanduser(), show.episodes, show.guid)
